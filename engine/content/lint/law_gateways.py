"""Gateways split and join as BPMN says: directions, events behind event-based gateways, joins that can fire."""

from __future__ import annotations

from collections.abc import Iterator

from engine.content.codes import WARNING, declare
from engine.content.lint.context import Context
from engine.content.vocabulary import GATEWAYS
from engine.model.definition import Node, Process
from engine.model.errors import Problem

DIRECTION = declare(
    "gateway-direction", "网关方向为 {direction},但有 {incoming} 条流入线、{outgoing} 条流出线",
    "The gateway is {direction}, with {incoming} incoming and {outgoing} outgoing flows",
    '`gatewayDirection="Converging"` with two outgoing flows', house=True,
    basis="10.6.1, Table 10.98: Converging: MUST have no more than one outgoing Sequence Flow. Diverging: MUST have no "
          "more than one incoming Sequence Flow. Mixed: multiple outgoing and multiple incoming Sequence Flows.",
)
USELESS = declare(
    "gateway-without-effect", "网关既不分支也不合并", "The gateway neither splits nor joins",
    "an exclusive gateway with one flow in and one out", WARNING,
    basis="10.6.1: A Gateway MUST have either multiple incoming Sequence Flows or multiple outgoing Sequence Flows "
          "(i.e., it MUST merge or split the flow).",
)
RACE_FEW = declare(
    "event-gateway-one-way", "事件网关应有两条以上流出线", "An event-based gateway has two or more ways out",
    "an event-based gateway with one event", house=True,
    basis='10.6.6: "An Event Gateway MUST have two or more outgoing Sequence Flows."',
)
RACE_TARGET = declare(
    "event-gateway-target", "事件网关后只能是捕获事件或接收任务,且别无流入线:{target}",
    "Only catch events and receive tasks without other incoming flows follow an event-based gateway, not {target}",
    "an event-based gateway before a user task",
    basis='10.6.6: "Target elements in an Event Gateway configuration MUST NOT have any additional incoming Sequence '
          'Flows (other than that from the Event Gateway)." "Only the following Intermediate Event triggers are valid: '
          'Message, Signal, Timer, Conditional, and Multiple (which can only include the previous triggers)."',
)
RACE_MIXED = declare(
    "event-gateway-mixed", "事件网关后不能既有消息事件又有接收任务",
    "Message events and receive tasks do not stand together behind an event-based gateway",
    "a message event and a receive task behind one event-based gateway", house=True,
    basis='10.6.6: "If Message Intermediate Events are used in the configuration, then Receive Tasks MUST NOT be used '
          'in that configuration and vice versa."',
)
RACE_BOUNDARY = declare(
    "event-gateway-boundary", "事件网关后的接收任务不能带边界事件",
    "A receive task behind an event-based gateway has no boundary events",
    "a timer on a receive task behind an event-based gateway", house=True,
    basis='10.6.6: "Receive Tasks used in an Event Gateway configuration MUST NOT have any attached Intermediate '
          'Events."',
)
INSTANTIATE = declare(
    "instantiate-with-incoming", "启动流程的元素不能有流入线", "What starts the process has no incoming flow",
    '`instantiate="true"` on a receive task behind another task',
    basis='10.6.6: "In order for an Event Gateway to instantiate a Process", it has no incoming Sequence Flows. '
          '10.3.3: neither has a Receive Task that does.',
)

_EVENTS = frozenset({"message", "timer", "signal", "conditional"})


def directions(process: Process, _: Context) -> Iterator[Problem]:
    """A gateway's direction is what its flows say; it has an effect."""
    for node in _gateways(process):
        incoming, outgoing = len(node.incoming), len(node.outgoing)
        wrong = {
            "Converging": outgoing > 1, "Diverging": incoming > 1, "Mixed": incoming < 2 or outgoing < 2,
        }.get(node.direction, False)
        if wrong:
            yield DIRECTION.at(
                process.file, node.line, node.id, direction=node.direction, incoming=incoming, outgoing=outgoing
            )
        if incoming == 1 and outgoing == 1:
            yield USELESS.at(process.file, node.line, node.id)


def races(process: Process, _: Context) -> Iterator[Problem]:
    """What stands behind event-based gateways."""
    for node in process.nodes.values():
        if node.kind != "eventBasedGateway":
            continue
        targets = [process.nodes[process.flows[flow].target] for flow in node.outgoing
                   if process.flows[flow].target in process.nodes]
        if len(node.outgoing) < 2:
            yield RACE_FEW.at(process.file, node.line, node.id)
        for target in targets:
            if not _can_race(target):
                yield RACE_TARGET.at(process.file, node.line, node.id, target=target.id)
        receives = any(target.kind == "receiveTask" for target in targets)
        if receives and any(event.kind == "message" for target in targets for event in target.event.all):
            yield RACE_MIXED.at(process.file, node.line, node.id)


def guarded_receivers(process: Process, _: Context) -> Iterator[Problem]:
    """Receive tasks in a race carry no boundary events."""
    raced = {
        process.flows[flow].target for node in process.nodes.values() if node.kind == "eventBasedGateway"
        for flow in node.outgoing
    }
    for node in process.nodes.values():
        if node.kind == "boundaryEvent" and node.attached_to in raced:
            yield RACE_BOUNDARY.at(process.file, node.line, node.id)


def instantiation(process: Process, _: Context) -> Iterator[Problem]:
    """What starts the process comes first."""
    for node in process.nodes.values():
        if node.instantiate and node.incoming:
            yield INSTANTIATE.at(process.file, node.line, node.id)


def _gateways(process: Process) -> Iterator[Node]:
    return (node for node in process.nodes.values() if node.kind in GATEWAYS)


def _can_race(target: Node) -> bool:
    if len(target.incoming) != 1:
        return False
    if target.kind == "receiveTask":
        return True
    return target.kind == "intermediateCatchEvent" and all(event.kind in _EVENTS for event in target.event.all)
