"""Typed values of variables and their JSON form.

A variable holds None, bool, int, Decimal, str, date, time, aware or naive datetime, timedelta (days-time duration),
``YearMonthDuration``, one of ``longtime`` when those cannot hold it, list or dict with string keys. JSON knows fewer
types, so the others are written as
``{"@": type, "v": text}``; a dict that itself has a key ``@`` is escaped as type ``map``. The round trip is exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.model import longtext
from engine.model.longtime import LongDate, LongDateTime, LongDuration, LongTime

Value = Any
Json = Any
_ATOMS = frozenset({type(None), bool, int, str})


@dataclass(frozen=True, order=True)
class YearMonthDuration:
    """A years-months duration, counted in months (FEEL's ``years and months duration``)."""

    months: int

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        return f"{'-' if self.months < 0 else ''}P{years}Y{months}M"


def to_json(value: Value) -> Json:
    """JSON form that ``from_json`` turns back into an equal value. Raises TypeError for a foreign type."""
    if type(value) in _ATOMS or isinstance(value, bool | str | int):
        return value
    if isinstance(value, float):
        return {"@": "number", "v": str(Decimal(repr(value)))}
    if type(value) is dict or isinstance(value, Mapping):
        plain = {str(key): to_json(item) for key, item in value.items()}
        return {"@": "map", "v": plain} if "@" in plain else plain
    if isinstance(value, Sequence):
        return [to_json(item) for item in value]
    return {"@": _tag(value), "v": _text(value)}


def from_json(data: Json) -> Value:
    """Inverse of ``to_json``."""
    if type(data) in _ATOMS:
        return data
    if isinstance(data, list):
        return [from_json(item) for item in data]
    if not isinstance(data, dict):
        return data
    tag = data.get("@")
    if tag is None:
        return {key: from_json(item) for key, item in data.items()}
    if tag == "map":
        return {key: from_json(item) for key, item in data["v"].items()}
    return _READ[tag](data["v"])


def to_plain(value: Value) -> Json:
    """Plain JSON for people and other programs (numbers as numbers, dates as ISO text). Not reversible."""
    if type(value) in _ATOMS or isinstance(value, bool | str | int | float):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [to_plain(item) for item in value]
    return _text(value)


def copy(value: Value) -> Value:
    """A deep copy of the containers; scalars are immutable and shared. Values are copied, never aliased.

    A function is no value a case can keep (an unset variable ``mode`` reads as FEEL's function of that name): null.
    """
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is dict or isinstance(value, Mapping):
        return {key: copy(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [copy(item) for item in value]
    return None if callable(value) else value


def _tag(value: Value) -> str:
    for kind, name in _TAGS:
        if isinstance(value, kind):
            return name
    raise TypeError(f"not a variable value: {type(value).__name__}")


def _text(value: Value) -> str:
    if isinstance(value, timedelta):
        seconds, micros = divmod(value // timedelta(microseconds=1), 1_000_000)
        return f"PT{(Decimal(seconds) + Decimal(micros).scaleb(-6)).normalize():f}S"
    if isinstance(value, date | time | LongDate | LongTime | LongDateTime | LongDuration):
        return value.isoformat()
    return str(value)


def _read_duration(text: str) -> timedelta:
    return timedelta(microseconds=int(Decimal(text[2:-1]) * 1_000_000))


def _read_months(text: str) -> YearMonthDuration:
    sign = -1 if text.startswith("-") else 1
    years, months = text.lstrip("-P").rstrip("M").split("Y")
    return YearMonthDuration(sign * (int(years) * 12 + int(months)))


_TAGS: tuple[tuple[type, str], ...] = (
    (Decimal, "number"), (datetime, "datetime"), (date, "date"), (time, "time"), (timedelta, "duration"),
    (YearMonthDuration, "months"), (LongDateTime, "long-datetime"), (LongDate, "long-date"), (LongTime, "long-time"),
    (LongDuration, "long-duration"),
)
_READ: Mapping[str, Any] = {
    "number": Decimal, "datetime": datetime.fromisoformat, "date": date.fromisoformat, "time": time.fromisoformat,
    "duration": _read_duration, "months": _read_months, "long-datetime": longtext.parse_date_time,
    "long-date": longtext.parse_date, "long-time": longtext.parse_time, "long-duration": longtext.parse_duration,
}
