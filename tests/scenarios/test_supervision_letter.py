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
