"""Supervision letters (C4): grades one after the other up to accountability, in person, withdrawn or merged."""

from __future__ import annotations

from tests.scenarios.conduct import Conduct, start
from tests.scenarios.people import FANG, LU, SHEN, SONG
from tests.scenarios.province import Province

DAY = "2026-03-02"


def sent(province: Province, grade: str = "提醒函") -> Conduct:
    """方岫 writes to LJ-QY; approved by grade."""
    letter = start(province, f"{DAY} 09:00", FANG, "supervision-letter")
    approved(letter, grade)
    return letter


def approved(letter: Conduct, grade: str) -> None:
    """Drafted and approved: 提醒函 by the head of the office, others by the secretary."""
    letter.does(f"{DAY} 10:00", FANG, "C4_01", addressee="LJ-QY", grade=grade)
    if grade == "提醒函":
        letter.does(f"{DAY} 11:00", LU, "C4_02a")
    else:
        letter.does(f"{DAY} 11:00", SHEN, "C4_02b")


def answered(letter: Conduct, **reply: object) -> None:
    """宋砚 signs for it, replies and reports."""
    letter.does(f"{DAY} 12:00", SONG, "C4_04")
    letter.does(f"{DAY} 13:00", SONG, "C4_05", **reply)
    letter.does(f"{DAY} 14:00", SONG, "C4_06")


def test_from_a_reminder_to_accountability(province: Province) -> None:
    """提醒 → 督办 → 限期 → A10: each late answer raises the grade; the last proposes to hold the unit accountable."""
    letter = sent(province)
    assert (letter.task(SONG, "C4_04")["limit"], letter.task(SONG, "C4_04")["due"]) == ("TL-K01", "2026-03-03")
    for following in ("督办函", "限期办结通知书"):
        answered(letter)
        letter.does(f"{DAY} 15:00", LU, "C4_07", verify_decision="late", verify_opinion="未办结。")
        assert letter.task(FANG, "C4_01")["data"]["grade"] == following
        approved(letter, following)
    answered(letter)
    letter.does(f"{DAY} 16:00", LU, "C4_07", verify_decision="late", verify_opinion="仍未办结。")
    province.night(f"{DAY} 16:05")
    rows = [row for row in letter.desk(LU).get("/registers/L-17/rows")["items"] if row["instance"] == letter.case]
    assert sorted(row["grade"] for row in rows) == ["提醒函", "督办函", "限期办结通知书"]
    assert {row["addressee"] for row in rows} == {"青砚市烟草专卖局(公司)"}
    accused = letter.child(LU, "accountability").task(FANG, "A10_01")["data"]
    assert (accused["object_unit"], accused["persons"]) == ("LJ-QY", [SONG])
    assert [each["letter"] for each in letter.see(LU)["letters"]] == ["D-30", "C4-1"] * 3


def test_it_is_answered_by_the_first_responsible_in_person(province: Province) -> None:
    """A copy for the leaders in charge; nobody else may sign or reply; not accepting needs a reason."""
    letter = sent(province, "督办函")
    task = letter.task(SONG, "C4_04")
    assert task["candidates"] == ["宋砚"]
    assert letter.fill("lj-qy.linheng", task["id"], "C4_04")[0] in (403, 404)
    letter.does(f"{DAY} 12:00", SONG, "C4_04")
    status, problem = letter.attempt(SONG, "C4_05", accepted="不采纳")
    assert (status, [each["path"] for each in problem["problems"]]) == (422, ["not_accepted_reason"])
    letter.does(f"{DAY} 13:00", SONG, "C4_05", accepted="部分采纳", not_accepted_reason="一项不属本单位。")
    letter.does(f"{DAY} 14:00", SONG, "C4_06")
    letter.does(f"{DAY} 15:00", LU, "C4_07")
    [row] = [row for row in letter.desk(LU).get("/registers/L-17/rows")["items"] if row["instance"] == letter.case]
    assert (row["accepted"], row["replied_at"], row["verified"], row["status"]) == ("部分采纳", DAY, "办结", "closed")


