"""Dates, times and durations beyond Python's own: years -999999999 to 999999999, nanoseconds (DMN 1.5, 10.3.2.3)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel import compile
from engine.feel.values import longs
from engine.model.longtime import LongDate, LongDateTime, LongDuration, LongTime, narrow, widen
from engine.model.values import from_json, to_json, to_plain


def feel(text: str) -> Any:
    return compile(text)({})


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('date("99999-12-31") + duration("P1D")', "100000-01-01"),
        ('date("9999-12-31") + duration("P1D")', "10000-01-01"),
        ('date("10000-01-01") - duration("P1D")', "9999-12-31"),
        ('date("0001-01-01") - duration("P1D")', "0000-12-31"),
        ('date("0000-03-01") - duration("P1D")', "0000-02-29"),
        ('date("-0001-03-01") - duration("P1D")', "-0001-02-28"),
        ('date("-2017-01-31") + duration("P1M")', "-2017-02-28"),
        ('date("9999-12-31") + duration("P2M")', "10000-02-29"),
        ('date(-4, 2, 29)', "-0004-02-29"),
        ('date("10000-01-01") - date("9999-12-31")', "P1D"),
        ('date("999999999-12-31") - date("-999999999-01-01")', "P730484999633D"),
        ('time("10:00:00.123456789") + duration("PT0.000000001S")', "10:00:00.12345679"),
        ('time("23:59:59.999999999") + duration("PT0.000000001S")', "00:00:00"),
        ('time("10:00:00.000000002") - time("10:00:00")', "PT0.000000002S"),
        ('date and time("9999-12-31T23:59:59Z") + duration("PT1S")', "10000-01-01T00:00:00Z"),
        ('date and time("-2016-12-31T23:59:59") + duration("PT1S")', "-2015-01-01T00:00:00"),
        ('date and time("10000-01-01T00:00:00Z") - date and time("9999-12-31T00:00:00Z")', "P1D"),
        ('date and time("12026-07-01T00:00:00Z", "Europe/Paris")', None),
        ('date and time(date and time("12026-07-01T00:00:00Z"), "Europe/Paris")', "12026-07-01T02:00:00@Europe/Paris"),
        ('date and time(date("12026-07-01"), time("10:00:00+08:00"))', "12026-07-01T10:00:00+08:00"),
        ('date and time("12026-07-01T24:00:00")', "12026-07-02T00:00:00"),
        ('time(date and time("12026-07-01T10:00:00.000000001Z"))', "10:00:00.000000001Z"),
        ('date(date and time("12026-07-01T10:00:00"))', "12026-07-01"),
        ('duration("PT0.000000001S") * 3', "PT0.000000003S"),
        ('duration("PT0.000000001S") * 1000', "PT0.000001S"),
        ('-duration("P1DT0.000000001S")', "-P1DT0.000000001S"),
        ('abs(duration("-PT0.000000001S"))', "PT0.000000001S"),
        ('years and months duration(date("-2016-01-30"), date("-2017-02-28"))', "-P11M"),
        ('string(date and time(2017, 8, 10, 10, 20, 0.123456789))', "2017-08-10T10:20:00.123456789"),
        ('time(10, 20, 30.123456789, duration("PT1H"))', "10:20:30.123456789+01:00"),
    ],
)
def test_arithmetic(text: str, written: str | None) -> None:
    assert feel(f"string({text})") == written


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('date("10000-01-01") > date("9999-12-31")', True),
        ('date("-0001-01-01") < date("0001-01-01")', True),
        ('date("10000-01-01") = date("9999-12-31")', False),
        ('date("10000-01-01") = date("10000-01-01")', True),
        ('date and time("10000-01-01T01:00:00+02:00") = date and time("9999-12-31T23:00:00Z")', True),
        ('date and time("10000-01-01T01:00:00+02:00") = date and time("10000-01-01T01:00:00")', True),
        ('is(time("10:00:00.000000001Z"), time("11:00:00.000000001+01:00"))', False),
        ('time("10:00:00.000000001Z") = time("11:00:00.000000001+01:00")', True),
        ('time("10:00:00.000000001") in [time("10:00:00")..time("11:00:00")]', True),
        ('duration("PT0.000000001S") < duration("PT1S")', True),
        ('date("10000-01-01") instance of date', True),
        ('duration("PT0.000000001S") instance of days and time duration', True),
        ('date("-2017-12-31").year', Decimal(-2017)),
        ('date("12000-01-01").weekday', Decimal(6)),
        ('day of week(date("12000-01-01"))', "Saturday"),
        ('week of year(date("12000-01-01"))', Decimal(52)),
        ('time("10:20:30.123456789").second', Decimal("30.123456789")),
        ('date and time("12000-01-01T10:20:30Z").hour', Decimal(10)),
        ('date and time("12000-01-01T10:20:30+08:00").time offset', timedelta(hours=8)),
        ('duration("P1DT0.000000001S").days', Decimal(1)),
        ('count(for d in @"9999-12-31"..@"10000-01-02" return d)', Decimal(3)),
        ('max([date("9999-12-31"), date("10000-01-01")]) = date("10000-01-01")', True),
    ],
)
def test_meaning(text: str, value: Any) -> None:
    assert feel(text) == value


@pytest.mark.parametrize(
    "text",
    ['date("1000000000-01-01")', 'date("01211-12-31")', 'date("+99999-12-01")', 'date("998-12-31")',
     'date("-0001-02-29")', 'date("999999999-12-31") + duration("P1D")', 'date(1000000000, 1, 1)',
     'time("10:00:60")', 'time("24:00:00.1")'],
)
def test_no_such_value(text: str) -> None:
    assert feel(text) is None


def test_python_types_wherever_they_will_do() -> None:
    assert feel('date("10000-01-01") - duration("P1D")') == date(9999, 12, 31)
    assert feel('time("10:00:00.0000010")') == time(10, 0, 0, 1)
    assert type(feel('duration("PT0.000000001S") * 1000')) is timedelta


@pytest.mark.parametrize(
    "value",
    [LongDate(-5, 2, 28), LongTime(1), LongTime(7, UTC), LongDateTime(LongDate(12000, 2, 29), 5, None),
     LongDateTime(LongDate(2000, 2, 29), 5, ZoneInfo("Europe/Paris")), LongDuration(-1), LongDuration(10**25 + 1)],
)
def test_json_round_trip(value: Any) -> None:
    assert from_json(to_json(value)) == value
    assert to_plain(value) == value.isoformat()


@given(st.dates(), st.integers(-4_000_000, 4_000_000))
def test_days_agree_with_python(day: date, days: int) -> None:
    wide = widen(day)
    assert isinstance(wide, LongDate)
    assert narrow(LongDate.of_ordinal(wide.ordinal)) == day
    try:
        expected = day + timedelta(days=days)
    except OverflowError:
        return
    assert longs.add(day, timedelta(days=days)) == expected


@given(st.datetimes(timezones=st.sampled_from([None, UTC, timezone(timedelta(hours=8))])), st.timedeltas())
def test_moments_agree_with_python(moment: datetime, span: timedelta) -> None:
    try:
        expected = (moment.astimezone(UTC) + span).astimezone(moment.tzinfo) if moment.tzinfo else moment + span
    except OverflowError:
        return
    assert longs.add(moment, span) == expected
