"""Offsets of times. A ``time`` with a named zone has no date, so the zone's offset on a fixed winter day is used."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.model.longtime import LongDateTime, LongTime
from engine.model.zones import fixed_zone, named_zone, parse_zone, zone_text

_ANY_DAY = date(2000, 1, 1)
Clocked = time | datetime | LongTime | LongDateTime


def offset_of(value: Clocked) -> timedelta | None:
    """Offset from UTC, or None for a local time."""
    if isinstance(value, time):
        return value.tzinfo.utcoffset(datetime.combine(_ANY_DAY, value)) if value.tzinfo else None
    return value.utcoffset()


def zone_name(value: Clocked) -> str | None:
    """The IANA name, or None when the time is local or has only an offset."""
    return value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None


def seconds_of(value: time) -> timedelta:
    """Time since midnight."""
    return timedelta(
        hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
    )


__all__ = ["Clocked", "fixed_zone", "named_zone", "offset_of", "parse_zone", "seconds_of", "zone_name", "zone_text"]
