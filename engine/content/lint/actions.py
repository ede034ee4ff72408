"""Actions of service tasks are known, and what they name exists."""

from __future__ import annotations

from collections.abc import Iterator

from engine.content.codes import declare
from engine.content.lint.context import Context
from engine.content.lint.people import ROLE
from engine.content.vocabulary import ACTIONS
from engine.model.definition import Action, Node, Process
from engine.model.errors import Problem

NO_ACTION = declare(
    "action-missing", "服务任务没有 sv:action", "The service task has no sv:action", "`<bpmn:serviceTask/>` alone",
    house=True,
)
TYPE = declare("unknown-action", "不认识的动作:{type}", "Unknown action: {type}", '`<sv:action type="fax"/>`')
LETTER = declare(
    "unknown-letter", "文书不存在:{ref}", "Unknown letter: {ref}",
    '`<sv:action type="letter" ref="D-99"/>`',
)
REGISTER = declare(
    "unknown-register", "台账不存在:{ref}", "Unknown register: {ref}",
    '`<sv:param name="register" value="L-99"/>` of a search',
)
ALARM = declare(
    "unknown-alarm", "预警规则不存在:{ref}", "Unknown early-warning rule: {ref}",
    '`<sv:action type="alarm" ref="EW-99"/>`',
)
DEFINITION = declare(
    "unknown-started-process", "要启动的流程不存在:{ref}", "Unknown process to start: {ref}",
    '`<sv:param name="definition" value="gone"/>` of a start',
)
PARAMETER = declare(
    "action-parameter-missing", "动作 {type} 缺少参数 {name}", "Action {type} lacks the parameter {name}",
    '`<sv:action type="search"/>` without the parameter `register`',
)

_REQUIRED = {
    "search": ("register",), "start": ("definition",), "notify": ("to",), "status": ("value",),
    "reroute": ("elements",), "swap": ("leaving", "entering"), "add": ("element", "item"),
}


def _actions(process: Process) -> Iterator[tuple[Node, Action]]:
    return ((node, node.ext.action) for node in process.nodes.values() if node.ext.action)


def types(process: Process, _: Context) -> Iterator[Problem]:
    """Service tasks have an action the worker knows."""
    for node in process.nodes.values():
        action = node.ext.action
        if action is None and node.kind == "serviceTask":
            yield NO_ACTION.at(process.file, node.line, node.id)
        elif action is not None and action.type not in ACTIONS | {"message"}:
            yield TYPE.at(process.file, action.line, node.id, type=action.type)


def letters(process: Process, context: Context) -> Iterator[Problem]:
    """Letters that are made or signed exist."""
    broken = any(file.startswith("documents/") for file in context.broken)
    for node, action in _actions(process):
        named = action.type in ("letter", "sign") and not action.ref.startswith("=")
        if named and action.ref not in context.bundle.letters and not broken:
            yield LETTER.at(process.file, action.line, node.id, ref=action.ref or "-")


def registers(process: Process, context: Context) -> Iterator[Problem]:
    """Registers that are written or searched exist."""
    for node, action in _actions(process):
        ref = {"register": action.ref, "search": action.params.get("register", "")}.get(action.type, "")
        if ref and not ref.startswith("=") and context.misses_register(ref):
            yield REGISTER.at(process.file, action.line, node.id, ref=ref)


def alarms(process: Process, context: Context) -> Iterator[Problem]:
    """Early-warning rules that are asked to judge exist."""
    broken = any(file.startswith("registers/rules/") for file in context.broken)
    for node, action in _actions(process):
        if action.type == "alarm" and action.ref not in context.bundle.rules and not broken:
            yield ALARM.at(process.file, action.line, node.id, ref=action.ref or "-")


def definitions(process: Process, context: Context) -> Iterator[Problem]:
    """Procedures that are started exist."""
    for node, action in _actions(process):
        ref = action.params.get("definition", "") if action.type == "start" else ""
        if ref and not ref.startswith("=") and context.misses_process(ref):
            yield DEFINITION.at(process.file, action.line, node.id, ref=ref)


def addressees(process: Process, context: Context) -> Iterator[Problem]:
    """Roles that are told something exist."""
    for node, action in _actions(process):
        to = action.params.get("to", "") if action.type == "notify" else ""
        role, at, _scope = to.partition("@")
        if at and not to.startswith("=") and context.misses_role(role):
            yield ROLE.at(process.file, action.line, node.id, role=role)


def parameters(process: Process, _: Context) -> Iterator[Problem]:
    """Actions have the parameters they cannot do without."""
    for node, action in _actions(process):
        for name in _REQUIRED.get(action.type, ()):
            if not action.params.get(name):
                yield PARAMETER.at(process.file, action.line, node.id, type=action.type, name=name)
