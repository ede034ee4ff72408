"""Parts of a value reached by a dot: ``due.year``, ``span.hours`` (DMN 1.5, table 65)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.values.kinds import LongDate, LongDateTime, LongDuration, LongTime, Range, YearMonthDuration
from engine.feel.values.longs import plain_day
from engine.feel.values.zones import offset_of, zone_name
from engine.model.longtime import DAY, SECOND, clock_of, span_of

Part = Callable[[Any], Any]


def _number(read: Callable[[Any], int]) -> Part:
    return lambda value: Decimal(read(value))


def _toward_zero(total: int, unit: int) -> int:
    return total // unit if total >= 0 else -(-total // unit)


def _clock(value: timedelta | LongDuration, unit: int, wrap: int) -> int:
    """Whole units of so many seconds left over by the bigger unit, with the sign of the duration."""
    nanos = span_of(value)
    left = abs(nanos) // (unit * SECOND) % wrap
    return -left if nanos < 0 else left


def _nanos(value: Any) -> int:
    return value.nanos if isinstance(value, LongTime | LongDateTime) else clock_of(value)


_DATE: dict[str, Part] = {
    "year": _number(lambda value: value.year),
    "month": _number(lambda value: value.month),
    "day": _number(lambda value: value.day),
    "weekday": _number(lambda value: plain_day(value).isoweekday()),
}
_TIME: dict[str, Part] = {
    "hour": _number(lambda value: _nanos(value) // (3600 * SECOND)),
    "minute": _number(lambda value: _nanos(value) // (60 * SECOND) % 60),
    "second": lambda value: Decimal(_nanos(value) % (60 * SECOND)).scaleb(-9).normalize(),
    "time offset": offset_of,
    "timezone": zone_name,
}
_NO_TIME: dict[str, Part] = {
    "hour": lambda _: Decimal(0),
    "minute": lambda _: Decimal(0),
    "second": lambda _: Decimal(0),
    "time offset": lambda _: timedelta(),
    "timezone": lambda _: None,
}
_SPAN: dict[str, Part] = {
    "days": _number(lambda value: _toward_zero(span_of(value), DAY)),
    "hours": _number(lambda value: _clock(value, 3600, 24)),
    "minutes": _number(lambda value: _clock(value, 60, 60)),
    "seconds": _number(lambda value: _clock(value, 1, 60)),
}
_MONTHS: dict[str, Part] = {
    "years": _number(lambda value: _toward_zero(value.months, 12)),
    "months": _number(lambda value: value.months - 12 * _toward_zero(value.months, 12)),
}
_RANGE: dict[str, Part] = {
    "start": lambda value: value.start,
    "end": lambda value: value.end,
    "start included": lambda value: value.start_included,
    "end included": lambda value: value.end_included,
}

PARTS: dict[type, dict[str, Part]] = {
    date: {**_DATE, **_NO_TIME},
    datetime: {**_DATE, **_TIME},
    time: _TIME,
    timedelta: _SPAN,
    LongDate: {**_DATE, **_NO_TIME},
    LongDateTime: {**_DATE, **_TIME},
    LongTime: _TIME,
    LongDuration: _SPAN,
    YearMonthDuration: _MONTHS,
    Range: _RANGE,
}
"""By kind and name. A date has the clock of its midnight in UTC."""
