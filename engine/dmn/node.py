"""A node of the requirement graph, and what its logic may speak of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from engine.dmn.item_types import ItemType
from engine.dmn.model import Evaluation
from engine.dmn.xml import Element, tag


@dataclass(slots=True, eq=False)
class Node:
    """One node. ``value`` computes it for an evaluation, once per evaluation.

    ``path`` names the imports that lead to its model; ``label`` is the import's name where it is imported directly.
    """

    id: str
    element: Element
    name: str
    type: ItemType | None
    path: tuple[str, ...] = ()
    namespace: str = ""
    requires: list[Requirement] = field(default_factory=list)
    parts: dict[str, list[Node]] = field(default_factory=dict)
    """What a decision service is made of: its output and input decisions and its input data."""
    value: Callable[[Evaluation], Any] = lambda _: None

    @property
    def key(self) -> tuple[str, ...]:
        """Tells the node from all others of the evaluation, an imported one once for each way it is reached."""
        return (*self.path, self.id)

    @property
    def kind(self) -> str:
        return tag(self.element)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A node required, and the name of the import it comes by (empty: none)."""

    node: Node
    label: str = ""


def inputs_of(node: Node) -> list[str]:
    """Names of the input data a node needs, through what it requires too."""
    names: set[str] = set()
    pending, seen = [node], set[tuple[str, ...]]()
    while pending:
        current = pending.pop()
        if current.key in seen:
            continue
        seen.add(current.key)
        pending.extend(one.node for one in current.requires)
        if current.kind == "inputData":
            names.add(current.name)
    return sorted(names)


def names_in_scope(node: Node) -> list[str]:
    """Names a node's logic may use: what it requires, or the name of the import it comes by."""
    return list(dict.fromkeys(one.label or one.node.name for one in node.requires))


def values_in_scope(node: Node, value_of: Callable[[Node], Any]) -> dict[str, Any]:
    """The same with their values; what comes by an import is a member of the import's context."""
    values: dict[str, Any] = {}
    for one in node.requires:
        place = values.setdefault(one.label, {}) if one.label else values
        place[one.node.name] = value_of(one.node)
    return values
