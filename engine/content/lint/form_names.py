"""FEEL in a form should only ask for what is there: fields of the form, or variables of the procedures that use it.

Fields of tables and groups count wherever they are asked for: generous on purpose, since this rule only warns.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.content.codes import WARNING, declare
from engine.content.lint.context import Context
from engine.content.lint.feel import names
from engine.content.lint.forms import file_of, texts
from engine.content.lint.variables import ALWAYS, provided
from engine.model.definition import Process
from engine.model.errors import Problem
from engine.model.form import CONTAINERS, Component, Form

UNKNOWN = declare(
    "form-unknown-variable", "{what} 用到的 {name} 既不是表单的字段,也没有使用该表单的流程提供",
    "{what} uses {name}, which is no field of the form and comes from no procedure that uses it",
    '`"conditional": {"hide": "=decison != \\"return\\""}` while the field is `decision`', WARNING,
)
_LEVELS = frozenset({"this", "parent", "task"})


def unknown(context: Context) -> Iterator[Problem]:
    """Warn about each name in ``hide``, ``readonly`` and rules that nothing provides. Unused forms are not judged."""
    for form in context.bundle.forms.values():
        users = [process for process in _processes(context) if _uses(process, form)]
        if not users:
            continue
        known = ALWAYS | _LEVELS | frozenset(_fields(form.components))
        known = known.union(*(provided(process, context) for process in users))
        for text in texts(form):
            for name in sorted(names(text.feel) - known):
                line = context.line(file_of(form), name)
                yield UNKNOWN.at(file_of(form), line, text.element, what=text.what, name=name)


def _processes(context: Context) -> Iterator[Process]:
    return (source.process for source in context.bundle.processes.values())


def _uses(process: Process, form: Form) -> bool:
    return any(node.ext.form == form.key for node in process.nodes.values())


def _fields(components: tuple[Component, ...]) -> Iterator[str]:
    for component in components:
        yield from (str(component[part]) for part in ("key", "path") if component.get(part))
        if component.get("type") in CONTAINERS:
            yield from _fields(tuple(component.get("components", ())))
