"""Paths and filters (DMN 1.5, 10.3.2.5 and 10.3.2.6)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.feel.compiler.core import Compiler, rule
from engine.feel.runtime import MISSING, Code, Frame
from engine.feel.syntax.nodes import Filter, Literal, Name, Negate, Path
from engine.feel.values.kinds import kind_of
from engine.feel.values.properties import PARTS

_NOTHING: Mapping[str, Any] = {}


@rule(Path)
def path(compiler: Compiler, node: Path) -> Code:
    member = node.member
    raw = _host_path(compiler, node)
    if raw is not None:
        return raw
    source = compiler.compile(node.source)
    return lambda frame: member_of(frame, source(frame), member)


def _host_path(compiler: Compiler, node: Path) -> Code | None:
    """``case.amount`` straight from the host's mapping: only the part that is wanted gets converted."""
    source, members = node.source, [node.member]
    while isinstance(source, Path):
        members.append(source.member)
        source = source.source
    if compiler.levels or not isinstance(source, Name):
        return None
    root, slow = source.name, compiler.compile(source)
    members.reverse()

    def load(frame: Frame) -> Any:
        value = frame.vars.get(root, MISSING)
        for index, member in enumerate(members):
            if type(value) is not dict or member not in value:
                base = slow(frame) if index == 0 else frame.run.read(value)
                return _walk(frame, base, members[index:])
            value = value[member]
        return frame.run.read(value)

    return load


def _walk(frame: Frame, value: Any, members: list[str]) -> Any:
    for member in members:
        value = member_of(frame, value, member)
    return value


def member_of(frame: Frame, value: Any, member: str) -> Any:
    """One step of a path: a member of a context, a part of a value, or that of every member of a list."""
    kind = type(value)
    if kind is dict:
        if member in value:
            return value[member]
        return frame.run.warn(f"没有“{member}”这一项", f'no entry "{member}"')
    if kind is list:
        return frame.run.grown([member_of(frame, item, member) for item in value])
    if value is None:
        return None
    part = PARTS.get(kind, {}).get(member)
    if part is None:
        return frame.run.warn(f"{kind_of(value)} 没有“{member}”", f'{kind_of(value)} has no "{member}"')
    return part(value)


@rule(Filter)
def filter_(compiler: Compiler, node: Filter) -> Code:
    source = compiler.compile(node.source)
    constant = _index(node)
    if constant is not None:
        return lambda frame: None if (value := source(frame)) is None else _at(frame, as_list(value), constant)
    with compiler.level(("item",)), compiler.level(dynamic=True):
        condition, weight = compiler.weighed(node.condition)

    def select(frame: Frame) -> Any:
        value, run = source(frame), frame.run
        if value is None:
            return None
        items = as_list(value)
        kept: list[Any] = []
        for item in items or [None]:
            run.spend(weight)
            inner = Frame({"item": item}, frame, run)
            verdict = condition(Frame(item if type(item) is dict else _NOTHING, inner, run))
            if type(verdict) is Decimal:
                return _at(frame, items, verdict)
            if verdict is True and items:
                kept.append(item)
            elif verdict is not None and type(verdict) is not bool:
                return run.warn("筛选条件须是真假或位置", "a filter has to be a truth value or a position")
        return kept

    return select


def _index(node: Filter) -> Decimal | None:
    condition = node.condition
    if isinstance(condition, Literal) and type(condition.value) is Decimal:
        return condition.value
    if isinstance(condition, Negate) and isinstance(condition.operand, Literal):
        value = condition.operand.value
        return -value if type(value) is Decimal else None
    return None


def as_list(value: Any) -> list[Any]:
    """The implied conversion to a list of one."""
    return value if type(value) is list else [value]


def _at(frame: Frame, items: list[Any], position: Decimal) -> Any:
    """The member at a position from 1, or from the end when negative."""
    if position != position.to_integral_value() or not 1 <= abs(position) <= len(items):
        return frame.run.warn(f"列表没有第 {position} 项", f"the list has no member {position}")
    index = int(position)
    return items[index - 1 if index > 0 else index]
