"""Talk and inquiry (A3) from outside: no reply, a false one, the principal's opinion, rounds, moved, on its own."""

from __future__ import annotations

from typing import Any

from tests.scenarios.conduct import Conduct, start
from tests.scenarios.people import BAI, CHENG, HE, JI, MIAO, QIN, YAO, ZHENG
from tests.scenarios.province import Province
from tests.scenarios.test_paths_to_the_archive import TALK, disposed

SUBJECT = {"name": "郑眠", "unit": "LJ-LH-WQ", "post": "办公室"}


def named(answer: tuple[int, Any]) -> list[str]:
    """Fields a refusal names."""
    assert answer[0] == 422, answer
    return sorted({each["path"] for each in answer[1]["problems"]})


def served(talk: Conduct, **plan: Any) -> Conduct:
    """The letter of inquiry is served on 2026-03-03."""
    talk.does("2026-03-03 09:00", YAO, "A3_01", **plan)
    talk.does("2026-03-03 10:00", QIN, "A3_02")
    talk.does("2026-03-03 11:00", YAO, "A3_08")
    return talk


def reply(talk: Conduct, day: str, **values: Any) -> None:
    """The reply is entered."""
    talk.does(f"{day} 09:00", YAO, "A3_09", **values)


def report(talk: Conduct, day: str, decision: str = "approve", **values: Any) -> None:
    """Reported and decided."""
    talk.does(f"{day} 10:00", YAO, "A3_12", **values)
    talk.does(f"{day} 11:00", QIN, "A3_13", report_decision=decision)


def test_no_reply_turns_red_and_leads_to_verification(province: Province) -> None:
    """Due 03-24, red the day after; nothing can be believed then, the clue goes on to verification."""
    clue = disposed(province, "2026-03-02 10:00", "talk")
    talk = served(clue.child(YAO, "talk-inquiry"))
    province.night("2026-03-24 23:59")
    assert talk.task(YAO, "A3_09")["light"] != "red"
    province.night("2026-03-25 00:05")
    assert talk.task(YAO, "A3_09")["light"] == "red"
    reply(talk, "2026-03-25", replied=False, reply_on=None, explanation=None, principal_opinion=None,
          no_reply_reason="逾期未复。")
    assert "A3-7" not in [paper["letter"] for paper in talk.see(YAO)["letters"]]
    assert named(talk.attempt(YAO, "A3_12", credible="属实", conclusion="谈话提醒")) == ["conclusion", "credible"]
    report(talk, "2026-03-25", credible="说明不清", conclusion="verification")
    assert clue.child(YAO, "preliminary-verification").inbox(YAO) == ["A4_01"]
    row = talk.row(CHENG, "L-4")
    assert (row["status"], row["reply_at"], row["result"]) == ("closed", None, "verification")


def test_a_false_reply_is_verified_and_a_return_is_no_round(province: Province) -> None:
    """不实 leads to verification only; a returned report does not count as a further inquiry."""
    clue = disposed(province, "2026-03-02 10:00", "talk")
    talk = served(clue.child(YAO, "talk-inquiry"))
    reply(talk, "2026-03-10")
    assert named(talk.attempt(YAO, "A3_12", credible="不实", conclusion="批评教育")) == ["conclusion"]
    report(talk, "2026-03-11", "return", credible="说明不清", conclusion="again")
    report(talk, "2026-03-12", "return", credible="说明不清", conclusion="again")
    report(talk, "2026-03-13", credible="说明不清", conclusion="again")
    assert talk.task(YAO, "A3_01")["round"] == 2
    assert talk.task(YAO, "A3_01")["data"].get("principal_opinion") is None


def test_the_principal_signs_on_the_reply(province: Province) -> None:
    """Without an opinion on the paper 贺临 of the unit is asked, sees the reply only, and the report counts from it."""
    talk = served(disposed(province, "2026-03-02 10:00", "talk").child(YAO, "talk-inquiry"))
    assert talk.inbox(HE) == []
    reply(talk, "2026-03-10", principal_opinion=None)
    assert talk.inbox(YAO) == []
    task = talk.task(HE, "A3_09c")
    assert (task["limit"], task["due"]) == ("TL-A08", "2026-03-24")
    assert {event["data"].get("element") for event in talk.events(HE, "TaskOpened")} == {"A3_09c_sign"}
    talk.does("2026-03-11 09:00", HE, "A3_09c", principal_opinion="说明属实。", principal_sign="贺临")
    assert talk.task(YAO, "A3_12")["due"] == "2026-04-10"
    assert [paper["letter"] for paper in talk.see(YAO)["letters"]] == ["A3-1", "A3-7"]


