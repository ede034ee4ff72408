"""Offsets of times. A ``time`` with a named zone has no date, so the zone's offset on a fixed winter day is used."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MAX_OFFSET = timedelta(hours=14)
_ANY_DAY = date(2000, 1, 1)


def named_zone(key: str) -> tzinfo | None:
    """The zone of the IANA name, or None when there is no such zone."""
    try:
        return ZoneInfo(key)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def fixed_zone(offset: timedelta) -> tzinfo | None:
    """The zone of a fixed offset, or None beyond the 14 hours XML Schema allows."""
    if abs(offset) > MAX_OFFSET:
        return None
    return timezone(offset) if offset else UTC


def offset_of(value: time | datetime) -> timedelta | None:
    """Offset from UTC, or None for a local time."""
    if isinstance(value, datetime):
        return value.utcoffset()
    return value.tzinfo.utcoffset(datetime.combine(_ANY_DAY, value)) if value.tzinfo else None


def zone_name(value: time | datetime) -> str | None:
    """The IANA name, or None when the time is local or has only an offset."""
    return value.tzinfo.key if isinstance(value.tzinfo, ZoneInfo) else None


def seconds_of(value: time) -> timedelta:
    """Time since midnight."""
    return timedelta(
        hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
    )
