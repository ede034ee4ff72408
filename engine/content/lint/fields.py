"""Form fields that a task's declarations rely on are on its form."""

from __future__ import annotations

from collections.abc import Iterator

from engine.content.codes import declare
from engine.content.lint.context import Context
from engine.model.definition import Node, Process
from engine.model.errors import Problem

FIELD = declare(
    "unknown-field", "{where} 指向的字段 {field} 不在表单 {form} 中",
    "{where} names field {field}, which form {form} lacks",
    '`<sv:outcome field="decison"/>`', house=True,
)


def outcomes(process: Process, context: Context) -> Iterator[Problem]:
    """The field that carries the decision is on the form."""
    for node in process.nodes.values():
        if node.ext.outcome:
            yield from _missing(process, context, node, node.line, "sv:outcome", node.ext.outcome)


def recusals(process: Process, context: Context) -> Iterator[Problem]:
    """The field that declares a conflict is on the form."""
    for node in process.nodes.values():
        if node.ext.recusal:
            yield from _missing(process, context, node, node.ext.recusal.line, "sv:recusal", node.ext.recusal.field)


def nominations(process: Process, context: Context) -> Iterator[Problem]:
    """The field that holds the nominees is on the form, or a ``sv:set`` of the task makes it."""
    for node in process.nodes.values():
        nomination = node.ext.nomination
        if nomination and nomination.variable not in {made.variable for made in node.ext.sets}:
            yield from _missing(process, context, node, nomination.line, "sv:nominate", nomination.variable)


def _missing(
    process: Process, context: Context, node: Node, line: int, where: str, field: str
) -> Iterator[Problem]:
    form = context.bundle.forms.get(node.ext.form)
    if form is not None and field not in form.keys():  # noqa: SIM118 (keys of a form, not of a mapping)
        yield FIELD.at(process.file, line, node.id, where=where, field=field, form=form.key)
