"""Accountability (A10) from outside: everybody accused is heard and kept out; limits, appeal, the head accused."""

from __future__ import annotations

from typing import Any

from tests.scenarios.conduct import Conduct, attach, start
from tests.scenarios.people import FANG, JIANG, LU, SHEN, SONG, WENYU
from tests.scenarios.province import Province
from tests.scenarios.test_accountability import (
    DAY,
    DECISION,
    GU,
    LIAISON,
    PROPOSAL,
    fields,
    propose,
    to_check,
    to_decision,
)

ARCHIVE = {"catalogue": [{"no": 1, "title": "决定书", "pages": 3}], "file_no": "WZ-1", "retention": "长期",
           "archive_sign": "陆青和"}


def decided(case: Conduct, measure: list[str], **values: Any) -> None:
    """Decided a day after the meeting."""
    to_decision(case, measure, **values)
    case.does("2026-03-03 09:00", GU, "A10_08", **DECISION)


def test_each_of_the_accused_is_heard_alone(province: Province) -> None:
    """Two of different units, one waives: each sees the own statement only; the report tells what was said."""
    case = propose(province, object="个人", object_unit="LJ-QY", persons=[LIAISON, WENYU])
    to_check(case)
    assert (case.inbox(SONG), case.inbox(WENYU)) == ([], [])
    evidence = attach(case, FANG, "A10_05", "evidence", "核查.pdf")
    case.does(f"{DAY} 11:00", FANG, "A10_05", facts="属实。", evidence=[evidence],
              findings=[{"person": "岑安", "level": "直接", "fact": "未落实。"}])
    assert case.inbox(SONG) == []
    case.does(f"{DAY} 12:00", WENYU, "A10_06", statement_sign="温屿")
    case.does(f"{DAY} 12:10", LIAISON, "A10_06", statement="已尽力。", statement_sign="岑安")
    assert {event["data"].get("element") for event in case.events(LIAISON, "TaskOpened")} == {"A10_06_statement"}
    assert case.task(FANG, "A10_07")["data"]["statement"] == "岑安：已尽力。；温屿：放弃陈述申辩"
    case.does(f"{DAY} 13:00", FANG, "A10_07", level="直接", measure=["诫勉"], suggestion_text="诫勉。")
    case.does("2026-03-04 09:00", GU, "A10_08", **DECISION)
    assert case.task(LU, "A10_14")["due"] == "2026-03-16"
    people = {case.desk(FANG).get(f"/tasks/{task['id']}")["data"]["person"]: task for task in case.desk(FANG).tasks()
              if task["element"] == "A8_01_propose"}
    assert set(people) == {"岑安", "温屿"}


def test_the_check_counts_from_the_start_decision(province: Province) -> None:
    """TL-P15 runs from the approval, not from the group named later; one extension, refused when asked too late."""
    case = propose(province)
    case.does(f"{DAY} 10:00", SHEN, "A10_03", start_decision="approve", start_opinion="同意。")
    case.does("2026-03-09 09:00", LU, "A10_04", group=[FANG, JIANG])
    for user in (FANG, JIANG):
        case.does("2026-03-09 10:00", user, "A10_04a", has_conflict=False, sign=case.desk_name(user))
    task = case.task(FANG, "A10_05")
    assert (task["due"], case.row(LU, "L-28")["due_effective"]) == ("2026-03-30", "2026-03-30")
    request = case.desk(FANG).post(f"/tasks/{task['id']}/extension", {"amount": 10, "reason": "证人出差。"})["request"]
    case.desk(SHEN).post(f"/tasks/{request}/decision", {"grant": True, "opinion": "同意。"})
    assert case.task(FANG, "A10_05")["due"] == "2026-04-14"
    province.night("2026-04-15 00:05")
    assert case.task(FANG, "A10_05")["light"] == "red"
    late = case.desk(FANG).refused(f"/tasks/{task['id']}/extension", {"amount": 1, "reason": "再延。"})
    assert late[0] == 409


