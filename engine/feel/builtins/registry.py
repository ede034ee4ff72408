"""Signatures of built-in functions, and how arguments find the right one.

A signature reads ``start position: number, length?: number``. A ``?`` makes a parameter optional; ``|`` separates
kinds; ``any`` takes null too; ``list...`` takes one list, or any number of values; ``items*`` takes the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, DecimalException
from typing import Any

from engine.feel.runtime import MISSING, Run
from engine.feel.values.kinds import (
    Function,
    LongDate,
    LongDateTime,
    LongDuration,
    LongTime,
    Range,
    YearMonthDuration,
    kind_of,
)

_KINDS: dict[str, tuple[type, ...]] = {
    "number": (Decimal,), "string": (str,), "boolean": (bool,), "list": (list,), "context": (dict,),
    "date": (date, LongDate), "time": (time, LongTime), "datetime": (datetime, LongDateTime),
    "span": (timedelta, LongDuration), "months": (YearMonthDuration,),
    "range": (Range,), "function": (Function,), "null": (type(None),), "any": (),
}
Invoke = Callable[[Run, list[Any]], Any]


@dataclass(frozen=True, slots=True)
class Param:
    """``types`` empty: anything. ``mode``: one, spread (a list or many values), rest."""

    name: str
    types: frozenset[type]
    optional: bool
    mode: str


@dataclass(frozen=True, slots=True)
class Overload:
    """One signature and its code."""

    params: tuple[Param, ...]
    code: Callable[..., Any]

    def takes(self, count: int) -> bool:
        """Can it be called with so many arguments by position?"""
        if self.params and self.params[-1].mode != "one":
            return count >= len(self.params) - 1 and count > 0
        return sum(not param.optional for param in self.params) <= count <= len(self.params)

    def order(self, names: Sequence[str]) -> tuple[int, ...] | None:
        """Where each parameter finds its argument among the named ones (-1: left out, so null); None: no such names."""
        own = [param.name for param in self.params]
        if len(set(names)) < len(names) or not set(names) <= set(own):
            return None
        return tuple(names.index(name) if name in names else -1 for name in own)


class Builtin:
    """A function name with its overloads."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.overloads: list[Overload] = []
        self._value: Function | None = None

    @property
    def value(self) -> Function:
        """The function as a value, to be handed to others."""
        if self._value is None:
            first = self.overloads[0]
            variadic = len(self.overloads) > 1 or any(param.mode != "one" or param.optional for param in first.params)
            params = tuple(param.name for param in first.params)
            self._value = Function(
                params, lambda run, args: self.prepare(len(args), ())(run, args), variadic,
                named=lambda run, given: self.prepare(len(given), tuple(given))(run, list(given.values())),
            )
        return self._value

    def prepare(self, count: int, names: Sequence[str]) -> Invoke:
        """The call for a number of arguments (and their names), chosen once."""
        if names:
            fitting = [(one, order) for one in self.overloads if (order := one.order(names)) is not None]
            fitting.sort(key=lambda pair: list(pair[1]) != sorted(pair[1]))  # of before(point, range), (range, point)
        else:
            fitting = [(one, tuple(range(count))) for one in self.overloads if one.takes(count)]
        if not fitting:
            return lambda run, args: run.warn(
                f"函数“{self.name}”没有这样的参数", f'function "{self.name}" does not take these arguments'
            )
        if names:
            return lambda run, args: self._choose(
                run, [(one, [args[at] if at >= 0 else MISSING for at in order]) for one, order in fitting]
            )
        if len(fitting) == 1:
            single = fitting[0][0]
            return lambda run, args: self._choose(run, [(single, args)])
        return lambda run, args: self._choose(run, [(one, args) for one, _ in fitting])

    def _choose(self, run: Run, candidates: list[tuple[Overload, list[Any]]]) -> Any:
        for overload, args in candidates:
            fitted = _fit(overload.params, args)
            if fitted is not None:
                return self._run(run, overload, fitted)
        kinds = ", ".join(kind_of(arg) for arg in candidates[0][1] if arg is not MISSING)
        return run.warn(f"函数“{self.name}”不适用于({kinds})", f'function "{self.name}" does not apply to ({kinds})')

    def _run(self, run: Run, overload: Overload, args: list[Any]) -> Any:
        try:
            return overload.code(run, *args)
        except (DecimalException, OverflowError, ValueError):
            return run.warn(f"函数“{self.name}”没有结果", f'function "{self.name}" has no result here')


def _fit(params: tuple[Param, ...], args: list[Any]) -> list[Any] | None:
    """The arguments as the parameters want them, with the implied conversions; None when one does not fit."""
    fitted: list[Any] = []
    for at, param in enumerate(params):
        if param.mode == "rest":
            rest = [arg for arg in args[at:] if arg is not MISSING]
            return [*fitted, *rest] if all(not param.types or type(arg) in param.types for arg in rest) else None
        if param.mode == "spread":
            given = args[at:]
            single = given[0] if len(given) == 1 else given
            return [*fitted, single if type(single) is list else [single]]
        if at >= len(args):
            break
        value = args[at]
        if value is MISSING and param.optional:
            fitted.append(None)
            continue
        value = None if value is MISSING else value
        if not param.types or type(value) in param.types:
            fitted.append(value)
        elif type(value) is list and len(value) == 1 and type(value[0]) in param.types:
            fitted.append(value[0])
        elif list in param.types and value is not None:
            fitted.append([value])
        else:
            return None
    return fitted


BUILTINS: dict[str, Builtin] = {}


def builtin(name: str, signature: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function under a name and signature; the same name may have several."""
    params = tuple(_param(part.strip()) for part in signature.split(",") if part.strip())

    def register(code: Callable[..., Any]) -> Callable[..., Any]:
        BUILTINS.setdefault(name, Builtin(name)).overloads.append(Overload(params, code))
        return code

    return register


def _param(text: str) -> Param:
    name, _, kinds = (part.strip() for part in text.partition(":"))
    mode = "spread" if name.endswith("...") else "rest" if name.endswith("*") else "one"
    optional = name.endswith("?")
    types = [kind for word in kinds.split("|") if word for kind in _KINDS[word.strip()]]
    return Param(name.rstrip(".*?"), frozenset(types), optional, mode)
