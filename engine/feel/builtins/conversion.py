"""Making values from others (DMN 1.5, table 74)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.runtime import Run
from engine.feel.types import midnight_utc
from engine.feel.values import longs, temporal
from engine.feel.values.kinds import NUMBERS, LongDate, LongDateTime, LongTime, YearMonthDuration
from engine.feel.values.temporal import Date, DateTime, Span, Time
from engine.feel.values.text import text_of
from engine.feel.values.zones import fixed_zone, named_zone
from engine.model.longtime import narrow

_NUMBER = re.compile(r"-?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d{1,5})?")


def _wrong(run: Run, text: str, zh: str, en: str) -> Any | None:
    shown = text[:40]
    return run.warn(f"“{shown}”不是{zh}", f'"{shown}" is no {en}')


@builtin("date", "from: string")
def date_from_text(run: Run, text: str) -> Date | None:
    return temporal.parse_date(text) or _wrong(run, text, "日期", "date")


@builtin("date", "from: date | datetime")
def date_from(_: Run, value: Date | DateTime) -> Date:
    return longs.day_of(value)


@builtin("date", "year: number, month: number, day: number")
def date_of(_: Run, year: Decimal, month: Decimal, day: Decimal) -> Any:
    return _day((year, month, day))


def _day(parts: Sequence[Decimal]) -> Any:
    year, month, day = (_whole(part) for part in parts[:3])
    return narrow(LongDate(year, month, day))


def _whole(number: Decimal) -> int:
    if number != number.to_integral_value():
        raise ValueError("not a whole number")
    return int(number)


@builtin("time", "from: string")
def time_from_text(run: Run, text: str) -> Time | None:
    found = temporal.parse_time(text)
    return found if found is not None else _wrong(run, text, "时间", "time")


@builtin("time", "from: time | date | datetime")
def time_from(_: Run, value: Any) -> Any:
    if isinstance(value, LongDateTime):
        return narrow(LongTime(value.nanos, value.tzinfo))
    if isinstance(value, datetime):
        return value.timetz()
    return value if isinstance(value, time | LongTime) else time(tzinfo=UTC)


@builtin("time", "hour: number, minute: number, second: number, offset?: span | null")
def time_of(_: Run, hour: Decimal, minute: Decimal, second: Decimal, offset: Span | None = None) -> Time:
    return _clock(hour, minute, second, _offset(offset))


def _clock(hour: Decimal, minute: Decimal, second: Decimal, zone: tzinfo | None) -> Time:
    return longs.clock_of_day(_whole(hour), _whole(minute), second, zone)


def _offset(offset: Span | None) -> tzinfo | None:
    if offset is None:
        return None
    zone = fixed_zone(offset) if isinstance(offset, timedelta) else None
    if zone is None:
        raise ValueError("offset out of range")
    return zone


@builtin("date and time", "from: string")
def date_and_time_from_text(run: Run, text: str) -> DateTime | None:
    return temporal.parse_date_and_time(text) or _wrong(run, text, "日期时间", "date and time")


@builtin("date and time", "from: datetime")
def date_and_time_from(_: Run, value: DateTime) -> DateTime:
    return value


@builtin("date and time", "from: date")
def date_and_time_from_date(_: Run, value: Date) -> Any:
    return midnight_utc(value)


@builtin("date and time", "date: date | datetime, time: time")
def date_and_time_of(_: Run, day: Date | DateTime, moment: Time) -> Any:
    return longs.joined(day, moment)


@builtin("date and time", "date: datetime, timezone: string")
def date_and_time_in(run: Run, value: DateTime, timezone: str) -> Any:
    """The same moment in another zone; a local one is taken to be there."""
    zone = named_zone(timezone)
    if zone is None:
        return _wrong(run, timezone, "时区", "time zone")
    return longs.in_zone(value, zone) if value.tzinfo else longs.placed(value, zone)


_PARTS = "year: number, month: number, day: number, hour: number, minute: number, second: number"


@builtin("date and time", f"{_PARTS}, offset?: span | null")
def date_and_time_of_parts(_: Run, *parts: Any) -> Any:
    hour, minute, second = parts[3:6]
    zone = _offset(parts[6] if len(parts) > 6 else None)
    return longs.joined(_day(parts), _clock(hour, minute, second, zone))


@builtin("date and time", f"{_PARTS}, timezone: string")
def date_and_time_of_parts_in(run: Run, *parts: Any) -> Any:
    zone = named_zone(parts[6])
    if zone is None:
        return _wrong(run, parts[6], "时区", "time zone")
    hour, minute, second = parts[3:6]
    return longs.joined(_day(parts), _clock(hour, minute, second, zone))


@builtin("duration", "from: string")
def duration(run: Run, text: str) -> Span | YearMonthDuration | None:
    found = temporal.parse_duration(text)
    return found if found is not None else _wrong(run, text, "时长", "duration")


@builtin("duration", "from: span | months")
def duration_from(_: Run, value: Span | YearMonthDuration) -> Span | YearMonthDuration:
    return value


@builtin("years and months duration", "from: date | datetime, to: date | datetime")
def years_and_months_duration(_: Run, first: Date | DateTime, last: Date | DateTime) -> YearMonthDuration:
    """Whole months between two days, the clock left aside."""
    months = (last.year - first.year) * 12 + last.month - first.month
    if months > 0 and last.day < first.day:
        months -= 1
    elif months < 0 and last.day > first.day:
        months += 1
    return YearMonthDuration(months)


@builtin("string", "from: any")
def string(run: Run, value: Any) -> str | None:
    if value is None:
        return None
    text = text_of(value)
    run.spend(len(text) >> 5)
    return text


@builtin("number", "from: string, grouping separator?: string | null, decimal separator?: string | null")
def number(run: Run, text: str, grouping: str | None = None, point: str | None = None) -> Decimal | None:
    separators_wrong = grouping not in (None, " ", ",", ".") or point not in (None, ".", ",")
    if separators_wrong or (grouping is not None and grouping == point):
        return run.warn("分隔符有误", "wrong separators")
    plain = text.replace(grouping, "") if grouping else text
    if point == ",":
        plain = plain.replace(",", ".")
    if len(plain) > 100 or not plain.isascii() or not _NUMBER.fullmatch(plain):
        return _wrong(run, text, "数字", "number")
    return NUMBERS.create_decimal(plain)


@builtin("number", "from: number")
def number_from(_: Run, value: Decimal) -> Decimal:
    return value
