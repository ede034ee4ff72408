"""Tasks changing hands: assign, return to an earlier step, swap a handler, add or remove a participant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.catalog.routing import exclusions
from engine.commands import conduct, exceptions, guard
from engine.commands.base import Command, Result, Work
from engine.commands.course import Course
from engine.model import events as e
from engine.model.access import RULES, SELF, in_charge
from engine.model.actor import holders_of, user_principal
from engine.model.errors import Conflict, Forbidden, NotFound
from engine.model.runs import WITHIN, performed
from engine.model.values import from_json
from engine.runner import stimuli


@dataclass(frozen=True)
class AssignTask(Command):
    """A head gives an open task to one of those it is offered to."""

    task: str
    user: str
    reason: str = ""
    permission: ClassVar[str] = "reassign"

    def run(self, work: Work) -> Result:
        """The new holder must be among the candidates and not kept apart by duty."""
        case, row = guard.open_task(work, self.task)
        guard.must_know(work, case)
        guard.running(work, case)
        _in_charge(work, [row])
        course = work.course(case)
        _check_receiver(course, row, self.user)
        offered = {user for principal in row["principals"] for user in holders_of(principal, work.organisation)}
        if self.user not in offered:
            raise Conflict("该人员不在候选范围内", "This person is not a candidate", "not_candidate")
        course.record(e.TaskRerouted(self.task, tuple(row["principals"]), self.user, "assigned", self.reason))
        conduct.join(course, self.user, row["circle"], "assigned")
        return {"task": self.task, "assignee": self.user}


@dataclass(frozen=True)
class ReturnTask(Command):
    """Send the case back to an earlier step. Append-only: every round stays visible."""

    task: str
    to: str
    reason: str
    permission: ClassVar[str] = "return"

    def run(self, work: Work) -> Result:
        """Whatever lies downstream of the step returned to is withdrawn."""
        course, row = guard.at_hand(work, self.task)
        work.tx.authority = guard.authority(work, row)
        if not self.reason.strip():
            raise Conflict("退回须说明理由", "A return needs a reason", "reason_required")
        local = from_json(row["local"])
        done = performed(course.context, local.get(WITHIN, ()))
        if self.to not in course.process.earlier(row["element"], done):
            raise Conflict("只能退回到已办理的步骤", "Only a step already done can be returned to", "not_returnable")
        course.record(e.TaskReturned(self.task, row["element"], self.to, self.reason))
        course.forget_task(self.task, row)
        conduct.perform(course, row["element"], work.actor.user, row["circle"], local)
        course.send(stimuli.Jump(_downstream(course, self.to, self.task), self.to, {"return_reason": self.reason}))
        return {"instance": course.case.id, "tasks": list(course.case.open_tasks())}


@dataclass(frozen=True)
class SwapHandler(Command):
    """Another person takes over from a handler, who loses access at once (PT-16)."""

    task: str
    leaving: str
    entering: str
    reason: str
    permission: ClassVar[str] = "reassign"

    def run(self, work: Work) -> Result:
        """The new handler is bound by the same rules as the old. Refused for what must be done in person."""
        case, row = guard.open_task(work, self.task)
        guard.must_know(work, case)
        guard.running(work, case)
        course = work.course(case)
        exceptions.check(work, course, exceptions.find(course, "swap", row["element"]), row)
        if row["kind"] == "task" and course.node(row["element"]).ext.personal:
            raise Conflict("该事项须由本人办理,不能由他人代办", "This must be done in person by its holder", "personal")
        _check_receiver(course, row, self.entering)
        if user_principal(self.leaving) not in row["principals"] and row["assignee"] != self.leaving:
            raise Conflict("原承办人不在该任务中", "The leaving handler does not hold this task", "not_handler")
        work.release.person(self.entering)
        offered = tuple(
            user_principal(self.entering) if p == user_principal(self.leaving) else p for p in row["principals"]
        )
        course.record(e.HandlerSwapped(self.task, self.leaving, self.entering, self.reason))
        assignee = self.entering if row["assignee"] == self.leaving else row["assignee"]
        course.record(e.TaskRerouted(self.task, offered, assignee, "swapped", self.reason))
        conduct.replace(course, self.leaving, self.entering)
        conduct.leave(course, self.leaving, "swapped")
        conduct.join(course, self.entering, row["circle"], "swapped")
        return {"task": self.task}


@dataclass(frozen=True)
class AddParticipant(Command):
    """One more instance of a running multi-instance (a department joins, a stage is added); in a sequence the last."""

    instance: str
    element: str
    item: Any
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """By whom the procedure names (path ``add``), else by the head of those at work there. Refused when it is over.
        """
        case = work.tx.case(self.instance)
        guard.must_know(work, case)
        guard.running(work, case)
        course = work.course(case)
        if self.element not in course.process.nodes:
            raise NotFound
        if any(path.kind == "add" and path.task in ("", self.element) for path in course.process.exceptions):
            exceptions.check(work, course, exceptions.find(course, "add", self.element))
        else:
            _in_charge(work, [row for row in case.open_tasks().values() if row["element"] == self.element])
        course.record(e.ParticipantAdded(self.element, self.item))
        course.send(stimuli.AddInstance(self.element, self.item))
        return {"instance": case.id, "tasks": list(case.open_tasks())}


@dataclass(frozen=True)
class RemoveParticipant(Command):
    """Take a participant out of a running parallel multi-instance."""

    task: str
    reason: str
    permission: ClassVar[str] = "reassign"

    def run(self, work: Work) -> Result:
        """The others go on; the completion condition is looked at again."""
        case, row = guard.open_task(work, self.task)
        guard.must_know(work, case)
        guard.running(work, case)
        _in_charge(work, [row])
        course = work.course(case)
        course.record(e.ParticipantRemoved(self.task, self.reason))
        course.close_task(self.task, row, self.reason)
        course.send(stimuli.RemoveInstance(self.task))
        return {"instance": case.id}


def _downstream(course: Course, target: str, task: str) -> tuple[str, ...]:
    """Waiting tokens (no guards) that lie behind the step returned to; the returning task among them.

    Where the step lies within a run (of a multi-instance), only what waits in that run is behind it.
    """
    after, around = course.process.reachable(target), course.process.enclosing(target)
    here = [run for run in course.within(task) if run.split(" ")[0] in around]
    waiting = [
        token for token, (_kind, element) in course.context["waits"].items()
        if element in after and course.within(token)[:len(here)] == here
    ]
    return tuple(dict.fromkeys([task, *waiting]))


def _in_charge(work: Work, rows: list[Mapping[str, Any]]) -> None:
    """The actor heads the department or unit of somebody these tasks are offered to. Raises Forbidden."""
    offered = [principal for row in rows for principal in row["principals"]]
    if not in_charge(work.actor, work.organisation, offered):
        raise Forbidden("您不能改派该任务", "Only the head of those concerned may do this", "not_entitled")


def _check_receiver(course: Course, row: Mapping[str, Any], user: str) -> None:
    apart = {**row["excluded"], **exclusions(course, course.node(row["element"]), from_json(row["local"]))}
    if user in apart:
        zh, en = RULES.get(apart[user], (f"受职责分离规则 {apart[user]} 限制", f"Kept apart by {apart[user]}"))
        raise Forbidden(zh, en, "recused" if apart[user] == "recusal" else "separation_of_duty")
