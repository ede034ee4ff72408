"""Hit policies: which of the matching rules count, in which order, and how they are put together (DMN 1.5, 8.2.10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.dmn.model import RuleHit
from engine.feel.builtins import BUILTINS
from engine.feel.runtime import Run
from engine.feel.values.compare import equal


@dataclass(frozen=True, slots=True)
class Hit:
    """A matching rule with its results, one for each output."""

    rule: RuleHit
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rules that count. ``failed``: the table breaks its own policy, so the value is null."""

    hits: list[Hit]
    single: bool
    failed: bool = False


Orders = list[Any]


def _unique(hits: list[Hit], run: Run, _: Orders) -> Chosen:
    if len(hits) > 1:
        rules = ", ".join(str(hit.rule.index) for hit in hits)
        run.warn(f"唯一命中的表有多条规则匹配:{rules}", f"several rules match in a UNIQUE table: {rules}")
    return Chosen(hits, single=True, failed=len(hits) > 1)


def _any(hits: list[Hit], run: Run, _: Orders) -> Chosen:
    first = list(hits[0].values)
    agree = all(equal(first, list(hit.values), run.spend) is True for hit in hits[1:])
    if not agree:
        run.warn("任意命中的表规则结果不一致", "the matching rules of an ANY table disagree")
    return Chosen(hits[:1] if agree else hits, single=True, failed=not agree)


def _first(hits: list[Hit], _: Run, __: Orders) -> Chosen:
    return Chosen(hits[:1], single=True)


def _priority(hits: list[Hit], run: Run, orders: Orders) -> Chosen:
    return Chosen(_ranked(hits, run, orders)[:1], single=True)


def _output_order(hits: list[Hit], run: Run, orders: Orders) -> Chosen:
    return Chosen(_ranked(hits, run, orders), single=False)


def _rule_order(hits: list[Hit], _: Run, __: Orders) -> Chosen:
    return Chosen(hits, single=False)


def _ranked(hits: list[Hit], run: Run, orders: Orders) -> list[Hit]:
    """By the output values, the first column counting most; rules of equal rank stay in order."""

    def rank(hit: Hit) -> list[int]:
        return [_place(value, order, run) for value, order in zip(hit.values, orders, strict=True)]

    run.spend(len(hits))
    return sorted(hits, key=rank)


def _place(value: Any, order: Any, run: Run) -> int:
    values = order if type(order) is list else []
    places = (at for at, other in enumerate(values) if equal(value, other, run.spend) is True)
    return next(places, len(values))


Policy = Callable[[list[Hit], Run, Orders], Chosen]
POLICIES: dict[str, Policy] = {
    "UNIQUE": _unique,
    "ANY": _any,
    "FIRST": _first,
    "PRIORITY": _priority,
    "RULE ORDER": _rule_order,
    "OUTPUT ORDER": _output_order,
    "COLLECT": _rule_order,
}
RANKED = frozenset({"PRIORITY", "OUTPUT ORDER"})
AGGREGATIONS = {"SUM": "sum", "MIN": "min", "MAX": "max", "COUNT": "count"}


def aggregate(aggregation: str, values: list[Any], run: Run) -> Any:
    """``C+ C< C> C#`` of the rules that match, of which there is one at least."""
    if aggregation == "COUNT":
        return Decimal(len(values))
    return BUILTINS[AGGREGATIONS[aggregation]].prepare(1, ())(run, [values])
