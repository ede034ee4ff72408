"""Attachments, numbered letters frozen by their hash, and dates that wait for a calendar."""

from __future__ import annotations

import hashlib
import io

import docx

from engine import commands, system_actor
from tests.scenarios.conduct import attach, file_clue
from tests.scenarios.people import BAI, CHENG, LUO, MIAO, YAO
from tests.scenarios.province import Province

CALENDAR = """calendar: CN
year: 2027
timezone: Asia/Shanghai
office:
  - {from: "09:00", to: "17:30"}
holidays:
  - {name: 元旦, name_en: New Year, from: 2027-01-01, to: 2027-01-03, makeup: []}
  - {name: 春节, name_en: Spring Festival, from: 2027-02-05, to: 2027-02-11, makeup: [2027-01-31, 2027-02-20]}
"""


def test_files_are_checked_kept_and_removed(province: Province) -> None:
    """Types and sizes are refused by name; a file comes back byte by byte; only who uploaded it removes it."""
    clue = file_clue(province, "2026-03-02 09:00").to("E28", "2026-03-02 10:00")
    task = clue.task(YAO, "E28")["id"]
    for name, content, code in (
        ("木马.exe", b"MZ", "file_type"), ("无扩展名", b"x", "file_type"), ("空.pdf", b"", "file_size"),
        ("大.pdf", b"%PDF" + b"0" * 20_000_000, "file_size"),
    ):
        status, problem = clue.desk(YAO).upload(task, "safety_plan", name, content)
        assert (status, problem["problems"][0]["code"]) == (422, code), name
    kept = attach(clue, YAO, "E28", "safety_plan", "预案.pdf", b"%PDF-1.7 plan")
    assert clue.desk(YAO).download(f"/attachments/{kept}") == (200, b"%PDF-1.7 plan")
    assert [each["name"] for each in clue.task(MIAO, "E28")["attachments"]] == ["预案.pdf"]
    assert clue.desk(MIAO).call("DELETE", f"/attachments/{kept}")[0] == 403
    assert clue.desk(YAO).call("DELETE", f"/attachments/{kept}")[0] == 200
    assert clue.desk(YAO).download(f"/attachments/{kept}")[0] == 404
    status, problem = clue.attempt(YAO, "E28", method="talk_inquiry", close_ground=None, safety_plan=[kept])
    assert (status, problem["problems"][0]["path"].partition("/")[0]) == (422, "safety_plan")
    again = attach(clue, YAO, "E28", "safety_plan", "预案.pdf", b"%PDF-1.7 plan")
    clue.does("2026-03-03 09:00", YAO, "E28", method="talk_inquiry", close_ground=None, safety_plan=[again])
    assert clue.desk(YAO).call("DELETE", f"/attachments/{again}")[0] == 409


def test_letters_are_numbered_without_gaps_and_frozen(province: Province) -> None:
    """Three clues: D-01 numbers 1 to 3, no gap from a returned one; the file fits its hash and the values."""
    numbers = []
    for day in (2, 3, 4):
        clue = file_clue(province, f"2026-03-0{day} 09:00")
        clue.does(f"2026-03-0{day} 09:10", LUO, "E07")
        clue.does(f"2026-03-0{day} 09:20", "lj-lh.liangjiming", "E10", sign_decision="return", sign_opinion="补充。")
        clue.does(f"2026-03-0{day} 09:30", "lj-lh.hancheng", "E02")
        clue.to("E13", f"2026-03-0{day} 10:00")
        for letter in clue.see(BAI)["letters"]:
            status, content = clue.desk(BAI).download(f"/letters/{letter['id']}")
            assert (status, letter["status"]) == (200, "signed")
            assert hashlib.sha256(content).hexdigest() == letter["sha256"]
            text = "\n".join(_texts(content))
            assert letter["number"] in text
            if letter["letter"] == "D-01":
                numbers.append(letter["number"])
                assert "许某" in text
                assert "86000" in text
                assert "{{" not in text
    assert numbers == [f"LJ-LH-YJ-2026-000{number}" for number in (1, 2, 3)]
    next_year = file_clue(province, "2027-01-04 09:00").to("E13", "2027-01-04 10:00")
    assert {letter["number"] for letter in next_year.see(BAI)["letters"]} == {
        "LJ-LH-YJ-2027-0001", "LJ-LH-CL-2027-0001"}


def _texts(content: bytes) -> list[str]:
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in paper.paragraphs] + cells


def test_dates_of_an_unpublished_year_are_provisional(province: Province) -> None:
    """TL-C06 from 12-31 ends on weekdays of 2027 until the calendar comes; then the open tasks' dates move."""
    clue = file_clue(province, "2026-12-31 09:00").to("E22", "2026-12-31 10:00")
    task = clue.task(CHENG, "E22")
    assert (task["due"], task["provisional"]) == ("2027-01-04", True)
    province.engine.execute(
        commands.Deploy({"org/calendars/CN-2027.yaml": CALENDAR.encode()}, "2027"), system_actor())
    province.night("2026-12-31 18:00")
    task = clue.task(CHENG, "E22")
    assert (task["due"], task["provisional"]) == ("2027-01-05", False)
    [changed] = clue.events(CHENG, "DueChanged")
    assert (changed["data"]["cause"], changed["data"]["effective_due"]) == ("calendar", "2027-01-05")
    clue.to("E28", "2026-12-31 19:00")
    assert clue.task(YAO, "E28")["due"] == "2027-01-31"     # a Sunday that is worked
