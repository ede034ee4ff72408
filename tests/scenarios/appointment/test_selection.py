"""D3: a selection from plan to probation; no notice before the talk; nobody promoted within an influence period."""

from __future__ import annotations

from typing import Any

from tests.scenarios.appointment.bureau import DEFER, NAMES, REN, SELECTION, SHU, Bureau
from tests.scenarios.conduct import start
from tests.scenarios.people import CHENG, QIN, TANG, YAO

DAY = "2026-05-06 09:00"
EXAMINERS = [YAO, "lj-lh.shaoqian"]


def candidate(user: str) -> dict[str, Any]:
    """One candidate."""
    name, unit = NAMES[user]
    return {"name": name, "current_unit": unit, "current_post": "现任职务", "new_unit": "LJ-LH",
            "new_post": "专卖科副科长", "new_rank": "中层副职", "type": "提拔", "votes": 20}


def recommended(office: Bureau, *people: str, **plan: Any) -> dict[str, Any]:
    """Planned, checked beforehand, recommended and examined."""
    case = office.start(DAY, TANG, SELECTION)
    values = {"post": "专卖科副科长", "vacancies": 1, "conditions": "三年以上工作经历。", "plan_text": "按规定程序。"}
    office.does(DAY, TANG, "D3_01", **values | plan)
    if not plan:
        examined(office, *people)
    return case


def examined(office: Bureau, *people: str) -> None:
    """From the check beforehand to the question for opinions."""
    office.does(DAY, CHENG, "D3_02", precheck_decision="approve", supervision_opinion="程序合规。")
    office.does(DAY, TANG, "D3_03", recommend_date="2026-05-06", recommend_present=30, recommend_votes=28,
                discipline_present=True, candidates=[candidate(user) for user in people], examiners=EXAMINERS)
    office.does(DAY, YAO, "D3_04", steps=[{"step": "个别谈话", "date": "2026-05-06", "present": "考察组"}],
                examination_report="综合表现好。", procedure_ok=True, supervision_opinion="全程在场。")


def decided(office: Bureau, *people: str) -> None:
    """Musts checked, decided by the meeting, made public."""
    checks = [{"name": NAMES[user][0], "personal_matter_check": "一致", "archive_check": True} for user in people]
    office.does(DAY, TANG, "D3_06", checks=checks)
    meeting(office, *people)
    office.does(DAY, TANG, "D3_08", publicity_from="2026-05-06", publicity_days=5, publicity_place="全市系统")


def meeting(office: Bureau, *people: str) -> None:
    """The meeting agrees on them."""
    decisions = [{"name": NAMES[user][0], "agreed": True} for user in people]
    office.does(DAY, TANG, "D3_07", decision_meeting="会-3", decision_date="2026-05-06", decisions=decisions)


def in_office_after_the_talk(office: Bureau) -> None:
    """The gate: refused by the notice before the talk, open after it."""
    office.does(DAY, TANG, "E02", decision_meeting="会-3", decision_date="2026-05-06",
                appointees=office.task(TANG, "E02")["data"]["appointees"])
    office.province.night("2026-05-14 00:05")
    assert not office.found(TANG, "D3_12")
    office.planned("2026-05-14 09:00", REN)
    office.talked("2026-05-15 11:00", REN)
    office.signed("2026-05-15 14:00", REN)
    assert not office.found(TANG, "D3_12")
    office.does("2026-05-15 14:00", REN, "E18")


