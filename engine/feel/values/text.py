"""How ``string()`` writes a value (DMN 1.5, 10.3.4.1). Dates, times and durations read back as equal values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.errors import FeelLimitError
from engine.feel.values.kinds import Range, YearMonthDuration
from engine.feel.values.zones import offset_of, zone_name


def text_of(value: Any, *, inner: bool = False, depth: int = 0) -> str:
    """The text of any value. A string inside a list or context is quoted."""
    if type(value) is str:
        return _quoted(value) if inner else value
    if depth > limits.DATA_DEPTH:
        raise FeelLimitError("数据嵌套过深", "data nested too deeply")
    if type(value) is list:
        return "[" + ", ".join(text_of(item, inner=True, depth=depth + 1) for item in value) + "]"
    if type(value) is dict:
        return "{" + ", ".join(f"{k}: {text_of(v, inner=True, depth=depth + 1)}" for k, v in value.items()) + "}"
    if type(value) is Range:
        return _range(value, depth)
    write = _WRITERS.get(type(value))
    return write(value) if write else "null"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _range(value: Range, depth: int) -> str:
    start, end = (text_of(end, inner=True, depth=depth + 1) for end in (value.start, value.end))
    return f"{'[' if value.start_included else '('}{start}..{end}{']' if value.end_included else ')'}"


def number_text(value: Decimal) -> str:
    """Without exponent and without idle zeros: ``1000``, ``0.5``."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _zone(value: time | datetime) -> str:
    name = zone_name(value)
    if name:
        return f"@{name}"
    offset = offset_of(value)
    if offset is None:
        return ""
    if not offset:
        return "Z"
    sign, seconds = ("-", -offset) if offset < timedelta() else ("+", offset)
    whole = int(seconds.total_seconds())
    text = f"{sign}{whole // 3600:02}:{whole // 60 % 60:02}"
    return f"{text}:{whole % 60:02}" if whole % 60 else text


def _time(value: time | datetime) -> str:
    text = f"{value.hour:02}:{value.minute:02}:{value.second:02}"
    if value.microsecond:
        text += f".{value.microsecond:06}".rstrip("0")
    return text + _zone(value)


def _months(value: YearMonthDuration) -> str:
    years, months = divmod(abs(value.months), 12)
    body = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
    return f"{'-' if value.months < 0 else ''}P{body}"


def _span(value: timedelta) -> str:
    size = abs(value)
    hours, minutes, seconds = size.seconds // 3600, size.seconds // 60 % 60, size.seconds % 60
    fraction = f".{size.microseconds:06}".rstrip("0") if size.microseconds else ""
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if seconds or fraction or not (size.days or clock):
        clock += f"{seconds}{fraction}S"
    day = f"{size.days}D" if size.days else ""
    return f"{'-' if value < timedelta() else ''}P{day}{'T' + clock if clock else ''}"


_WRITERS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "true" if value else "false",
    Decimal: number_text,
    date: lambda value: value.isoformat(),
    datetime: lambda value: f"{value.date().isoformat()}T{_time(value)}",
    time: _time,
    timedelta: _span,
    YearMonthDuration: _months,
}
