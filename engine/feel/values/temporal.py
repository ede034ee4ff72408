"""Read dates, times and durations from text (DMN 1.5, 10.3.4.1; XML Schema part 2). Wrong text gives None.

Years run from 1 to 9999 and fractions of a second to the microsecond, as Python's types do; further digits are cut off.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from engine.feel.values.kinds import YearMonthDuration
from engine.feel.values.zones import fixed_zone, named_zone

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_TIME = re.compile(r"(\d\d):(\d\d):(\d\d)(?:\.(\d{1,30}))?(Z|[+-]\d\d:\d\d(?::\d\d)?|@[A-Za-z][\w+\-/]{0,60})?")
_MONTHS = re.compile(r"(-?)P(?:(\d{1,12})Y)?(?:(\d{1,12})M)?")
_SECONDS = re.compile(
    r"(-?)P(?:(\d{1,12})D)?(?:T(?=\d)(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12})(?:\.(\d{1,30}))?S)?)?"
)
_LONGEST = 2000
DAY = timedelta(days=1)


def parse_date(text: str) -> date | None:
    """``2026-01-31``."""
    found = _DATE.fullmatch(text) if text.isascii() else None
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def parse_time(text: str) -> time | None:
    """``08:30:00``, with a fraction and with ``Z``, ``+08:00`` or ``@Asia/Shanghai`` if wished."""
    found = _TIME.fullmatch(text) if text.isascii() else None
    if found is None:
        return None
    hour, minute, second, fraction, zone_text = found.groups()
    zone = parse_zone(zone_text) if zone_text else None
    if zone_text and zone is None:
        return None
    hours = 0 if (hour, minute, second) == ("24", "00", "00") and not fraction else int(hour)
    try:
        return time(hours, int(minute), int(second), _micro(fraction), tzinfo=zone)
    except ValueError:
        return None


def parse_zone(text: str) -> tzinfo | None:
    """``Z``, an offset such as ``+08:00``, or ``@`` and an IANA zone name."""
    if text == "Z":
        return fixed_zone(timedelta())
    if text.startswith("@"):
        return named_zone(text[1:])
    hours, minutes, seconds = ([int(part) for part in text[1:].split(":")] + [0])[:3]
    if minutes > 59 or seconds > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return fixed_zone(-offset if text[0] == "-" else offset)


def parse_date_and_time(text: str) -> datetime | None:
    """A date, ``T`` and a time; a date alone is its midnight."""
    day_text, mark, time_text = text.partition("T")
    day = parse_date(day_text)
    moment = parse_time(time_text) if mark else time()
    if day is None or moment is None:
        return None
    whole = datetime.combine(day, moment)
    if not time_text.startswith("24:"):
        return whole
    try:
        return whole + DAY
    except OverflowError:
        return None


def parse_duration(text: str) -> timedelta | YearMonthDuration | None:
    """``P1Y2M`` or ``P3DT4H5M6.5S``, either with a leading minus."""
    if len(text) > _LONGEST or not text.isascii():
        return None
    months = _MONTHS.fullmatch(text)
    if months and (months[2] or months[3]):
        count = int(months[2] or 0) * 12 + int(months[3] or 0)
        return YearMonthDuration(-count if months[1] else count)
    found = _SECONDS.fullmatch(text)
    if found is None or not any(found.groups()[1:5]):
        return None
    sign, days, hours, minutes, seconds, fraction = found.groups()
    try:
        span = timedelta(
            days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0),
            seconds=int(seconds or 0), microseconds=_micro(fraction),
        )
    except OverflowError:
        return None
    return -span if sign else span


def parse_any(text: str) -> Any:
    """The value of ``@"text"``: date, time, date and time or duration, whichever the text is."""
    if "T" in text and text[:1].isdigit():
        return parse_date_and_time(text)
    for parse in (parse_date, parse_time, parse_duration):
        value = parse(text)
        if value is not None:
            return value
    return None


def _micro(fraction: str | None) -> int:
    return int((fraction or "0")[:6].ljust(6, "0"))
