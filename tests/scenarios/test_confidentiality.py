"""Level 3: who takes part sees it, a circle sees its steps, everybody else learns not even that it exists (5.2)."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.scenarios.conduct import Conduct, attach, file_clue
from tests.scenarios.people import (
    BAI,
    BONING,
    CHENG,
    FANG,
    HAN,
    HE,
    JI,
    LIANG,
    LUO,
    QIN,
    SHEN,
    TANG,
    WENDI,
    YANCHE,
    YAO,
)
from tests.scenarios.province import Province

SECRETS = ("许某", "拆分", "86000", "13900000000", "邱某", "处置秘密")
QUERIES = (
    "", "/variables", "/events", "/replay", "/picture?seq=5", "/diff?seq=5", "/verification",
)


@pytest.fixture
def clue(province: Province) -> Conduct:
    """A filed clue with a reporter, a result and letters."""
    found = file_clue(province, "2026-03-02 09:00", transfer_type="handled", handling_done="已追回。",
                      reporter=[{"name": "邱某", "phone": "13900000000", "real_name": True, "keep_secret": True}])
    found.to("E22", "2026-03-02 10:00")
    found.does("2026-03-03 09:00", YAO, "E34", result="批评教育", measures=[
        {"person": "许某", "measure": "处置秘密", "date": "2026-03-03"}])
    return found


def test_strangers_learn_nothing(clue: Conduct) -> None:
    """An outsider, a colleague who takes no part, a superior, the system and the security administrator."""
    task = clue.find(BAI, "E36")[0]["id"]
    letter = clue.see(YAO)["letters"][0]["id"]
    for user in (HE, TANG, FANG, SHEN, JI, WENDI, YANCHE):
        desk = clue.desk(user)
        for query in QUERIES:
            status, body = desk.call("GET", f"/instances/{clue.case}{query}")
            assert (status, body["code"]) == (404, "not_found"), (user, query)
        assert desk.call("GET", f"/tasks/{task}")[0] == 404
        assert desk.download(f"/letters/{letter}")[0] == 404
        seen = [desk.call("GET", path)[1] for path in (
            "/tasks", "/tasks/counts", "/instances", "/instances?text=LJ-LH-LC", "/notices", "/registers")]
        assert not [word for word in (*SECRETS, clue.case, "LC-2026-0001") if word in told(seen)], user
        for register in ("L-1", "L-2", "L-6", "L-30"):
            status, body = desk.call("GET", f"/registers/{register}/rows")
            assert not [word for word in (*SECRETS, clue.case, "LC-2026") if word in told(body)], (user, register)
            if user not in (FANG, SHEN):
                assert status == 404, (user, register)
        for act in ("withdraw", "terminate", "suspension-request"):
            assert desk.call("POST", f"/instances/{clue.case}/{act}", {"reason": "x"})[0] == 404, (user, act)


def told(value: Any) -> str:
    """A JSON value as text to search in."""
    return json.dumps(value, ensure_ascii=False)


def test_the_source_side_sees_its_own_steps_alone(clue: Conduct) -> None:
    """罗一禾 and 梁既明: E02 to E12, E15, E36b; no variables, no letter files, nothing of the handling."""
    for user in (LUO, LIANG, HAN):
        desk = clue.desk(user)
        case = clue.see(user)
        assert case["restricted"] is True
        assert {task["element"].split("_")[0] for task in case["tasks"]} <= {"E02", "E07", "E10", "E15", "E36b"}
        assert (case["letters"], case["links"], case["rows"]) == ([], [], [])
        assert desk.call("GET", f"/instances/{clue.case}/variables")[0] == 404
        events = clue.events(user)
        replayed = desk.get(f"/instances/{clue.case}/replay")
        assert "处置秘密" not in told([case, events, replayed])
        elements = {event["element"].split("_")[0] for event in events if event["element"]}
        assert not elements & {"E13", "E17", "E22", "E28", "E34", "E36"}, (user, elements)
        last = replayed["final_seq"]
        picture = desk.get(f"/instances/{clue.case}/picture?seq={last}")
        assert "处置秘密" not in told(picture)
    assert clue.desk(LUO).call("GET", "/registers/L-1/rows")[0] == 404
    assert clue.row(LUO, "L-2")["letter_no"] == "LJ-LH-YJ-2026-0001"


def test_the_superior_sees_columns_marked_up(clue: Conduct) -> None:
    """方岫 and 沈知衡 of the province: status, dates and category of L-1; the export has no more."""
    for user in (FANG, SHEN):
        [row] = clue.desk(user).get("/registers/L-1/rows")["items"]
        assert (row["restricted"], row["status"], row["category"]) == (True, "closed", "廉洁纪律")
        assert not {"subject", "summary", "handlers", "amount", "case_no", "instance", "manager_scope"} & row.keys()
    status, content = clue.desk(SHEN).download("/registers/L-1/export?format=csv")
    assert (status, content[:3]) == (200, b"\xef\xbb\xbf")
    assert not [word for word in SECRETS if word in content.decode()]
    _status, content = clue.desk(SHEN).download("/registers/L-1/export?format=xlsx")
    cells = str(list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)))
    assert not [word for word in SECRETS if word in cells]
    assert clue.desk(YAO).call("GET", "/registers/L-1/export?format=csv")[0] == 403
    status, content = clue.desk(BAI).download("/registers/L-1/export?format=csv")
    assert (status, "许某" in content.decode()) == (200, True)


def test_files_follow_the_steps_they_belong_to(province: Province) -> None:
    """The source's material is the source's and the handlers'; the handlers' is theirs; strangers get 404."""
    clue = file_clue(province, "2026-03-02 09:00")
    own = attach(clue, LUO, "E07", "review_opinion", "审核附件.pdf", b"%PDF-source")
    clue.to("E28", "2026-03-02 10:00")
    theirs = attach(clue, YAO, "E28", "safety_plan", "预案.pdf", b"%PDF-handlers")
    assert clue.desk(LUO).download(f"/attachments/{own}") == (200, b"%PDF-source")
    assert clue.desk(YAO).download(f"/attachments/{own}") == (200, b"%PDF-source")
    assert clue.desk(YAO).download(f"/attachments/{theirs}") == (200, b"%PDF-handlers")
    assert clue.desk(QIN).download(f"/attachments/{theirs}") == (200, b"%PDF-handlers")
    for user in (LUO, HAN, LIANG, HE, FANG, WENDI, YANCHE, BONING):
        assert clue.desk(user).download(f"/attachments/{theirs}")[0] == 404, user
    assert [each["name"] for each in clue.see(LUO)["attachments"]] == ["审核附件.pdf"]


def test_the_audit_administrator_sees_acts_and_opens_content_with_a_reason(clue: Conduct) -> None:
    """柏宁 sees who did what when; content only after a recorded reason of which 秦若川 is told."""
    desk = clue.desk(BONING)
    assert desk.call("GET", f"/instances/{clue.case}/variables")[0] == 404
    letter = clue.see(YAO)["letters"][0]["id"]
    assert desk.download(f"/letters/{letter}")[0] == 404
    events = clue.events(BONING)
    acts = [(event["actor"], event["element"].split("_")[0]) for event in events if event["type"] == "TaskCompleted"]
    assert {(HAN, "E02"), (YAO, "E34")} <= set(acts)
    seen = [desk.get(path) for path in (
        "/instances", f"/instances/{clue.case}", f"/instances/{clue.case}/replay",
        f"/instances/{clue.case}/picture?seq=200", f"/instances/{clue.case}/diff?seq={events[-1]['seq']}")]
    assert not [word for word in SECRETS if word in told([seen, events])]
    assert desk.get(f"/instances/{clue.case}/verification")["ok"] is True
    access = f"/instances/{clue.case}/open-content"
    assert desk.call("POST", access, {"reason": " "})[0] in (400, 409)
    assert clue.desk(CHENG).call("POST", access, {"reason": "想看看。"})[0] == 403
    desk.post(access, {"reason": "年度安全审计抽查。"})
    assert desk.get(f"/instances/{clue.case}/variables")["subject_names"] == "许某"
    [opened] = clue.events(YAO, "ContentOpened")
    assert (opened["actor"], opened["data"]["reason"]) == (BONING, "年度安全审计抽查。")
    assert any("年度安全审计抽查" in text for text in clue.notices(QIN))


def test_an_issue_of_level_two_is_open_to_the_unit_and_above(province: Province) -> None:
    """Level 2: seen by the unit's leaders and the discipline offices above, not by other units or administrators."""
    desk = province.desk(LUO)
    province.at("2026-03-02 09:00")
    case = desk.post("/instances", {"definition": "issue-rectification", "values": {
        "issue_source": "audit", "description": "采购未询价。", "category": "企业违规", "level": "一般",
        "mode": "限期整改", "unit": "LJ-LH-WQ", "verify_dept": "finance_audit"}})["instance"]
    for user in (LUO, JI, CHENG, SHEN, FANG):
        assert province.desk(user).call("GET", f"/instances/{case}/variables")[0] == 200, user
    for user in (TANG, "lj-qy.weiran", "lj-qy.songyan", WENDI, YANCHE):
        assert province.desk(user).call("GET", f"/instances/{case}")[0] == 404, user
