"""Literals, names, lists, contexts, ranges."""

from __future__ import annotations

from operator import gt
from typing import Any

from engine.feel.builtins.registry import BUILTINS
from engine.feel.compiler.core import Compiler, rule
from engine.feel.runtime import MISSING, Code, Frame
from engine.feel.syntax.nodes import AtLiteral, ContextNode, ListNode, Literal, Name, OpenRange, RangeNode
from engine.feel.values.compare import ordered
from engine.feel.values.kinds import ORDERED, Range, kind_of
from engine.feel.values.temporal import parse_any

PARTIAL = "partial"


@rule(Literal)
def literal(_: Compiler, node: Literal) -> Code:
    value = node.value
    return lambda frame: value


@rule(AtLiteral)
def at_literal(_: Compiler, node: AtLiteral) -> Code:
    value, text = parse_any(node.text), node.text
    if value is None:
        return lambda frame: frame.run.warn(f'@"{text}" 不是日期时间', f'@"{text}" is no date, time or duration')
    return lambda frame: value


@rule(Name)
def name(compiler: Compiler, node: Name) -> Code:
    key = node.name
    hops, dynamic = compiler.find(key)
    if hops == len(compiler.levels) and not (key in BUILTINS and key not in compiler.known):
        compiler.use(key, dynamic=dynamic)
    if dynamic:
        return _searched(key)
    if hops == len(compiler.levels):
        return _free(key, hops)
    return _partial(_bound(key, hops)) if key == PARTIAL else _bound(key, hops)


def _partial(load: Code) -> Code:
    """The results so far of a loop, as they are now: the loop goes on adding to its own list."""

    def copied(frame: Frame) -> Any:
        value = load(frame)
        if type(value) is not list:
            return value
        frame.run.spend(len(value) >> 6)
        return list(value)

    return copied


def _bound(key: str, hops: int) -> Code:
    if hops == 0:
        return lambda frame: frame.vars[key]
    if hops == 1:
        return lambda frame: frame.outer.vars[key]  # type: ignore[union-attr]  # the levels say it is there

    def load(frame: Frame) -> Any:
        for _ in range(hops):
            frame = frame.outer  # type: ignore[assignment]  # the levels say it is there
        return frame.vars[key]

    return load


def _free(key: str, hops: int) -> Code:
    """A variable of the host. Reading converts it, unless it is of a FEEL type already."""

    def load(frame: Frame) -> Any:
        base = frame
        for _ in range(hops):
            base = base.outer  # type: ignore[assignment]  # the levels say it is there
        value = base.vars.get(key, MISSING)
        if value is MISSING:
            return unknown(frame, key)
        return value if type(value) is str else frame.run.read(value)

    return load


def _searched(key: str) -> Code:
    """A name that the current member of a filter may bind: every frame is asked."""

    def load(frame: Frame) -> Any:
        level: Frame | None = frame
        while level is not None:
            if key in level.vars:
                return frame.run.read(level.vars[key]) if level.outer is None else level.vars[key]
            level = level.outer
        return unknown(frame, key)

    return load


def unknown(frame: Frame, key: str) -> Any:
    """The value of a name nobody bound: a built-in function, or null."""
    builtin = BUILTINS.get(key)
    if builtin is not None:
        return builtin.value
    return frame.run.warn(f"未定义的名称“{key}”", f'unknown name "{key}"')


@rule(ListNode)
def list_node(compiler: Compiler, node: ListNode) -> Code:
    items = [compiler.compile(item) for item in node.items]
    return lambda frame: [item(frame) for item in items]


@rule(ContextNode)
def context_node(compiler: Compiler, node: ContextNode) -> Code:
    entries: list[tuple[str, Code]] = []
    with compiler.level() as level:
        for key, value in node.entries:
            entries.append((key, compiler.compile(value)))
            level.names.add(key)

    def build(frame: Frame) -> dict[str, Any]:
        result: dict[str, Any] = {}
        inner = Frame(result, frame, frame.run)
        for key, value in entries:
            result[key] = value(inner)
        return result

    return build


@rule(RangeNode)
def range_node(compiler: Compiler, node: RangeNode) -> Code:
    start, end = compiler.compile(node.start), compiler.compile(node.end)
    start_included, end_included = node.start_included, node.end_included

    def build(frame: Frame) -> Any:
        return make_range(frame, start(frame), end(frame), start_included, end_included)

    return build


def make_range(frame: Frame, low: Any, high: Any, start_included: bool, end_included: bool) -> Any:
    """A range whose ends are of one ordered kind and in order, or null."""
    if kind_of(low) != kind_of(high) or type(low) not in ORDERED:
        return frame.run.unfit("..", low, high)
    if ordered(gt, low, high):
        return frame.run.warn("区间起点大于终点", "the range begins after its end")
    return Range(low, high, start_included, end_included)


@rule(OpenRange)
def open_range(compiler: Compiler, node: OpenRange) -> Code:
    bound, operator = compiler.compile(node.bound), node.operator

    def build(frame: Frame) -> Any:
        value = bound(frame)
        if type(value) not in ORDERED:
            return frame.run.unfit(operator, value)
        if operator in ("<", "<="):
            return Range(None, value, False, operator == "<=")
        if operator in (">", ">="):
            return Range(value, None, operator == ">=", False)
        if operator == "=":
            return Range(value, value, True, True)
        return frame.run.warn("(!= x) 不是区间", "(!= x) is no range")

    return build