def test_from_plan_to_probation(office: Bureau) -> None:
    """One candidate all the way; the talk's probation opinion closes the batch a year later."""
    case = recommended(office, REN)
    office.opinion(DAY, REN)
    decided(office, REN)
    office.does(DAY, TANG, "D3_10", objection_result="none")
    in_office_after_the_talk(office)
    office.province.at("2026-05-15 15:00")
    assert office.refused(TANG, "D3_12", notice_no="9号", notice_date="2026-05-14") == {"EW-8"}
    office.does("2026-05-15 15:00", TANG, "D3_12", notice_no="9号", notice_date="2026-05-18")
    office.does("2026-05-18 09:00", TANG, "E24", notice_no="9号")
    office.province.night("2026-11-16 00:05")
    office.province.night("2027-05-19 00:05")
    office.does("2027-05-19 09:00", TANG, "E27")
    assert office.task(TANG, "D3_14")["data"]["probation_result"] == "合格"
    office.does("2027-05-19 10:00", TANG, "D3_14", assessment="合格", assessment_text="胜任。")
    seen = office.see(QIN, case["instance"])
    assert seen["status"] == "closed"
    assert sorted(letter["letter"] for letter in seen["letters"]) == ["D3-1", "D3-2", "D3-3", "D3-4", "D3-5"]
    for letter in seen["letters"]:
        assert office.province.desk(TANG).download(f"/letters/{letter['id']}")[0] == 200
    steps = office.province.desk(TANG).get("/registers/L-42/rows?limit=50")["items"]
    assert [row["step"] for row in steps] == [
        "工作方案", "事前审核", "民主推荐", "考察", "凡提四必", "会议决定", "任前公示", "任职通知 任川",
        "试用期考核 任川"]
    assert all(row["ok"] for row in steps)
    office.calm()


def test_an_objection_and_a_hold(office: Bureau) -> None:
    """HR passes an objection on; found true: held, waited for, at last cancelled."""
    recommended(office, REN)
    office.opinion(DAY, REN)
    decided(office, REN)
    office.does(DAY, TANG, "E02", decision_meeting="会-3", decision_date="2026-05-06",
                appointees=office.task(TANG, "E02")["data"]["appointees"])
    office.does(DAY, TANG, "D3_10", objection_result="objection", objection_channel="来信", content="反映内容")
    office.does("2026-05-07 09:00", YAO, "C07", conclusion="属实影响任职")
    office.does("2026-05-07 10:00", TANG, "D3_15", held_decision="wait", held_text="等待查清。")
    assert not office.found(TANG, "D3_12")
    office.tell("appointment.hold", f"{batch(office)}/任川", reason="仍未查清")
    office.does("2026-05-08 10:00", TANG, "D3_15", held_decision="cancel", held_text="取消任用。")
    office.calm()


def batch(office: Bureau) -> str:
    """Number of the selection's case."""
    return str(office.province.desk(TANG).get("/registers/L-42/rows?limit=5")["items"][0]["batch"])


def test_no_opinion_comes_after_the_probation(office: Bureau) -> None:
    """Without the talk's opinion the assessment opens a month after the year."""
    recommended(office, REN)
    office.opinion(DAY, REN)
    decided(office, REN)
    in_office_after_the_talk(office)
    office.does("2026-05-15 15:00", TANG, "D3_12", notice_no="9号", notice_date="2026-05-18")
    office.province.night("2027-06-17 00:05")
    assert not office.found(TANG, "D3_14")
    office.province.night("2027-06-18 00:05")
    assert office.found(TANG, "D3_14")


def test_publicity_ends_without_a_word(office: Bureau) -> None:
    """The objection task goes away by itself. A talk reported done from outside opens nothing: the ledger decides."""
    recommended(office, REN)
    office.opinion(DAY, REN)
    decided(office, REN)
    office.province.night("2026-05-13 00:05")
    assert office.found(TANG, "D3_10") == []
    office.tell("talk.completed", f"{batch(office)}/任川", batch_no=batch(office), person="任川")
    office.province.at("2026-05-13 09:00")
    assert office.refused(TANG, "D3_12", notice_no="9号", notice_date="2026-05-18") == {"EW-8"}


def test_returned_exceptional_refused(office: Bureau) -> None:
    """The discipline office returns a plan; an exceptional promotion needs the superior, who refuses one."""
    office.start(DAY, TANG, SELECTION)
    values = {"post": "副科长", "vacancies": 1, "conditions": "条件。", "plan_text": "安排。"}
    office.does(DAY, TANG, "D3_01", **values)
    office.does(DAY, CHENG, "D3_02", precheck_decision="return", supervision_opinion="补充条件。")
    office.does(DAY, TANG, "D3_01", **values, exceptional=True)
    superior = "lj.guchengyuan"
    office.does(DAY, superior, "D3_01b", superior_decision="approve", superior_opinion="同意。")
    assert office.found(CHENG, "D3_02")
    office.start(DAY, TANG, SELECTION)
    office.does(DAY, TANG, "D3_01", **values, exceptional=True)
    office.does(DAY, superior, "D3_01b", superior_decision="reject", superior_opinion="不同意。")
    office.calm()


