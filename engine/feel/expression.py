"""Compiled expressions and unary tests: what the other rooms hold and call."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from engine.feel.builtins import BUILTINS
from engine.feel.compiler import compile_tree
from engine.feel.compiler.core import Compiled
from engine.feel.errors import FeelLimitError
from engine.feel.runtime import Frame, HostFunction, Run
from engine.feel.syntax.parser import parse, parse_tests
from engine.feel.values.reading import check_size

Scope = Mapping[str, Any]
Functions = Mapping[str, HostFunction]
_SPACED = frozenset(name for name in BUILTINS if " " in name)


@dataclass(frozen=True, slots=True)
class Result:
    """A value, and the reasons why something on the way to it became null (Chinese / English)."""

    value: Any
    warnings: tuple[str, ...]


class Expression:
    """A compiled FEEL expression. ``names``: variables it reads; ``calls``: functions it needs that are not built in.

    A name used inside a filter may be a member of the filtered items, so it is in ``names`` only when it was given to
    ``compile`` as known.
    """

    __slots__ = ("_code", "calls", "names", "text")

    def __init__(self, text: str, compiled: Compiled) -> None:
        self.text = text
        self.names = compiled.names
        self.calls = compiled.calls
        self._code = compiled.code

    def __call__(self, scope: Scope, functions: Functions | None = None, now: datetime | None = None) -> Any:
        """The value; null where something went wrong. Raises only FeelLimitError."""
        return self.within(scope, Run(functions, now))

    def evaluate(self, scope: Scope, functions: Functions | None = None, now: datetime | None = None) -> Result:
        """The value with its warnings."""
        run = Run(functions, now)
        return Result(self.within(scope, run), tuple(run.warnings))

    def within(self, scope: Scope, run: Run) -> Any:
        """The value as part of a larger evaluation: its work and warnings are counted there."""
        value = _guarded(self._code, Frame(scope, None, run))
        if type(value) is list or type(value) is dict:
            check_size(value)
        return value

    def __repr__(self) -> str:
        return f"<FEEL {self.text!r}>"


class UnaryTests:
    """Compiled unary tests, such as a cell of a decision table. The tested value is also called ``?``."""

    __slots__ = ("_code", "calls", "names", "text")

    def __init__(self, text: str, compiled: Compiled) -> None:
        self.text = text
        self.names = compiled.names - {"?"}
        self.calls = compiled.calls
        self._code = compiled.code

    def __call__(
        self, value: Any, scope: Scope, functions: Functions | None = None, now: datetime | None = None
    ) -> bool | None:
        """Does the value pass? None when that cannot be said."""
        return self.within(value, scope, Run(functions, now))

    def within(self, value: Any, scope: Scope, run: Run) -> bool | None:
        """The same as part of a larger evaluation."""
        frame = Frame({"?": run.read(value)}, Frame(scope, None, run), run)
        verdict: bool | None = _guarded(self._code, frame)
        return verdict

    def __repr__(self) -> str:
        return f"<FEEL tests {self.text!r}>"


def _guarded(code: Callable[[Frame], Any], frame: Frame) -> Any:
    try:
        return code(frame)
    except RecursionError:
        raise FeelLimitError("嵌套过深", "nested too deeply") from None


def compile(text: str, names: Collection[str] = ()) -> Expression:  # the word FEEL users expect
    """Compile an expression; cached. ``names`` are known names, needed where they hold symbols or keywords.

    A leading ``=`` is allowed. Raises FeelSyntaxError or FeelLimitError.
    """
    return _compile(text, frozenset(names))


@lru_cache(maxsize=8192)
def _compile(text: str, names: frozenset[str]) -> Expression:
    body = text.strip().removeprefix("=")
    tree = _read(parse, body, names)
    return Expression(text, _guarded_compile(tree, names))


def compile_unary(text: str, names: Collection[str] = ()) -> UnaryTests:
    """Compile unary tests; cached. Raises FeelSyntaxError or FeelLimitError."""
    return _compile_unary(text, frozenset(names))


@lru_cache(maxsize=8192)
def _compile_unary(text: str, names: frozenset[str]) -> UnaryTests:
    tree = _read(parse_tests, text, names)
    return UnaryTests(text, _guarded_compile(tree, names, tests=True))


def _read(parser: Callable[..., Any], text: str, names: frozenset[str]) -> Any:
    try:
        return parser(text, names | _SPACED)
    except RecursionError:
        raise FeelLimitError("嵌套过深", "nested too deeply") from None


def _guarded_compile(tree: Any, names: frozenset[str], *, tests: bool = False) -> Compiled:
    try:
        return compile_tree(tree, names, implied=tests)
    except RecursionError:
        raise FeelLimitError("嵌套过深", "nested too deeply") from None
