"""Reports: figures equal what the events say, by unit and period, and are told to those who may see them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import orjson
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from engine.model.values import from_json
from engine.store.tables import event
from tests.scenarios.conduct import start
from tests.scenarios.people import CHENG, HAN, HE, LU, LUO, SHEN, SONG, WENDI, YAO
from tests.scenarios.province import Province
from tests.scenarios.test_early_warnings import ISSUE, struck_off

LISTED = (
    ("2025-03-03", "LJ-LH-WQ", "采购", "一般", "audit"), ("2026-01-12", "LJ-LH-WQ", "采购", "较大", "audit"),
    ("2026-02-03", "LJ-LH-WQ", "采购", "一般", "inspection"), ("2026-03-05", "LJ-LH-LK", "资产", "重大", "audit"),
    ("2026-03-06", "LJ-LH", "资产", "一般", "daily"), ("2026-04-09", "LJ-LH-WQ", "采购", "一般", "audit"),
)
STRUCK_OFF = {"2026-01-12": "2026-01-20", "2026-02-03": "2026-02-10"}


@pytest.fixture
def year(province: Province) -> Province:
    """Six issues of one city in two years, two of them struck off."""
    for day, unit, category, level, source in LISTED:
        issue = start(province, f"{day} 09:00", LUO, "issue-rectification", **{
            **ISSUE, "unit": unit, "category": category, "level": level, "issue_source": source,
        })
        if day in STRUCK_OFF:
            struck_off(issue, STRUCK_OFF[day])
    province.at("2026-04-20 09:00")
    return province


def rows_by_events(province: Province, register: str) -> Iterator[dict[str, Any]]:
    """The rows of a register as the log alone has them: the last word on each row."""
    with province.engine.database.read() as connection:
        found = connection.execute(select(event.c.payload).where(event.c.type == "RegisterWritten").order_by(
            event.c.at, event.c.instance, event.c.seq))
        last = {data["row"]: data for (text,) in found if (data := orjson.loads(text))["register"] == register}
    return ({**from_json(data["values"]), **{name: data[name] for name in ("unit", "status", "closed_at", "row_no")}}
            for data in last.values())


def lines(table: dict[str, Any], *columns: str) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """Figures of some columns by the labels of each line."""
    return {tuple(row["labels"]): tuple(row["cells"][name] for name in columns) for row in table["rows"]}


def test_a_report_equals_a_count_over_the_events(year: Province) -> None:
    """R-05 for the first quarter: unit by category by level, share, the year before."""
    table = year.desk(CHENG).get("/reports/R-05?unit=LJ-LH&period=2026Q1")
    rows = list(rows_by_events(year, "L-12"))
    listed = [row for row in rows if date(2026, 1, 1) <= row["listed_on"] <= date(2026, 3, 31)]
    names = {"LJ-LH": "澜湖市局", "LJ-LH-WQ": "雾桥县局", "LJ-LH-LK": "岚口县局"}
    counted = Counter((names[row["unit"]], row["category"]) for row in listed)
    assert {key: figures[0] for key, figures in lines(table, "listed").items()} == counted
    major = Counter((names[row["unit"]], row["category"]) for row in listed if row["level"] == "重大")
    assert {key: figures[0] for key, figures in lines(table, "major").items() if figures[0]} == major
    assert table["total"] == {
        "major": 1, "larger": 1, "ordinary": 2, "listed": 4, "share": 1, "year_ago": 1, "change": 3,
    }
    assert lines(table, "share", "year_ago")["雾桥县局", "采购"] == (0.5, 1)
    assert table["period"] == {"text": "2026Q1", "from": "2026-01-01", "to": "2026-03-31"}
    assert [row["unit"] for row in table["rows"]] == [None, "LJ-LH-WQ", "LJ-LH-LK"]


def test_standing_at_the_end_of_the_period(year: Province) -> None:
    """R-06 counts every issue up to the last day and where it stood then, whatever happened after."""
    before = year.desk(CHENG).get("/reports/R-06?unit=LJ-LH&from=2026-01-01&to=2026-02-09")
    after = year.desk(CHENG).get("/reports/R-06?unit=LJ-LH&from=2026-01-01&to=2026-02-28")
    assert lines(before, "all_issues", "struck_off")["巡视巡察",] == (1, 0)
    assert lines(after, "all_issues", "struck_off", "completion")["巡视巡察",] == (1, 1, 1)
    assert lines(after, "all_issues")["法律监督",] == (0,)
    struck = [row for row in rows_by_events(year, "L-12") if row["status"] in ("closed", "closed_late")]
    now = year.desk(CHENG).get("/reports/R-06?unit=LJ-LH&period=2026-04")
    assert now["total"]["struck_off"] == len(struck) == 2
    assert (now["total"]["on_time"], now["total"]["on_time_rate"]) == (2, 1)
    assert now["total"]["mean_days"] == sum(row["days_used"] for row in struck) / 2
    assert now["total"]["all_issues"] == len(LISTED)
    parts = ("struck_off", "running", "overdue")
    assert all(sum(row["cells"][part] for part in parts) == row["cells"]["all_issues"] for row in now["rows"])


def test_recurrence_and_concentration(year: Province) -> None:
    """R-09 keeps the lines with repeats; R-10 orders units by open issues and measures their distance."""
    recurring = year.desk(CHENG).get("/reports/R-09?unit=LJ-LH&period=2026")
    assert lines(recurring, "listed", "repeated", "first_on", "last_on") == {
        ("采购", "雾桥县局"): (3, 1, "2026-01-12", "2026-04-09"),
    }
    assert recurring["rows"][0]["cells"]["interval"] == 44
    units = year.desk(CHENG).get("/reports/R-10?unit=LJ-LH&period=2026Q2")
    assert lines(units, "open", "per_100") == {
        ("雾桥县局",): (2, 3.23), ("澜湖市局",): (1, 0.24), ("岚口县局",): (1, 1.82),
    }
    assert [row["cells"]["z_score"] for row in units["rows"]] == [1.15, -0.58, -0.58]


def test_from_the_province_down_to_a_row(year: Province) -> None:
    """Province, city, county: each line leads to the report of its unit, each figure to the rows behind it."""
    desk = year.desk(LU)
    province = desk.get("/reports/R-10?period=2026Q2")
    assert (province["unit"]["code"], province["path"]) == ("LJ", [])
    [city] = [row for row in province["rows"] if row["cells"]["open"]]
    assert city["unit"] == "LJ-LH"
    county = desk.get(f"/reports/R-10?period=2026Q2&unit={city['unit']}")["rows"][0]
    assert county["unit"] == "LJ-LH-WQ"
    assert [each["code"] for each in desk.get("/reports/R-10?unit=LJ-LH-WQ")["path"]] == ["LJ", "LJ-LH"]
    behind = desk.get(f"/reports/R-10/rows?row={county['key']}&column=open&unit=LJ-LH&period=2026Q2")
    rows = rows_by_events(year, "L-12")
    numbers = {row["row_no"] for row in rows if (row["unit"], row["closed_at"]) == ("LJ-LH-WQ", "")}
    assert {item["row_no"] for item in behind["items"]} == numbers
    assert (behind["count"], behind["hidden"]) == (2, 0)
    total = desk.get("/reports/R-10/rows?row=total&column=open&unit=LJ-LH&period=2026Q2")
    assert total["count"] == 4
    assert desk.call("GET", "/reports/R-10/rows?row=total&column=z_score")[0] == 404


def test_who_sees_which_report(year: Province) -> None:
    """Readers see their unit and below; figures of clues are for the discipline office alone."""
    assert {each["id"] for each in year.desk(CHENG).get("/reports")} >= {"R-02", "R-03", "R-05", "R-06", "R-09", "R-10"}
    head = year.desk(HE)
    assert "R-02" not in {each["id"] for each in head.get("/reports")}
    assert head.call("GET", "/reports/R-02")[0] == 404
    assert head.get("/reports/R-05?period=2026Q1")["total"]["listed"] == 2
    assert head.call("GET", "/reports/R-05?unit=LJ-LH")[0] == 404
    assert year.desk(SONG).get("/reports/R-05?period=2026Q1")["total"]["listed"] == 0
    assert year.desk(SONG).call("GET", "/reports/R-05?unit=LJ-LH-WQ")[0] == 404
    for user in (HAN, YAO, WENDI):
        assert year.desk(user).call("GET", "/reports/R-05")[0] == 403, user
    assert year.desk(SHEN).get("/reports/R-02?period=2026Q1")["total"]["received"] == 0
    assert year.desk(CHENG).call("GET", "/reports/R-05?period=2026W1")[1]["code"] == "period"
    assert year.desk(CHENG).call("GET", "/reports/R-05?from=2026-02-01&to=2026-01-01")[1]["code"] == "period"


def test_exports_hold_the_same_figures(year: Province) -> None:
    """CSV and XLSX: the lines of the page, headed, with the total at the end."""
    status, content = year.desk(CHENG).download("/reports/R-05/export?format=csv&unit=LJ-LH&period=2026Q1")
    assert (status, content[:3]) == (200, b"\xef\xbb\xbf")
    table = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    assert table[0] == ["单位", "问题类别", "重大", "较大", "一般", "合计", "占比", "上年同期", "同比增减"]
    assert table[-1][:6] == ["合计", "", "1", "1", "2", "4"]
    status, content = year.desk(CHENG).download("/reports/R-05/export?format=xlsx&unit=LJ-LH&period=2026Q1")
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    assert sheet.title == "问题清单汇总（分级分类）"
    assert [cell.value for cell in list(sheet.rows)[-1]][:6] == ["合计", None, 1, 1, 2, 4]
    assert year.desk(HE).call("GET", "/reports/R-05/export?format=csv")[0] == 403


def test_the_pages_show_figures_and_lead_down(year: Province) -> None:
    """A figure leads to its rows, a unit to its own report, and the export keeps unit and period."""
    def page(path: str) -> str:
        found = year.client.get(path, headers={"Authorization": f"Bearer {year.desk(CHENG).token}"})
        assert found.status_code == 200, path
        return found.get_data(as_text=True)

    text = page("/reports/R-05?unit=LJ-LH&period=2026Q1")
    for expected in ("雾桥县局", "unit=LJ-LH-WQ", "column=listed", "export.xlsx?unit=LJ-LH&amp;period=2026Q1", "50.0%"):
        assert expected in text, expected
    behind = page("/reports/R-05/rows?row=total&column=listed&unit=LJ-LH&period=2026Q1")
    assert behind.count("-WT-2026-") >= 4
    assert "本期没有数据" in page("/reports/R-05?period=1999")
    assert "R-05" in page("/reports")
    assert "重复发生" in page("/warnings?level=yellow")
    assert "没有预警" in page("/warnings?level=red")
    assert "Recurrence after strike-off" in page("/warnings?lang=en")
