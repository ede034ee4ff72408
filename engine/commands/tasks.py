"""What an officer does with a task: claim, release, draft, complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.commands import conduct, filling, gates, guard
from engine.commands.base import Command, Result, Work
from engine.commands.course import Course
from engine.model import events as e
from engine.model.actor import user_principal
from engine.model.errors import Conflict, Forbidden
from engine.model.values import to_plain
from engine.runner import stimuli

Values = Mapping[str, Any]


@dataclass(frozen=True)
class ClaimTask(Command):
    """Take a task offered to a role for oneself."""

    task: str
    permission: ClassVar[str] = "claim"

    def run(self, work: Work) -> Result:
        """Claiming what one already holds changes nothing."""
        course, row = guard.at_hand(work, self.task)
        if row["assignee"] != work.actor.user:
            course.record(e.TaskRerouted(self.task, tuple(row["principals"]), work.actor.user, "claimed"))
            conduct.join(course, work.actor.user, row["circle"], "claimed")
        return {"task": self.task, "assignee": work.actor.user}


@dataclass(frozen=True)
class ReleaseTask(Command):
    """Give a claimed task back to those it was offered to."""

    task: str
    permission: ClassVar[str] = "claim"

    def run(self, work: Work) -> Result:
        """Refused for a task that was assigned to one person alone."""
        case, row = guard.open_task(work, self.task)
        guard.running(work, case)
        if row["assignee"] != work.actor.user:
            guard.must_know(work, case)
            raise Forbidden("该任务不由您承办", "You do not hold this task", "not_yours")
        if set(row["principals"]) <= {user_principal(work.actor.user)}:
            raise Conflict("该任务只能由您办理,不能退回任务池", "Nobody else is offered this task", "sole_performer")
        work.course(case).record(e.TaskRerouted(self.task, tuple(row["principals"]), "", "released"))
        return {"task": self.task}


@dataclass(frozen=True)
class SaveDraft(Command):
    """Keep what has been filled in so far; nothing is required yet."""

    task: str
    values: Values = field(default_factory=dict)
    permission: ClassVar[str] = "complete"

    def run(self, work: Work) -> Result:
        """Values of unknown fields are left out."""
        course, row = guard.at_hand(work, self.task)
        course.record(e.DraftSaved(self.task, filling.draft(course, row, self.values)))
        return {"task": self.task}


@dataclass(frozen=True)
class CompleteTask(Command):
    """Do a task: its form's values are checked and become variables of the case, and the case goes on."""

    task: str
    values: Values = field(default_factory=dict)
    permission: ClassVar[str] = "complete"

    def run(self, work: Work) -> Result:
        """Refused when it is not open, not the actor's, suspended, or the values do not fit the form."""
        case, row = guard.open_task(work, self.task)
        if row["kind"] != "task":
            raise Conflict("该事项须以审批方式办理", "A request is decided, not completed", "is_request")
        guard.running(work, case)
        course = work.course(case)
        guard.performer(work, course, row)
        work.tx.authority = guard.authority(work, row)
        node = course.node(row["element"])
        local = course.local(self.task)
        course.performer = work.actor.user
        values = filling.completion(course, row, self.values, local, work.actor.name)
        if node.ext.nomination:
            conduct.check_nominees(course, node.ext.nomination, values, local)
        gates.check(course, node, {**local, **values})
        outcome = values.get(node.ext.outcome) if node.ext.outcome else None
        user = work.actor.user
        filling.restart_clock(course, self.task, row, values)
        row = case.open_tasks()[self.task]
        course.record(e.TaskCompleted(
            self.task, node.id, user, values, "" if outcome is None else str(to_plain(outcome)), row["form"],
            row["round"],
        ))
        course.forget_task(self.task, row)
        conduct.perform(course, node.id, user, row["circle"], local)
        if node.ext.recusal:
            conduct.recuse(course, node, node.ext.recusal, values, user)
        course.task = conduct.task_context(row, work.now)
        course.send(stimuli.Complete(self.task, values))
        return {"instance": case.id, "status": case.row["status"], "tasks": mine(work, course)}


def mine(work: Work, course: Course) -> list[str]:
    """Open tasks of the case that are offered to the actor."""
    return [
        key for key, row in course.case.open_tasks().items()
        if row["assignee"] == work.actor.user
        or (not row["assignee"] and work.actor.principals.intersection(row["principals"]))
    ]
