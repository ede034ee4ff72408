"""Asking for what needs an approval: an extension (PT-4) or a suspension (PT-5). The request is a task of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, ClassVar

from engine.commands import conduct, dues, exceptions, guard
from engine.commands.base import Command, Result, Work
from engine.commands.course import Course
from engine.commands.instances import end, pause
from engine.model import events as e
from engine.model.access import SELF
from engine.model.definition import ExceptionPath
from engine.model.errors import Conflict, Forbidden
from engine.model.limits import Extension, check_extension
from engine.model.values import from_json


@dataclass(frozen=True)
class RequestExtension(Command):
    """Ask for more time before the due date. ``amount`` is in the unit of the limit's extension rule."""

    task: str
    amount: int
    reason: str
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """Refused when the limit allows none, too many were granted, or it is too late."""
        course, row = guard.at_hand(work, self.task)
        path = exceptions.find(course, "extend", row["element"])
        exceptions.check(work, course, path, row)
        if not row["limit_id"]:
            raise Conflict("该任务没有时限", "This task has no limit", "no_limit")
        limit = course.current.bundle.limits[row["limit_id"]]
        _check_extension(course, path, row, self.amount, overdue=datetime.fromisoformat(row["deadline"]) <= work.now)
        if any(each["request"].get("task") == self.task for each in _requests(course, "extend")):
            raise Conflict("已有待审批的延期申请", "A request is already open", "request_open")
        asked = {"kind": "extend", "task": self.task, "amount": self.amount, "reason": self.reason,
                 "due": row["effective_due"]}
        approver = limit.extension.approver if limit.extension else ""
        return exceptions.ask(work, course, path.approve or approver, asked, row)


@dataclass(frozen=True)
class RequestSuspension(Command):
    """Ask for the case to be paused."""

    instance: str
    reason: str
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """The approver named by the procedure decides."""
        case = work.tx.case(self.instance)
        guard.must_know(work, case)
        guard.running(work, case)
        course = work.course(case)
        path = exceptions.find(course, "suspend")
        exceptions.check(work, course, path)
        asked = {"kind": "suspend", "reason": self.reason}
        return exceptions.ask(work, course, path.approve, asked, case.row)


@dataclass(frozen=True)
class Decide(Command):
    """Decide on a request. ``amount`` may grant less than was asked for."""

    task: str
    grant: bool
    opinion: str
    amount: int | None = None
    permission: ClassVar[str] = "approve"

    def run(self, work: Work) -> Result:
        """Nobody decides on a request of their own."""
        course, row = guard.at_hand(work, self.task)
        if row["kind"] != "request":
            raise Conflict("该任务不是审批申请", "This task is not a request", "not_request")
        request = row["request"]
        if request["asked_by"] == work.actor.user:
            raise Forbidden("不能审批本人的申请", "Nobody decides on their own request", "separation_of_duty")
        work.tx.authority = guard.authority(work, row)
        amount = self.amount if self.amount is not None else int(request.get("amount", 0))
        course.record(e.RequestDecided(self.task, request["kind"], self.grant, self.opinion, amount))
        conduct.join(course, work.actor.user, row["circle"], "decided")
        if self.grant:
            _grant(work, course, request, amount)
        return {"instance": course.case.id, "granted": self.grant}


def _grant(work: Work, course: Course, request: Mapping[str, Any], amount: int) -> None:
    """Do what was asked for."""
    match request["kind"]:
        case "extend":
            _extend(course, request["task"], amount)
        case "suspend":
            pause(work, course, request["reason"], "")
        case "terminate":
            end(course, "terminated", request["reason"])
        case "takeover":
            conduct.join(course, request["asked_by"], "", "takeover")
            end(course, "forwarded", request["reason"])


def _extend(course: Course, task: str, amount: int) -> None:
    row = course.case.open_tasks().get(task)
    if row is None:
        raise Conflict("原任务已办结", "The task is no longer open", "task_closed")
    path = next(p for p in course.process.exceptions if p.kind == "extend" and p.task in ("", row["element"]))
    _check_extension(course, path, row, amount, overdue=False)
    dues.change(course, task, "extension", amount)


def _check_extension(
    course: Course, path: ExceptionPath, row: Mapping[str, Any], amount: int, *, overdue: bool
) -> None:
    """Refuse an extension that the limit or the procedure's own bounds do not allow. Raises Conflict."""
    limit, local = course.current.bundle.limits[row["limit_id"]], from_json(row["local"])
    if path.most:
        most = course.evaluate(path.most, local)
        limit = replace(limit, extension=replace(limit.extension or Extension(unit=limit.unit), max_amount=int(most)))
    check_extension(limit, amount, _granted(row), overdue)
    latest = course.evaluate(path.latest, local) if path.latest else None
    due = dues.extended(course, row, row["extension"] + amount)["effective_due"][:10]
    if isinstance(latest, date) and due > latest.isoformat()[:10]:
        day = latest.isoformat()[:10]
        raise Conflict(f"延期后不得晚于 {day}", f"An extension may not reach beyond {day}", "extension_latest")


def _granted(row: Mapping[str, Any]) -> list[int]:
    return [row["extension"], *[0] * (row["extensions"] - 1)] if row["extensions"] else []


def _requests(course: Course, kind: str) -> list[Mapping[str, Any]]:
    rows = course.case.open_tasks().values()
    return [row for row in rows if row["kind"] == "request" and row["request"].get("kind") == kind]
