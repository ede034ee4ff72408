"""Cron expressions of timer cycles: ``minute hour day month weekday``, or six fields with the second first.

Fields hold ``*``, ``?``, numbers, names (``JAN``, ``MON``), ranges, lists and steps. Sunday is 0 or 7. When both day
and weekday are restricted, either is enough. ``@daily`` and its kin are short forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

_SHORT = {
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
}
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_LIMITS = ((0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_ITEM = re.compile(r"(?:(\*|\?)|(\w+)(?:-(\w+))?)(?:/(\d+))?")
_YEARS = 40     # 29 February on a given weekday comes every 28 years, every 40 across a century


@dataclass(frozen=True)
class Cron:
    """When to ring: sets of seconds, minutes, hours, days, months, weekdays (Sunday 0)."""

    seconds: frozenset[int]
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either: bool

    def after(self, moment: datetime, zone: tzinfo) -> datetime | None:
        """The first instant (UTC) after ``moment`` at local times of ``zone``, None when there is none."""
        local = moment.astimezone(zone)
        for number in range(366 * _YEARS):
            day = local.date() + timedelta(days=number)
            if not self.fits(day):
                continue
            for clock in self.times():
                at = datetime.combine(day, clock, zone).astimezone(UTC)
                if at > moment:
                    return at
        return None

    def fits(self, day: date) -> bool:
        """Does it ring on a day?"""
        by_day, by_weekday = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return day.month in self.months and (by_day or by_weekday if self.either else by_day and by_weekday)

    def times(self) -> Iterator[time]:
        """Its times of a day in order."""
        return (
            time(hour, minute, second)
            for hour in sorted(self.hours) for minute in sorted(self.minutes) for second in sorted(self.seconds)
        )


@lru_cache(maxsize=256)
def read_cron(text: str) -> Cron | None:
    """The meaning of a cron expression, None when it is none."""
    fields = _SHORT.get(text, text).upper().split()
    if len(fields) == 5:
        fields = ["0", *fields]
    if len(fields) != 6:
        return None
    sets = [_values(field, number) for number, field in enumerate(fields)]
    if not all(sets):
        return None
    seconds, minutes, hours, days, months, weekdays = sets
    weekdays = frozenset(day % 7 for day in weekdays)
    restricted = not fields[3].startswith(("*", "?")) and not fields[5].startswith(("*", "?"))
    return Cron(seconds, minutes, hours, days, months, weekdays, restricted)


def _values(field: str, number: int) -> frozenset[int]:
    """The numbers of a field, none when it is malformed."""
    found: set[int] = set()
    for item in field.split(","):
        numbers = _item(item, number)
        if not numbers:
            return frozenset()
        found.update(numbers)
    return frozenset(found)


def _item(item: str, number: int) -> range:
    lowest, highest = _LIMITS[number]
    match = _ITEM.fullmatch(item)
    if match is None:
        return range(0)
    whole, first, last, step = match.groups()
    low = lowest if whole else _number(first, number)
    high = highest if whole or (step and not last) else _number(last or first, number)
    if not lowest <= low <= high <= highest or step == "0":
        return range(0)
    return range(low, high + 1, int(step or 1))


def _number(text: str, number: int) -> int:
    """A number or name; -1 for neither."""
    names = {4: _MONTHS, 5: _DAYS}.get(number, ())
    if text in names:
        return names.index(text) + _LIMITS[number][0]
    return int(text) if text.isascii() and text.isdigit() else -1
