"""Ways somebody may try to get a notice of appointment before its time, and ways back when a talk was broken off."""

from __future__ import annotations

from typing import Any

from tests.scenarios.appointment.bureau import REN, Bureau
from tests.scenarios.appointment.test_selection import DAY, decided, in_office_after_the_talk, recommended
from tests.scenarios.people import TANG, YAO

NOTICE = {"notice_no": "9号", "notice_date": "2026-05-18"}
TALKED = "2026-05-15 15:00"


def selected(office: Bureau) -> dict[str, Any]:
    """任川 decided on and made public from 05-06 to 05-12 (05-09 is a working Saturday); ``{instance, case_no}``."""
    case = recommended(office, REN)
    office.opinion(DAY, REN)
    decided(office, REN)
    return case


def handed_in(office: Bureau, when: str, **changed: Any) -> None:
    """HR hands in the batch list the selection sent, changed or not."""
    [line] = office.task(TANG, "E02")["data"]["appointees"]
    line = {name: value for name, value in (line | changed).items() if value is not None}
    office.does(when, TANG, "E02", decision_meeting="会-3", decision_date="2026-05-06", appointees=[line])


def again(office: Bureau, case: dict[str, Any], **values: Any) -> tuple[int, Any]:
    """HR sends the person to the talk once more."""
    body = {"element": "D3_11c_again", "values": values}
    return office.province.desk(TANG).call("POST", f"/instances/{case['instance']}/messages", body)


def test_publicity_cut_short_in_the_talk_does_not_help(office: Bureau) -> None:
    """HR takes publicity out of the batch list: the talk is early, the notice waits for the end of publicity."""
    selected(office)
    handed_in(office, DAY, publicity_required=False, publicity_from=None, publicity_days=None)
    office.planned("2026-05-07 09:00", REN)
    office.talked("2026-05-08 11:00", REN)
    office.signed("2026-05-08 14:00", REN)
    office.does("2026-05-08 14:00", REN, "E18")
    office.province.at("2026-05-12 15:00")
    for day in ("2026-05-12", "2026-05-13"):
        assert office.refused(TANG, "D3_12", notice_no="9号", notice_date=day) == {"TL-I01"}
    office.does("2026-05-13 09:00", TANG, "D3_12", notice_no="9号", notice_date="2026-05-13")


def test_an_opinion_that_has_run_out_is_asked_for_again(office: Bureau) -> None:
    """Valid until 08-06: on 08-06 it holds, a day later neither the notice nor the appointment passes."""
    selected(office)
    in_office_after_the_talk(office)
    office.province.at("2026-08-06 09:00")
    late = {"notice_no": "9号", "notice_date": "2026-08-07"}
    assert office.refused(TANG, "D3_12", **late) == {"TL-I04"}
    assert office.refused(TANG, "E24", appointed_on="2026-08-07") == {"TL-I04"}
    office.opinion("2026-08-06 10:00", REN)
    office.does("2026-08-07 09:00", TANG, "D3_12", **late)
    office.does("2026-08-07 09:00", TANG, "E24")


def test_an_opinion_that_turns_after_the_talk_stops_the_notice(office: Bureau) -> None:
    """The talk's case is done: the selection itself holds; a new opinion and HR's word open the notice again."""
    case = selected(office)
    in_office_after_the_talk(office)
    office.does(TALKED, TANG, "E24")
    office.tell("opinion.changed", f"D3/{case['case_no']}", changed_person="任川")
    assert not office.found(TANG, "D3_12")
    assert office.task(TANG, "D3_15")["data"]["reason"] == "廉政意见变化"
    office.does(TALKED, TANG, "D3_15", held_decision="wait", held_text="等待查清。")
    assert again(office, case)[0] == 422
    assert again(office, case, again_reason="已查清，意见不变。")[0] == 200
    office.does("2026-05-18 09:00", TANG, "D3_12", **NOTICE)
    office.calm()


