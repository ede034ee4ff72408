"""Arithmetic and order of dates, times and durations beyond Python's own types. Used only when those will not do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from typing import Any

from engine.feel.values.kinds import LONG, NUMBERS, LongDate, LongDateTime, LongDuration, LongTime
from engine.feel.values.zones import offset_of
from engine.model.longtime import DAY, SECOND, month_days, narrow, span_of, widen


def rank(value: Any) -> int:
    """What orders the value among its kind: nanoseconds (of UTC, for a value with a zone), or days for a date."""
    wide = widen(value)
    if isinstance(wide, LongDate):
        return wide.ordinal
    if isinstance(wide, LongDuration):
        return wide.nanos
    offset = offset_of(wide)
    days = wide.date.ordinal * DAY if isinstance(wide, LongDateTime) else 0
    return days + wide.nanos - (span_of(offset) if offset else 0)


def at(total: int, zone: tzinfo | None) -> LongDateTime:
    """The wall clock ``total`` nanoseconds after the beginning of day 0, as rank counts them without a zone."""
    days, nanos = divmod(total, DAY)
    return LongDateTime(LongDate.of_ordinal(days), nanos, zone)


def placed(value: Any, zone: tzinfo) -> Any:
    """A local value taken to be one of the zone."""
    return replace(value, tzinfo=zone) if type(value) in LONG else value.replace(tzinfo=zone)


def in_zone(value: Any, zone: tzinfo) -> Any:
    """The same moment on the clock of another zone."""
    moment = at(rank(value), UTC)
    offset = moment.nearby.replace(tzinfo=UTC).astimezone(zone).utcoffset()
    return narrow(at(rank(value) + span_of(offset or timedelta()), zone))


def add_months(moment: Any, months: int) -> Any:
    """The same day so many months on; a day the month does not have becomes its last."""
    wide = widen(moment)
    day: Any = wide.date if isinstance(wide, LongDateTime) else wide
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    moved = LongDate(year, month + 1, min(day.day, month_days(year, month + 1)))
    return narrow(LongDateTime(moved, wide.nanos, wide.tzinfo) if isinstance(wide, LongDateTime) else moved)


def add(left: Any, right: Any) -> Any:
    """A date, time or duration and a duration, in either order."""
    if type(left) in (timedelta, LongDuration) and type(right) not in (timedelta, LongDuration):
        left, right = right, left
    return shift(left, span_of(right))


def subtract(left: Any, right: Any) -> Any:
    """A duration from anything, or one moment from another."""
    if type(right) in (timedelta, LongDuration):
        return shift(left, -span_of(right))
    return between(left, right)


def shift(value: Any, nanos: int) -> Any:
    """The value so many nanoseconds on."""
    wide = widen(value)
    if isinstance(wide, LongDuration):
        return narrow(LongDuration(wide.nanos + nanos))
    if isinstance(wide, LongDate):
        return narrow(LongDate.of_ordinal((wide.ordinal * DAY + nanos) // DAY))
    if isinstance(wide, LongTime):
        return narrow(LongTime((wide.nanos + nanos) % DAY, wide.tzinfo))
    if wide.tzinfo is None:
        return narrow(at(rank(wide) + nanos, None))
    return in_zone(at(rank(wide) + nanos, UTC), wide.tzinfo)


def between(left: Any, right: Any) -> Any:
    """The time from the right one to the left one; None when only one of them has a zone."""
    one, other = midnight(left), midnight(right)
    if (one.tzinfo is None) != (other.tzinfo is None):
        return None
    return narrow(LongDuration(rank(one) - rank(other)))


def midnight(value: Any) -> Any:
    """A date as its midnight in UTC; other values as they are."""
    wide = widen(value)
    return LongDateTime(wide, 0, UTC) if isinstance(wide, LongDate) else wide


def scale(span: Any, factor: Decimal) -> Any:
    """A duration so many times."""
    return of_nanos(NUMBERS.multiply(Decimal(span_of(span)), factor))


def shrink(span: Any, divisor: Decimal) -> Any:
    """A duration divided."""
    return of_nanos(NUMBERS.divide(Decimal(span_of(span)), divisor))


def of_nanos(amount: Decimal) -> Any:
    """The duration of so many nanoseconds, half of one rounded to even."""
    return narrow(LongDuration(int(amount.to_integral_value(ROUND_HALF_EVEN))))


def ratio(one: Any, other: Any) -> Decimal:
    """How many times the other duration is contained in the one."""
    return NUMBERS.divide(Decimal(span_of(one)), Decimal(span_of(other)))


def day_of(value: Any) -> date | LongDate:
    """The date of a date, or of a date and time."""
    if isinstance(value, datetime):
        return value.date()
    day: Any = narrow(value.date) if isinstance(value, LongDateTime) else value
    return day  # type: ignore[no-any-return]  # a date of either kind


def plain_day(value: Any) -> date:
    """A day with the same place in week, month and year that ``date`` can hold."""
    day = day_of(value)
    return day.near() if isinstance(day, LongDate) else day


def clock_of_day(hour: int, minute: int, second: Decimal, zone: tzinfo | None) -> time | LongTime:
    """A time of its parts; what is finer than a nanosecond is cut off. Raises ValueError when there is none such."""
    nanos = int((second * SECOND).to_integral_value(ROUND_DOWN))
    if not (0 <= hour <= 23 and 0 <= minute <= 59 and 0 <= nanos < 60 * SECOND):
        raise ValueError("no such time")
    return narrow(LongTime((hour * 60 + minute) * 60 * SECOND + nanos, zone))  # type: ignore[return-value]


def joined(day: Any, moment: Any) -> Any:
    """The date and time of a day and a time."""
    if isinstance(day, date) and isinstance(moment, time):
        return datetime.combine(day, moment)
    wide: Any = widen(moment)
    day = widen(day)
    return narrow(LongDateTime(day.date if isinstance(day, LongDateTime) else day, wide.nanos, wide.tzinfo))
