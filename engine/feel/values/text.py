"""How ``string()`` writes a value (DMN 1.5, 10.3.4.1). Dates, times and durations read back as equal values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.errors import FeelLimitError
from engine.feel.values.kinds import (
    Function,
    LongDate,
    LongDateTime,
    LongDuration,
    LongTime,
    Range,
    YearMonthDuration,
)
from engine.feel.values.zones import offset_of, zone_text
from engine.model.longtime import clock_of, clock_text, widen


def text_of(value: Any) -> str:
    """The text of any value. A string inside a list or context is quoted."""
    if type(value) is str:
        return value
    return "".join(_bounded(_parts(value, 0)))


def _bounded(parts: Iterator[str]) -> Iterator[str]:
    size = 0
    for count, part in enumerate(parts):
        size += len(part)
        if size > limits.STRING or count > limits.STEPS:
            raise FeelLimitError(f"文本超过 {limits.STRING} 字", f"a string of more than {limits.STRING} characters")
        yield part


def _parts(value: Any, depth: int) -> Iterator[str]:
    if depth > limits.DATA_DEPTH:
        raise FeelLimitError("数据嵌套过深", "data nested too deeply")
    if type(value) is str:
        yield _quoted(value)
    elif type(value) is list:
        yield from _joined("[", [("", item) for item in value], "]", depth)
    elif type(value) is dict:
        yield from _joined("{", [(f"{key}: ", item) for key, item in value.items()], "}", depth)
    elif type(value) is Range:
        yield "[" if value.start_included else "("
        yield from _parts(value.start, depth + 1) if value.start is not None else ()
        yield ".."
        yield from _parts(value.end, depth + 1) if value.end is not None else ()
        yield "]" if value.end_included else ")"
    else:
        write = _WRITERS.get(type(value))
        yield write(value) if write else "null"


def _joined(opening: str, items: list[tuple[str, Any]], closing: str, depth: int) -> Iterator[str]:
    yield opening
    for at, (label, item) in enumerate(items):
        yield f", {label}" if at else label
        yield from _parts(item, depth + 1)
    yield closing


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def number_text(value: Decimal) -> str:
    """Without exponent and without idle zeros: ``1000``, ``0.5``."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _time(value: time | datetime) -> str:
    return clock_text(clock_of(value)) + zone_text(value.tzinfo, offset_of(value))


def _months(value: YearMonthDuration) -> str:
    years, months = divmod(abs(value.months), 12)
    body = (f"{years}Y" if years else "") + (f"{months}M" if months or not years else "")
    return f"{'-' if value.months < 0 else ''}P{body}"


_WRITERS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "true" if value else "false",
    Decimal: number_text,
    date: lambda value: value.isoformat(),
    datetime: lambda value: f"{value.date().isoformat()}T{_time(value)}",
    time: _time,
    timedelta: lambda value: widen(value).isoformat(),
    YearMonthDuration: _months,
    Function: lambda value: f"function({', '.join(value.params)})",
    LongDate: LongDate.isoformat,
    LongTime: LongTime.isoformat,
    LongDateTime: LongDateTime.isoformat,
    LongDuration: LongDuration.isoformat,
}
