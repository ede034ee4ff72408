"""Choosing what is done in an ad hoc subprocess (BPMN 2.0.2, 13.3.5: a person selects among the enabled activities)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands import guard, routing
from engine.commands.base import Command, Result, Work
from engine.commands.course import Course
from engine.model import events as e
from engine.model.definition import Node
from engine.model.errors import Conflict, Forbidden
from engine.runner import stimuli


@dataclass(frozen=True)
class ChooseActivity(Command):
    """Begin an activity of a running ad hoc subprocess once more; in a sequential one it comes next."""

    instance: str
    element: str
    permission: ClassVar[str] = "complete"

    def run(self, work: Work) -> Result:
        """By those who may do it; what needs nobody, by those with an open task of the subprocess."""
        case = work.tx.case(self.instance)
        guard.must_know(work, case)
        guard.running(work, case)
        course = work.course(case)
        node = course.process.nodes.get(self.element)
        if node is None or (self.element not in {element for _, element in course.choices()}):
            raise Conflict("该活动现在不能选办", f"{self.element} cannot be chosen now", "not_enabled")
        if not work.settings.embedded and not work.actor.is_system:
            _check(work, course, node)
        course.record(e.ActivityChosen(self.element))
        course.send(stimuli.Activate(self.element))
        return {"instance": case.id, "tasks": list(case.open_tasks())}


def _check(work: Work, course: Course, node: Node) -> None:
    route = routing.route(course, node, {})
    if work.actor.user in route.excluded:
        raise Forbidden("您应回避", "You are kept apart from this activity", route.excluded[work.actor.user])
    offered = set(route.principals)
    if not offered:
        inside = [row for row in course.case.open_tasks().values()
                  if course.process.nodes[row["element"]].scope == node.scope]
        offered = {principal for row in inside for principal in row["principals"]}
    if not offered & set(work.actor.principals):
        raise Forbidden("您不能选办该活动", "You may not choose this activity", "not_candidate")
