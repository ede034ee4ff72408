"""Numbers of a list taken together (DMN 1.5, table 77). A member that is no number makes the result null."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import reduce
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.runtime import Run
from engine.feel.values.kinds import NUMBERS

_SUMMED = ("number", "days and time duration", "years and months duration")


def _numbers(run: Run, items: list[Any]) -> list[Decimal] | None:
    run.spend(len(items))
    if all(type(item) is Decimal for item in items):
        return items
    return run.warn("列表里有不是数字的成员", "a member is no number")


@builtin("sum", "list...")
def sum_(run: Run, items: list[Any]) -> Decimal | None:
    numbers = _numbers(run, items)
    return reduce(NUMBERS.add, numbers) if numbers else None


@builtin("mean", "list...")
def mean(run: Run, items: list[Any]) -> Decimal | None:
    numbers = _numbers(run, items)
    return NUMBERS.divide(reduce(NUMBERS.add, numbers), Decimal(len(numbers))) if numbers else None


@builtin("product", "list...")
def product(run: Run, items: list[Any]) -> Decimal | None:
    numbers = _numbers(run, items)
    return reduce(NUMBERS.multiply, numbers) if numbers else None


@builtin("median", "list...")
def median(run: Run, items: list[Any]) -> Decimal | None:
    numbers = _numbers(run, items)
    if not numbers:
        return None
    ranked, middle = sorted(numbers), len(numbers) // 2
    if len(ranked) % 2:
        return ranked[middle]
    return NUMBERS.divide(NUMBERS.add(ranked[middle - 1], ranked[middle]), Decimal(2))


@builtin("stddev", "list...")
def stddev(run: Run, items: list[Any]) -> Decimal | None:
    """Of a sample: divided by one less than the count."""
    numbers = _numbers(run, items)
    if numbers is None or len(numbers) < 2:
        return run.warn("stddev 至少需要两个数", "stddev needs two numbers") if numbers is not None else None
    middle = NUMBERS.divide(reduce(NUMBERS.add, numbers), Decimal(len(numbers)))
    squares = [NUMBERS.power(NUMBERS.subtract(number, middle), Decimal(2)) for number in numbers]
    return NUMBERS.sqrt(NUMBERS.divide(reduce(NUMBERS.add, squares), Decimal(len(numbers) - 1)))


@builtin("mode", "list...")
def mode(run: Run, items: list[Any]) -> list[Decimal] | None:
    """The most frequent numbers, ascending."""
    numbers = _numbers(run, items)
    if not numbers:
        return numbers
    counted = Counter(numbers)
    top = max(counted.values())
    return sorted(number for number, times in counted.items() if times == top)
