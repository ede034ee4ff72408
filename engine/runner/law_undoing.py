"""The checks of compensation and transactions."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.definition import Node
from engine.runner.graph import Graph, Part, Scope
from engine.runner.kinds import ACTIVITIES

Fault = tuple[str, str]
_THROWING = frozenset({"endEvent", "intermediateThrowEvent"})


def undoing_faults(part: Part, scope: Scope, graph: Graph) -> Iterator[Fault]:
    """Handlers stand where they can run, throws name what exists, cancellation belongs to a transaction."""
    node, kinds = part.node, {event.kind for event in part.node.event.all}
    if node.for_compensation and (part.edges or part.incoming or part.guards):
        yield "compensation-flow", ""
    if node.kind == "boundaryEvent" and kinds == {"compensate"}:
        yield from _handler_faults(part, scope)
    if node.kind in _THROWING:
        for event in node.event.all:
            if event.activity and not _is_near(event.activity, scope, graph):
                yield "compensation-target", event.activity
    if "cancel" in kinds:
        yield from _cancel_faults(node, scope, graph)


def _handler_faults(part: Part, scope: Scope) -> Iterator[Fault]:
    handler = scope.parts.get(part.node.handler)
    if handler is None or not handler.node.for_compensation or part.edges:
        yield "compensation-handler", ""


def _is_near(activity: str, scope: Scope, graph: Graph) -> bool:
    """Is the activity in the scope, or in the one around an event subprocess?"""
    while True:
        found = scope.parts.get(activity)
        if found is not None:
            return found.node.kind in ACTIVITIES
        outer = graph.scopes.get(scope.outer)
        if outer is None or not outer.parts[scope.id].node.triggered_by_event:
            return False
        scope = outer


def _cancel_faults(node: Node, scope: Scope, graph: Graph) -> Iterator[Fault]:
    if node.kind == "boundaryEvent":
        host = scope.parts.get(node.attached_to)
        if host is None or host.node.kind != "transaction":
            yield "cancel-event", ""
        return
    while scope.outer:
        outer = graph.scopes[scope.outer]
        around = outer.parts[scope.id]
        if around.node.kind == "transaction":
            if not any(outer.parts[guard].node.event.kind == "cancel" for guard in around.guards):
                yield "cancel-event", ""
            return
        scope = outer
    yield "cancel-event", ""
