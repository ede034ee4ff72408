"""How points and ranges lie to each other (DMN 1.5, table 79)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.runtime import Run
from engine.feel.values.compare import equal, ordered, within
from engine.feel.values.kinds import Range

_POINT = "number | string | date | time | datetime | span | months"


def _free(_: int) -> None:
    """Work not worth counting."""


class NoOrder(ValueError):
    """The two have no common order."""


def _less(one: Any, other: Any) -> bool:
    verdict = ordered(lambda a, b: a < b, one, other)
    if verdict is None:
        raise NoOrder
    return verdict


def _same(one: Any, other: Any) -> bool:
    verdict = equal(one, other, _free)  # ends are scalars
    if verdict is None:
        raise NoOrder
    return verdict


def _inside(point: Any, interval: Range) -> bool:
    verdict = within(point, interval)
    if verdict is None:
        raise NoOrder
    return verdict


def _on(names: str, kinds: str) -> str:
    first, second = names.split()
    one, other = kinds.split()
    return f"{first}: {_kind(one)}, {second}: {_kind(other)}"


def _kind(letter: str) -> str:
    return "range" if letter == "R" else _POINT


def _relation(name: str, names: str, kinds: str) -> Callable[[Callable[[Any, Any], bool]], Callable[[Any, Any], bool]]:
    """Register a relation of two; a pair without common order makes it null."""

    def register(holds: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
        builtin(name, _on(names, kinds))(lambda run, one, other: _judge(run, holds, one, other))
        return holds

    return register


def _judge(run: Run, holds: Callable[[Any, Any], bool], one: Any, other: Any) -> bool | None:
    if holds not in _ONE_END and any(type(end) is Range and None in (end.start, end.end) for end in (one, other)):
        return run.warn("区间没有两端", "a range without both ends")
    try:
        return holds(one, other)
    except NoOrder:
        return run.warn("无法比较先后", "the two have no common order")


@_relation("before", "point1 point2", "P P")
def before_points(one: Any, other: Any) -> bool:
    return _less(one, other)


@_relation("before", "point range", "P R")
def before_range(point: Any, other: Range) -> bool:
    return _less(point, other.start) or (_same(point, other.start) and not other.start_included)


@_relation("before", "range point", "R P")
def range_before_point(one: Range, point: Any) -> bool:
    return _less(one.end, point) or (_same(one.end, point) and not one.end_included)


@_relation("before", "range1 range2", "R R")
def before_ranges(one: Range, other: Range) -> bool:
    touching = _same(one.end, other.start) and not (one.end_included and other.start_included)
    return _less(one.end, other.start) or touching


@_relation("after", "point1 point2", "P P")
def after_points(one: Any, other: Any) -> bool:
    return _less(other, one)


@_relation("after", "point range", "P R")
def after_range(point: Any, other: Range) -> bool:
    return range_before_point(other, point)


@_relation("after", "range point", "R P")
def range_after_point(one: Range, point: Any) -> bool:
    return before_range(point, one)


@_relation("after", "range1 range2", "R R")
def after_ranges(one: Range, other: Range) -> bool:
    return before_ranges(other, one)


@_relation("meets", "range1 range2", "R R")
def meets(one: Range, other: Range) -> bool:
    return one.end_included and other.start_included and _same(one.end, other.start)


@_relation("met by", "range1 range2", "R R")
def met_by(one: Range, other: Range) -> bool:
    return meets(other, one)


@_relation("overlaps", "range1 range2", "R R")
def overlaps(one: Range, other: Range) -> bool:
    return not before_ranges(one, other) and not before_ranges(other, one)


def _starts_first(one: Range, other: Range) -> bool:
    wider = _same(one.start, other.start) and one.start_included and not other.start_included
    return _less(one.start, other.start) or wider


def _ends_first(one: Range, other: Range) -> bool:
    narrower = _same(one.end, other.end) and not one.end_included and other.end_included
    return _less(one.end, other.end) or narrower


@_relation("overlaps before", "range1 range2", "R R")
def overlaps_before(one: Range, other: Range) -> bool:
    ends = _ends_first(one, other) or (_same(one.end, other.end) and one.end_included == other.end_included)
    return _starts_first(one, other) and ends and overlaps(one, other)


@_relation("overlaps after", "range1 range2", "R R")
def overlaps_after(one: Range, other: Range) -> bool:
    return overlaps_before(other, one)


@_relation("finishes", "point range", "P R")
def point_finishes(point: Any, other: Range) -> bool:
    return other.end_included and _same(point, other.end)


@_relation("finishes", "range1 range2", "R R")
def finishes(one: Range, other: Range) -> bool:
    same_end = _same(one.end, other.end) and one.end_included == other.end_included
    return same_end and not _starts_first(one, other)


@_relation("finished by", "range point", "R P")
def finished_by_point(one: Range, point: Any) -> bool:
    return point_finishes(point, one)


@_relation("finished by", "range1 range2", "R R")
def finished_by(one: Range, other: Range) -> bool:
    return finishes(other, one)


@_relation("includes", "range point", "R P")
def includes_point(one: Range, point: Any) -> bool:
    return _inside(point, one)


@_relation("includes", "range1 range2", "R R")
def includes(one: Range, other: Range) -> bool:
    return not _starts_first(other, one) and not _ends_first(one, other)


@_relation("during", "point range", "P R")
def point_during(point: Any, other: Range) -> bool:
    return _inside(point, other)


@_relation("during", "range1 range2", "R R")
def during(one: Range, other: Range) -> bool:
    return includes(other, one)


@_relation("starts", "point range", "P R")
def point_starts(point: Any, other: Range) -> bool:
    return other.start_included and _same(point, other.start)


@_relation("starts", "range1 range2", "R R")
def starts(one: Range, other: Range) -> bool:
    same_start = _same(one.start, other.start) and one.start_included == other.start_included
    return same_start and not _ends_first(other, one)


@_relation("started by", "range point", "R P")
def started_by_point(one: Range, point: Any) -> bool:
    return point_starts(point, one)


@_relation("started by", "range1 range2", "R R")
def started_by(one: Range, other: Range) -> bool:
    return starts(other, one)


@_relation("coincides", "point1 point2", "P P")
def coincides_points(one: Any, other: Any) -> bool:
    return _same(one, other)


@_relation("coincides", "range1 range2", "R R")
def coincides(one: Range, other: Range) -> bool:
    included = (one.start_included, one.end_included) == (other.start_included, other.end_included)
    return included and _same(one.start, other.start) and _same(one.end, other.end)


_ONE_END = (includes_point, point_during)
"""Relations that make sense for a range with one end."""
