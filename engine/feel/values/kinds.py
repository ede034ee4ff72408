"""The kinds of FEEL value (DMN 1.5, 10.3.2.3) and the two that neither Python nor the model has a type for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any

from engine.model.longtime import LongDate, LongDateTime, LongDuration, LongTime
from engine.model.values import YearMonthDuration

NUMBERS = Context(prec=34, Emin=-6143, Emax=6144, traps=[InvalidOperation, DivisionByZero, Overflow])
"""FEEL numbers are IEEE 754 decimal128: 34 digits, half to even."""


@dataclass(frozen=True, slots=True, eq=False)
class Range:
    """An interval. A ``None`` end is open to infinity."""

    start: Any
    end: Any
    start_included: bool
    end_included: bool


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function as a value. ``code`` takes the running evaluation and the arguments in order of ``params``.

    ``origin`` is the definition and the scope it was made in: functions that share both are equal. ``named`` takes the
    evaluation and arguments by name, where names choose among several signatures; else ``params`` tell their order.
    """

    params: tuple[str, ...]
    code: Callable[[Any, list[Any]], Any]
    variadic: bool = False
    param_types: tuple[Any, ...] = ()
    result_type: Any = None
    origin: tuple[Any, Any] | None = None
    named: Callable[[Any, dict[str, Any]], Any] | None = None


KIND_OF: dict[type, str] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    date: "date",
    time: "time",
    datetime: "date and time",
    timedelta: "days and time duration",
    YearMonthDuration: "years and months duration",
    LongDate: "date",
    LongTime: "time",
    LongDateTime: "date and time",
    LongDuration: "days and time duration",
    list: "list",
    dict: "context",
    Range: "range",
    Function: "function",
}
"""Inside FEEL a value has exactly one of these Python types, never a subclass; ``reading`` sees to that.

It has a long type only when Python's own cannot hold it.
"""

LONG: frozenset[type] = frozenset({LongDate, LongTime, LongDateTime, LongDuration})
ORDERED: frozenset[type] = LONG | {Decimal, str, date, time, datetime, timedelta, YearMonthDuration}


def kind_of(value: object) -> str:
    """The FEEL name of the value's kind."""
    return KIND_OF.get(type(value), "unknown")


__all__ = [
    "KIND_OF", "LONG", "NUMBERS", "ORDERED", "Function", "LongDate", "LongDateTime", "LongDuration", "LongTime",
    "Range", "YearMonthDuration", "kind_of",
]
