"""When a limit runs out. Civil Code arts 200-204, unless the limit's own data say otherwise.

- The start day is day 0; counting begins on the next day.
- Months and years end on the corresponding day, on the month's last day where there is none (31 Mar + 1M = 30 Apr).
- An extension is added to the raw base, before rolling, and the sum is rolled once.
- A suspension from day f to day t takes the days after f up to and including t out of the count: limits in working
  days keep their remaining working days, limits in calendar days, months and years shift by the calendar days.
- A last day that is a rest day rolls as the limit says. ``raw`` is the date before rolling, ``effective`` after.
- The last day ends at 24:00 or at the limit's cutoff. Working hours pass only within office hours.
- A date that depends on a year without a published calendar is provisional and has to be computed again.

This module is the room's door: calendars and limits are to be imported from here.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, TypeVar

from engine.model.limits import END_OF_DAY, Extension, Limit, Roll, Tag, Unit, check_extension
from engine.model.workcalendar import ONE_DAY, Calendar, Year

__all__ = [
    "Calendar", "Due", "Extension", "Limit", "Roll", "Suspension", "Tag", "Unit", "Year", "add_months",
    "check_extension", "days_used", "due", "overdue_days",
]

Suspension = tuple[date | datetime, date | datetime]
"""From when to when the clock stood still. For limits in hours a date alone is the first instant of its day."""

Point = TypeVar("Point", date, datetime)


@dataclass(frozen=True)
class Due:
    """When a limit runs out. Dates are local days; for limits in working hours both are local aware date-times.

    ``deadline`` is the UTC instant from which the matter is overdue: 24:00 or the cutoff of the effective day.
    """

    start: date | datetime
    raw: date | datetime
    effective: date | datetime
    deadline: datetime
    provisional: bool = False

    def overdue(self, now: datetime) -> bool:
        """Whether the limit has run out at ``now`` (aware)."""
        return now >= self.deadline


def due(
    limit: Limit, start: date | datetime, calendar: Calendar, extension: int = 0, suspended: Sequence[Suspension] = ()
) -> Due:
    """When ``limit`` runs out if its clock starts at ``start`` (a naive moment is local time).

    ``extension`` is the total granted, in the unit of the limit's extension rule (its own unit when it has none).
    ``suspended`` is ignored when the rule says a suspension does not stop this clock. Raises JianduError
    (``limit_without_amount``) for a rule without a plain number.
    """
    pauses = suspended if limit.suspends else ()
    if limit.unit == "WH":
        return _due_in_hours(limit, start, calendar, extension, pauses)
    first = calendar.day_of(start)
    raw = _raw(limit, first, calendar, extension)
    for begin, end in _merged((calendar.day_of(a), calendar.day_of(b)) for a, b in pauses):
        if end > first and begin <= _rolled(limit.roll, raw, calendar):
            raw = _shifted(limit.unit, raw, max(begin, first), end, calendar)
    effective = _rolled(limit.roll, raw, calendar)
    known = _known(limit, first, raw, effective, calendar)
    return Due(start, raw, effective, _day_end(effective, limit.cutoff, calendar), not known)


def add_months(day: date, months: int) -> date:
    """The corresponding day ``months`` later (or earlier), the month's last day where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def overdue_days(due: Due, at: date | datetime, calendar: Calendar) -> int:
    """Calendar days overdue at ``at``, 0 when in time. Late on the last day itself (after a cutoff) counts as 1."""
    days = (calendar.day_of(at) - calendar.day_of(due.effective)).days
    late = isinstance(at, datetime) and due.overdue(calendar.local(at))
    return max(days, int(late), 0)


def days_used(
    start: date | datetime,
    end: date | datetime,
    calendar: Calendar,
    unit: Literal["WD", "CD"] = "WD",
    suspended: Sequence[Suspension] = (),
) -> int:
    """Days from ``start`` (day 0) up to and including ``end`` that count: without those of suspensions."""
    first, last = calendar.day_of(start), calendar.day_of(end)

    def count(begin: date, until: date) -> int:
        days = calendar.workdays_between(begin, until) if unit == "WD" else (until - begin).days
        return max(days, 0)

    pauses = _merged((calendar.day_of(a), calendar.day_of(b)) for a, b in suspended)
    return count(first, last) - sum(count(max(begin, first), min(end, last)) for begin, end in pauses)


def _due_in_hours(
    limit: Limit, start: date | datetime, calendar: Calendar, extension: int, pauses: Sequence[Suspension]
) -> Due:
    begin = _moment(start, calendar)
    end = calendar.add_worktime(begin, timedelta(hours=limit.number() + extension))
    for pause, resume in _merged((_moment(a, calendar), _moment(b, calendar)) for a, b in pauses):
        if resume > begin and pause <= end:
            end = calendar.add_worktime(resume, calendar.worktime_between(max(pause, begin), end))
    return Due(start, end, end, end.astimezone(UTC), not calendar.knows(begin.date(), end.date()))


def _raw(limit: Limit, first: date, calendar: Calendar, extension: int) -> date:
    """Start + base + extension, not rolled. Same units are summed first: 31 Jan + 1M + 1M is 31 Mar."""
    more = limit.extension.unit if limit.extension else limit.unit
    if extension and limit.extension and limit.extension.counts == "start":
        return max(_added(first, limit.number(), limit.unit, calendar), _added(first, extension, more, calendar))
    if more == limit.unit:
        return _added(first, limit.number() + extension, limit.unit, calendar)
    return _added(_added(first, limit.number(), limit.unit, calendar), extension, more, calendar)


def _added(day: date, amount: int, unit: Unit, calendar: Calendar) -> date:
    if unit == "WD":
        return calendar.add_workdays(day, amount)
    if unit == "CD":
        return day + timedelta(days=amount)
    return add_months(day, amount if unit == "M" else amount * 12)


def _shifted(unit: Unit, raw: date, begin: date, end: date, calendar: Calendar) -> date:
    """The last day after a pause: what remained at ``begin`` (never less than nothing) is counted from ``end``."""
    if unit == "WD":
        return calendar.add_workdays(end, max(calendar.workdays_between(begin, raw), 0))
    return end + max(raw - begin, timedelta())


def _rolled(roll: Roll, day: date, calendar: Calendar) -> date:
    if roll == "next_workday":
        return calendar.next_workday(day)
    return calendar.previous_workday(day) if roll == "previous_workday" else day


def _known(limit: Limit, first: date, raw: date, effective: date, calendar: Calendar) -> bool:
    """Whether published years decide this date: those counted through, or those only rolled in."""
    by_workdays = limit.unit == "WD"
    if not by_workdays and limit.roll == "none":
        return True
    return calendar.knows(first if by_workdays else raw, effective)


def _day_end(day: date, cutoff: str, calendar: Calendar) -> datetime:
    if cutoff == END_OF_DAY:
        return calendar.midnight(day + ONE_DAY)
    return calendar.midnight(day, time.fromisoformat(cutoff))


def _moment(when: date | datetime, calendar: Calendar) -> datetime:
    """A date alone stands for the first instant of its day."""
    return calendar.local(when if isinstance(when, datetime) else datetime.combine(when, time()))


def _merged(pauses: Iterable[tuple[Point, Point]]) -> list[tuple[Point, Point]]:
    """The pauses in order; overlapping or touching ones become one, so that no day is taken out twice."""
    merged: list[tuple[Point, Point]] = []
    for begin, end in sorted(pauses):
        if merged and begin <= merged[-1][1]:
            begin, last = merged.pop()
            end = max(end, last)
        merged.append((begin, end))
    return merged
