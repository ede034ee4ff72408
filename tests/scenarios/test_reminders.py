"""Reminders and admonitions (A8) from outside: who confirms, refuses, complains, has moved; one case per person."""

from __future__ import annotations

from typing import Any

from tests.scenarios.conduct import Conduct, attach, start
from tests.scenarios.people import CHENG, HE, JI, MENG, QIN, YAO, ZHENG
from tests.scenarios.province import Province
from tests.scenarios.test_paths_to_the_archive import disposed

DAY = "2026-03-02"
PERSON = {"person": "郑眠", "person_unit": "LJ-LH-WQ"}


def proposed(province: Province, **values: Any) -> Conduct:
    """姚溪 proposes to talk to 郑眠, who has an account."""
    case = start(province, f"{DAY} 09:00", YAO, "reminder-admonition")
    case.does(f"{DAY} 09:30", YAO, "A8_01", **(PERSON | values))
    return case


def talked(case: Conduct, **values: Any) -> None:
    """Told and talked to on the next days."""
    case.does("2026-03-03 09:00", YAO, "A8_04a")
    case.does("2026-03-04 09:00", YAO, "A8_05", **values)


def named(answer: tuple[int, Any]) -> list[str]:
    """Fields a refusal names."""
    assert answer[0] == 422, answer
    return sorted({each["path"] for each in answer[1]["problems"]})


def test_the_person_confirms_writes_the_check_and_complains(province: Province) -> None:
    """责令检查 always ends in a written check; 郑眠 does his steps himself, sees no more, and has it revoked."""
    case = proposed(province, level="责令检查")
    assert case.inbox(ZHENG) == []
    talked(case, attitude=None, written_check=False)
    assert [item["element"] for item in case.desk(ZHENG).tasks()] == ["A8_06_confirm"]
    record = attach(case, ZHENG, "A8_06", "talk_record", "记录.pdf")
    case.does("2026-03-04 11:00", ZHENG, "A8_06", talk_record=[record], person_signed=True)
    assert case.inbox(HE) == []
    paper = attach(case, ZHENG, "A8_08", "check_file", "检查.pdf")
    case.does("2026-03-05 09:00", ZHENG, "A8_08", check_on="2026-03-05", check_file=[paper])
    seen = {event["data"].get("element") for event in case.events(ZHENG, "TaskOpened")}
    assert seen == {"A8_06_confirm", "A8_08_written_check"}
    province.at("2026-03-06 09:00")
    [offer] = case.desk(ZHENG).get(f"/instances/{case.case}/messages")["items"]
    told = {"element": offer["element"], "values": {"complained_on": "2026-03-06", "complaint_grounds": "与事实不符。"}}
    assert case.desk(MENG).call("POST", f"/instances/{case.case}/messages", told)[0] == 404
    empty = {"element": offer["element"], "values": {}}
    assert named(case.desk(ZHENG).refused(f"/instances/{case.case}/messages", empty)) == [
        "complained_on", "complaint_grounds"]
    case.desk(ZHENG).post(f"/instances/{case.case}/messages", told)
    assert case.inbox(YAO) == []
    review = case.task(CHENG, "A8_22")
    assert (review["limit"], review["due"], review["data"]["complaint_grounds"]) == (
        "TL-A18", "2026-04-07", "与事实不符。")
    case.does("2026-03-20 09:00", CHENG, "A8_22", review_decision="撤销", review_opinion="事实不清。")
    row = case.row(CHENG, "L-4e")
    assert (row["status"], row["complaint"]) == ("closed", "撤销")
    assert any("撤销" in text for text in case.notices(ZHENG))
    province.night("2026-08-26 00:05")
    assert (case.inbox(YAO), case.see(YAO)["status"]) == ([], "closed")


