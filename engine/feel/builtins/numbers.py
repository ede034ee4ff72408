"""Numbers (DMN 1.5, table 78)."""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.runtime import Run
from engine.feel.values.kinds import NUMBERS, LongDuration, YearMonthDuration
from engine.model.longtime import narrow, span_of

_SCALES = range(-6111, 6177)


def _round(run: Run, value: Decimal, scale: Decimal | None, rounding: str) -> Decimal | None:
    """To so many decimal places (before the point when negative)."""
    places = int(scale) if scale is not None else 0
    if places not in _SCALES:
        return run.warn("小数位数超出范围", "scale out of range")
    if -value.as_tuple().exponent <= places:  # type: ignore[operator]  # finite by construction
        return value
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding, NUMBERS)
    return NUMBERS.plus(rounded) if rounded else Decimal(0)


@builtin("decimal", "n: number, scale: number")
def decimal(run: Run, n: Decimal, scale: Decimal) -> Decimal | None:
    return _round(run, n, scale, ROUND_HALF_EVEN)


@builtin("floor", "n: number, scale?: number")
def floor(run: Run, n: Decimal, scale: Decimal | None = None) -> Decimal | None:
    return _round(run, n, scale, ROUND_FLOOR)


@builtin("ceiling", "n: number, scale?: number")
def ceiling(run: Run, n: Decimal, scale: Decimal | None = None) -> Decimal | None:
    return _round(run, n, scale, ROUND_CEILING)


@builtin("round up", "n: number, scale: number")
def round_up(run: Run, n: Decimal, scale: Decimal) -> Decimal | None:
    return _round(run, n, scale, ROUND_UP)


@builtin("round down", "n: number, scale: number")
def round_down(run: Run, n: Decimal, scale: Decimal) -> Decimal | None:
    return _round(run, n, scale, ROUND_DOWN)


@builtin("round half up", "n: number, scale: number")
def round_half_up(run: Run, n: Decimal, scale: Decimal) -> Decimal | None:
    return _round(run, n, scale, ROUND_HALF_UP)


@builtin("round half down", "n: number, scale: number")
def round_half_down(run: Run, n: Decimal, scale: Decimal) -> Decimal | None:
    return _round(run, n, scale, ROUND_HALF_DOWN)


@builtin("abs", "n: number | span")
def abs_(_: Run, n: Any) -> Any:
    return NUMBERS.abs(n) if isinstance(n, Decimal) else narrow(LongDuration(abs(span_of(n))))


@builtin("abs", "n: months")
def abs_months(_: Run, n: YearMonthDuration) -> YearMonthDuration:
    return YearMonthDuration(abs(n.months))


@builtin("modulo", "dividend: number, divisor: number")
def modulo(_: Run, dividend: Decimal, divisor: Decimal) -> Decimal:
    """``dividend - divisor * floor(dividend / divisor)``: the sign is the divisor's."""
    left = NUMBERS.remainder(dividend, divisor)
    return NUMBERS.add(left, divisor) if left and (left < 0) != (divisor < 0) else NUMBERS.plus(left)


@builtin("sqrt", "number: number")
def sqrt(_: Run, number: Decimal) -> Decimal:
    return NUMBERS.sqrt(number)


@builtin("log", "number: number")
def log(run: Run, number: Decimal) -> Decimal | None:
    return NUMBERS.ln(number) if number > 0 else run.warn("log 只接受正数", "log takes positive numbers only")


@builtin("exp", "number: number")
def exp(_: Run, number: Decimal) -> Decimal:
    return NUMBERS.exp(number)


@builtin("odd", "number: number")
def odd(run: Run, number: Decimal) -> bool | None:
    return _parity(run, number, 1)


@builtin("even", "number: number")
def even(run: Run, number: Decimal) -> bool | None:
    return _parity(run, number, 0)


def _parity(run: Run, number: Decimal, wanted: int) -> bool | None:
    if number != number.to_integral_value():
        return run.warn("奇偶只对整数有意义", "only whole numbers are odd or even")
    return int(number) % 2 == wanted
