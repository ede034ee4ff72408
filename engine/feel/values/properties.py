"""Parts of a value reached by a dot: ``due.year``, ``span.hours`` (DMN 1.5, table 65)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.values.kinds import Range, YearMonthDuration
from engine.feel.values.zones import offset_of, zone_name

Part = Callable[[Any], Any]


def _number(read: Callable[[Any], int]) -> Part:
    return lambda value: Decimal(read(value))


def _toward_zero(total: int, unit: int) -> int:
    return total // unit if total >= 0 else -(-total // unit)


def _clock(value: timedelta, unit: int, wrap: int) -> int:
    """Whole units of so many seconds left over by the bigger unit, with the sign of the duration."""
    size = abs(value)
    left = (size.seconds // unit) % wrap
    return -left if value < timedelta() else left


_DATE: dict[str, Part] = {
    "year": _number(lambda value: value.year),
    "month": _number(lambda value: value.month),
    "day": _number(lambda value: value.day),
    "weekday": _number(lambda value: value.isoweekday()),
}
_TIME: dict[str, Part] = {
    "hour": _number(lambda value: value.hour),
    "minute": _number(lambda value: value.minute),
    "second": lambda value: Decimal(value.second) + Decimal(value.microsecond).scaleb(-6).normalize(),
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
    "days": _number(lambda value: _toward_zero(value // timedelta(microseconds=1), 86_400_000_000)),
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
    YearMonthDuration: _MONTHS,
    Range: _RANGE,
}
"""By kind and name. A date has the clock of its midnight in UTC."""