def test_a_complaint_without_ground_leaves_the_follow_up(province: Province) -> None:
    """维持: the influence of an admonition stays, after six months it is followed up; he has moved and not improved."""
    case = proposed(province, level="诫勉")
    assert {"A8_03"} == set(case.inbox(QIN)) == set(case.inbox(JI))
    case.does(f"{DAY} 10:00", JI, "A8_03")
    talked(case)
    record = attach(case, YAO, "A8_06", "talk_record", "记录.pdf")
    case.does("2026-03-04 10:00", YAO, "A8_06", talk_record=[record], sign_note="本人不同意。")
    province.at("2026-03-06 09:00")
    told = {"element": "A8_21_complained", "values": {"complained_on": "2026-03-06", "complaint_grounds": "过重。"}}
    case.desk(YAO).post(f"/instances/{case.case}/messages", told)
    case.does("2026-03-09 09:00", QIN, "A8_22", review_decision="维持", review_opinion="恰当。")
    row = case.row(CHENG, "L-4e")
    assert (row["status"], row["complaint"], row["influence_until"]) == ("in_progress", "维持", "2026-09-04")
    province.night("2026-08-25 00:05")
    case.does("2026-08-26 09:00", YAO, "A8_11", follow_result="未改", follow_way="组织调整", moved_unit="LJ-LH",
              follow_text="仍不改正。")
    [thrown] = case.events(YAO, "MessageThrown")
    assert (thrown["data"]["name"], thrown["data"]["payload"]["unit"]) == ("adjustment.proposed", "LJ-LH")


def test_who_refuses_to_talk_answers_for_it(province: Province) -> None:
    """拒绝谈话: entered at once, proposed for accountability, with the person found by name; nothing is waited for."""
    case = start(province, f"{DAY} 09:00", YAO, "reminder-admonition")
    assert named(case.attempt(YAO, "A8_01", **PERSON, recorder="姚溪")) == ["recorder"]
    assert named(case.attempt(YAO, "A8_01", person="姚溪", person_unit="LJ-LH")) == ["talker"]
    case.does(f"{DAY} 09:30", YAO, "A8_01", **PERSON)
    case.does("2026-03-03 09:00", YAO, "A8_04a")
    assert named(case.attempt(YAO, "A8_05", date="2026-03-01")) == ["date"]
    case.does("2026-03-04 09:00", YAO, "A8_05", talk_refused=True, talk_summary="两次通知均不到场。")
    row = case.row(CHENG, "L-4e")
    assert (row["status"], row["date"], row["follow_result"], case.see(YAO)["status"]) == (
        "closed", "2026-03-04", "未改", "closed")
    proposal = case.elsewhere(MENG, "A10_01").task(MENG, "A10_01")
    assert (proposal["data"]["persons"], proposal["data"]["object"]) == ([ZHENG], "个人")
    assert "两次通知均不到场" in proposal["data"]["facts"]


def test_two_people_in_a_clue_are_reminded_apart(province: Province) -> None:
    """A clue about two people that ends in a reminder starts a case for each."""
    people = [{"name": name, "unit": "LJ-LH-WQ", "post": "科员", "rank": "一般", "manager_scope": "LJ-LH"}
              for name in ("许某", "郑眠")]
    clue = disposed(province, "2026-03-02 10:00", "talk", subjects=people)
    talk = clue.child(YAO, "talk-inquiry")
    talk.does("2026-03-03 09:00", YAO, "A3_01")
    talk.does("2026-03-03 10:00", QIN, "A3_02")
    talk.does("2026-03-03 11:00", YAO, "A3_08")
    talk.does("2026-03-09 09:00", YAO, "A3_09")
    talk.does("2026-03-20 09:00", YAO, "A3_12", credible="部分", conclusion="谈话提醒")
    talk.does("2026-03-20 10:00", QIN, "A3_13")
    clue.does("2026-03-23 09:00", YAO, "E34", result="谈话提醒")
    found = [task for task in clue.desk(YAO).tasks() if task["element"] == "A8_01_propose"]
    names = {clue.desk(YAO).get(f"/tasks/{task['id']}")["data"]["person"] for task in found}
    assert names == {"许某", "郑眠"}
