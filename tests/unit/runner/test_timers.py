"""Reading times: ISO durations, cycles, dates, zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine.model.cron import read_cron
from engine.model.timertext import is_literal
from engine.model.values import YearMonthDuration
from engine.runner.timers import ENDLESS, Due, due, read_literal

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 1, 31, 4, tzinfo=UTC)


def at(text: str) -> datetime:
    """A UTC instant."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(("value", "instant"), [
    ("PT48H", at("2026-02-02T04:00")),
    ("-PT1H", at("2026-01-31T03:00")),
    ("PT0S", at("2026-01-31T04:00")),
    ("PT1.5S", at("2026-01-31T04:00:01.5")),
    ("P1W", at("2026-02-07T04:00")),
    ("P1M", at("2026-02-28T04:00")),
    ("P1Y1M1DT1H", at("2027-03-01T05:00")),
    ("2026-02-01", at("2026-01-31T16:00")),
    ("2026-02-01T09:00", at("2026-02-01T01:00")),
    ("2026-02-01T09:00:00Z", at("2026-02-01T09:00")),
    ("2026-02-01T09:00[Europe/Paris]", at("2026-02-01T08:00")),
    ("2026-07-01T09:00@Europe/Paris", at("2026-07-01T07:00")),
    ("2026-02-01T09:00+09:00[Asia/Tokyo]", at("2026-02-01T00:00")),
    ("2030-W05-1T10:00", at("2030-01-28T02:00")),
    (date(2026, 2, 1), at("2026-01-31T16:00")),
    (datetime(2026, 2, 1, 9), at("2026-02-01T01:00")),  # noqa: DTZ001
    (timedelta(days=1), at("2026-02-01T04:00")),
    (YearMonthDuration(13), at("2027-02-28T04:00")),
    ({"effective": date(2026, 2, 3), "raw": date(2026, 2, 1)}, at("2026-02-03T16:00")),
    ({"effective": at("2026-02-03T17:00")}, at("2026-02-04T16:00")),
])
def test_when(value: object, instant: datetime) -> None:
    assert due(value, NOW, ZONE) == Due(instant)


@pytest.mark.parametrize("value", ["P", "PT", "P1H", "1 day", "R3/PT1H/2026-01-01", "R0/PT1H", "R-1/PT1H", "R3/-PT1H",
                                   "R3/PT0S", "R/x/PT1H", "2026-13-01",
                                   "2026-02-01T09:00[No/Where]", "R2/2026-01-02/2026-01-01",
                                   "R2/2026-01-02T00:00Z/2026-01-03T00:00", None, 5, {"raw": date(2026, 1, 1)}, []])
def test_no_time(value: object) -> None:
    assert due(value, NOW, ZONE) is None


def test_cycles_count_their_firings() -> None:
    first = due("R3/PT1H", NOW, ZONE)
    assert first == Due(at("2026-01-31T05:00"), "PT1H", 2)
    second = first.next(ZONE)
    assert second == Due(at("2026-01-31T06:00"), "PT1H", 1)
    third = second.next(ZONE)
    assert third is not None
    assert third.next(ZONE) is None


def test_cycles_may_start_later_and_never_end() -> None:
    first = due("R/2026-02-28T09:00/P1M", NOW, ZONE)
    assert first == Due(at("2026-02-28T01:00"), "P1M", ENDLESS)
    assert first.next(ZONE) == Due(at("2026-03-28T01:00"), "P1M", ENDLESS)


@pytest.mark.parametrize(("text", "literal"), [
    ("PT1H", True), ("R3/PT1H", True), ("2026-01-01", True), ("2026-W01-1", True), ("-P1D", True),
    ("due(x)", False), ("P1D_after", False), ("R3", False), ('"PT1H"', False), ("deadline", False),
    ("2026-01-01T00:00[Asia/Shanghai]", True), ("0 9 * * 1-5", True), ("@daily", True), ("0 9 * * 8", False),
    ("a - b - c", False), ("1 2 3", False),
])
def test_iso_text_is_told_from_feel(text: str, literal: bool) -> None:
    assert is_literal(text) is literal
    assert not literal or read_literal(text) is not None


def test_a_cycle_between_two_moments() -> None:
    first = due("R2/2026-02-01T00:00Z/2026-02-01T06:00Z", NOW, ZONE)
    assert first == Due(at("2026-02-01T00:00"), "PT21600S", 1)
    assert first.next(ZONE) == Due(at("2026-02-01T06:00"), "PT21600S", 0)


@pytest.mark.parametrize(("cron", "instants"), [
    ("0 9 * * MON-FRI", ["2026-02-02T01:00", "2026-02-03T01:00"]),
    ("*/20 12 * * *", ["2026-01-31T04:20", "2026-01-31T04:40", "2026-02-01T04:00"]),
    ("30 0 9 1 * ?", ["2026-02-01T01:00:30", "2026-03-01T01:00:30"]),
    ("0 0 29 2 *", ["2028-02-28T16:00"]),
    ("0 0 13 * 5", ["2026-02-05T16:00", "2026-02-12T16:00"]),
    ("0 0 1,15 3/6 *", ["2026-02-28T16:00", "2026-03-14T16:00", "2026-08-31T16:00"]),
    ("@weekly", ["2026-01-31T16:00", "2026-02-07T16:00"]),
    ("0 0 * * 7", ["2026-01-31T16:00"]),
])
def test_cron_rings_at_local_times(cron: str, instants: list[str]) -> None:
    ring = due(cron, NOW, ZONE)
    for instant in instants:
        assert ring == Due(at(instant), cron, ENDLESS)
        ring = ring.next(ZONE)


@pytest.mark.parametrize("cron", ["", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "*/0 * * * *", "5-1 * * * *",
                                  "* * * FOO *", "@never", "* * * * * * *", ", * * * *"])
def test_what_is_no_cron(cron: str) -> None:
    assert read_cron(cron) is None


def test_a_day_that_never_comes() -> None:
    assert due("0 0 30 2 *", NOW, ZONE) is None