def test_the_head_of_the_office_is_accused(province: Province) -> None:
    """陆青和 is accused: 沈知衡 approves, someone else forms the group, reports and checks the effect."""
    case = start(province, f"{DAY} 09:00", FANG, "accountability",
                 **{name: PROPOSAL[name] for name in ("facts", "source_ref")}, object="个人", object_unit="LJ")
    assert fields(case.attempt(FANG, "A10_01", **(PROPOSAL | {"duty_row": None}))) == ["duty_row"]
    case.does(f"{DAY} 09:10", FANG, "A10_01", **(PROPOSAL | {"object": "个人", "object_unit": "LJ", "persons": [LU]}))
    case.does(f"{DAY} 10:00", SHEN, "A10_03", start_decision="approve", start_opinion="同意。")
    assert case.inbox(LU) == []
    open_ = [task for task in case.see(FANG)["tasks"] if task["element"] == "A10_04_group"]
    assert open_
    assert case.desk(LU).call("POST", f"/tasks/{open_[0]['id']}/complete", {"values": {"group": [FANG, JIANG]}})[0] in (
        403, 404)


def test_an_appeal_does_not_stop_but_may_revoke(province: Province) -> None:
    """Too early refused, late needs a reason; goes to A7; 撤销: no effect check, L-28 says so, archived."""
    case = to_check(propose(province))
    told = {"element": "A10_31_appealed", "values": {
        "appellant": "岑安", "appealed_on": DAY, "appeal_grounds": "责任不在我。"}}
    messages = f"/instances/{case.case}/messages"
    assert case.desk(FANG).refused(messages, told)[0] == 422
    decided(case, ["通报"])
    province.at("2026-04-08 09:00")
    told["values"]["appealed_on"] = "2026-04-08"
    assert fields(case.desk(LIAISON).refused(messages, told)) == ["late_reason"]
    told["values"]["late_reason"] = "住院。"
    case.desk(LIAISON).post(messages, told)
    [lodged] = [e["data"] for e in case.events(FANG, "MessageThrown") if e["data"]["name"] == "appeal.lodged"]
    assert (lodged["payload"]["appellant"], lodged["payload"]["received_at"]) == ("岑安", "2026-04-08")
    case.does("2026-04-08 10:00", LU, "A10_14", reported_on="2026-04-08", report_up_text="已问责。")
    answer = {"element": "A10_33_decided", "values": {
        "appeal_result": "撤销", "appeal_decided_on": "2026-04-08", "appeal_text": "事实不清。"}}
    assert case.desk(FANG).refused(messages, answer)[0] == 403
    unfounded = {"element": answer["element"], "values": {"appeal_text": "事实不清。"}}
    assert fields(case.desk(LU).refused(messages, unfounded)) == ["appeal_decided_on", "appeal_result"]
    case.desk(LU).post(messages, answer)
    assert case.row(LU, "L-28")["appeal"] == "撤销"
    assert any("撤销" in text for text in case.notices(LIAISON))
    province.night("2026-06-02 00:05")
    case.does("2026-06-03 09:00", LU, "A10_19", **ARCHIVE)
    assert (case.see(LU)["status"], case.row(LU, "L-28")["effect_check"]) == ("closed", None)


def test_without_circular_and_effective(province: Province) -> None:
    """No 通报: nothing announced; the effect is checked three months after the meeting within ten working days."""
    case = to_check(propose(province))
    decided(case, ["扣分"], points=2)
    assert [each["letter"] for each in case.see(FANG)["letters"]] == ["A10-1", "A10-2"]
    case.does("2026-03-05 09:00", LU, "A10_14", reported_on="2026-03-05", report_up_text="已问责。")
    province.night("2026-06-01 00:05")
    assert case.inbox(LU) == []
    province.night("2026-06-02 00:05")
    effect = case.task(LU, "A10_16")
    assert (effect["limit"], effect["due"]) == ("TL-P12", "2026-06-16")
    case.does("2026-06-02 09:00", LU, "A10_16", effect_check="effective", effect_text="已整改。")
    case.does("2026-06-03 09:00", LU, "A10_19", **ARCHIVE)
    row = case.row(LU, "L-28")
    assert (row["status"], row["effect_check"], row["tolerance"]) == ("closed", "effective", False)
