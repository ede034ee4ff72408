"""How points and ranges lie to each other: table 78 of DMN 1.5, each formula as it stands there.

``and``, ``or`` and the comparisons are those of FEEL, so a missing end or values without a common order make the answer
null, unless the rest of the formula decides. A point inside a range with one end is no question of that end.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import lt
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.runtime import Run
from engine.feel.values.compare import equal, ordered, within
from engine.feel.values.kinds import Range

_POINT = "number | string | date | time | datetime | span | months"
Truth = bool | None
Holds = Callable[[Any, Any], Truth]


def _free(_: int) -> None:
    """Work not worth counting."""


def _less(one: Any, other: Any) -> Truth:
    return ordered(lt, one, other)


def _same(one: Any, other: Any) -> Truth:
    return equal(one, other, _free)  # ends are scalars


def _all(*parts: Truth) -> Truth:
    if False in parts:
        return False
    return None if None in parts else True


def _any(*parts: Truth) -> Truth:
    if True in parts:
        return True
    return None if None in parts else False


def _on(names: str, kinds: str) -> str:
    first, second = names.split()
    one, other = kinds.split()
    return f"{first}: {_kind(one)}, {second}: {_kind(other)}"


def _kind(letter: str) -> str:
    return "range" if letter == "R" else _POINT


def _relation(name: str, names: str, kinds: str) -> Callable[[Holds], Holds]:
    """Register a relation of two."""

    def register(holds: Holds) -> Holds:
        builtin(name, _on(names, kinds))(lambda run, one, other: _judge(run, holds, one, other))
        return holds

    return register


def _judge(run: Run, holds: Holds, one: Any, other: Any) -> Truth:
    verdict = holds(one, other)
    return verdict if verdict is not None else run.warn("无法比较先后", "the two have no common order")


@_relation("before", "point1 point2", "P P")
def before_points(one: Any, other: Any) -> Truth:
    return _less(one, other)


@_relation("before", "point range", "P R")
def before_range(point: Any, other: Range) -> Truth:
    return _any(_less(point, other.start), _all(_same(point, other.start), not other.start_included))


@_relation("before", "range point", "R P")
def range_before_point(one: Range, point: Any) -> Truth:
    return _any(_less(one.end, point), _all(_same(one.end, point), not one.end_included))


@_relation("before", "range1 range2", "R R")
def before_ranges(one: Range, other: Range) -> Truth:
    apart = not (one.end_included and other.start_included)
    return _any(_less(one.end, other.start), _all(apart, _same(one.end, other.start)))


@_relation("after", "point1 point2", "P P")
def after_points(one: Any, other: Any) -> Truth:
    return _less(other, one)


@_relation("after", "point range", "P R")
def after_range(point: Any, other: Range) -> Truth:
    return range_before_point(other, point)


@_relation("after", "range point", "R P")
def range_after_point(one: Range, point: Any) -> Truth:
    return before_range(point, one)


@_relation("after", "range1 range2", "R R")
def after_ranges(one: Range, other: Range) -> Truth:
    return before_ranges(other, one)


@_relation("meets", "range1 range2", "R R")
def meets(one: Range, other: Range) -> Truth:
    return _all(one.end_included, other.start_included, _same(one.end, other.start))


@_relation("met by", "range1 range2", "R R")
def met_by(one: Range, other: Range) -> Truth:
    return meets(other, one)


def _reaches(one: Range, other: Range) -> Truth:
    """Does the one end behind the start of the other, or share that point?"""
    return _any(
        _less(other.start, one.end), _all(_same(one.end, other.start), one.end_included, other.start_included)
    )


@_relation("overlaps", "range1 range2", "R R")
def overlaps(one: Range, other: Range) -> Truth:
    return _all(_reaches(one, other), _reaches(other, one))


@_relation("overlaps before", "range1 range2", "R R")
def overlaps_before(one: Range, other: Range) -> Truth:
    wider = _all(_same(one.start, other.start), one.start_included, not other.start_included)
    return _all(_any(_less(one.start, other.start), wider), _reaches(one, other), _ends_within(one, other))


@_relation("overlaps after", "range1 range2", "R R")
def overlaps_after(one: Range, other: Range) -> Truth:
    return overlaps_before(other, one)


def _ends_within(one: Range, other: Range) -> Truth:
    """Does the one end with the other or before it?"""
    level = _all(_same(one.end, other.end), not one.end_included or other.end_included)
    return _any(_less(one.end, other.end), level)


def _starts_within(one: Range, other: Range) -> Truth:
    """Does the one start with the other or after it?"""
    level = _all(_same(one.start, other.start), not one.start_included or other.start_included)
    return _any(_less(other.start, one.start), level)


@_relation("finishes", "point range", "P R")
def point_finishes(point: Any, other: Range) -> Truth:
    return _all(other.end_included, _same(other.end, point))


@_relation("finishes", "range1 range2", "R R")
def finishes(one: Range, other: Range) -> Truth:
    return _all(one.end_included == other.end_included, _same(one.end, other.end), _starts_within(one, other))


@_relation("finished by", "range point", "R P")
def finished_by_point(one: Range, point: Any) -> Truth:
    return point_finishes(point, one)


@_relation("finished by", "range1 range2", "R R")
def finished_by(one: Range, other: Range) -> Truth:
    return finishes(other, one)


@_relation("includes", "range point", "R P")
def includes_point(one: Range, point: Any) -> Truth:
    return within(point, one)


@_relation("includes", "range1 range2", "R R")
def includes(one: Range, other: Range) -> Truth:
    return _all(_starts_within(other, one), _ends_within(other, one))


@_relation("during", "point range", "P R")
def point_during(point: Any, other: Range) -> Truth:
    return within(point, other)


@_relation("during", "range1 range2", "R R")
def during(one: Range, other: Range) -> Truth:
    return includes(other, one)


@_relation("starts", "point range", "P R")
def point_starts(point: Any, other: Range) -> Truth:
    return _all(_same(other.start, point), other.start_included)


@_relation("starts", "range1 range2", "R R")
def starts(one: Range, other: Range) -> Truth:
    return _all(_same(one.start, other.start), one.start_included == other.start_included, _ends_within(one, other))


@_relation("started by", "range point", "R P")
def started_by_point(one: Range, point: Any) -> Truth:
    return point_starts(point, one)


@_relation("started by", "range1 range2", "R R")
def started_by(one: Range, other: Range) -> Truth:
    return starts(other, one)


@_relation("coincides", "point1 point2", "P P")
def coincides_points(one: Any, other: Any) -> Truth:
    return _same(one, other)


@_relation("coincides", "range1 range2", "R R")
def coincides(one: Range, other: Range) -> Truth:
    included = (one.start_included, one.end_included) == (other.start_included, other.end_included)
    return _all(_same(one.start, other.start), included, _same(one.end, other.end))
