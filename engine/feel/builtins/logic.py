"""Truth values (DMN 1.5, 10.3.4.2 and table 75)."""

from __future__ import annotations

from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.runtime import Run
from engine.feel.values.compare import identical


@builtin("not", "negand: boolean")
def not_(_: Run, negand: bool) -> bool:
    return not negand


@builtin("not", "negand: null")
def not_null(_: Run, __: None) -> None:
    return None


@builtin("is", "value1: any, value2: any")
def is_(run: Run, value1: Any, value2: Any) -> bool:
    return identical(value1, value2, run.spend)


@builtin("all", "list...")
def all_(run: Run, items: list[Any]) -> bool | None:
    return _decide(run, items, decisive=False)


@builtin("any", "list...")
def any_(run: Run, items: list[Any]) -> bool | None:
    return _decide(run, items, decisive=True)


def _decide(run: Run, items: list[Any], *, decisive: bool) -> bool | None:
    """One deciding member is enough; else anything that is no truth value leaves the answer open."""
    run.spend(len(items))
    if any(item is decisive for item in items):
        return decisive
    return not decisive if all(type(item) is bool for item in items) else None
