"""After the talk, and around it: appointments revoked, opinions that turn, late talks, follow-ups, extensions."""

from __future__ import annotations

from typing import Any

from tests.scenarios.appointment.bureau import HAN, NAMES, REN, SHU, TALK, ZHENG, Bureau, appointee
from tests.scenarios.people import CHENG, QIN, TANG, YAO

TALKED, SIGNED = "2026-05-08 11:00", "2026-05-08 14:00"


def pledged(office: Bureau, user: str) -> None:
    """Record and pledge signed."""
    office.signed(SIGNED, user)
    office.does(SIGNED, user, "E18")


def test_an_appointment_revoked(office: Bureau) -> None:
    """By HR's confirmation after the talk: the pledge is void and nobody is visited."""
    office.at_the_talk(REN)
    office.talked(TALKED, REN)
    pledged(office, REN)
    office.does("2026-05-11 09:00", TANG, "E24", appointment_result="revoked", revoke_reason="改任他职。",
                appointed_on=None, notice_no=None)
    assert office.rows(TANG, "L-8")["任川"]["void"] is True
    assert office.rows(TANG, "L-7")["任川"]["status"] == "terminated"
    office.province.night("2026-11-10 00:05")
    assert not office.found(YAO, "E26")


def test_a_person_withdrawn_at_any_stage(office: Bureau) -> None:
    """HR registers it (ES-1): during publicity, between talk and pledge, and while the follow-up waits."""
    office.opinion("2026-05-06 09:00", REN, SHU, ZHENG)
    case = office.start("2026-05-07 09:00", TANG, TALK)
    lines = [appointee(user, "2026-05-07", publicity_required=False) for user in (REN, SHU)]
    lines.append(appointee(ZHENG, "2026-05-07"))
    office.does("2026-05-07 09:00", TANG, "E02", decision_meeting="会-1", decision_date="2026-05-06", appointees=lines)
    withdraw(office, case["case_no"], "郑眠")
    office.planned("2026-05-08 09:00", REN, SHU)
    office.talked(TALKED, REN, SHU)
    withdraw(office, case["case_no"], "林舒")
    pledged(office, REN)
    office.does("2026-05-11 09:00", TANG, "E24")
    office.does("2026-05-11 10:00", YAO, "E25")
    withdraw(office, case["case_no"], "任川")
    rows = office.rows(TANG, "L-7")
    assert {row["status"] for row in rows.values()} == {"terminated"}
    assert office.rows(TANG, "L-8")["任川"]["void"] is True
    seen = office.see(QIN, case["instance"])
    assert (seen["status"], seen["timers"]) == ("closed", [])
    office.calm()


def withdraw(office: Bureau, batch: str, name: str) -> None:
    """HR registers it with its form; nobody else may."""
    body: dict[str, Any] = {"definition": TALK, "event": "ES1_asked", "values": {}}
    desk = office.province.desk(TANG)
    assert desk.call("POST", "/instances", body)[0] == 422
    body["values"] = {"batch_no": batch, "revoked_person": name, "revoke_reason": "工作需要。"}
    assert office.province.desk(YAO).call("POST", "/instances", body)[0] == 403
    desk.post("/instances", body)


def test_an_opinion_that_turns(office: Bureau) -> None:
    """During publicity and after the talk: held at once."""
    office.opinion("2026-05-06 09:00", REN, SHU)
    case = office.start("2026-05-07 09:00", TANG, TALK)
    lines = [appointee(REN, "2026-05-07"), appointee(SHU, "2026-05-07")]
    office.does("2026-05-07 09:00", TANG, "E02", decision_meeting="会-1", decision_date="2026-05-06", appointees=lines)
    office.tell("opinion.changed", f"P04/{case['case_no']}/林舒", changed_person="林舒")
    office.province.night("2026-05-14 00:05")
    office.planned("2026-05-14 09:00", REN)
    office.talked("2026-05-14 11:00", REN)
    office.tell("opinion.changed", f"P04/{case['case_no']}/任川", changed_person="任川")
    assert [row["held"] for row in office.rows(TANG, "L-7").values()] == [True, True]
    assert [task for task in office.open(YAO) if task.startswith("E1")] == []
    office.calm()


