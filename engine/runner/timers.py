"""When a timer is due. Times are ours: nothing in this room reads a clock.

A time is ISO 8601 text (date, date-time, duration, ``R<n>/<duration>``, ``R<n>/<start>/<duration>``,
``R<n>/<start>/<end>``), a cron expression, or FEEL giving a date-time, a date (its first instant), a duration, such
text, or ``due()``'s context, whose timer rings when the effective day is over. A moment has an offset, names its zone
(``2026-03-01T09:00[Europe/Paris]`` or ``@Europe/Paris``), or is local time of the environment's time zone; results are
UTC. A negative duration lies in the past, so its timer is due at once.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.model.cron import read_cron
from engine.model.values import Value, YearMonthDuration

ENDLESS = -1
_DURATION = re.compile(
    r"(?P<sign>-?)P(?=.)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:\.\d+)?)S)?)?"
)
_ZONED = re.compile(r"(.*?)(?:\[([\w/+-]+)\]|@([\w/+-]+))")


@dataclass(frozen=True)
class Period:
    """An ISO duration: whole months and an exact rest."""

    months: int
    rest: timedelta

    def after(self, moment: datetime, zone: tzinfo) -> datetime:
        """The instant (UTC) this long after ``moment``; months keep the local day, at most the month's last."""
        local = moment.astimezone(zone)
        years, month = divmod(local.month - 1 + self.months, 12)
        year = local.year + years
        day = min(local.day, monthrange(year, month + 1)[1])
        return (local.replace(year=year, month=month + 1, day=day).astimezone(UTC)) + self.rest


@dataclass(frozen=True)
class Cycle:
    """``R<times>/[start/]every``; ``times`` counts the firings, ``ENDLESS`` for ``R/``. ``every`` may be cron."""

    times: int
    every: str
    start: datetime | None = None


@dataclass(frozen=True)
class Due:
    """The next firing, and what follows: every ``every`` (ISO) another ``left`` times (0 none, ``ENDLESS``)."""

    at: datetime
    every: str = ""
    left: int = 0

    def next(self, zone: tzinfo) -> Due | None:
        """The firing after this one, counted from the due time (no drift), or None."""
        at = _after(self.every, self.at, zone) if self.left else None
        if at is None:
            return None
        return Due(at, self.every, self.left if self.left == ENDLESS else self.left - 1)


def read_literal(text: str) -> Period | Cycle | datetime | None:
    """The meaning of an ISO text or cron, None when it has none. The date-time may be without a zone."""
    if read_cron(text) is not None:
        return Cycle(ENDLESS, text)
    return read_cycle(text) if text.startswith("R") else read_period(text) or _read_moment(text)


def read_period(text: str) -> Period | None:
    """An ISO duration, with weeks, fractions of seconds and a sign."""
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    number = {name: Decimal(value or 0) for name, value in found.groupdict().items() if name != "sign"}
    sign = -1 if found["sign"] else 1
    seconds = number["seconds"] + 60 * number["minutes"] + 3600 * number["hours"]
    seconds += 86_400 * (number["days"] + 7 * number["weeks"])
    return Period(
        sign * int(12 * number["years"] + number["months"]), sign * timedelta(microseconds=int(seconds * 1_000_000))
    )


def read_cycle(text: str) -> Cycle | None:
    """A repeating interval with at least one firing and a period that moves on."""
    head, _, rest = text.partition("/")
    start_text, _, every = rest.rpartition("/")
    count, start, end = head.removeprefix("R"), _read_moment(start_text), _read_moment(every)
    if start is not None and end is not None:
        every = _between(start, end)
    period = read_period(every)
    forward = period is not None and (period.months, period.rest) > (0, timedelta(0)) and "-" not in every
    counts = not count or (count.isdigit() and int(count) > 0)
    if not forward or not counts or (start_text and start is None):
        return None
    return Cycle(int(count) if count else ENDLESS, every, start)


def due(value: Value, now: datetime, zone: tzinfo) -> Due | None:
    """When a timer with this value rings, None when the value is no time."""
    if isinstance(value, str):
        literal = read_literal(value)
        return due(literal, now, zone) if literal is not None else None
    if isinstance(value, Cycle):
        at = _instant(value.start, zone) if value.start else _after(value.every, now, zone)
        left = value.times if value.times == ENDLESS else value.times - 1
        return _not_before(Due(at, value.every, left), now, zone) if at is not None else None
    at_once = _moment(value, now, zone)
    return Due(at_once) if at_once is not None else None


def ring(kind: str, value: Value, now: datetime, zone: tzinfo) -> Due | None:
    """``due`` for what a timer event declares as ``kind`` (date, duration, cycle): a duration repeats in a cycle."""
    if kind == "cycle" and isinstance(value, timedelta):
        value = read_cycle(f"R/PT{value // timedelta(seconds=1)}S")
    return due(value, now, zone)


def _not_before(first: Due, now: datetime, zone: tzinfo) -> Due:
    """The first firing that is not past; firings of a cycle before ``now`` are over. All past: the last, at once."""
    period = read_period(first.every)
    if period is not None and not period.months and first.at < now:
        gone = (now - first.at) // period.rest
        gone = gone if first.left == ENDLESS else min(gone, first.left)
        first = Due(first.at + gone * period.rest, first.every, first.left - (gone if first.left > 0 else 0))
    while first.at < now and (following := first.next(zone)) is not None:
        first = following
    return first


def _after(every: str, moment: datetime, zone: tzinfo) -> datetime | None:
    """The firing after a moment."""
    cron, period = read_cron(every), read_period(every)
    if cron is not None:
        return cron.after(moment, zone)
    return period.after(moment, zone) if period is not None else None


def _between(start: datetime, end: datetime) -> str:
    """The ISO duration from one moment to another, both with a zone or both without; empty otherwise."""
    if (start.tzinfo is None) is not (end.tzinfo is None):
        return ""
    return f"PT{(end - start) // timedelta(seconds=1)}S"


def _moment(value: Value, now: datetime, zone: tzinfo) -> datetime | None:
    if isinstance(value, datetime):
        return _instant(value, zone)
    if isinstance(value, date):
        return _instant(datetime.combine(value, time()), zone)
    if isinstance(value, timedelta):
        return now.astimezone(UTC) + value
    if isinstance(value, YearMonthDuration):
        return Period(value.months, timedelta()).after(now, zone)
    if isinstance(value, Period):
        return value.after(now, zone)
    if isinstance(value, Mapping):
        return _day_after(value.get("effective"), zone)
    return None


def _day_after(effective: Value, zone: tzinfo) -> datetime | None:
    if isinstance(effective, datetime):
        effective = _instant(effective, zone).astimezone(zone).date()
    if not isinstance(effective, date):
        return None
    return _instant(datetime.combine(effective + timedelta(days=1), time()), zone)


def _instant(moment: datetime, zone: tzinfo) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _read_moment(text: str) -> datetime | None:
    found = _ZONED.fullmatch(text)
    written, zone = (found[1], found[2] or found[3]) if found else (text, "")
    try:
        moment = datetime.fromisoformat(written)
        return moment.replace(tzinfo=ZoneInfo(zone)) if zone and moment.tzinfo is None else moment
    except (ValueError, KeyError, OSError):
        return None