def test_the_musts_stop(office: Bureau) -> None:
    """A deferred candidate is taken out, the other goes on; with nobody left the batch ends."""
    recommended(office, REN, SHU)
    office.opinion(DAY, REN, SHU, conclusion=DEFER)
    checks = [{"name": name, "personal_matter_check": "一致", "archive_check": True} for name in ("任川", "林舒")]
    office.does(DAY, TANG, "D3_06", checks=checks)
    assert {m["result"] for m in office.task(TANG, "D3_06d")["data"]["four_musts"]} >= {DEFER}
    office.does(DAY, TANG, "D3_06d", failed_decision="cancel", failed_reason="人选不足。")
    assert not office.found(TANG, "D3_07")


def test_one_falls_out_the_other_goes_on(office: Bureau) -> None:
    """An archive not in order takes one candidate out."""
    recommended(office, REN, SHU)
    office.opinion(DAY, REN, SHU)
    checks = [{"name": "任川", "personal_matter_check": "一致", "archive_check": True},
              {"name": "林舒", "personal_matter_check": "一致", "archive_check": False}]
    office.does(DAY, TANG, "D3_06", checks=checks)
    office.does(DAY, TANG, "D3_06d", failed_decision="remove", failed_reason="档案未完成。")
    assert [each["name"] for each in office.task(TANG, "D3_07")["data"]["candidates"]] == ["任川"]


def test_nobody_within_an_influence_period(office: Bureau) -> None:
    """任川 is being admonished (L-4e): EW-21 stops the decision, whoever tries."""
    recommended(office, REN)
    office.opinion(DAY, REN)
    case = start(office.province, DAY, YAO, "reminder-admonition")
    case.does(DAY, YAO, "A8_01", person="任川", person_unit="LJ-LH-WQ", level="诫勉")
    case.does(DAY, CHENG, "A8_02") if case.find(CHENG, "A8_02") else None
    case.does(DAY, QIN, "A8_03")
    checks = [{"name": "任川", "personal_matter_check": "一致", "archive_check": True}]
    office.does(DAY, TANG, "D3_06", checks=checks)
    assert "处于影响期" in {m["result"] for m in office.task(TANG, "D3_06d")["data"]["four_musts"]}


def test_examiners_have_no_interest(office: Bureau) -> None:
    """No candidate among them, at least two, one of the discipline office; who recommends does not examine."""
    office.start(DAY, TANG, SELECTION)
    office.does(DAY, TANG, "D3_01", post="副科长", vacancies=1, conditions="条件。", plan_text="安排。")
    office.does(DAY, CHENG, "D3_02", precheck_decision="approve", supervision_opinion="合规。")
    values = {"recommend_date": "2026-05-06", "recommend_present": 30, "recommend_votes": 28,
              "discipline_present": True, "candidates": [candidate(SHU)]}
    for examiners in ([YAO], [TANG, "lj-lh.shaoqian"], [YAO, SHU]):
        assert office.refused(TANG, "D3_03", **values, examiners=examiners) == {"examiners"}
    office.does(DAY, TANG, "D3_03", **values, examiners=[YAO, TANG])
    assert office.found(YAO, "D3_04")
    assert not office.found(TANG, "D3_04")


def test_an_opinion_that_turns_reaches_the_talk(office: Bureau) -> None:
    """The selection passes it on to the talk: held there, told to HR, back here as a hold."""
    case = recommended(office, REN)
    office.opinion(DAY, REN)
    decided(office, REN)
    office.does(DAY, TANG, "E02", decision_meeting="会-3", decision_date="2026-05-06",
                appointees=office.task(TANG, "E02")["data"]["appointees"])
    office.tell("opinion.changed", f"D3/{case['case_no']}", changed_person="任川")
    assert office.rows(TANG, "L-7")["任川"]["held"] is True
    assert office.found(TANG, "D3_15")
    assert "任川" in "".join(notice["text"] for notice in office.province.desk(TANG).get("/notices")["items"])
    office.calm()
