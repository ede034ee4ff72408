"""A diagram as the runner executes it: scopes of parts joined by edges, no XML and no SpiffWorkflow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.model.definition import Node


@dataclass(frozen=True)
class Edge:
    """A way out of a part: the sequence flow's id (empty for a link), the part it leads to, its condition (FEEL)."""

    flow: str
    target: str
    condition: str = ""
    default: bool = False


@dataclass(frozen=True)
class Loop:
    """Standard loop: repeat while ``condition`` (FEEL) holds, at most ``maximum`` times (0: no limit)."""

    condition: str
    maximum: int
    test_before: bool


@dataclass(frozen=True)
class Part:
    """One flow node in its place. ``incoming``: flow ids; ``guards``: ids of the boundary events attached to it;
    ``undo``: id of its compensation boundary event.
    """

    node: Node
    edges: tuple[Edge, ...] = ()
    incoming: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    loop: Loop | None = None
    undo: str = ""

    @property
    def id(self) -> str:
        """The element id."""
        return self.node.id


@dataclass(frozen=True)
class Handler:
    """An event subprocess: the part that runs it and the start event that wakes it."""

    subprocess: str
    start: Node


@dataclass(frozen=True)
class Scope:
    """A process or subprocess. ``starts``: parts that get a token when the scope begins. ``outer``: enclosing scope.

    ``undo``: its compensation event subprocess.
    """

    id: str
    parts: Mapping[str, Part]
    starts: tuple[str, ...]
    handlers: tuple[Handler, ...] = ()
    outer: str = ""
    undo: Handler | None = None

    def raced(self, element: str) -> tuple[str, ...]:
        """The events behind an event-based gateway."""
        part = self.parts[element]
        return tuple(edge.target for edge in part.edges) if part.node.kind == "eventBasedGateway" else ()

    def reaching(self, targets: frozenset[str], avoiding: str, *, guards: bool) -> set[str]:
        """Parts from which a token can come to one of ``targets`` without visiting ``avoiding``.

        ``guards``: whether a token may also leave an activity through its boundary events.
        """
        sources: dict[str, set[str]] = {}
        for part in self.parts.values():
            for target in self._next(part, guards):
                sources.setdefault(target, set()).add(part.id)
        found, open_ = set(targets), list(targets)
        while open_:
            for source in sources.get(open_.pop(), ()):
                if source not in found and source != avoiding:
                    found.add(source)
                    open_.append(source)
        return found

    def _next(self, part: Part, guards: bool) -> Iterator[str]:
        yield from (edge.target for edge in part.edges)
        if guards:
            yield from part.guards


@dataclass(frozen=True)
class Graph:
    """A whole diagram: its scopes by id (the process and every subprocess)."""

    root: str
    file: str
    scopes: Mapping[str, Scope]
    home: Mapping[str, str] = field(default_factory=dict)

    def path(self, element: str) -> list[str]:
        """Scope ids from the process down to the scope that holds ``element``."""
        found, scope = [], self.home[element]
        while scope:
            found.append(scope)
            scope = self.scopes[scope].outer
        return found[::-1]
