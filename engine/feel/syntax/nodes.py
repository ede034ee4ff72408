"""The syntax tree (DMN 1.5, 10.3.1.2): frozen, compared by value, walked by the compiler."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Node:
    """Base of every node."""


@dataclass(frozen=True, slots=True)
class Literal(Node):
    value: Any


@dataclass(frozen=True, slots=True)
class AtLiteral(Node):
    text: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True)
class ListNode(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextNode(Node):
    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class RangeNode(Node):
    start: Node
    end: Node
    start_included: bool
    end_included: bool


@dataclass(frozen=True, slots=True)
class OpenRange(Node):
    """``(< x)``: a range with one end."""

    operator: str
    bound: Node


@dataclass(frozen=True, slots=True)
class Path(Node):
    source: Node
    member: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    source: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    callee: Node
    args: tuple[Node, ...]
    names: tuple[str, ...] = ()
    """Names of the arguments, or empty when they are given by position."""


@dataclass(frozen=True, slots=True)
class Negate(Node):
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Compare(Node):
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Between(Node):
    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Iterator:
    """``name in source`` or ``name in source..end``."""

    name: str
    source: Node
    end: Node | None = None


@dataclass(frozen=True, slots=True)
class For(Node):
    iterators: tuple[Iterator, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    every: bool
    iterators: tuple[Iterator, ...]
    condition: Node


@dataclass(frozen=True, slots=True)
class TypeName:
    """A type as written; ``list<T>``, ``range<T>``, ``context<a: T>`` and ``function<T> -> T`` have parameters."""

    name: str
    params: tuple[TypeName, ...] = ()
    members: tuple[str, ...] = ()
    result: TypeName | None = None
    bracketed: bool = False


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    value: Node
    type: TypeName


@dataclass(frozen=True, slots=True)
class Param:
    name: str
    type: TypeName | None = None


@dataclass(frozen=True, slots=True)
class FunctionNode(Node):
    params: tuple[Param, ...]
    body: Node
    external: bool = False


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """A unary test ``< x``: compares the implied value with ``bound``."""

    operator: str
    bound: Node


@dataclass(frozen=True, slots=True)
class Anything(Node):
    """The unary test ``-``."""


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """A comma list of unary tests; ``negated`` for ``not(...)``."""

    items: tuple[Node, ...]
    negated: bool = False
