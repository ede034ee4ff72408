"""Reports on the command line."""

from __future__ import annotations

import csv

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Site

REGISTER = """
id: L-N
key: notes
name: 记事台账
secrecy: 1
readers: [officer]
columns:
  - {id: note, name: 内容}
  - {id: on, name: 日期, type: date}
writes:
  - {process: line, at: E01_write, set: {note: =note, "on": =today}}
"""
REPORT = """
id: R-N
name: 记事汇总
periods: [Y]
readers: [officer]
sources: [{register: L-N, on: row.on}]
rows: [{id: note, name: 内容, by: row.note}]
columns:
  - {id: notes, name: 篇数, count: "true"}
  - {id: share, name: 占比, value: notes / total.notes, format: percent}
"""


@pytest.fixture
def noted(site: Site) -> Site:
    """A site with a register, a report over it, and two notes."""
    for name, text in (("registers/notes.yaml", REGISTER), ("reports/R-N.yaml", REPORT)):
        path = site.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    site.run("deploy", ".", "--whole")
    for note in ("甲", "乙"):
        site.run("complete", site.start()["tasks"][0], "--user", "o1", "--set", f"note={note}")
    return site


def test_reports_are_listed_and_shown(noted: Site) -> None:
    assert "R-N" in noted.run("report").stdout
    assert [each["id"] for each in noted.json("report")] == ["R-N"]
    shown = noted.run("report", "R-N", "--unit", "U1").stdout
    assert "记事汇总" in shown
    assert shown.splitlines()[-1].split() == ["合计", "2", "100%"]
    assert noted.json("report", "R-N", "--period", "1999")["total"]["notes"] == 0
    assert noted.json("report", "R-N", "--from", "1999-01-01", "--to", "2999-12-31")["total"]["notes"] == 2
    noted.run("report", "R-N", "--period", "99", code=1)
    noted.run("report", "R-X", code=1)


def test_a_report_is_written_to_a_file(noted: Site) -> None:
    noted.run("report", "R-N", "--csv", "notes.csv")
    with (noted.folder / "notes.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines == [["内容", "篇数", "占比"], ["乙", "1", "0.5"], ["甲", "1", "0.5"], ["合计", "2", "1"]]
    noted.run("report", "R-N", "--csv", "notes.xlsx")
    assert load_workbook(noted.folder / "notes.xlsx").worksheets[0].title == "记事汇总"
