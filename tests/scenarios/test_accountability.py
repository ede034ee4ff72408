"""Accountability (A10): proposal, reverse check, inquiry by two, statement, decision without the accused, effect."""

from __future__ import annotations

from typing import Any

from engine import commands, system_actor
from tests.scenarios.conduct import Conduct, attach, start
from tests.scenarios.people import FANG, JIANG, LU, SHEN, SONG
from tests.scenarios.province import Province

GU = "lj.guchengyuan"
LIAISON = "lj-qy.cenan"
DAY = "2026-03-02"
PROPOSAL: dict[str, Any] = {
    "object": "单位", "object_unit": "LJ-QY", "persons": [LIAISON], "facts": "整改不到位。", "source_ref": "HT-1",
    "level": "主体", "duty_row": "主要负责人",
}
DECISION: dict[str, Any] = {
    "meeting_no": "党委会-3", "meeting_date": DAY, "meeting_attendees": [GU, SHEN], "meeting_members": 2,
    "decision": "approve", "decision_text": "通报问责。",
}


def propose(province: Province, **values: Any) -> Conduct:
    """方岫 proposes to hold LJ-QY accountable."""
    given = {name: PROPOSAL[name] for name in ("object", "object_unit", "facts", "source_ref")}
    case = start(province, f"{DAY} 09:00", FANG, "accountability", **given)
    case.does(f"{DAY} 09:10", FANG, "A10_01", **(PROPOSAL | values))
    return case


def to_check(case: Conduct) -> Conduct:
    """Approved, the group declares no conflict."""
    case.does(f"{DAY} 10:00", SHEN, "A10_03", start_decision="approve", start_opinion="同意。")
    case.does(f"{DAY} 10:10", LU, "A10_04", group=[FANG, JIANG])
    for user, name in ((FANG, "方岫"), (JIANG, "江迟")):
        case.does(f"{DAY} 10:20", user, "A10_04a", has_conflict=False, sign=name)
    return case


def to_decision(
    case: Conduct, measure: list[str], accused: tuple[str, ...] = (SONG, LIAISON), **values: Any,
) -> Conduct:
    """Checked, everybody accused heard, suggested."""
    case.province.at(f"{DAY} 11:00")
    evidence = attach(case, FANG, "A10_05", "evidence", "核查.pdf")
    case.does(f"{DAY} 11:00", FANG, "A10_05", facts="整改不到位属实。", evidence=[evidence],
              findings=[{"person": "岑安", "level": "直接", "fact": "未落实措施。"}])
    for user in accused:
        case.does(f"{DAY} 12:00", user, "A10_06", statement="接受。", statement_sign=case.desk_name(user))
    case.does(f"{DAY} 13:00", FANG, "A10_07", level="主体", measure=measure, suggestion_text="建议问责。", **values)
    return case


def fields(answer: tuple[int, Any]) -> list[str]:
    """Fields a refusal names."""
    assert answer[0] == 422, answer
    return sorted(each["path"] for each in answer[1]["problems"])


def test_a_unit_is_held_accountable_with_every_measure(province: Province) -> None:
    """Two inquire, the unit's head is heard, the committee decides; executed, announced, archived."""
    case = propose(province)
    assert (case.task(SHEN, "A10_03")["limit"], case.task(SHEN, "A10_03")["due"]) == ("TL-P14", "2026-03-09")
    to_check(case)
    assert case.task(FANG, "A10_05")["due"] == "2026-03-30"
    measures = ["通报", "诫勉", "扣分", "经济处理", "组织调整", "处分"]
    to_decision(case, measures, amount=2000, points=5)
    assert case.task(GU, "A10_08")["due"] == "2026-03-16"
    case.does(f"{DAY} 15:00", GU, "A10_08", **DECISION)
    case.province.night(f"{DAY} 15:05")
    row = case.row(LU, "L-28")
    assert (row["unit"], row["measure"], row["decided_at"], row["level"]) == ("LJ-QY", measures, DAY, "主体")
    assert "岑安" in row["object"]
    thrown = [event["data"]["name"] for event in case.events(FANG, "MessageThrown")]
    assert sorted(thrown) == ["adjustment.proposed", "archive.event", "assessment.scored", "case.proposed"]
    links = [link["definition"] for link in case.see(FANG)["links"]]
    assert "reminder-admonition" in links
    letters = case.see(FANG)["letters"]
    assert [each["letter"] for each in letters] == ["A10-1", "A10-2", "A10-3"]
    for letter in letters:
        status, content = case.desk(FANG).download(f"/letters/{letter['id']}")
        assert (status, content[:2]) == (200, b"PK")
    case.province.at(f"{DAY} 16:00")
    paid = attach(case, FANG, "A10_12j", "paid_evidence", "凭证.pdf")
    case.does(f"{DAY} 16:00", FANG, "A10_12j", paid_on=DAY, paid_evidence=[paid])
    assert "A10_14" in case.inbox(LU)
    score = case.row(LU, "L-22")
    assert (score["period"], score["object"], score["points"]) == ("2026Q1", "青砚市烟草专卖局(公司)", -5)
    admonition = case.child(FANG, "reminder-admonition").task(FANG, "A8_01")["data"]
    assert (admonition["person"], admonition["person_unit"]) == ("岑安", "LJ-QY")
    [filed] = [e["data"]["payload"] for e in case.events(FANG, "MessageThrown") if e["data"]["name"] == "archive.event"]
    assert filed["person"] == "岑安"