def test_a_talk_broken_off_is_begun_again(office: Bureau) -> None:
    """HR takes the talk's case back: no notice, but no waiting for ever either - the person is sent anew."""
    case = selected(office)
    handed_in(office, DAY)
    assert again(office, case, again_reason="再送。")[1]["problems"][0]["path"] == "again_reason"
    talk = office.rows(TANG, "L-7")["任川"]["instance"]
    office.province.desk(TANG).post(f"/instances/{talk}/withdraw", {"reason": "名单有误。"})
    assert office.rows(TANG, "L-7")["任川"]["status"] == "withdrawn"
    assert again(office, case, again_reason="更正后再送。")[0] == 200
    office.tell("talk.completed", f"{case['case_no']}/任川", person="任川")
    office.province.at("2026-05-13 09:00")
    assert office.refused(TANG, "D3_12", **NOTICE) == {"EW-8"}
    assert office.found(TANG, "E02")


def test_a_person_held_is_sent_to_the_talk_again(office: Bureau) -> None:
    """An objection found true, later cleared up: a second talk of the same batch opens the gate."""
    case = selected(office)
    handed_in(office, DAY)
    office.does(DAY, TANG, "D3_10", objection_result="objection", objection_channel="来信", content="反映内容")
    office.does("2026-05-07 09:00", YAO, "C07", conclusion="属实影响任职")
    office.does("2026-05-07 10:00", TANG, "D3_15", held_decision="wait", held_text="等待查清。")
    assert again(office, case, again_reason="已澄清。")[0] == 200
    in_office_after_the_talk(office)
    office.does(TALKED, TANG, "D3_12", **NOTICE)
    rows = office.province.desk(TANG).get("/registers/L-7/rows?limit=50")["items"]
    assert {(row["batch"], row["held"], row["talk_at"]) for row in rows} == {
        (case["case_no"], True, None), (case["case_no"], False, "2026-05-15")}
    office.calm()


def test_an_appointment_revoked_in_the_talk_reaches_the_selection(office: Bureau) -> None:
    """HR confirms that it was revoked: the notice task goes, HR cancels; the ledger says why."""
    selected(office)
    in_office_after_the_talk(office)
    assert office.found(TANG, "D3_12")
    office.does(TALKED, TANG, "E24", appointment_result="revoked", revoke_reason="改任他职。", appointed_on=None,
                notice_no=None)
    assert not office.found(TANG, "D3_12")
    assert office.task(TANG, "D3_15")["data"]["reason"] == "撤销任命：改任他职。"
    office.does(TALKED, TANG, "D3_15", held_decision="cancel", held_text="取消任用。")
    steps = office.province.desk(TANG).get("/registers/L-42/rows?limit=50")["items"]
    assert "取消任用 任川" in [row["step"] for row in steps]
    office.calm()


def test_nobody_is_decided_on_with_an_opinion_that_has_turned(office: Bureau) -> None:
    """The meeting cannot agree on 任川 after the opinion ran out."""
    recommended(office, REN)
    office.opinion(DAY, REN)
    checks = [{"name": "任川", "personal_matter_check": "一致", "archive_check": True}]
    office.does(DAY, TANG, "D3_06", checks=checks)
    office.province.at("2026-08-07 09:00")
    decisions = [{"name": "任川", "agreed": True}]
    values = {"decision_meeting": "会-3", "decision_date": "2026-08-07", "decisions": decisions}
    assert office.refused(TANG, "D3_07", **values) == {"TL-I04"}


def test_another_candidate_is_recommended(office: Bureau) -> None:
    """A candidate whose archive is not in order is replaced: recommended and examined anew."""
    recommended(office, REN)
    office.opinion(DAY, REN)
    checks = [{"name": "任川", "personal_matter_check": "一致", "archive_check": False}]
    office.does(DAY, TANG, "D3_06", checks=checks)
    office.does(DAY, TANG, "D3_06d", failed_decision="replace", failed_reason="更换人选。")
    assert office.found(TANG, "D3_03")
