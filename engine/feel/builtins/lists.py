"""Lists (DMN 1.5, table 77). Positions count from 1, or from the end when negative."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import builtin
from engine.feel.errors import FeelLimitError
from engine.feel.runtime import Run
from engine.feel.values.compare import equal, ordered
from engine.feel.values.kinds import Function


@builtin("list contains", "list: list, element: any")
def list_contains(run: Run, items: list[Any], element: Any) -> bool:
    run.spend(len(items))
    return any(equal(item, element, run.spend) is True for item in items)


@builtin("count", "list: list")
def count(_: Run, items: list[Any]) -> Decimal:
    return Decimal(len(items))


@builtin("min", "list...")
def min_(run: Run, items: list[Any]) -> Any:
    return _extreme(run, items, lambda new, best: ordered(lambda a, b: a < b, new, best))


@builtin("max", "list...")
def max_(run: Run, items: list[Any]) -> Any:
    return _extreme(run, items, lambda new, best: ordered(lambda a, b: a > b, new, best))


def _extreme(run: Run, items: list[Any], better: Callable[[Any, Any], bool | None]) -> Any:
    run.spend(len(items))
    if not items:
        return None
    best = items[0]
    for item in items:
        verdict = better(item, best)
        if verdict is None:
            return run.warn("列表成员无法比较大小", "the members have no common order")
        best = item if verdict else best
    return best


@builtin("sublist", "list: list, start position: number, length?: number")
def sublist(run: Run, items: list[Any], start: Decimal, length: Decimal | None = None) -> list[Any] | None:
    at = _index(run, items, start)
    if at is None or (length is not None and not 1 <= length <= len(items) - at):
        return run.warn("sublist 的位置在列表之外", "sublist outside the list") if at is not None else None
    return run.grown(items[at:] if length is None else items[at : at + int(length)])


def _index(run: Run, items: list[Any], position: Decimal) -> int | None:
    if position != position.to_integral_value() or not 1 <= abs(position) <= len(items):
        return run.warn(f"列表没有第 {position} 项", f"the list has no member {position}")
    at = int(position)
    return at - 1 if at > 0 else len(items) + at


@builtin("append", "list: list, item*")
def append(run: Run, items: list[Any], *more: Any) -> list[Any]:
    return run.grown([*items, *more])


@builtin("concatenate", "list*")
def concatenate(run: Run, *lists: Any) -> list[Any] | None:
    joined = _joined(run, lists)
    return None if joined is None else run.grown(joined)


@builtin("union", "list*")
def union(run: Run, *lists: Any) -> list[Any] | None:
    joined = _joined(run, lists)
    return None if joined is None else _distinct(run, joined)


def _joined(run: Run, lists: tuple[Any, ...]) -> list[Any] | None:
    """All members, counted before the new list is made."""
    if None in lists:
        return run.warn("有一项是空值而不是列表", "one argument is null and no list")
    parts = [value if type(value) is list else [value] for value in lists]
    run.spend(sum(len(part) for part in parts))
    return [item for part in parts for item in part]


@builtin("distinct values", "list: list")
def distinct_values(run: Run, items: list[Any]) -> list[Any]:
    return _distinct(run, items)


def _distinct(run: Run, items: list[Any]) -> list[Any]:
    kept: list[Any] = []
    for item in items:
        run.spend(len(kept) // 4 + 1)
        if not any(equal(item, other, run.spend) is True for other in kept):
            kept.append(item)
    return kept


@builtin("insert before", "list: list, position: number, newItem: any")
def insert_before(run: Run, items: list[Any], position: Decimal, new_item: Any) -> list[Any] | None:
    at = _index(run, items, position)
    return None if at is None else run.grown([*items[:at], new_item, *items[at:]])


@builtin("remove", "list: list, position: number")
def remove(run: Run, items: list[Any], position: Decimal) -> list[Any] | None:
    at = _index(run, items, position)
    return None if at is None else run.grown([*items[:at], *items[at + 1 :]])


@builtin("list replace", "list: list, position: number, newItem: any")
def list_replace(run: Run, items: list[Any], position: Decimal, new_item: Any) -> list[Any] | None:
    at = _index(run, items, position)
    return None if at is None else run.grown([*items[:at], new_item, *items[at + 1 :]])


@builtin("list replace", "list: list, match: function, newItem: any")
def list_replace_matching(run: Run, items: list[Any], match: Function, new_item: Any) -> list[Any] | None:
    result: list[Any] = []
    for item in items:
        verdict = run.call(match, [item, new_item])
        if type(verdict) is not bool:
            return run.warn("list replace 的函数没有给出真假", "the function of list replace gave no truth value")
        result.append(new_item if verdict else item)
    return result


@builtin("reverse", "list: list")
def reverse(run: Run, items: list[Any]) -> list[Any]:
    return run.grown(items[::-1])


@builtin("index of", "list: list, match: any")
def index_of(run: Run, items: list[Any], match: Any) -> list[Any]:
    run.spend(len(items))
    return [Decimal(at) for at, item in enumerate(items, 1) if equal(item, match, run.spend) is True]


@builtin("flatten", "list: list")
def flatten(run: Run, items: list[Any]) -> list[Any]:
    flat: list[Any] = []
    _flatten(run, items, flat, 0)
    return flat


def _flatten(run: Run, items: list[Any], flat: list[Any], depth: int) -> None:
    if depth > limits.DATA_DEPTH or len(flat) > limits.LIST:
        raise FeelLimitError("列表过大或嵌套过深", "list too large or nested too deeply")
    run.spend(len(items) + 1)
    for item in items:
        if type(item) is list:
            _flatten(run, item, flat, depth + 1)
        else:
            flat.append(item)


@builtin("sort", "list: list, precedes?: function")
def sort(run: Run, items: list[Any], precedes: Function | None = None) -> list[Any] | None:
    """Stable. Without a function the natural order is used, and there is none when the kinds differ."""

    def before(one: Any, other: Any) -> bool:
        run.spend(1)
        verdict = ordered(lambda a, b: a < b, one, other) if precedes is None else run.call(precedes, [one, other])
        if type(verdict) is not bool:
            raise ValueError("no order")
        return verdict

    return sorted(items, key=cmp_to_key(lambda one, other: -1 if before(one, other) else int(before(other, one))))