def test_a_letter_with_a_wrong_cause_is_withdrawn_or_merged(province: Province) -> None:
    """Found out at the verification, or before sign-in by the author."""
    for decision, status in (("withdraw", "withdrawn"), ("merge", "merged")):
        letter = sent(province)
        answered(letter)
        letter.does(f"{DAY} 15:00", LU, "C4_07", verify_decision=decision, verify_opinion="事由有误。")
        [row] = [row for row in letter.desk(LU).get("/registers/L-17/rows")["items"] if row["instance"] == letter.case]
        assert (letter.see(LU)["status"], row["status"]) == (status, status)
    letter = sent(province)
    letter.desk(LU).post(f"/instances/{letter.case}/withdraw", {"reason": "对象有误。"})
    assert letter.see(LU)["status"] == "withdrawn"


def test_a_letter_says_what_it_is_based_on_and_may_be_sent_back(province: Province) -> None:
    """At least one issue; the head of the office and the secretary (or the party secretary) return or approve."""
    letter = start(province, f"{DAY} 09:00", FANG, "supervision-letter")
    status, problem = letter.attempt(FANG, "C4_01", addressee="LJ-QY", basis=[])
    assert (status, [each["path"] for each in problem["problems"]]) == (422, ["basis"])
    letter.does(f"{DAY} 10:00", FANG, "C4_01", addressee="LJ-QY")
    letter.does(f"{DAY} 11:00", LU, "C4_02a", approval_decision="return", approval_opinion="改为督办函。")
    letter.does(f"{DAY} 12:00", FANG, "C4_01", addressee="LJ-QY", grade="督办函")
    letter.does(f"{DAY} 13:00", "lj.guchengyuan", "C4_02b", approval_decision="return", approval_opinion="补充依据。")
    letter.does(f"{DAY} 14:00", FANG, "C4_01", addressee="LJ-QY", grade="督办函")
    letter.does(f"{DAY} 15:00", "lj.guchengyuan", "C4_02b")
    assert letter.task(SONG, "C4_04")["limit"] == "TL-K01"


def test_a_unit_that_does_not_answer_is_judged_all_the_same(province: Province) -> None:
    """The report is due by the day of the letter, with its warnings; five working days later it is verified without it.

    A 督办函 stands in the dispatch ledger (L-15) until then; a 提醒函 does not.
    """
    letter = sent(province, "督办函")
    letter.does("2026-03-03 09:00", SONG, "C4_04")
    letter.does("2026-03-04 09:00", SONG, "C4_05")
    task = letter.task(SONG, "C4_06")
    assert (task["limit"], task["due"]) == ("TL-K03", "2026-03-16")
    row = letter.row(LU, "L-15")
    assert (row["lead"], row["leader"], row["due"], row["progress"], row["status"]) == (
        "青砚市烟草专卖局(公司)", "宋砚", "2026-03-16", "已布置。", "in_progress")
    province.night("2026-03-17 00:05")
    assert [w["class"] for w in letter.see(LU)["warnings"] if w["task"] == task["id"]][-1] == "red"
    province.night("2026-03-23 00:05")
    assert letter.inbox(SONG) == []
    letter.does("2026-03-23 09:00", LU, "C4_07", verify_decision="late", verify_opinion="未报告。")
    assert letter.task(FANG, "C4_01")["data"]["grade"] == "限期办结通知书"
    row = letter.row(LU, "L-15")
    assert (row["status"], row["result"]) == ("closed_late", "未按期办结，升级")
    approved_again(letter)
    province.night("2026-05-08 00:05")
    letter.does("2026-05-08 09:00", LU, "C4_07", verify_decision="late", verify_opinion="未回复。")
    province.night("2026-05-08 09:10")
    assert letter.child(LU, "accountability").task(FANG, "A10_01")["data"]["persons"] == [SONG]


def approved_again(letter: Conduct) -> None:
    """The next grade is signed for, then silence."""
    letter.does("2026-03-24 09:00", FANG, "C4_01", addressee="LJ-QY", grade="限期办结通知书", letter_due="2026-04-24")
    letter.does("2026-03-24 10:00", SHEN, "C4_02b")
    letter.does("2026-03-25 09:00", SONG, "C4_04")
