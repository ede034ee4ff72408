"""Time zones as text: ``Z``, an offset such as ``+08:00``, or ``@`` and an IANA name."""

from __future__ import annotations

from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MAX_OFFSET = timedelta(hours=14)


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


def parse_zone(text: str) -> tzinfo | None:
    """The zone of ``Z``, ``+08:00``, ``-01:30:15`` or ``@Asia/Shanghai``; None when there is none such."""
    if text in ("Z", "z"):
        return UTC
    if text.startswith("@"):
        return named_zone(text[1:])
    hours, minutes, seconds = ([int(part) for part in text[1:].split(":")] + [0])[:3]
    if minutes > 59 or seconds > 59:
        return None
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return fixed_zone(-offset if text[0] == "-" else offset)


def zone_text(zone: tzinfo | None, offset: timedelta | None) -> str:
    """What ``parse_zone`` reads back; empty for no zone."""
    if isinstance(zone, ZoneInfo):
        return f"@{zone.key}"
    if offset is None:
        return ""
    if not offset:
        return "Z"
    sign, size = ("-", -offset) if offset < timedelta() else ("+", offset)
    whole = size.days * 86_400 + size.seconds
    text = f"{sign}{whole // 3600:02}:{whole // 60 % 60:02}"
    return f"{text}:{whole % 60:02}" if whole % 60 else text
