"""``for``, ``some`` and ``every`` (DMN 1.5, 10.3.2.14 and 10.3.2.15)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from engine.feel import limits
from engine.feel.compiler.core import Compiler, rule
from engine.feel.compiler.literals import PARTIAL
from engine.feel.errors import FeelLimitError
from engine.feel.runtime import Code, Frame
from engine.feel.syntax import nodes
from engine.feel.values.kinds import LongDate, Range, kind_of
from engine.feel.values.longs import rank
from engine.model.longtime import narrow

Step = tuple[str, Code, Code | None]


@rule(nodes.For)
def for_(compiler: Compiler, node: nodes.For) -> Code:
    with compiler.level() as level:
        steps = _steps(compiler, level.names, node.iterators)
        level.names.add(PARTIAL)
        body, weight = compiler.weighed(node.body)

    def loop(frame: Frame) -> Any:
        results: list[Any] = []
        for bound in _bindings(frame, steps, {PARTIAL: results}):
            if bound is None:
                return None
            frame.run.spend(weight)
            results.append(body(Frame(bound, frame, frame.run)))
            if len(results) > limits.LIST:
                raise FeelLimitError(f"列表超过 {limits.LIST} 项", f"a list of more than {limits.LIST} members")
        return results

    return loop


@rule(nodes.Quantified)
def quantified(compiler: Compiler, node: nodes.Quantified) -> Code:
    with compiler.level() as level:
        steps = _steps(compiler, level.names, node.iterators)
        condition, weight = compiler.weighed(node.condition)
    every = node.every

    def loop(frame: Frame) -> bool | None:
        unknown = False
        for bound in _bindings(frame, steps, {}):
            if bound is None:
                return None
            frame.run.spend(weight)
            verdict = condition(Frame(bound, frame, frame.run))
            if verdict is not every and type(verdict) is bool:
                return not every
            unknown = unknown or type(verdict) is not bool
        return None if unknown else every

    return loop


def _steps(compiler: Compiler, names: set[str], iterators: Iterable[nodes.Iterator]) -> list[Step]:
    steps: list[Step] = []
    for iterator in iterators:
        source = compiler.compile(iterator.source)
        steps.append((iterator.name, source, compiler.compile(iterator.end) if iterator.end else None))
        names.add(iterator.name)
    return steps


def _bindings(frame: Frame, steps: list[Step], bound: dict[str, Any]) -> Iterator[dict[str, Any] | None]:
    """Every combination, the last iterator running fastest; a single None when something cannot be run through."""
    if not steps:
        yield bound
        return
    name, source, end = steps[0]
    inner = Frame(bound, frame, frame.run)
    first = source(inner)
    members = _domain(frame, first) if end is None else _run(frame, first, end(inner))
    if members is None:
        yield None
        return
    for member in members:
        frame.run.spend(1)
        yield from _bindings(frame, steps[1:], {**bound, name: member})


def _domain(frame: Frame, value: Any) -> Iterable[Any] | None:
    if type(value) is list:
        return value
    if type(value) is Range:
        return _in_range(frame, value)
    if value is None:
        return frame.run.warn("不能遍历空值", "null cannot be run through")
    return [value]


def _in_range(frame: Frame, value: Range) -> Iterable[Any] | None:
    start, end = value.start, value.end
    members = _run(frame, start, end)
    if members is None:
        return None
    return (
        member for member in members
        if (value.start_included or member != start) and (value.end_included or member != end)
    )


def _run(frame: Frame, first: Any, last: Any) -> Iterable[Any] | None:
    """Whole numbers or days from the one to the other, up or down."""
    if type(first) is Decimal and type(last) is Decimal:
        if first == first.to_integral_value() and last == last.to_integral_value():
            low, high = int(first), int(last)
            return map(Decimal, range(low, high + 1) if low <= high else range(low, high - 1, -1))
    elif kind_of(first) == kind_of(last) == "date":
        low, high = rank(first), rank(last)
        days = range(low, high + 1) if low <= high else range(low, high - 1, -1)
        return (narrow(LongDate.of_ordinal(day)) for day in days)
    return frame.run.unfit("..", first, last)
