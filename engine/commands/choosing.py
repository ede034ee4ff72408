"""Choosing what is done in an ad hoc subprocess (BPMN 2.0.2, 13.3.5: a person selects among the enabled activities)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.catalog.routing import check_chooser
from engine.commands import guard
from engine.commands.base import Command, Result, Work
from engine.model import events as e
from engine.model.errors import Conflict
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
            check_chooser(course, node, work.actor, case.open_tasks().values())
        course.record(e.ActivityChosen(self.element))
        course.send(stimuli.Activate(self.element))
        return {"instance": case.id, "tasks": list(case.open_tasks())}
