"""Subprocesses of every kind hold what BPMN lets them hold; links come in pairs; quantities are at least one."""

from __future__ import annotations

from collections.abc import Iterator

from engine.content.codes import WARNING, declare
from engine.content.lint.context import Context
from engine.model.definition import Node, Process
from engine.model.errors import Problem

HANDLER_FLOW = declare(
    "event-subprocess-with-flow", "事件子流程不能有连线", "An event subprocess has no sequence flows",
    "a flow from a task into an event subprocess",
    basis='10.3.5: "An Event Sub-Process MUST NOT have any incoming or outgoing Sequence Flows."',
)
HANDLER_START = declare(
    "event-subprocess-start", "事件子流程应恰有一个带触发器的开始事件",
    "An event subprocess has one start event, with a trigger", "an event subprocess with a plain start event",
    basis='10.5.2: "An Event Sub-Process MUST have a single Start Event." 10.3.5: "The Start Event of an Event '
          'Sub-Process MUST have a defined trigger."',
)
SUBPROCESS_START = declare(
    "subprocess-start", "子流程只能有一个无触发器的开始事件", "A subprocess starts with one plain start event",
    "a message start event in a subprocess",
    basis='10.5.2: "There is only one type of Start Event for Sub-Processes in BPMN": None.',
)
AD_HOC = declare(
    "ad-hoc-content", "特别子流程中不能有 {kind}", "An ad hoc subprocess holds no {kind}",
    "an end event in an ad hoc subprocess",
    basis="10.3.5: The list of BPMN elements that MUST NOT be used in an Ad-Hoc Sub-Process: Start Event, End Event, "
          "Conversations (graphically), Conversation Links (graphically), and Choreography Activities.",
)
AD_HOC_EMPTY = declare(
    "ad-hoc-empty", "特别子流程中没有活动", "An ad hoc subprocess holds an activity", "an empty ad hoc subprocess",
    basis="10.3.5: The list of BPMN elements that MUST be used in an Ad-Hoc Sub-Process: Activity.",
)
UNDOING_FLOW = declare(
    "compensation-with-flow", "补偿活动不能有连线", "A compensation activity has no sequence flows",
    'a flow into a task with `isForCompensation="true"`',
    basis="10.7.1: a Compensation Activity is outside the normal flow: it has no incoming or outgoing Sequence Flows.",
)
UNDOING_MISSING = declare(
    "compensation-without-activity", "补偿边界事件没有关联补偿活动",
    "A compensation event on a border names its compensation activity by an association",
    "a compensation boundary event without association", house=True,
    basis="10.7.1: the compensation Activity is connected to the boundary Event through an Association.",
)
QUANTITY = declare(
    "quantity-less-than-one", "{name} 不能小于 1", "{name} is at least 1", '`startQuantity="0"`',
    basis="10.3, Table 10.3: startQuantity and completionQuantity: the value MUST NOT be less than 1.",
)
LINK_CATCH = declare(
    "link-target", "链接 {name} 应恰有一个捕获事件,此处有 {count} 个", "Link {name} has one catch event, not {count}",
    "a link throw event without a catch event of its name",
    basis="10.5.4: There can be multiple source Link Events, but only one target Link Event, which have the same name.",
)
LINK_THROW = declare(
    "link-source", "链接 {name} 没有抛出事件", "Link {name} has no throw event",
    "a link catch event without a throw event of its name", WARNING,
    basis="10.5.4: a Link is a mechanism for connecting two sections of a Process: a source Link and a target Link.",
)
LINK_FLOW = declare(
    "link-with-flow", "链接抛出事件没有流出线,捕获事件没有流入线",
    "A link throw event has no outgoing flow, a link catch event no incoming one", "a flow out of a link throw event",
    basis='10.5.4: a Link Intermediate Event "MUST NOT be both a target and a source" of a Sequence Flow.',
)


def handlers(process: Process, _: Context) -> Iterator[Problem]:
    """Event subprocesses stand alone and begin with one event."""
    for node in process.nodes.values():
        if not node.triggered_by_event:
            continue
        if node.incoming or node.outgoing:
            yield HANDLER_FLOW.at(process.file, node.line, node.id)
        begun = _starts(process, node)
        if len(begun) != 1 or begun[0].event.kind == "none":
            yield HANDLER_START.at(process.file, node.line, node.id)


def embedded(process: Process, _: Context) -> Iterator[Problem]:
    """Embedded subprocesses begin plainly, once."""
    for node in process.nodes.values():
        if node.kind in ("subProcess", "transaction") and not node.triggered_by_event:
            begun = _starts(process, node)
            if len(begun) > 1 or any(start.event.kind != "none" for start in begun):
                yield SUBPROCESS_START.at(process.file, node.line, node.id)


def ad_hoc(process: Process, _: Context) -> Iterator[Problem]:
    """Ad hoc subprocesses hold activities, and no start or end."""
    for node in process.nodes.values():
        if node.kind != "adHocSubProcess":
            continue
        inside = [each for each in process.nodes.values() if each.scope == node.id]
        for each in inside:
            if each.kind in ("startEvent", "endEvent"):
                yield AD_HOC.at(process.file, each.line, each.id, kind=each.kind)
        if not any(each.kind.endswith(("ask", "rocess", "ctivity", "ransaction")) for each in inside):
            yield AD_HOC_EMPTY.at(process.file, node.line, node.id)


def compensation(process: Process, _: Context) -> Iterator[Problem]:
    """Compensation activities stand beside the flow and belong to an event."""
    for node in process.nodes.values():
        if node.for_compensation and (node.incoming or node.outgoing):
            yield UNDOING_FLOW.at(process.file, node.line, node.id)
        if node.kind == "boundaryEvent" and node.event.kind == "compensate" and not node.handler:
            yield UNDOING_MISSING.at(process.file, node.line, node.id)


def quantities(process: Process, _: Context) -> Iterator[Problem]:
    """Numbers of tokens are at least one."""
    for node in process.nodes.values():
        for name, count in (("startQuantity", node.start_quantity), ("completionQuantity", node.completion_quantity)):
            if count < 1:
                yield QUANTITY.at(process.file, node.line, node.id, name=name)


def links(process: Process, _: Context) -> Iterator[Problem]:
    """Link events come in pairs of one scope, and the flow passes through them."""
    found = [node for node in process.nodes.values() if node.event.kind == "link"]
    for node in found:
        throws = node.kind == "intermediateThrowEvent"
        other = "intermediateCatchEvent" if throws else "intermediateThrowEvent"
        fitting = [each for each in found if (each.kind, each.event.name, each.scope) == (
            other, node.event.name, node.scope)]
        if throws and len(fitting) != 1:
            yield LINK_CATCH.at(process.file, node.line, node.id, name=node.event.name or "-", count=len(fitting))
        elif not throws and not fitting:
            yield LINK_THROW.at(process.file, node.line, node.id, name=node.event.name or "-")
        if node.outgoing if throws else node.incoming:
            yield LINK_FLOW.at(process.file, node.line, node.id)


def _starts(process: Process, owner: Node) -> list[Node]:
    return [node for node in process.nodes.values() if node.scope == owner.id and node.kind == "startEvent"]