def test_talked_to_after_taking_office(office: Bureau) -> None:
    """An urgent appointment (ES-2): the talk is due a month after taking office, flagged from the first day."""
    office.opinion("2026-05-06 09:00", REN)
    urgent = {"in_office_on": "2026-05-04", "urgent_approval": "特批1号"}
    office.batch("2026-05-07 09:00", REN, publicity_required=False, **urgent)
    row = office.rows(TANG, "L-7")["任川"]
    assert (row["late"], row["talk_due"]) == (True, "2026-06-04")
    office.planned("2026-05-08 09:00", REN)
    assert office.task(QIN, "E15")["due"] == "2026-06-04"
    office.talked(TALKED, REN)
    pledged(office, REN)
    office.does("2026-05-11 09:00", TANG, "E24", appointed_on="2026-05-04")
    assert office.rows(TANG, "L-7")["任川"]["late"] is True


def test_a_follow_up_that_finds_a_clue(office: Bureau) -> None:
    """A1 starts for the officer; the probation check comes all the same."""
    office.at_the_talk(REN)
    office.talked(TALKED, REN)
    pledged(office, REN)
    office.does("2026-05-11 09:00", TANG, "E24")
    office.province.night("2026-11-09 00:05")
    office.does("2026-11-09 09:00", YAO, "E26", conclusion="线索", follow_note="收到反映。")
    assert office.task(YAO, "E02")["data"]["subjects"][0]["name"] == "任川"
    office.province.night("2027-05-12 00:05")
    assert office.found(TANG, "E27")


def test_a_follow_up_that_finds_nothing(office: Bureau) -> None:
    """Good: nothing is started."""
    office.at_the_talk(REN)
    office.talked(TALKED, REN)
    pledged(office, REN)
    office.does("2026-05-11 09:00", TANG, "E24")
    office.province.night("2026-11-09 00:05")
    office.does("2026-11-09 09:00", YAO, "E26")
    assert office.rows(TANG, "L-7")["任川"]["follow_6m"] == "良好"


def test_somebody_without_an_account(office: Bureau) -> None:
    """The discipline office fills in for them; the recorder keeps the signed paper."""
    NAMES["nobody"] = ("钱某", "LJ-LH-WQ")
    office.opinion("2026-05-06 09:00", "nobody")
    office.batch("2026-05-07 09:00", "nobody", publicity_required=False)
    office.planned("2026-05-08 09:00")
    office.does("2026-05-08 10:00", YAO, "E13")
    office.does("2026-05-08 10:00", YAO, "E14", score=85)
    office.talked(TALKED, "nobody")
    office.does(SIGNED, YAO, "E16")
    office.does(SIGNED, YAO, "E17")
    office.does(SIGNED, YAO, "E18", witness=CHENG)
    assert office.rows(TANG, "L-7")["钱某"]["pledge_no"]


def test_the_talk_is_extended_by_the_secretary_only(office: Bureau) -> None:
    """At most a month; the talker asks, the discipline secretary decides - not in their own matter."""
    office.opinion("2026-05-06 09:00", HAN)
    office.batch("2026-05-07 09:00", HAN, publicity_required=False)
    office.planned("2026-05-08 09:00", HAN, talker=CHENG)
    task = office.task(CHENG, "E15")
    body = {"amount": 1, "reason": "因公出差。"}
    status, answer = office.province.desk(CHENG).call("POST", f"/tasks/{task['id']}/extension", body)
    assert status in (200, 201), answer
    [request] = office.province.desk(QIN).tasks()
    decision = {"grant": True, "opinion": "同意。", "amount": 1}
    office.province.desk(QIN).post(f"/tasks/{request['id']}/decision", decision)
    assert office.task(CHENG, "E15")["due"] > task["due"]
