"""An expression should only ask for what something provides: a form, a set, a result, an input or a message.

Not judged are what a call takes back (it is named by the called procedure) and what the start of a procedure makes of
the facts that come from outside.

Sources that name their variables inside FEEL contexts (scripts, started processes) are searched for names before a
colon: generous on purpose, since this rule only warns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.content.codes import WARNING, declare
from engine.content.lint.context import Context
from engine.content.lint.expressions import texts
from engine.content.lint.feel import Text, names
from engine.model.definition import Node, Process
from engine.model.errors import Problem
from engine.model.form import Form

UNKNOWN = declare(
    "unknown-variable", "{what} 用到的变量 {name} 没有任何表单、赋值或输入提供",
    "{what} uses {name}, which no form, set or input provides",
    "`<bpmn:conditionExpression>decison = 1</…>` while the form's field is `decision`", WARNING,
)

ALWAYS = frozenset({
    "starter", "own_unit", "target_unit", "case_no", "started_at", "now", "today", "performer", "case",
    "due", "workday", "holders", "holds", "performers", "loopCounter",
    "nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances", "numberOfInstances", "numberOfActiveInstances",
    "numberOfCompletedInstances", "numberOfTerminatedInstances",
})
_CONTEXT_KEY = re.compile(r'([A-Za-z_]\w*)"?\s*:')
_DMN_NAME = re.compile(rb'\bname="([^"]+)"')


def unknown(process: Process, context: Context) -> Iterator[Problem]:
    """Warn about each name in an expression that nothing provides; not while a form of the process is missing."""
    if any(node.ext.form and node.ext.form not in context.bundle.forms for node in process.nodes.values()):
        return
    known = ALWAYS | frozenset(provided(process, context))
    for text in _judged(process):
        searched = {"row"} if text.what == "sv:param where" else set()
        for name in sorted(names(text.feel) - known - searched):
            yield UNKNOWN.at(process.file, text.line, text.element, what=text.what, name=name)


def _judged(process: Process) -> Iterator[Text]:
    """All texts but those about facts of another procedure or of the world outside."""
    outside = {     # a process starts by facts of the world outside
        node.id for node in process.nodes.values() if node.kind == "startEvent" and node.scope == process.id
    }
    for text in texts(process):
        if not text.what.startswith("sv:output") and text.element not in outside:
            yield text


def provided(process: Process, context: Context) -> Iterator[str]:
    """Names of the variables a procedure may have, as far as the content tells."""
    for node in process.nodes.values():
        yield from _by_node(node, context)
    caught = {name for node in process.nodes.values() for name in (node.event.name, node.message) if name}
    for source in (*context.bundle.processes.values(),):
        for node in source.process.nodes.values():
            yield from _by_neighbour(node, process.key, caught)


def _by_node(node: Node, context: Context) -> Iterator[str]:
    form = context.bundle.forms.get(node.ext.form)
    if isinstance(form, Form):
        yield from form.keys()
    elif node.ext.outcome:
        yield node.ext.outcome
    yield from (made.variable for made in (*node.ext.sets, *node.ext.outputs, *node.ext.params, *node.ext.results))
    if node.ext.result:
        yield node.ext.result
    else:
        yield from _CONTEXT_KEY.findall(node.script)
        yield from _decided(node.ext.decision, context)
    if node.ext.action and node.ext.action.result:
        yield node.ext.action.result
    if node.ext.schedule:
        yield from _scheduled(node.ext.schedule.each, context)
    if node.multi:
        yield from filter(None, (node.multi.item, node.multi.output))


def _scheduled(each: str, context: Context) -> Iterator[str]:
    """Entries of the items that start cases: of contexts written there, or of rows of registers asked there."""
    yield "item"
    yield from _CONTEXT_KEY.findall(each)
    for id_, register in context.bundle.registers.items():
        if f'"{id_}"' in each:
            yield from (column.id for column in register.columns)
            yield from ("row_no", "unit", "year", "status", "instance", "due_raw", "due_effective", "closed_at")


def _decided(decision: str, context: Context) -> Iterator[str]:
    found = context.bundle.decisions.get(decision)
    if found:
        yield from (name.decode("utf-8", "replace") for name in _DMN_NAME.findall(found.xml))


def _by_neighbour(node: Node, key: str, caught: set[str]) -> Iterator[str]:
    """What another procedure hands over: inputs of a call, variables of a start, payload of a message."""
    if node.called == key:
        yield from (given.variable for given in node.ext.inputs)
    action = node.ext.action
    if action and action.type == "start" and action.params.get("definition") in (key, None):
        yield from _CONTEXT_KEY.findall(action.params.get("variables", ""))
    if action and (node.event.name in caught or node.message in caught):
        yield from action.params
