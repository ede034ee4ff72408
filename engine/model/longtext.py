"""Read dates, times and durations of any year and to the nanosecond from text (XML Schema part 2).

Every function raises ValueError for what is not such a text. Digits beyond the nanosecond are cut off.
"""

from __future__ import annotations

import re

from engine.model.longtime import DAY, SECOND, LongDate, LongDateTime, LongDuration, LongTime
from engine.model.zones import parse_zone

_ISO_DATE = re.compile(r"(-?)(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)", re.ASCII)
_ISO_TIME = re.compile(
    r"(\d\d):(\d\d):(\d\d)(?:\.(\d{1,30}))?([Zz]|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z][\w+\-/]{0,60})?", re.ASCII
)
_ISO_SPAN = re.compile(
    r"(-?)P(?:(\d{1,20})D)?(?:T(?=\d)(?:(\d{1,20})H)?(?:(\d{1,20})M)?(?:(\d{1,20})(?:\.(\d{1,30}))?S)?)?", re.ASCII
)


def parse_date(text: str) -> LongDate:
    """Read ``LongDate.isoformat``. Raises ValueError, as the functions below do."""
    found = _ISO_DATE.fullmatch(text)
    if found is None:
        raise ValueError("no date")
    sign, year, month, day = found.groups()
    return LongDate(-int(year) if sign else int(year), int(month), int(day))


def parse_time(text: str) -> LongTime:
    """Read a time with or without zone. ``24:00:00`` is the midnight at its end, and comes out as the next day's."""
    found = _ISO_TIME.fullmatch(text)
    if found is None:
        raise ValueError("no time")
    hour, minute, second, fraction, zone = found.groups()
    nanos = ((int(hour) * 60 + int(minute)) * 60 + int(second)) * SECOND + _nanos(fraction)
    tz = parse_zone(zone) if zone else None
    if int(minute) > 59 or int(second) > 59 or nanos > DAY or (zone and tz is None):
        raise ValueError("no such time")
    return LongTime(nanos % DAY, tz)


def parse_date_time(text: str) -> LongDateTime:
    """Read a date, ``T`` and a time."""
    day_text, mark, time_text = text.partition("T")
    if not mark:
        raise ValueError("no date and time")
    day, clock = parse_date(day_text), parse_time(time_text)
    if time_text.startswith("24"):
        day = LongDate.of_ordinal(day.ordinal + 1)
    return LongDateTime(day, clock.nanos, clock.tzinfo)


def parse_duration(text: str) -> LongDuration:
    """Read ``P3DT4H5M6.123456789S``, with a leading minus if wished."""
    found = _ISO_SPAN.fullmatch(text)
    if found is None or not any(found.groups()[1:5]):
        raise ValueError("no duration")
    sign, days, hours, minutes, seconds, fraction = found.groups()
    clock = (int(days or 0) * 24 + int(hours or 0)) * 60 + int(minutes or 0)
    nanos = (clock * 60 + int(seconds or 0)) * SECOND + _nanos(fraction)
    return LongDuration(-nanos if sign else nanos)


def _nanos(fraction: str | None) -> int:
    return int((fraction or "0")[:9].ljust(9, "0"))