def test_the_effect_decides_whether_a_letter_follows(province: Province) -> None:
    """Reported up within 10 WD; after three months ineffective: 督办函, archive; L-28 closed."""
    case = to_decision(to_check(propose(province)), ["通报"])
    case.does(f"{DAY} 15:00", GU, "A10_08", **DECISION)
    report = case.task(LU, "A10_14")
    assert (report["limit"], report["due"]) == ("TL-P17", "2026-03-16")
    case.does("2026-03-03 09:00", LU, "A10_14", reported_on="2026-03-03", report_up_text="已问责。")
    case.province.night("2026-06-02 00:05")
    case.does("2026-06-02 09:00", LU, "A10_16", effect_check="ineffective", effect_text="仍未整改。")
    case.province.night("2026-06-02 09:05")
    assert "supervision-letter" in [link["definition"] for link in case.see(LU)["links"]]
    case.does("2026-06-03 09:00", LU, "A10_19", catalogue=[{"no": 1, "title": "决定书", "pages": 3}], file_no="WZ-1",
              retention="长期", archive_sign="陆青和")
    row = case.row(LU, "L-28")
    assert (row["status"], row["effect_check"], case.see(LU)["status"]) == ("closed", "ineffective", "closed")


def test_tolerance_is_recorded_and_nothing_is_done(province: Province) -> None:
    """三个区分开来: the committee tolerates with a reason; returned once for more facts."""
    case = to_decision(to_check(propose(province, level="领导")), ["通报"], tolerance_reason="改革探索。")
    case.does(f"{DAY} 15:00", GU, "A10_08", **(DECISION | {"decision": "return"}))
    to_decision(case, ["通报"])
    assert fields(case.attempt(GU, "A10_08", **(DECISION | {"decision": "tolerate"}))) == ["tolerance_reason"]
    case.does(f"{DAY} 16:00", GU, "A10_08", **(DECISION | {"decision": "tolerate", "tolerance_reason": "先行先试。"}))
    assert (case.see(LU)["status"], case.row(LU, "L-28")["measure"]) == ("closed", ["容错免责：先行先试。"])


def test_the_start_may_be_refused_or_returned(province: Province) -> None:
    """纪检组长 returns the proposal, then refuses it: no row of L-28."""
    case = propose(province)
    case.does(f"{DAY} 10:00", SHEN, "A10_03", start_decision="return", start_opinion="补充事实。")
    case.does(f"{DAY} 10:10", FANG, "A10_01", **PROPOSAL)
    case.does(f"{DAY} 10:20", SHEN, "A10_03", start_decision="reject", start_opinion="情节轻微。")
    assert case.see(LU)["status"] == "not_accepted"
    assert case.desk(LU).get("/registers/L-28/rows")["items"] == []


def test_the_accused_decides_nothing(province: Province) -> None:
    """A member of the committee is accused: no task, not among those present; an officer in the case leaves it."""
    case = propose(province, object="个人", object_unit="LJ", persons=[GU])
    assert fields(case.attempt(SHEN, "A10_03", start_decision="approve")) == ["start_opinion"]
    case.does(f"{DAY} 10:00", SHEN, "A10_03", start_decision="approve", start_opinion="同意。")
    assert fields(case.attempt(LU, "A10_04", group=[FANG])) == ["group"]
    case.does(f"{DAY} 10:10", LU, "A10_04", group=[FANG, JIANG])
    case.does(f"{DAY} 10:20", FANG, "A10_04a", has_conflict=False, sign="方岫")
    case.does(f"{DAY} 10:20", JIANG, "A10_04a", has_conflict=True, ground="involved", sign="江迟")
    assert case.inbox(JIANG) == []
    [again] = case.find(LU, "A10_04")
    assert case.fill(LU, again["id"], "A10_04", group=[FANG, JIANG])[0] == 422


def test_another_procedure_proposes(province: Province) -> None:
    """✉ accountability.proposed: the officers of the unit propose with what it carries."""
    province.at(f"{DAY} 09:00")
    payload = {"object_kind": "单位", "object_unit": "LJ-QY", "persons": ["岑安"], "facts": "三次反复。",
               "source_ref": "LJ-LC-2026-0001", "duty_row": None}
    message = commands.CorrelateMessage("accountability.proposed", "x", payload, "LJ")
    receipt = province.engine.execute(message, system_actor())
    case = Conduct(province, receipt.result["instances"][0])
    data = case.task(JIANG, "A10_01")["data"]
    assert (data["object"], data["object_unit"], data["persons"], data["facts"]) == (
        "单位", "LJ-QY", [LIAISON], "三次反复。")
    assert fields(case.attempt(JIANG, "A10_01", **(PROPOSAL | {"level": None}))) == ["level"]
    assert fields(case.attempt(JIANG, "A10_01", **(PROPOSAL | {"object": "个人", "persons": []}))) == ["persons"]