def test_who_may_not_talk(province: Province) -> None:
    """The subject does not talk, those to recuse do not, a principal is not talked to by the own unit."""
    talk = start(province, "2026-03-02 09:00", YAO, "talk-inquiry", clue_no="LJ-LH-XS-2026-0009", subjects=[SUBJECT])
    assert named(talk.attempt(YAO, "A3_01", mode="entrusted", subject_is_principal=True)) == ["mode"]
    assert named(talk.attempt(YAO, "A3_01", mode="talk", **(TALK | {"recorder": [YAO]}))) == ["recorder"]
    assert named(talk.attempt(YAO, "A3_01", mode="talk", **(TALK | {"talker": [ZHENG]}))) == ["talker"]
    assert named(talk.attempt(YAO, "A3_01", mode="talk", place=None, **{"talker": [YAO], "recorder": [MIAO]})) == [
        "place"]


def test_on_its_own_it_calls_what_follows(province: Province) -> None:
    """Started by hand with a clue's number: a reminder for the subject, or a verification, which reminds in turn."""
    given = {"clue_no": "LJ-LH-XS-2026-0009", "subjects": [SUBJECT]}
    talk = served(start(province, "2026-03-02 09:00", YAO, "talk-inquiry", **given))
    reply(talk, "2026-03-10")
    report(talk, "2026-03-11", credible="部分", conclusion="诫勉")
    data = talk.child(YAO, "reminder-admonition").task(YAO, "A8_01")["data"]
    assert (data["person"], data["person_unit"], data["level"]) == ("郑眠", "LJ-LH-WQ", "诫勉")
    talk = served(start(province, "2026-03-02 09:00", YAO, "talk-inquiry", **given))
    reply(talk, "2026-03-10")
    report(talk, "2026-03-11", credible="不实", conclusion="verification")
    check = talk.child(YAO, "preliminary-verification")
    check.does("2026-03-12 09:00", YAO, "A4_01")
    check.does("2026-03-12 10:00", QIN, "A4_02")
    for member in (YAO, MIAO):
        check.does("2026-03-12 11:00", member, "A4_04")
    check.does("2026-03-13 09:00", YAO, "A4_05", measures=None)
    check.does("2026-03-16 09:00", YAO, "A4_09")
    for member in (YAO, MIAO):
        check.does("2026-03-16 10:00", member, "A4_10")
    check.does("2026-03-16 11:00", CHENG, "A4_11")
    check.does("2026-03-16 12:00", QIN, "A4_12")
    assert check.child(YAO, "reminder-admonition").task(YAO, "A8_01")["data"]["person"] == "郑眠"
    own = start(province, "2026-03-02 09:00", YAO, "preliminary-verification", **given)
    assert own.inbox(YAO) == ["A4_01"]


def test_a_subject_who_moved_is_handed_over_with_the_file(province: Province) -> None:
    """调离: the clue is forwarded to the new unit within five working days of the conclusion; the source is told."""
    clue = disposed(province, "2026-03-02 10:00", "talk")
    talk = served(clue.child(YAO, "talk-inquiry"))
    reply(talk, "2026-03-10")
    report(talk, "2026-03-11", credible="说明不清", conclusion="transfer")
    task = clue.task(CHENG, "E16")
    assert (task["limit"], task["due"]) == ("TL-A04", "2026-03-18")
    clue.does("2026-03-12 09:00", CHENG, "E16", forward_to="LJ-QY", forward_reason="已调任青砚市局。")
    assert clue.see(CHENG)["status"] == "forwarded"
    assert (clue.inbox(YAO), clue.inbox(BAI), talk.inbox(JI)) == ([], [], [])
