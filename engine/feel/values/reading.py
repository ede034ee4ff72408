"""Turn what the host hands in (ints, floats, tuples, subclasses) into FEEL values. Containers are copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.errors import FeelLimitError
from engine.feel.values.kinds import LONG, NUMBERS, Function, Range, YearMonthDuration

PLAIN: frozenset[type] = frozenset(
    {type(None), bool, str, date, time, datetime, timedelta, YearMonthDuration, Range, Function}
) | LONG
"""Types that need no conversion at all."""

HUGE_BITS = 20_480  # beyond the largest decimal128


def read(value: Any, depth: int = 0) -> Any:
    """The FEEL value of a host value. Numbers that are not finite, and objects FEEL does not know, become null."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is Decimal:
        return value if value.is_finite() else None
    if kind is int:
        return NUMBERS.create_decimal(value) if value.bit_length() < HUGE_BITS else None
    if isinstance(value, Mapping | Sequence) and not isinstance(value, str | bytes | bytearray):
        return _container(value, depth)
    return _scalar(value)


def _container(value: Any, depth: int) -> Any:
    if depth > limits.DATA_DEPTH:
        raise FeelLimitError("数据嵌套过深", "data nested too deeply")
    if len(value) > limits.LIST:
        raise FeelLimitError(f"列表超过 {limits.LIST} 项", f"a list of more than {limits.LIST} members")
    if isinstance(value, Mapping):
        return {str(key): read(item, depth + 1) for key, item in value.items()}
    return [read(item, depth + 1) for item in value]


def check_size(value: Any) -> None:
    """Refuse a result too deep or too large to write down; its members may be shared many times over."""
    pending, seen = [(value, 0)], 0
    while pending:
        inner, depth = pending.pop()
        if not isinstance(inner, list | dict):
            continue
        seen += len(inner)
        if seen > limits.STEPS or depth > limits.DATA_DEPTH:
            raise FeelLimitError("结果过大或嵌套过深", "the result is too large or nested too deeply")
        members = inner.values() if isinstance(inner, dict) else inner
        pending.extend((member, depth + 1) for member in members)


def _scalar(value: Any) -> Any:
    """Subclasses and relatives of the exact types; anything else is null."""
    if isinstance(value, int):
        return read(int(value))
    if isinstance(value, float):
        number = Decimal(repr(float(value)))
        return number if number.is_finite() else None
    if isinstance(value, Decimal):
        return read(Decimal(value))
    if isinstance(value, str):
        return str.__str__(value)
    return None
