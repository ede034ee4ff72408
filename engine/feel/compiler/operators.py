"""Arithmetic, comparison and three-valued logic."""

from __future__ import annotations

from decimal import Decimal, DecimalException
from typing import Any

from engine.feel.compiler.core import Compiler, rule
from engine.feel.runtime import Code, Frame
from engine.feel.syntax.nodes import And, Between, Binary, Compare, Negate, Or
from engine.feel.values.arithmetic import NEGATE, OPERATIONS
from engine.feel.values.compare import ORDERS, equal, ordered


@rule(Binary)
def binary(compiler: Compiler, node: Binary) -> Code:
    left, right, operator = compiler.compile(node.left), compiler.compile(node.right), node.operator
    table = OPERATIONS[operator]

    def compute(frame: Frame) -> Any:
        one, other = left(frame), right(frame)
        operation = table.get((type(one), type(other)))
        if operation is None:
            return frame.run.unfit(operator, one, other)
        if type(one) is str:
            frame.run.spend((len(one) + len(other)) >> 5)
        try:
            result = operation(one, other)
        except (DecimalException, OverflowError, ValueError):
            return frame.run.warn(f"运算 {operator} 没有结果", f"operator {operator} has no result here")
        return frame.run.unfit(operator, one, other) if result is None else result

    return compute


@rule(Negate)
def negate(compiler: Compiler, node: Negate) -> Code:
    operand = compiler.compile(node.operand)

    def compute(frame: Frame) -> Any:
        value = operand(frame)
        operation = NEGATE.get(type(value))
        return operation(value) if operation else frame.run.unfit("-", value)

    return compute


@rule(Compare)
def compare(compiler: Compiler, node: Compare) -> Code:
    left, right = compiler.compile(node.left), compiler.compile(node.right)
    if node.operator == "=":
        return lambda frame: equals(frame, left(frame), right(frame))
    if node.operator == "!=":
        return lambda frame: None if (same := equals(frame, left(frame), right(frame))) is None else not same
    operator, order = node.operator, ORDERS[node.operator]

    def compute(frame: Frame) -> bool | None:
        one, other = left(frame), right(frame)
        if type(one) is Decimal and type(other) is Decimal:
            return order(one, other)
        return sort_out(frame, operator, one, other)

    return compute


def equals(frame: Frame, one: Any, other: Any) -> bool | None:
    """``=`` with a warning when the kinds differ."""
    if type(one) is str and type(other) is str:
        return one == other
    verdict = equal(one, other, frame.run.spend)
    if verdict is None and type(one) is not type(other):
        frame.run.unfit("=", one, other)
    return verdict


def sort_out(frame: Frame, operator: str, one: Any, other: Any) -> bool | None:
    """An order of any two values; null with a warning when there is none."""
    verdict = ordered(ORDERS[operator], one, other)
    if verdict is None:
        frame.run.unfit(operator, one, other)
    return verdict


@rule(Between)
def between(compiler: Compiler, node: Between) -> Code:
    value, low, high = (compiler.compile(part) for part in (node.value, node.low, node.high))

    def compute(frame: Frame) -> bool | None:
        middle = value(frame)
        return both(sort_out(frame, ">=", middle, low(frame)), sort_out(frame, "<=", middle, high(frame)))

    return compute


def both(one: bool | None, other: bool | None) -> bool | None:
    """``and`` of two truth values."""
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


@rule(And)
def and_(compiler: Compiler, node: And) -> Code:
    return _logic("and", [compiler.compile(item) for item in node.items], decisive=False)


@rule(Or)
def or_(compiler: Compiler, node: Or) -> Code:
    return _logic("or", [compiler.compile(item) for item in node.items], decisive=True)


def _logic(operator: str, items: list[Code], *, decisive: bool) -> Code:
    """One value decides; else anything that is not a truth value makes the whole null."""

    def compute(frame: Frame) -> bool | None:
        unknown = False
        for item in items:
            value = item(frame)
            if type(value) is not bool:
                unknown = True
                if value is not None:
                    frame.run.unfit(operator, value)
            elif value == decisive:
                return decisive
        return None if unknown else not decisive

    return compute
