"""What can start a case of a procedure: start events of every kind, instantiating receive tasks and event gateways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.model.definition import EventDefinition, Node, Process


@dataclass(frozen=True)
class Start:
    """``element`` is the start event, receive task or event behind the gateway to begin with.

    ``event`` is one of its definitions. ``parallel``: the case starts only when every definition of the element
    happened (a parallel multiple start event); else each starts one. ``number`` counts the definitions of the element.
    """

    element: str
    event: EventDefinition
    parallel: bool = False
    number: int = 0


def starts(process: Process) -> Iterator[Start]:
    """Every way to start a case, in document order; ``event.kind`` is ``none`` for a start by hand."""
    for node in process.nodes.values():
        if node.scope != process.id:
            continue
        if node.kind == "startEvent" or (node.kind == "receiveTask" and node.instantiate):
            yield from _of(node)
        elif node.kind == "eventBasedGateway" and node.instantiate:
            for flow in node.outgoing:
                yield from _of(process.nodes[process.flows[flow].target])


def first_variables(starter: str, unit: str, case_no: str, now: datetime) -> dict[str, Any]:
    """The variables of every new case; ``now`` is the local time."""
    return {"starter": starter, "own_unit": unit, "target_unit": unit, "case_no": case_no, "started_at": now}


def _of(node: Node) -> Iterator[Start]:
    if node.kind == "receiveTask":
        yield Start(node.id, EventDefinition("message", node.message))
        return
    for number, event in enumerate(node.event.all):
        yield Start(node.id, event, node.event.parallel, number)
