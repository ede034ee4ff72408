"""What will be done when: office hours, and the heap of what people have on their minds."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from engine.demo.dice import Dice
from engine.model.workcalendar import Calendar

MORNING, EVENING, LATE = time(9, 5), time(17, 15), time(18, 45)
DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Entry:
    """One thing to do at a moment. ``number`` keeps those of one moment in the order they were noted."""

    at: datetime
    number: int
    kind: str = field(compare=False)
    what: Any = field(compare=False)


class Agenda:
    """Entries in order of time."""

    def __init__(self) -> None:
        self._heap: list[Entry] = []
        self._count = 0

    def note(self, at: datetime, kind: str, what: Any) -> None:
        """Remember to do something."""
        self._count += 1
        heapq.heappush(self._heap, Entry(at, self._count, kind, what))

    def until(self, moment: datetime) -> Iterator[Entry]:
        """Entries before the moment, those noted meanwhile included."""
        while self._heap and self._heap[0].at < moment:
            yield heapq.heappop(self._heap)

    def __len__(self) -> int:
        return len(self._heap)


class Office:
    """Moments at which people work."""

    def __init__(self, calendar: Calendar, zone: tzinfo, dice: Dice) -> None:
        self.calendar, self.zone, self.dice = calendar, zone, dice

    def days(self, first: date, last: date) -> list[date]:
        """Working days from the first to the last, both included."""
        span = (last - first).days
        return [day for n in range(span + 1) if self.calendar.is_workday(day := first + DAY * n)]

    def on(self, day: date) -> datetime:
        """Some moment in office hours of a day, or of the next working day."""
        while not self.calendar.is_workday(day):
            day += DAY
        minutes = self.dice.whole(0, (EVENING.hour - MORNING.hour) * 60)
        return datetime.combine(day, MORNING, self.zone) + timedelta(minutes=minutes)

    def between(self, now: datetime, due: datetime | None, late: float) -> datetime:
        """When somebody gets to a task: within its time as a rule, sometimes (``late``) some days after."""
        today = now.astimezone(self.zone).date()
        if due is None or due <= now:
            return self.soon(now, (0, 2))
        last = due.astimezone(self.zone).date()
        if self.dice.chance(late):
            return self._after(now, self.calendar.add_workdays(last, self.dice.whole(1, 8)))
        moment = now + (due - now) * self.dice.share(0.05, 0.8)
        day = moment.astimezone(self.zone).date()
        while not self.calendar.is_workday(day) and day > today:
            day -= DAY
        return min(self._after(now, day), max(due - timedelta(minutes=1), now + timedelta(minutes=5)))

    def soon(self, now: datetime, pace: tuple[int, int]) -> datetime:
        """When somebody gets to a task that is done within so many working days."""
        today = now.astimezone(self.zone).date()
        return self._after(now, self.calendar.add_workdays(today, self.dice.whole(*pace)))

    def _after(self, now: datetime, day: date) -> datetime:
        """A moment of the day in office hours, or the next minutes where that would be past (the next day at night)."""
        moment = self.on(day)
        if moment > now:
            return moment
        next_ = now.astimezone(self.zone) + timedelta(minutes=self.dice.whole(2, 40))
        return next_ if next_.time() <= LATE else self.on(next_.date() + DAY)
