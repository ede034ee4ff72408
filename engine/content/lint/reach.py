"""Every element can be reached from a start, and an end can be reached from every element."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.content.codes import declare
from engine.content.lint.context import Context
from engine.content.vocabulary import SUBPROCESSES
from engine.model.definition import Node, Process
from engine.model.errors import Problem

UNREACHABLE = declare(
    "unreachable", "从开始事件到不了“{name}”", "{name} cannot be reached from any start event",
    "a task without an incoming flow",
    basis="10.5.2: without a Start Event, what has no incoming Sequence Flow begins with the Process; beside a "
          "Start Event everything else is to be reached, so that no case passes by what was drawn.",
)
DEAD_END = declare(
    "dead-end", "从“{name}”到不了任何结束事件", "No end event can be reached from {name}",
    "a task without an outgoing flow, a loop without an exit", house=True,
    basis='10.5.3: "If there is a Start Event, then there MUST be at least one End Event."',
)

Edges = Mapping[str, set[str]]


def unreachable(process: Process, _: Context) -> Iterator[Problem]:
    """Elements no case ever comes to."""
    reached = _closure(_entries(process, process.id), _forward(process))
    for node in process.nodes.values():
        if node.id not in reached:
            yield UNREACHABLE.at(process.file, node.line, node.id, name=node.name or node.id)


def dead_ends(process: Process, _: Context) -> Iterator[Problem]:
    """Elements at which a case is stuck. Only where it sticks is reported, not every step before."""
    edges = _within_scope(process)
    ends = {node.id for node in process.nodes.values() if _is_end(process, node)}
    stuck = {node.id for node in process.nodes.values() if not edges[node.id] and node.id not in ends}
    backward = _reversed(edges)
    alive = _closure(ends | stuck, backward)
    for node in process.nodes.values():
        if node.id in stuck or node.id not in alive:
            yield DEAD_END.at(process.file, node.line, node.id, name=node.name or node.id)


def _is_end(process: Process, node: Node) -> bool:
    """End events, and what by nature has no way out: event subprocesses, link throws, ad hoc and compensating work."""
    scope = process.nodes.get(node.scope)
    return (
        node.kind == "endEvent" or node.triggered_by_event or node.for_compensation
        or (node.kind == "intermediateThrowEvent" and node.event.kind == "link")
        or (node.kind == "boundaryEvent" and node.event.kind == "compensate")
        or (scope is not None and scope.kind == "adHocSubProcess")
    )


def _entries(process: Process, scope: str) -> set[str]:
    """Where a scope begins: start events (else what nothing leads to) and event subprocesses."""
    inside = [node for node in process.nodes.values() if node.scope == scope]
    starts = {node.id for node in inside if node.kind == "startEvent"}
    loose = {
        node.id for node in inside
        if not node.incoming and node.kind != "boundaryEvent" and not node.for_compensation
    }
    instantiating = {node.id for node in inside if node.instantiate}
    return ((starts | instantiating) or loose) | {node.id for node in inside if node.triggered_by_event}


def _within_scope(process: Process) -> dict[str, set[str]]:
    """Steps by flow, by boundary event and by link, without entering subprocesses."""
    edges: dict[str, set[str]] = {node_id: set() for node_id in process.nodes}
    for flow in process.flows.values():
        if flow.source in edges and flow.target in edges:
            edges[flow.source].add(flow.target)
    catches = {node.event.name: node.id for node in process.nodes.values() if _is_link(node, "intermediateCatchEvent")}
    for node in process.nodes.values():
        if node.attached_to in edges:
            edges[node.attached_to].add(node.id)
        if node.handler in edges:
            edges[node.id].add(node.handler)
        if _is_link(node, "intermediateThrowEvent") and node.event.name in catches:
            edges[node.id].add(catches[node.event.name])
    return edges


def _is_link(node: Node, kind: str) -> bool:
    return node.kind == kind and node.event.kind == "link"


def _forward(process: Process) -> dict[str, set[str]]:
    """Steps including those into a subprocess."""
    edges = _within_scope(process)
    for node in process.nodes.values():
        if node.kind in SUBPROCESSES:
            edges[node.id] |= _entries(process, node.id)
    return edges


def _reversed(edges: Edges) -> dict[str, set[str]]:
    back: dict[str, set[str]] = {node: set() for node in edges}
    for source, targets in edges.items():
        for target in targets:
            back[target].add(source)
    return back


def _closure(roots: Iterable[str], edges: Edges) -> set[str]:
    seen = set(roots)
    queue = list(seen)
    while queue:
        for target in edges[queue.pop()] - seen:
            seen.add(target)
            queue.append(target)
    return seen
