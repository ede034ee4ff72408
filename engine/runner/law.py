"""The checks of a graph: what would run wrongly is refused here, before anything is deployed."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.definition import Node, Process
from engine.model.errors import Problem
from engine.runner.graph import Graph, Part, Scope
from engine.runner.kinds import ACTIVITIES, ALONE, EVENT_KINDS, PASSIVE, SUPPORTED
from engine.runner.law_undoing import undoing_faults
from engine.runner.refusals import refuse

_SPLITS = frozenset({"exclusiveGateway", "inclusiveGateway"})
_EVENT_CODE = {"unresolved": "event-reference"}
_THROWING = frozenset({"endEvent", "intermediateThrowEvent"})
_BEHAVIORS = frozenset({"All", "One", "None", "Complex"})
_TOLD = frozenset({"message", "signal", "escalation", "error"})
Fault = tuple[str, str]


def faults(process: Process, graph: Graph) -> Iterator[Problem]:
    """Every refusal of a graph."""
    for scope in graph.scopes.values():
        owner = process.nodes.get(scope.id)
        for code, what in _scope_faults(scope, owner):
            yield refuse(code, process.file, owner.line if owner else process.line, scope.id, what)
        for part in scope.parts.values():
            for code, what in (*_part_faults(part, scope), *undoing_faults(part, scope, graph)):
                yield refuse(code, process.file, part.node.line, part.id, what)


def _scope_faults(scope: Scope, owner: Node | None) -> Iterator[Fault]:
    if not scope.starts:
        yield "no-start", ""
    if owner is None and scope.undo is not None:
        yield "compensation-process", scope.undo.subprocess
    if owner and owner.kind == "adHocSubProcess":
        if any(part.node.kind in ("startEvent", "endEvent") for part in scope.parts.values()):
            yield "ad-hoc", ""
        return
    starts = [scope.parts[id_].node for id_ in scope.starts if scope.parts[id_].node.kind == "startEvent"]
    if owner and not owner.triggered_by_event and (len(starts) > 1 or any(s.event.kind != "none" for s in starts)):
        yield "subprocess-start", ""
    if owner is None and any(event.kind in PASSIVE for start in starts for event in start.event.all):
        yield "event-kind", "error"


def _part_faults(part: Part, scope: Scope) -> Iterator[Fault]:
    node = part.node
    if node.kind not in SUPPORTED:
        yield "unsupported-element", node.kind
        return
    yield from _event_faults(node)
    yield from _attribute_faults(node)
    yield from _repetition_faults(part)
    yield from _flow_faults(part, scope)
    for each in (*node.data.reads, *node.data.writes):
        if each.missing:
            yield "data-reference", each.missing
    if node.kind == "callActivity" and not node.called:
        yield "call-target", ""


def _event_faults(node: Node) -> Iterator[Fault]:
    if node.kind not in EVENT_KINDS:
        return
    several = len(node.event.all) > 1
    for event in node.event.all:
        if event.kind not in EVENT_KINDS[node.kind]:
            yield _EVENT_CODE.get(event.kind, "event-kind"), event.kind
        elif several and event.kind in (ALONE if node.kind in _THROWING else ALONE | {"compensate", "cancel"}):
            yield "multiple-events", event.kind
        elif node.event.parallel and event.kind in PASSIVE:
            yield "parallel-events", event.kind
        if event.kind == "timer" and not event.timer[1]:
            yield "no-timer", ""


def _attribute_faults(node: Node) -> Iterator[Fault]:
    for name, quantity in (("start", node.start_quantity), ("completion", node.completion_quantity)):
        if quantity < 1:
            yield "quantity", f"{name}Quantity"
    if node.parallel_events and not node.instantiate:
        yield "event-gateway", ""


def _repetition_faults(part: Part) -> Iterator[Fault]:
    multi = part.node.multi
    if multi is not None:
        if multi.behavior not in _BEHAVIORS or any(event.kind not in _TOLD for _, event in multi.throws):
            yield "instance-behavior", ""
        if multi.cardinality.startswith("-"):
            yield "instance-count", ""
        if not multi.collection and not multi.cardinality:
            yield "no-instances", ""
    loop = part.loop
    if loop is not None and (loop.maximum < 0 or (not loop.maximum and not loop.condition)):
        yield "endless-loop", ""


def _flow_faults(part: Part, scope: Scope) -> Iterator[Fault]:
    node = part.node
    if node.kind in _SPLITS and len(part.edges) > 1 and any(not e.condition and not e.default for e in part.edges):
        yield "flow-without-condition", ""
    if node.instantiate and part.incoming:
        yield "instantiate-flow", ""
    if node.kind == "eventBasedGateway" and not all(_can_follow(scope.parts[edge.target]) for edge in part.edges):
        yield "event-gateway-target", ""
    if node.triggered_by_event and (part.edges or part.incoming):
        yield "handler-flow", ""
    if node.kind == "boundaryEvent":
        host = scope.parts.get(node.attached_to)
        if host is None or host.node.kind not in ACTIVITIES or host.node.triggered_by_event:
            yield "boundary-host", ""


def _can_follow(part: Part) -> bool:
    node = part.node
    catches = node.kind == "receiveTask" or (node.kind == "intermediateCatchEvent" and node.event.kind != "link")
    return catches and len(part.incoming) == 1 and node.multi is None and part.loop is None
