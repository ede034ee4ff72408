"""Events stand where BPMN lets them stand, with the flows they may have."""

from __future__ import annotations

from collections.abc import Iterator

from engine.content.codes import WARNING, declare
from engine.content.lint.context import Context
from engine.content.vocabulary import ACTIVITIES
from engine.model.definition import Node, Process
from engine.model.errors import Problem

START_INCOMING = declare(
    "start-with-incoming", "开始事件不能有流入线",
    "A start event has no incoming flow", "a loop back to the start event",
    basis='10.5.2: "A Start Event MUST NOT be a target for Sequence Flows; it MUST NOT have incoming Sequence Flows."',
)
END_OUTGOING = declare(
    "end-with-outgoing", "结束事件不能有流出线",
    "An end event has no outgoing flow", "a flow from an end event to a task",
    basis='10.5.3: "An End Event MUST NOT be a source for Sequence Flows; that is, there MUST NOT be outgoing Sequence '
          'Flows."',
)
BOUNDARY_INCOMING = declare(
    "boundary-with-incoming", "边界事件不能有流入线", "A boundary event has no incoming flow",
    "a flow into an event on the border of a task",
    basis='10.5.4: on the boundary of an Activity, an Intermediate Event "MUST NOT be a target for a Sequence Flow".',
)
BOUNDARY_OUTGOING = declare(
    "boundary-without-outgoing", "边界事件应有流出线", "A boundary event leads somewhere",
    "an error event on a task with nothing behind it", house=True,
    basis='10.5.4: "An Intermediate Event MUST be a source for a Sequence Flow."',
)
POSITION = declare(
    "event-position", "{kind} 事件不能用作 {place}", "A {kind} event cannot be a {place}",
    "a terminate event in the middle of a flow",
    basis="10.5.5, Table 10.93: the triggers each kind of event may have, by its position.",
)
CANCEL = declare(
    "cancel-outside-transaction", "取消事件只能用于事务子流程", "A cancel event belongs to a transaction",
    "a cancel end event in a plain subprocess",
    basis="10.5.5: The catch Cancel Intermediate Event MUST only be attached to the boundary of a Transaction "
          "Sub-Process. "
          "The Cancel End Event MUST only be used within a Transaction Sub-Process.",
)
ALWAYS_INTERRUPTS = declare(
    "event-always-interrupts", "{kind} 事件总是中断所附活动", "A {kind} event always interrupts",
    '`cancelActivity="false"` on an error event', WARNING,
    basis="10.5.4: the Error Event and the Cancel Event always interrupt the Activity they are attached to.",
)
HOST = declare(
    "boundary-host", "边界事件不能附着于事件子流程", "A boundary event cannot sit on an event subprocess",
    '`attachedToRef` names a subprocess with `triggeredByEvent="true"`',
    basis="10.3.5: An Event Sub-Process is not part of the normal flow of its parent Process.",
)

_CATCHING = frozenset({"message", "timer", "signal", "conditional", "multiple"})
_ALLOWED = {
    "startEvent": _CATCHING | {"none"},
    "endEvent": frozenset({
        "none", "message", "signal", "error", "escalation", "terminate", "cancel", "compensate", "multiple"}),
    "intermediateCatchEvent": _CATCHING | {"link"},
    "intermediateThrowEvent": frozenset({
        "none", "message", "signal", "escalation", "compensate", "link", "multiple"}),
    "boundaryEvent": _CATCHING | {"error", "escalation", "compensate", "cancel"},
}
_HANDLED = _CATCHING | {"error", "escalation", "compensate"}
"""What may start an event subprocess."""


def flows(process: Process, _: Context) -> Iterator[Problem]:
    """Flows of start, end and boundary events."""
    for node in process.nodes.values():
        if node.kind == "startEvent" and node.incoming:
            yield START_INCOMING.at(process.file, node.line, node.id)
        elif node.kind == "endEvent" and node.outgoing:
            yield END_OUTGOING.at(process.file, node.line, node.id)
        elif node.kind == "boundaryEvent":
            if node.incoming:
                yield BOUNDARY_INCOMING.at(process.file, node.line, node.id)
            if not node.outgoing and node.event.kind != "compensate":
                yield BOUNDARY_OUTGOING.at(process.file, node.line, node.id)


def positions(process: Process, _: Context) -> Iterator[Problem]:
    """Triggers each event may have."""
    for node in process.nodes.values():
        if node.kind in _ALLOWED:
            allowed = _HANDLED if _starts_handler(process, node) else _ALLOWED[node.kind]
            for event in node.event.all:
                if event.kind not in allowed and event.kind != "unresolved":
                    yield POSITION.at(process.file, node.line, node.id, kind=event.kind, place=node.kind)


def cancels(process: Process, _: Context) -> Iterator[Problem]:
    """Cancel events belong to transactions."""
    for node in process.nodes.values():
        if any(event.kind == "cancel" for event in node.event.all):
            owner = process.nodes.get(node.attached_to if node.kind == "boundaryEvent" else node.scope)
            if owner is None or owner.kind != "transaction":
                yield CANCEL.at(process.file, node.line, node.id)


def interruptions(process: Process, _: Context) -> Iterator[Problem]:
    """Error and cancel events on a border interrupt, whatever is written."""
    for node in process.nodes.values():
        if node.kind == "boundaryEvent" and not node.interrupting and node.event.kind in ("error", "cancel"):
            yield ALWAYS_INTERRUPTS.at(process.file, node.line, node.id, kind=node.event.kind)


def hosts(process: Process, _: Context) -> Iterator[Problem]:
    """Boundary events do not sit on event subprocesses."""
    for node in process.nodes.values():
        host = process.nodes.get(node.attached_to)
        if host is not None and host.kind in ACTIVITIES and host.triggered_by_event:
            yield HOST.at(process.file, node.line, node.id)


def _starts_handler(process: Process, node: Node) -> bool:
    owner = process.nodes.get(node.scope)
    return node.kind == "startEvent" and owner is not None and owner.triggered_by_event
