"""Common exceptional paths, declared once per procedure (``sv:exception``): who may take which path when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.catalog.routing import names, principals_of
from engine.commands.base import Work
from engine.commands.course import Course
from engine.model import events as e
from engine.model.access import rights
from engine.model.actor import user_principal
from engine.model.definition import ExceptionPath
from engine.model.errors import Conflict, Forbidden

Row = Mapping[str, Any]
NAMES = {"extend": "延期审批", "suspend": "中止审批", "terminate": "终止审批", "takeover": "提级办理审批"}


def find(course: Course, kind: str, element: str = "") -> ExceptionPath:
    """The declaration of a path (for an element). Raises Conflict when the procedure has no such path, or no longer."""
    for path in course.process.exceptions:
        if path.kind == kind and path.task in ("", element):
            if path.until and course.performers(path.until):
                name = course.node(path.until).name
                raise Conflict(f"“{name}”已办理,不能再进行该操作", f"Too late: {path.until} is done", "too_late")
            return path
    raise Conflict("该流程未设此项", f"This procedure has no path {kind}", "no_such_path")


def check(work: Work, course: Course, path: ExceptionPath, row: Mapping[str, Any] | None = None) -> None:
    """Refuse who may not ask for the path. Raises Forbidden."""
    if not any(_is(work, course, word, row) for word in path.by):
        raise Forbidden("您不能提出该操作", "You may not ask for this", "not_entitled")


def approvers(course: Course, path: ExceptionPath) -> tuple[str, ...]:
    """Principals that decide on a request; empty when the asker's word is enough."""
    return principals_of(course, path.approve.split()) if path.approve else ()


def decides(work: Work, course: Course, path: ExceptionPath) -> bool:
    """Whether the actor's own word is enough: the path wants no approval, or the actor is who approves."""
    return not path.approve or bool(work.actor.principals.intersection(approvers(course, path)))


def ask(work: Work, course: Course, approve: str, asked: Row, row: Row) -> dict[str, Any]:
    """Put a request before its approver as a task of its own; the asker may not decide on it."""
    principals = principals_of(course, approve.split())
    if not principals:
        raise Conflict("未设审批人", "Nobody is named to decide", "no_approver")
    task = work.new_id()
    course.record(e.TaskOpened(
        task=task, element=row.get("element", ""), name=NAMES[asked["kind"]], unit=row["unit"], principals=principals,
        kind="request", circle=row.get("circle", ""), excluded={work.actor.user: "SD-1"},
        request={**asked, "asked_by": work.actor.user},
    ))
    return {"request": task, "instance": course.case.id}


def _is(work: Work, course: Course, word: str, row: Mapping[str, Any] | None) -> bool:
    actor = work.actor
    match word:
        case "starter":
            return bool(actor.user == course.case.row["starter"])
        case "handler":
            rows = [row] if row else list(course.case.open_tasks().values())
            mine = {user_principal(actor.user)}
            return any(
                each["assignee"] == actor.user or (not each["assignee"] and mine.intersection(each["principals"]))
                or actor.principals.intersection(each["principals"]) for each in rows
            )
        case "participant":
            return actor.user in course.context.get("members", {})
        case "superior":
            above = set(work.organisation.ancestors(course.case.row["unit"]))
            person = work.organisation.people.get(actor.user)
            held = {h.unit for h in person.holdings if work.organisation.roles[h.role].penetrates} if person else set()
            return bool(above & held)
        case "*":
            return True
    if word.startswith("="):
        return actor.user in names(course.evaluate(word[1:]))
    if "@" in word:
        return bool(actor.principals.intersection(principals_of(course, [word])))
    return word in rights(actor, work.organisation)
