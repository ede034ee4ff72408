"""Watching registers: a row just written is shown to every early-warning rule that watches its register.

Only the cheap question ``when`` is asked here, within the step that wrote the row; judging is a job of the case, so
that a faulty rule becomes an incident of its own and never stops a case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.feel import FeelLimitError, compile
from engine.model.alarm import AlarmRule
from engine.model.register import Register, row_context
from engine.model.values import copy

if TYPE_CHECKING:
    from engine.commands.course import Course

Context = Mapping[str, Any]


def watch(course: Course, register: Register, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
    """Leave a job for each rule that wants to judge the written row."""
    rules = [rule for rule in course.current.bundle.rules.values() if rule.register == register.id and rule.when]
    if not rules:
        return
    row, was = row_context(after), None if before is None else row_context(before)
    for rule in rules:
        if _wants(course, rule, row, was):
            course.schedule(f"a:{course.tx.new_id()}", "alarm", course.tx.now, {
                "rule": rule.id, "row": copy(row), "before": copy(was),
            })


def scope(course: Course, rule: AlarmRule, row: Context, before: Context | None) -> dict[str, Any]:
    """What the expressions of a rule see: the row, the row before, the rule's numbers, the case, the time."""
    case = course.case.row
    return {
        "row": row, "before": before, "threshold": dict(course.current.bundle.figures.get(rule.id, {})),
        "now": course.tx.now.astimezone(course.settings.zone), "today": course.today(),
        "case": {"no": case["case_no"], "unit": case["unit"], "definition": case["definition"]},
    }


def evaluate(course: Course, text: str, names: Context) -> Any:
    """Value of a rule's expression; variables of the case are not in sight."""
    return compile(text)(names, course.functions, course.tx.now.astimezone(course.settings.zone))


def _wants(course: Course, rule: AlarmRule, row: Context, before: Context | None) -> bool:
    """Whether to judge; a rule too costly to ask is left to its job, which will say so."""
    try:
        return evaluate(course, rule.when, scope(course, rule, row, before)) is True
    except FeelLimitError:
        return True
