"""Read dates, times and durations from text (DMN 1.5, 10.3.4.1; XML Schema part 2). Wrong text gives None.

Years run from -999999999 to 999999999 and fractions of a second to the nanosecond; further digits are cut off.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from engine.feel.values.kinds import LongDate, LongDateTime, LongDuration, LongTime, YearMonthDuration
from engine.model import longtext
from engine.model.longtime import Long, narrow
from engine.model.zones import parse_zone

_MONTHS = re.compile(r"(-?)P(?:(\d{1,12})Y)?(?:(\d{1,12})M)?", re.ASCII)
_ZONED_DATE = re.compile(r"(-?\d{4,9}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)", re.ASCII)
_LONGEST = 200
Date = date | LongDate
Time = time | LongTime
DateTime = datetime | LongDateTime
Span = timedelta | LongDuration


def _reader(parse: Callable[[str], Long]) -> Callable[[str], Any]:
    """The value in Python's own type when that can hold it, None when the text is wrong. The last ones are kept."""

    @lru_cache(maxsize=1024)
    def read(text: str) -> Any:
        try:
            return narrow(parse(text)) if len(text) <= _LONGEST else None
        except (ValueError, OverflowError):
            return None

    return read


_date, _time, _date_time, _span = (
    _reader(parse)
    for parse in (longtext.parse_date, longtext.parse_time, longtext.parse_date_time, longtext.parse_duration)
)


def parse_date(text: str) -> Date | None:
    """``2026-01-31``. A zone behind it, as XML Schema allows, is checked and left aside: a date of FEEL has none."""
    zoned = _ZONED_DATE.fullmatch(text)
    found: Date | None = _date(text if zoned is None else zoned[1])
    return found if zoned is None or parse_zone(zoned[2]) is not None else None


def parse_time(text: str) -> Time | None:
    """``08:30:00``, with a fraction and with ``Z``, ``+08:00`` or ``@Asia/Shanghai`` if wished."""
    found: Time | None = _time(text)
    return found


def parse_date_and_time(text: str) -> DateTime | None:
    """A date, ``T`` and a time; a date alone is its midnight, in its zone if it has one (``2026-01-31Z``)."""
    if "T" not in text:
        zoned = _ZONED_DATE.fullmatch(text)
        text = f"{zoned[1]}T00:00:00{zoned[2]}" if zoned else f"{text}T00:00:00"
    found: DateTime | None = _date_time(text)
    return found


def parse_duration(text: str) -> Span | YearMonthDuration | None:
    """``P1Y2M`` or ``P3DT4H5M6.5S``, either with a leading minus."""
    months = _MONTHS.fullmatch(text) if len(text) <= _LONGEST else None
    if months and (months[2] or months[3]):
        count = int(months[2] or 0) * 12 + int(months[3] or 0)
        return YearMonthDuration(-count if months[1] else count)
    found: Span | None = _span(text)
    return found


def parse_any(text: str) -> Any:
    """The value of ``@"text"``: date, time, date and time or duration, whichever the text is."""
    for parse in (parse_date, parse_time, _date_time, parse_duration):
        value = parse(text)
        if value is not None:
            return value
    return None
