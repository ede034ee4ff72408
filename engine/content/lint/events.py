"""Events say what they wait for or throw."""

from __future__ import annotations

from collections.abc import Iterator

from engine.content.codes import WARNING, declare
from engine.content.lint.context import Context
from engine.model.alarm import Throw
from engine.model.definition import Node, Process
from engine.model.errors import Problem

MESSAGE = declare(
    "message-missing", "消息元素没有指明消息", "The element names no message",
    "`<bpmn:messageEventDefinition/>` without `messageRef`",
    basis="10.5.5, Table 10.94: messageRef: the Message MUST be supplied (if the isExecutable attribute of the "
          "Process is set to true).",
)
SENDS_NOTHING = declare(
    "send-without-message", "发送任务没有指明消息,不发送任何内容", "The send task names no message: it sends nothing",
    "`<bpmn:sendTask/>` without `messageRef`", house=True,
    basis="10.3.3, Table 10.9: messageRef [0..1]: the message of a Send Task is optional.",
)
TIMER = declare(
    "timer-missing", "定时事件没有时间", "The timer event has no time", "`<bpmn:timerEventDefinition/>` alone",
    basis="10.5.5, Table 10.101: if the isExecutable attribute of the Process is true, one of timeDate, "
          "timeCycle and timeDuration MUST be supplied.",
)
CORRELATION = declare(
    "correlation-missing", "等待消息的元素没有 sv:correlation,任何一件都会收到",
    "The element waits for a message without sv:correlation: any case would take it",
    "a message catch without `sv:correlation`", house=True,
)
UNSENT = declare(
    "message-nobody-throws", "等待消息 {name},但没有流程发出它,案件会一直停在这里",
    "The case waits for the message {name}, which no procedure throws, and has no other way on",
    "a catch event for `issue.closd` while procedures throw `issue.closed`; "
    "`<sv:correlation from=\"people\"/>` says that it comes from outside", WARNING,
)
UNCAUGHT = declare(
    "message-nobody-catches", "发出消息 {name},但没有流程接收它",
    "The message {name} is thrown, but no procedure catches it",
    "a throw event for `issue.closd` while procedures wait for `issue.closed`; "
    "`<sv:send to=\"people\"/>` says who takes it where no procedure here does", WARNING,
)
SCHEDULE = declare(
    "schedule-unused", "sv:schedule 只用于由定时或条件(不与其他事件合并)触发的流程开始事件",
    "sv:schedule belongs on a start event of a process that a timer or condition alone sets off",
    "`sv:schedule` on a plain start event", house=True,
)

_HOLDING = frozenset({"intermediateCatchEvent", "receiveTask"})
_THROWING = frozenset({"intermediateThrowEvent", "endEvent", "sendTask"})
_WAITING = frozenset({"intermediateCatchEvent", "boundaryEvent", "receiveTask"})


def _has_message(node: Node) -> bool:
    return node.event.kind == "message" or node.kind in ("receiveTask", "sendTask")


def messages(process: Process, _: Context) -> Iterator[Problem]:
    """Message elements name a message; a send task may act by ``sv:action`` instead."""
    for node in process.nodes.values():
        acts = node.kind == "sendTask" and node.ext.action is not None
        if _has_message(node) and not acts and not (node.event.name or node.message):
            code = SENDS_NOTHING if node.kind == "sendTask" else MESSAGE
            yield code.at(process.file, node.line, node.id)


def unsent(process: Process, context: Context) -> Iterator[Problem]:
    """A message a case must wait for is thrown by some procedure or early-warning rule."""
    bundle = context.bundle
    thrown = {act.does.message for rule in bundle.rules.values() for act in rule.acts if isinstance(act.does, Throw)}
    for source in bundle.processes.values():
        for node in source.process.nodes.values():
            if node.kind in _THROWING:
                thrown |= {event.name for event in node.event.all} | {node.message}
    raced = {
        flow.target for flow in process.flows.values()
        if flow.source in process.nodes and process.nodes[flow.source].kind == "eventBasedGateway"
    }
    for node in process.nodes.values():
        name = node.event.name or node.message
        sent = name in thrown or node.ext.outside or node.ext.has_senders or node.id in raced
        if node.kind in _HOLDING and _has_message(node) and name and not sent:
            yield UNSENT.at(process.file, node.line, node.id, name=name)


def uncaught(process: Process, context: Context) -> Iterator[Problem]:
    """A message a case throws is caught by some procedure, or its event says who else takes it."""
    caught = _caught(context)
    for node in process.nodes.values():
        thrown = {event.name for event in node.event.all if event.kind == "message"} | {node.message}
        for name in sorted(thrown - caught if node.kind in _THROWING and not node.ext.outside else ()):
            yield UNCAUGHT.at(process.file, node.line, node.id, name=name)


def uncaught_from_alarms(context: Context) -> Iterator[Problem]:
    """The same for the messages early-warning rules throw."""
    caught = _caught(context)
    for rule in context.bundle.rules.values():
        for act in rule.acts:
            if isinstance(act.does, Throw) and act.does.message not in caught:
                line = context.line(rule.file, act.does.message, act.line)
                yield UNCAUGHT.at(rule.file, line, rule.id, name=act.does.message)


def _caught(context: Context) -> set[str]:
    """Every message some procedure catches, and none at all (an event without a message is another fault)."""
    return {""} | {
        name for source in context.bundle.processes.values() for node in source.process.nodes.values()
        if node.kind not in _THROWING for name in (*(event.name for event in node.event.all), node.message)
    }


def timers(process: Process, _: Context) -> Iterator[Problem]:
    """Timers have a date, a duration or a cycle."""
    for node in process.nodes.values():
        if node.event.kind == "timer" and not node.event.timer[1]:
            yield TIMER.at(process.file, node.line, node.id)


def correlations(process: Process, _: Context) -> Iterator[Problem]:
    """Whoever waits for a message inside a case says by which key it is the one meant."""
    for node in process.nodes.values():
        if node.kind in _WAITING and _has_message(node) and not node.ext.correlation:
            yield CORRELATION.at(process.file, node.line, node.id)


def schedules(process: Process, _: Context) -> Iterator[Problem]:
    """Whoever says what a start begins is set off by a time or condition."""
    for node in process.nodes.values():
        if node.ext.schedule is None:
            continue
        alone = {event.kind for event in node.event.all} & {"timer", "conditional"} and not node.event.parallel
        if node.scope != process.id or not alone:
            yield SCHEDULE.at(process.file, node.ext.schedule.line, node.id)
