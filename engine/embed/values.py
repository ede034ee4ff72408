"""Plain Python values at the embeddable door, exact values behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from engine.model.values import YearMonthDuration

_KNOWN = (bool, int, str, Decimal, date, time, timedelta, YearMonthDuration)


def exact(value: Any) -> Any:
    """The engine's value of a plain one: floats become decimal numbers. Raises TypeError for what is no value."""
    if value is None or isinstance(value, _KNOWN):
        return value
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Mapping):
        return {str(key): exact(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [exact(item) for item in value]
    raise TypeError(f"not a variable value: {type(value).__name__}")


def plain(value: Any) -> Any:
    """The plain value of the engine's: whole numbers as int, others as float; dates and durations stay themselves."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
