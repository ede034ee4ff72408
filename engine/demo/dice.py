"""Chance, made repeatable: one source of randomness for the whole year, and its functions for FEEL."""

from __future__ import annotations

import random  # noqa: TID251 - the year's randomness comes from its seed and nowhere else
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from engine.feel import compile

T = TypeVar("T")


class Dice:
    """Draws in the order of asking; the same seed gives the same draws."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a demonstration, not a secret

    def one(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self._random.randrange(len(items))]

    def weighted(self, weights: Mapping[str, int]) -> str:
        """A key, as often as its weight says."""
        return self._random.choices(list(weights), [int(each) for each in weights.values()])[0]

    def whole(self, low: int, high: int) -> int:
        """A whole number between both, both included."""
        return self._random.randint(int(low), int(high))

    def chance(self, share: float) -> bool:
        """True in ``share`` of all cases."""
        return self._random.random() < share

    def share(self, low: float, high: float) -> float:
        """A number between both."""
        return self._random.uniform(low, high)

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """``count`` different items (or all), in their order."""
        chosen = set(self._random.sample(range(len(items)), min(int(count), len(items))))
        return [item for index, item in enumerate(items) if index in chosen]

    def functions(self) -> dict[str, Callable[..., Any]]:
        """The dice as FEEL calls them: ``pick(list)``, ``often({"a": 3, "b": 1})``, ``whole(1, 6)``, ``maybe(0.2)``,
        ``choose(list, n)``."""
        return {
            "pick": lambda items: self.one(list(items)) if items else None,
            "often": self.weighted,
            "whole": lambda low, high: Decimal(self.whole(low, high)),
            "maybe": lambda share: self.chance(float(share)),
            "choose": lambda items, count: self.some(list(items), int(count)),
        }


def value(given: Any, scope: Mapping[str, Any], dice: Dice, now: datetime) -> Any:
    """What a plan's value comes to: FEEL after ``=``, else itself; inside lists and tables, too."""
    if isinstance(given, Mapping):
        return {key: value(each, scope, dice, now) for key, each in given.items()}
    if isinstance(given, list):
        return [value(each, scope, dice, now) for each in given]
    if isinstance(given, str) and given.startswith("="):
        return compile(given)(scope, dice.functions(), now)
    return given
