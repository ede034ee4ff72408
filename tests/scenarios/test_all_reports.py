"""Every report is shown within its budget of statements, and its files hold what the page shows."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.scenarios.people import CHENG
from tests.scenarios.province import Province
from tests.scenarios.test_early_warnings import listed, struck_off
from tests.support.statements import Statements

BUDGET = 10     # who asks (session, permissions, unit), and one per source and looked-up register (R-07: six)


@pytest.fixture
def year(province: Province) -> Province:
    """A recurrence with its alarm and letter, and an issue struck off."""
    struck_off(listed(province, "2026-03-02 09:00"), "2026-03-03")
    for day in ("03-11", "03-12"):
        listed(province, f"2026-{day} 09:00")
    return province


def ids(province: Province) -> list[str]:
    """The reports there are."""
    return [each["id"] for each in province.desk(CHENG).get("/reports")]


def shown(table: dict[str, Any]) -> list[list[Any]]:
    """Labels and figures of every line of a page, the total last."""
    lines = [[*row["labels"], *row["cells"].values()] for row in table["rows"]]
    blank = [""] * (len(table["dimensions"]) - 1)
    return [*lines, ["合计", *blank, *table["total"].values()]]


def plain(value: Any) -> Any:
    """A figure however it was written."""
    if value is None or value == "":
        return ""
    try:
        return Decimal(str(value)).normalize()
    except ArithmeticError:
        return str(value)


def test_files_hold_what_the_page_shows(year: Province) -> None:
    desk = year.desk(CHENG)
    for report in ids(year):
        table = desk.get(f"/reports/{report}?unit=LJ-LH&period=2026")
        expected = [[plain(value) for value in line] for line in shown(table)]
        status, content = desk.download(f"/reports/{report}/export?format=csv&unit=LJ-LH&period=2026")
        lines = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
        assert status == 200
        assert [[plain(value) for value in line] for line in lines[1:]] == expected, report
        status, content = desk.download(f"/reports/{report}/export?format=xlsx&unit=LJ-LH&period=2026")
        sheet = load_workbook(BytesIO(content)).worksheets[0]
        assert status == 200
        assert [cell.value for cell in next(iter(sheet.rows))] == lines[0]
        assert [[plain(cell.value) for cell in row] for row in list(sheet.rows)[1:]] == expected, report


def test_a_report_costs_few_statements_however_many_rows(year: Province) -> None:
    desk, counted = year.desk(CHENG), {}
    for report in ids(year):
        with Statements(year.engine.database.pool) as statements:
            desk.get(f"/reports/{report}?unit=LJ-LH&period=2026")
        counted[report] = statements.count
    assert len(counted) >= 12
    assert {report: count for report, count in counted.items() if count > BUDGET} == {}
    for day in ("16", "17", "18"):
        listed(year, f"2026-03-{day} 09:00", category=f"类别{day}")
    with Statements(year.engine.database.pool) as statements:
        desk.get("/reports/R-05?unit=LJ-LH&period=2026")
    assert statements.count == counted["R-05"]
