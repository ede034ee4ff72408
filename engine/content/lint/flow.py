"""Flows and attachments lead somewhere; every scope has a start."""

from __future__ import annotations

from collections.abc import Iterator

from engine.content.codes import declare
from engine.content.lint.context import Context
from engine.content.vocabulary import ACTIVITIES
from engine.model.definition import Node, Process
from engine.model.errors import Problem

FLOW_END = declare(
    "flow-end-missing", "连线的{end_zh} {ref} 不存在", "The {end} of the flow, {ref}, does not exist",
    '`<bpmn:sequenceFlow sourceRef="A" targetRef="gone"/>`',
    basis="8.3.13, Table 8.60: sourceRef and targetRef: the FlowNode that the Sequence Flow is connecting from "
          "and to.",
)
FLOW_SCOPE = declare(
    "flow-crosses-subprocess", "连线穿过子流程边界:{source} → {target}",
    "The flow crosses the border of a subprocess: {source} to {target}",
    "a flow from inside a subprocess to outside it",
    basis="7.6.1: the objects within the Sub-Process cannot be connected to objects outside of the Sub-Process.",
)
DEFAULT = declare(
    "default-missing", "默认连线 {ref} 不是该元素的出线", "The default flow {ref} does not leave this element",
    '`<bpmn:exclusiveGateway default="gone"/>`',
    basis="10.3, Table 10.3: default: the Sequence Flow that will receive a token when none of the "
          "conditionExpressions on other outgoing Sequence Flows evaluate to true.",
)
ATTACHED = declare(
    "attached-missing", "边界事件所附的活动 {ref} 不存在", "The activity {ref} the event is attached to does not exist",
    '`<bpmn:boundaryEvent attachedToRef="gone"/>`',
    basis="10.5.6, Table 10.91: attachedToRef: the Activity that the boundary Event is attached to.",
)
NO_START = declare(
    "no-start", "缺少开始事件", "There is no start event", "a process whose first element is a task", house=True,
    basis='10.5.2: "If there is an End Event, then there MUST be at least one Start Event."',
)


def flow_ends(process: Process, _: Context) -> Iterator[Problem]:
    """Both ends of a sequence flow exist, in one scope."""
    for flow in process.flows.values():
        source, target = process.nodes.get(flow.source), process.nodes.get(flow.target)
        if source is None:
            yield FLOW_END.at(process.file, flow.line, flow.id, end_zh="起点", end="source", ref=flow.source)
        if target is None:
            yield FLOW_END.at(process.file, flow.line, flow.id, end_zh="终点", end="target", ref=flow.target)
        if source and target and source.scope != target.scope:
            yield FLOW_SCOPE.at(process.file, flow.line, flow.id, source=flow.source, target=flow.target)


def default_flows(process: Process, _: Context) -> Iterator[Problem]:
    """A default flow leaves the element that names it."""
    for node in process.nodes.values():
        if node.default and node.default not in node.outgoing:
            yield DEFAULT.at(process.file, node.line, node.id, ref=node.default)


def attachments(process: Process, _: Context) -> Iterator[Problem]:
    """A boundary event sits on an activity."""
    for node in process.nodes.values():
        host = process.nodes.get(node.attached_to)
        if node.kind == "boundaryEvent" and (host is None or host.kind not in ACTIVITIES):
            yield ATTACHED.at(process.file, node.line, node.id, ref=node.attached_to or "-")


def starts(process: Process, _: Context) -> Iterator[Problem]:
    """The process and each of its subprocesses (ad hoc ones excepted) has a start event."""
    started = {node.scope for node in process.nodes.values() if node.kind == "startEvent"}
    if process.id not in started:
        yield NO_START.at(process.file, process.line, process.id)
    for node in process.nodes.values():
        if _wants_start(node) and node.id not in started:
            yield NO_START.at(process.file, node.line, node.id)


def _wants_start(node: Node) -> bool:
    return node.kind in ("subProcess", "transaction")
