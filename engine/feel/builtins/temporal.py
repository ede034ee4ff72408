"""Days and the clock (DMN 1.5, tables 80 and 81). The clock is the caller's, never the system's."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from engine.feel.builtins.registry import builtin
from engine.feel.runtime import Run
from engine.feel.values.longs import plain_day
from engine.feel.values.temporal import Date, DateTime

Day = Date | DateTime
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")


@builtin("now")
def now(run: Run) -> datetime | None:
    return run.now if run.now is not None else run.warn("此处没有时钟", "there is no clock here")


@builtin("today")
def today(run: Run) -> date | None:
    """The day of ``now`` in the time zone ``now`` is given in."""
    return run.now.date() if run.now is not None else run.warn("此处没有时钟", "there is no clock here")


@builtin("day of year", "date: date | datetime")
def day_of_year(_: Run, day: Day) -> Decimal:
    return Decimal(plain_day(day).timetuple().tm_yday)


@builtin("day of week", "date: date | datetime")
def day_of_week(_: Run, day: Day) -> str:
    return _DAYS[plain_day(day).weekday()]


@builtin("month of year", "date: date | datetime")
def month_of_year(_: Run, day: Day) -> str:
    return _MONTHS[day.month - 1]


@builtin("week of year", "date: date | datetime")
def week_of_year(_: Run, day: Day) -> Decimal:
    """ISO 8601."""
    return Decimal(plain_day(day).isocalendar().week)
