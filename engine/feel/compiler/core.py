"""The compiler itself: dispatch by node, the static picture of frames, and what the expression uses from outside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from engine.feel import limits
from engine.feel.errors import FeelLimitError
from engine.feel.runtime import Code
from engine.feel.syntax.nodes import Node

N = TypeVar("N", bound=Node)
_RULES: dict[type[Node], Callable[..., Code]] = {}


class Level:
    """One frame as known at compile time. ``dynamic``: its names are known only when running (members in a filter)."""

    __slots__ = ("dynamic", "names")

    def __init__(self, names: Collection[str], *, dynamic: bool = False) -> None:
        self.names = set(names)
        self.dynamic = dynamic


@dataclass(frozen=True, slots=True)
class Compiled:
    """The closure, the names it reads from the host's scope, and the functions it wants from the host."""

    code: Code
    names: frozenset[str]
    calls: frozenset[str]


class Compiler:
    """Compiles one tree."""

    def __init__(self, known: Collection[str]) -> None:
        self.known = frozenset(known)
        self.levels: list[Level] = []
        self.names: set[str] = set()
        self.calls: set[str] = set()
        self.nodes = 0
        self._depth = 0

    def compile(self, node: Node) -> Code:
        """The closure of a node."""
        if self._depth >= limits.CHAIN:
            raise FeelLimitError(f"语法树超过 {limits.CHAIN} 层", f"syntax tree deeper than {limits.CHAIN}")
        self._depth += 1
        self.nodes += 1
        try:
            return _RULES[type(node)](self, node)
        finally:
            self._depth -= 1

    def weighed(self, node: Node) -> tuple[Code, int]:
        """The closure and its weight: how many nodes one evaluation of it may touch, loops inside not counted."""
        before = self.nodes
        code = self.compile(node)
        return code, self.nodes - before

    @contextmanager
    def level(self, names: Collection[str] = (), *, dynamic: bool = False) -> Iterator[Level]:
        """One more frame while compiling what is inside."""
        level = Level(names, dynamic=dynamic)
        self.levels.append(level)
        try:
            yield level
        finally:
            self.levels.pop()

    def find(self, name: str) -> tuple[int, bool]:
        """How many frames out the name is bound, and whether a frame on the way may bind it only when running."""
        dynamic = False
        for hops, level in enumerate(reversed(self.levels)):
            if name in level.names:
                return hops, dynamic
            dynamic = dynamic or level.dynamic
        return len(self.levels), dynamic

    def is_bound(self, name: str) -> bool:
        """Is it bound inside the expression?"""
        return any(name in level.names for level in self.levels)

    def use(self, name: str, *, dynamic: bool) -> None:
        """Note a name read from the host. In a filter it may be a member, so there only known names count."""
        if not dynamic or name in self.known:
            self.names.add(name)


def rule(node: type[N]) -> Callable[[Callable[[Compiler, N], Code]], Callable[[Compiler, N], Code]]:
    """Register how a kind of node compiles."""

    def register(function: Callable[[Compiler, N], Code]) -> Callable[[Compiler, N], Code]:
        _RULES[node] = function
        return function

    return register


def compile_tree(node: Node, known: Collection[str] = (), *, implied: bool = False) -> Compiled:
    """Compile a whole tree; ``implied``: its outermost frame holds the tested value as ``?``."""
    compiler = Compiler(known)
    if implied:
        compiler.levels.append(Level({"?"}))
    code = compiler.compile(node)
    return Compiled(code, frozenset(compiler.names), frozenset(compiler.calls))
