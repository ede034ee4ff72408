"""What lives for one evaluation: the frames of names, the count of work, and the warnings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from engine.feel import limits
from engine.feel.errors import FeelLimitError
from engine.feel.values.kinds import Function, kind_of
from engine.feel.values.reading import PLAIN, read

_SHOWN = 200
HostFunction = Callable[..., Any]


class NamedType(Protocol):
    """A type of the host, such as an item definition of DMN."""

    def has_shape(self, value: Any, run: Run) -> bool:
        """Is the value of this type, constraints on it left aside?"""
        ...


class Run:
    """One evaluation. ``now`` is the only clock FEEL sees."""

    __slots__ = ("_left", "_read", "calls", "functions", "now", "types", "warnings")

    def __init__(
        self, functions: Mapping[str, HostFunction] | None, now: datetime | None,
        types: Mapping[str, NamedType] | None = None,
    ) -> None:
        self.functions = functions
        self.now = now
        self.types = types or {}
        self.calls = 0
        self.warnings: list[str] = []
        self._left = limits.STEPS
        self._read: dict[int, tuple[Any, Any]] | None = None  # keeps the host's value alive, so its id stays its own

    def spend(self, steps: int) -> None:
        """Count work done; raises FeelLimitError when the evaluation has worked enough."""
        self._left -= steps
        if self._left < 0:
            raise FeelLimitError(f"运算超过 {limits.STEPS} 步", f"more than {limits.STEPS} steps of work")

    def warn(self, zh: str, en: str) -> Any | None:
        """Note why something is about to become null, and return that null."""
        if len(self.warnings) < limits.WARNINGS:
            self.warnings.append(f"{zh[:_SHOWN]} / {en[:_SHOWN]}")
        return None

    def read(self, value: Any) -> Any:
        """A host value as FEEL value. A container is converted once, however often it is read."""
        kind = type(value)
        if kind in PLAIN:
            return value
        if kind is Decimal or kind is int or not isinstance(value, Mapping | list | tuple):
            return self._read_object(value)
        if self._read is None:
            self._read = {}
        known = self._read.get(id(value))
        if known is None:
            known = self._read[id(value)] = (value, read(value))
        return known[1]

    def _read_object(self, value: Any) -> Any:
        result = read(value)
        if result is None:
            name = type(value).__name__
            self.warn(f"无法使用的值({name})", f"a value FEEL cannot use ({name})")
        return result

    def call(self, function: Function, args: list[Any]) -> Any:
        """Call a function value by position."""
        if self.calls >= limits.CALLS:
            raise FeelLimitError(f"函数互相调用超过 {limits.CALLS} 层", f"functions calling deeper than {limits.CALLS}")
        self.calls += 1
        self.spend(1)
        try:
            return function.code(self, args)
        finally:
            self.calls -= 1

    def call_named(self, function: Function, given: dict[str, Any]) -> Any:
        """Call a function value by name; a parameter left out is null."""
        if function.named is not None:
            self.spend(1)
            return function.named(self, given)
        if not given.keys() <= set(function.params):
            return self.warn("参数名称不符", "the argument names do not fit")
        return self.call(function, [given.get(name) for name in function.params])

    def grown(self, items: list[Any]) -> list[Any]:
        """A new list, its size checked and its members counted as work."""
        if len(items) > limits.LIST:
            raise FeelLimitError(f"列表超过 {limits.LIST} 项", f"a list of more than {limits.LIST} members")
        self.spend(len(items))
        return items

    def is_named(self, name: str, value: Any) -> bool:
        """Is the value of the host's type of that name? Of none, with a warning, when there is no such type."""
        kind = self.types.get(name)
        if kind is None:
            self.warn(f"未知类型“{name}”", f'unknown type "{name}"')
            return False
        return kind.has_shape(value, self)

    def unfit(self, operator: str, *values: Any) -> Any | None:
        """Warn that an operator does not fit its operands; returns null."""
        kinds = ", ".join(kind_of(value) for value in values)
        return self.warn(f"运算 {operator} 不适用于 {kinds}", f"operator {operator} does not apply to {kinds}")


class Frame:
    """Names bound at one level; ``outer`` is the level around it. The outermost holds the variables of the host."""

    __slots__ = ("outer", "run", "vars")

    def __init__(self, vars_: Mapping[str, Any], outer: Frame | None, run: Run) -> None:
        self.vars = vars_
        self.outer = outer
        self.run = run


Code = Callable[[Frame], Any]
MISSING: Any = object()
