"""Values people fill in: checked by the form of the task or of the start, typed, and only then variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import forms
from engine.catalog.options import choices
from engine.commands import dues, ledger
from engine.commands.course import Course
from engine.model import events as e
from engine.model.definition import Node
from engine.model.errors import FieldProblem, InvalidValues
from engine.model.form import Form
from engine.model.values import from_json

Values = Mapping[str, Any]


def completion(course: Course, row: Values, values: Values, local: Values, name: str) -> dict[str, Any]:
    """The typed values of a task's completion, seeing ``local``. Raises InvalidValues naming each field."""
    form = course.release.bundle.forms.get(row["form"])
    if form is None and course.settings.embedded:
        return dict(values)
    form = form or Form(row["form"], "", {})
    return _checked(course, form, values, local, name)


def message(course: Course, node: Node, values: Values, local: Values, name: str) -> dict[str, Any]:
    """The typed values an officer sends with a message. Raises InvalidValues naming each field."""
    form = course.release.bundle.forms.get(node.ext.form) or Form(node.ext.form, "", {})
    return _checked(course, form, values, local, name)


def draft(course: Course, row: Values, values: Values) -> dict[str, Any]:
    """What is worth keeping of a half-filled form."""
    form = course.release.bundle.forms.get(row["form"])
    return forms.draft(form, values, course.settings.zone) if form else {}


def start(course: Course, event: Node | None, values: Values, name: str) -> None:
    """Start values become variables: those of the start form are checked by it, those of the first step prefill it.

    Without a start form and a first form every value is taken. Values neither form knows are refused by name.
    ``event`` is None where a procedure has no start event.
    """
    bundle = course.release.bundle
    own = bundle.forms.get(event.ext.form) if event else None
    first = [found for node in _first_tasks(course, event) if (found := bundle.forms.get(node.ext.form))]
    if own or first:
        own_keys = own.keys() if own else frozenset()
        known = own_keys.union(*(form.keys() for form in first))
        _refuse_unknown(values, known)
        zone = course.settings.zone
        typed = {key: value for form in first for key, value in forms.draft(form, values, zone).items()}
        mine = {key: value for key, value in values.items() if key in own_keys}
        values = {**typed, **(_checked(course, own, mine, {}, name) if own else {})}
    if values:
        course.record(e.VariablesChanged(values))
        course.variables.update(values)


def restart_clock(course: Course, task: str, row: Values, values: Values) -> None:
    """A clock that starts at a date the form itself tells (found on ...) is set by it before the task is done."""
    node = course.node(row["element"])
    if node.ext.limit is None or not node.ext.limit.start:
        return
    clock = dues.clock(course, node, {**from_json(row["local"]), **values})
    if clock["start"][:10] != row["start"][:10]:
        names = ("raw_due", "effective_due", "deadline", "provisional", "plan")
        course.record(e.DueChanged(task=task, cause="start", **{name: clock[name] for name in names}))


def _checked(course: Course, form: Form, values: Values, local: Values, name: str) -> dict[str, Any]:
    variables = course.variables
    own = str(variables.get("own_unit") or course.case.row["unit"])
    target = str(variables.get("target_unit") or "")

    def rows(register: str) -> list[tuple[str, str]]:
        found = ledger.find(course, register, {"unit": target or own})
        return [(row["row_no"], row["row_no"]) for row in found if row["instance"] != course.case.id]

    def allowed(component: Values) -> list[str] | None:
        if component.get("type") == "filepicker":
            files = course.case.need(course.tx.connection, "attachment")
            return [id_ for id_, row in files.items() if not row["removed"]]
        found = choices(course.current, component, own, target, rows)
        return None if found is None else [value for value, _ in found]

    now = course.tx.now.astimezone(course.settings.zone)
    return forms.validate(form, values, course.scope(local), allowed, now, name, course.functions_at(local))


def _first_tasks(course: Course, event: Node | None) -> list[Node]:
    process = course.process
    targets = [process.nodes[process.flows[flow].target] for flow in (event.outgoing if event else ())]
    return [node for node in targets if node.kind == "userTask"]


def _refuse_unknown(values: Values, known: frozenset[str]) -> None:
    problems = [
        FieldProblem(name, "unknown", "表单中没有此字段", "The form has no such field")
        for name in values if name not in known
    ]
    if problems:
        raise InvalidValues(problems)
