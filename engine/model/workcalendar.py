"""Working days (工作日) and office hours: weekends, published holidays and make-up days (调休), per calendar.

A calendar knows only the years whose holiday notice was published. In any other year weekends alone are off, and every
date that depends on such a year is provisional (``knows``). A notice may also move days of the neighbouring year (the
New Year make-up day in December); those days count wherever they fall.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise, takewhile
from zoneinfo import ZoneInfo

SATURDAY = 5
ONE_DAY = timedelta(days=1)

Span = tuple[time, time]


@dataclass(frozen=True)
class Year:
    """One published year: ``off`` days are rest days, ``makeup`` days are weekend days that are worked."""

    off: frozenset[date] = frozenset()
    makeup: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Calendar:
    """A working calendar. ``office`` are the spans of office hours of a working day, ascending, in local time.

    Units name their calendar by ``id``; a unit with its own office hours or local holidays has its own calendar.
    """

    id: str
    years: Mapping[int, Year] = field(default_factory=dict)
    office: tuple[Span, ...] = ((time(9), time(17, 30)),)
    timezone: str = "Asia/Shanghai"

    def __post_init__(self) -> None:
        edges = [edge for span in self.office for edge in span]
        if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
            raise ValueError(f"office hours of calendar {self.id} are empty or not ascending")

    def knows(self, first: date, last: date) -> bool:
        """Whether the notice of every year from ``first`` to ``last`` (in either order) is published."""
        low, high = sorted((first.year, last.year))
        return all(year in self.years for year in range(low, high + 1))

    def is_workday(self, day: date) -> bool:
        """Whether people work on this day."""
        if day in self._makeup:
            return True
        return day.weekday() < SATURDAY and day not in self._off

    def add_workdays(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day`` (before it when negative); ``day`` itself is day 0."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """Working days after ``first`` up to and including ``last``; negative when ``last`` is earlier."""
        if last < first:
            return -self.workdays_between(last, first)
        return sum(map(self.is_workday, days_after(first, last)))

    def next_workday(self, day: date) -> date:
        """``day`` itself when it is a working day, else the next one."""
        return day if self.is_workday(day) else self.add_workdays(day, 1)

    def previous_workday(self, day: date) -> date:
        """``day`` itself when it is a working day, else the one before."""
        return day if self.is_workday(day) else self.add_workdays(day, -1)

    def add_worktime(self, moment: datetime, amount: timedelta) -> datetime:
        """The local time at which ``amount`` of office hours has passed since ``moment``."""
        local, left = self.local(moment), amount
        spans = self._spans(local)
        opens, closes = next(spans)
        while left > closes - max(opens, local):
            left -= closes - max(opens, local)
            opens, closes = next(spans)
        return max(opens, local) + left

    def worktime_between(self, first: datetime, last: datetime) -> timedelta:
        """Office hours from ``first`` to ``last``; zero when ``last`` is not later."""
        begin, end = self.local(first), self.local(last)
        spans = takewhile(lambda span: span[0] < end, self._spans(begin))
        return sum((min(closes, end) - max(opens, begin) for opens, closes in spans), timedelta())

    def local(self, moment: datetime) -> datetime:
        """The moment in this calendar's time zone. A naive moment is taken as local already."""
        zone = self._zone
        return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)

    def day_of(self, when: date | datetime) -> date:
        """The local calendar day of a date or a moment."""
        return self.local(when).date() if isinstance(when, datetime) else when

    def midnight(self, day: date, at: time = time()) -> datetime:
        """The UTC instant of local time ``at`` on ``day``, by default its first."""
        return datetime.combine(day, at, self._zone).astimezone(UTC)

    def _spans(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Spans of office hours that end after ``moment``, in order, without end."""
        day = self.next_workday(moment.date())
        while True:
            for opens, closes in self.office:
                end = datetime.combine(day, closes, self._zone)
                if end > moment:
                    yield datetime.combine(day, opens, self._zone), end
            day = self.add_workdays(day, 1)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @cached_property
    def _off(self) -> frozenset[date]:
        return _union(year.off for year in self.years.values())

    @cached_property
    def _makeup(self) -> frozenset[date]:
        return _union(year.makeup for year in self.years.values())


def days_after(first: date, last: date) -> Iterator[date]:
    """Every calendar day after ``first`` up to and including ``last``."""
    return (first + timedelta(days=offset) for offset in range(1, (last - first).days + 1))


def _union(sets: Iterable[frozenset[date]]) -> frozenset[date]:
    return frozenset().union(*sets)
