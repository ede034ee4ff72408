"""``in`` and unary tests (DMN 1.5, 10.3.2.13 and table 55)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import Any

from engine.feel.compiler.core import Compiler, rule
from engine.feel.compiler.literals import make_range
from engine.feel.compiler.operators import both, equals, sort_out
from engine.feel.runtime import Code, Frame
from engine.feel.syntax.nodes import Anything, Comparison, In, Name, Node, RangeNode, Tests
from engine.feel.values.compare import equal, within
from engine.feel.values.kinds import Range

IMPLIED = "?"
Test = Callable[[Frame, Any], bool | None]


@rule(In)
def in_(compiler: Compiler, node: In) -> Code:
    value = compiler.compile(node.value)
    with compiler.level((IMPLIED,)):
        tests = [_test(compiler, test) for test in node.tests]

    def compute(frame: Frame) -> bool | None:
        implied = value(frame)
        return _any(Frame({IMPLIED: implied}, frame, frame.run), tests, implied)

    return compute


@rule(Anything)
def anything(_: Compiler, __: Anything) -> Code:
    return lambda frame: True


@rule(Tests)
def tests(compiler: Compiler, node: Tests) -> Code:
    """The implied value is the name ``?`` of the innermost frame."""
    items = [_test(compiler, item) for item in node.items]
    if not node.negated:
        return lambda frame: _any(frame, items, frame.vars[IMPLIED])

    def compute(frame: Frame) -> bool | None:
        verdict = _any(frame, items, frame.vars[IMPLIED])
        return None if verdict is None else not verdict

    return compute


def _any(frame: Frame, tests: list[Test], value: Any) -> bool | None:
    unknown = False
    for test in tests:
        verdict = test(frame, value)
        if verdict is True:
            return True
        unknown = unknown or verdict is None
    return None if unknown else False


def _test(compiler: Compiler, node: Node) -> Test:
    if isinstance(node, Comparison):
        return _comparison(compiler, node)
    if isinstance(node, RangeNode):
        return _interval(compiler, node)
    code = compiler.compile(node)
    if _mentions(node):
        return lambda frame, _: verdict if type(verdict := code(frame)) is bool else None
    return lambda frame, value: matches(frame, value, code(frame))


def _interval(compiler: Compiler, node: RangeNode) -> Test:
    """``in [a..b]`` is ``>= a and <= b`` (DMN 1.5, table 55), though such a range may not exist: ``5 in [9..1]``."""
    low, high = compiler.compile(node.start), compiler.compile(node.end)
    above, below = ">=" if node.start_included else ">", "<=" if node.end_included else "<"

    def test(frame: Frame, value: Any) -> bool | None:
        if type(value) is Range:
            whole = make_range(frame, low(frame), high(frame), node.start_included, node.end_included)
            return None if whole is None else matches(frame, value, whole)
        return both(sort_out(frame, above, value, low(frame)), sort_out(frame, below, value, high(frame)))

    return test


def _comparison(compiler: Compiler, node: Comparison) -> Test:
    bound, operator = compiler.compile(node.bound), node.operator
    if operator == "=":
        return lambda frame, value: equals(frame, value, bound(frame))
    if operator == "!=":
        return lambda frame, value: None if (same := equals(frame, value, bound(frame))) is None else not same
    return lambda frame, value: sort_out(frame, operator, value, bound(frame))


def matches(frame: Frame, value: Any, wanted: Any) -> bool | None:
    """Is the value the wanted one, in the wanted range, or among the wanted list?"""
    if type(wanted) is Range and type(value) is not Range:
        verdict = within(value, wanted)
        return verdict if verdict is not None else frame.run.unfit("in", value, wanted)
    if type(wanted) is list:
        frame.run.spend(len(wanted))
        if type(value) is list and equal(value, wanted, frame.run.spend) is True:
            return True
        return any(_among(frame, value, item) for item in wanted)
    return equals(frame, value, wanted)


def _among(frame: Frame, value: Any, item: Any) -> bool:
    if type(item) is Range and type(value) is not Range:
        return within(value, item) is True
    return equal(value, item, frame.run.spend) is True


def _mentions(node: Node) -> bool:
    """Does the test speak of ``?``, so that it is a condition and not a value?"""
    return any(isinstance(part, Name) and part.name == IMPLIED for part in _walk(node))


def _walk(node: Any) -> Iterator[Any]:
    yield node
    if isinstance(node, tuple):
        for part in node:
            yield from _walk(part)
    elif hasattr(node, "__dataclass_fields__"):
        for field in fields(node):
            yield from _walk(getattr(node, field.name))
