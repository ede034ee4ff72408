"""Equality, identity and order (DMN 1.5, table 49 and 10.3.2.3), three-valued: values of unlike kinds give None."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from operator import ge, gt, le, lt
from typing import Any

from engine.feel.values.kinds import LONG, ORDERED, Function, LongDateTime, LongTime, Range, kind_of
from engine.feel.values.longs import placed, rank
from engine.feel.values.zones import offset_of, seconds_of

Order = Callable[[Any, Any], bool]
Spend = Callable[[int], None]
_CLOCKED = frozenset({time, datetime, LongTime, LongDateTime})
ORDERS: dict[str, Order] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def equal(left: Any, right: Any, spend: Spend) -> bool | None:
    """``=``: False for null against a value, None for values of unlike kinds. ``spend`` is told the work on containers.

    Members may be shared many times over, so that a small list can be gigantic to walk.
    """
    kind = type(left)
    if kind is not type(right):
        return _unlike(left, right)
    if kind is list:
        return _all_equal(left, right, spend) if len(left) == len(right) else False
    if kind is dict:
        same_keys = left.keys() == right.keys()
        return _all_equal(left.values(), [right[key] for key in left], spend) if same_keys else False
    if kind is Range:
        return _same_range(left, right, spend)
    if kind in _CLOCKED:
        return _same_moment(left, right)
    if kind is Function:
        return _same_function(left, right)
    return bool(left == right)


def _unlike(left: Any, right: Any) -> bool | None:
    """Values of unlike types, which are of one kind only when one of them is too long for the other's type."""
    if left is None or right is None:
        return False
    if kind_of(left) != kind_of(right):
        return None
    return _same_moment(left, right) if type(left) in _CLOCKED else False


def _all_equal(left: Any, right: Any, spend: Spend) -> bool | None:
    unknown = False
    spend(len(left) + 1)
    for one, other in zip(left, right, strict=True):
        verdict = equal(one, other, spend)
        if verdict is False:
            return False
        unknown = unknown or verdict is None
    return None if unknown else True


def _same_range(left: Range, right: Range, spend: Spend) -> bool | None:
    if (left.start_included, left.end_included) != (right.start_included, right.end_included):
        return False
    return _all_equal([left.start, left.end], [right.start, right.end], spend)


def _same_function(left: Function, right: Function) -> bool:
    """Of the same parameters, body and scope (DMN 1.5, table 53)."""
    if left is right:
        return True
    if left.origin is None or right.origin is None:
        return False
    return left.origin[1] is right.origin[1] and bool(left.origin[0] == right.origin[0])


def _same_moment(left: Any, right: Any) -> bool:
    left, right = _in_one_zone(left, right)
    if type(left) in LONG or type(right) in LONG:
        return rank(left) == rank(right)
    return bool(instant(left) == instant(right))


def _in_one_zone(left: Any, right: Any) -> tuple[Any, Any]:
    """A local moment is taken to be in the zone of the other (DMN 1.5, table 54)."""
    if left.tzinfo is None and right.tzinfo is not None:
        return placed(left, right.tzinfo), right
    if right.tzinfo is None and left.tzinfo is not None:
        return left, placed(right, left.tzinfo)
    return left, right


def instant(value: Any) -> Any:
    """What orders the value among its type: for a time its distance from midnight in UTC, else the value itself."""
    if type(value) is time:
        offset = offset_of(value)
        return seconds_of(value) - offset if offset is not None else seconds_of(value)
    return value


def ordered(order: Order, left: Any, right: Any) -> bool | None:
    """``left < right`` and its kin; None when the two have no common order."""
    kind = type(left)
    if kind not in ORDERED or (kind is not type(right) and kind_of(left) != kind_of(right)):
        return None
    if kind in _CLOCKED:
        left, right = _in_one_zone(left, right)
    if kind in LONG or type(right) in LONG:
        return order(rank(left), rank(right))
    return order(instant(left), instant(right)) if kind in _CLOCKED else order(_key(left), _key(right))


def _key(value: Any) -> Any:
    return getattr(value, "months", value)


def within(value: Any, interval: Range) -> bool | None:
    """Is the value inside? An end of null is open: everything is on its right side."""
    low = True if interval.start is None else ordered(ge if interval.start_included else gt, value, interval.start)
    if low is False:
        return False
    high = True if interval.end is None else ordered(le if interval.end_included else lt, value, interval.end)
    if high is False:
        return False
    return None if low is None or high is None else True


def identical(left: Any, right: Any, spend: Spend) -> bool:
    """``is(left, right)``: same kind and same parts, so ``time("23:00:50Z")`` is not ``time("23:00:50")``."""
    if type(left) is not type(right):
        return False
    if type(left) in (LongTime, LongDateTime):
        return rank(left) == rank(right) and offset_of(left) == offset_of(right)
    if type(left) in _CLOCKED:
        return left.replace(tzinfo=None) == right.replace(tzinfo=None) and offset_of(left) == offset_of(right)
    return equal(left, right, spend) is True
