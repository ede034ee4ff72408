"""What people may answer and what the diagram does with the answers fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.content.codes import WARNING, declare
from engine.content.lint.context import Context
from engine.content.lint.expressions import texts
from engine.content.lint.feel import names
from engine.model.definition import Process
from engine.model.errors import Problem
from engine.model.form import Form

UNKNOWN = declare(
    "outcome-unknown-value", "条件把 {field} 与“{value}”比较,而表单 {form} 没有这个选项",
    'The condition compares {field} with "{value}", which form {form} does not offer',
    '`decision = "aprove"` while the form offers `approve`', house=True,
)
UNHANDLED = declare(
    "outcome-unhandled", "结论 {field} 的选项 {values} 没有任何出线处理,都走默认出线",
    "No flow handles the answers {values} of {field}; all of them take the default",
    "a form that offers approve, return and reject while the gateway asks only for return; a default flow labelled "
    "with the answers it takes is fine", WARNING,
)


def values(process: Process, context: Context) -> Iterator[Problem]:
    """Conditions compare the field of an outcome with answers its forms offer."""
    forms = _forms(process, context)
    for flow in process.flows.values():
        for field, known in forms.items():
            offered = {value for form in known for value in _options(form, field)}
            for value in _compared(flow.condition, field):
                if offered and value not in offered:
                    keys = ", ".join(form.key for form in known)
                    yield UNKNOWN.at(process.file, flow.line, flow.id, field=field, value=value, form=keys)


def unhandled(process: Process, context: Context) -> Iterator[Problem]:
    """Answers no condition names take a default flow: one of them, or those the flow's label names."""
    said = [(text.feel, names(text.feel)) for text in texts(process)]
    for node in process.nodes.values():
        form, field = context.bundle.forms.get(node.ext.form), node.ext.outcome
        if form is None or not field or (labels := _default_labels(process, field)) is None:
            continue
        about = " ".join(feel for feel, needs in said if field in needs)
        left = {value: label for value, label in _options(form, field).items() if f'"{value}"' not in about}
        named = {value for value, label in left.items() if value in labels or label in labels}
        rest = left.keys() - named if named else left.keys()
        if len(rest) > (0 if named else 1):
            yield UNHANDLED.at(process.file, node.line, node.id, field=field, values="、".join(sorted(rest)))


def _default_labels(process: Process, field: str) -> str | None:
    """The labels of the default flows beside conditions on the field; None where no condition asks for it."""
    found = None
    for node in process.nodes.values():
        flows = [process.flows[id_] for id_ in node.outgoing]
        if any(field in names(flow.condition) for flow in flows if flow.condition):
            found = (found or "") + " ".join(flow.name for flow in flows if not flow.condition) + " "
    return found


def _forms(process: Process, context: Context) -> dict[str, list[Form]]:
    """The forms that set each outcome field; none for a field that something else sets, too."""
    found: dict[str, list[Form]] = {}
    for node in process.nodes.values():
        form = context.bundle.forms.get(node.ext.form)
        if node.ext.outcome and form:
            found.setdefault(node.ext.outcome, []).append(form)
    others = {made.variable for node in process.nodes.values() for made in (*node.ext.sets, *node.ext.outputs)
              if made.value != "null"}
    return {field: forms for field, forms in found.items() if field not in others}


def _options(form: Form, field: str) -> dict[str, str]:
    """The values a field of choices offers, with their labels; none when they come from the server."""
    return {
        str(option.get("value")): str(option.get("label")) for component in form.fields()
        if component.get("key") == field for option in component.get("values") or ()
    }


def _compared(condition: str, field: str) -> set[str]:
    return set(re.findall(rf'(?<![\w.]){re.escape(field)}\s*!?=\s*"([^"]*)"', condition))
