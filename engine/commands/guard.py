"""Refusals: whether a case is open to an act, and what somebody who may not see it is told (nothing)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from engine.catalog.routing import exclusions
from engine.commands.base import Work
from engine.commands.course import Course
from engine.model.access import check_performer, reach
from engine.model.errors import Conflict, Forbidden, NotFound
from engine.model.values import from_json
from engine.store.cases import StoredCase
from engine.store.tables import inbox, member, task

Row = Mapping[str, Any]


def open_task(work: Work, task_id: str) -> tuple[StoredCase, Row]:
    """The locked case and row of a task that is open in a case that is not suspended. Raises NotFound, Conflict."""
    case = work.case_of_task(task_id)
    row = case.open_tasks().get(task_id)
    if row is None:
        must_know(work, case)
        closed = work.tx.connection.execute(select(task.c.status).where(task.c.id == task_id)).scalar_one()
        raise Conflict(f"任务已处理({closed})", f"The task is no longer open ({closed})", "task_closed")
    return case, row


def at_hand(work: Work, task_id: str) -> tuple[Course, Row]:
    """The course and row of an open task the actor may do now, in a case that goes on. Raises what the parts raise."""
    case, row = open_task(work, task_id)
    running(work, case)
    course = work.course(case)
    performer(work, course, row)
    return course, row


def running(work: Work, case: StoredCase) -> None:
    """The case goes on and is not suspended. Raises Conflict."""
    if case.ended:
        must_know(work, case)
        raise Conflict("案件已办结", "The case is over", "case_ended")
    if case.row["suspended"]:
        must_know(work, case)
        raise Conflict("案件已中止", "The case is suspended", "suspended")


def performer(work: Work, course: Course, row: Row) -> None:
    """The actor may do this task now. Raises Forbidden; NotFound to those who may not know of the case."""
    case = course.case
    if work.settings.embedded:
        return
    try:
        apart = dict(row["excluded"])
        if row["kind"] == "task":
            apart |= exclusions(course, course.node(row["element"]), from_json(row["local"]))
        check_performer(work.actor, row, apart)
    except Forbidden:
        must_know(work, case)
        raise


def must_know(work: Work, case: StoredCase, *, wholly: bool = False) -> None:
    """Hide the case from those who may not know of it: unseen equals not found."""
    if not knows(work, case, wholly=wholly):
        raise NotFound


def knows(work: Work, case: StoredCase, *, wholly: bool = False) -> bool:
    """Whether the actor took part, is offered a task, or sees the case by office; ``wholly``: not by a circle."""
    if work.actor.is_system:
        return True
    office = reach(work.actor, work.organisation)
    if case.row["secrecy"] <= office.level and case.row["unit"] in office.units:
        return True
    here = (member.c.instance == case.id) & (member.c.user == work.actor.user)
    offered = (inbox.c.instance == case.id) & inbox.c.principal.in_(sorted(work.actor.principals))
    if wholly:
        here &= member.c.circle == ""
        offered &= inbox.c.task.in_(select(task.c.id).where(task.c.instance == case.id, task.c.circle == ""))
    query = select(
        select(func.count()).select_from(member).where(here).scalar_subquery()
        + select(func.count()).select_from(inbox).where(offered).scalar_subquery()
    )
    return bool(work.tx.connection.execute(query).scalar_one())


def authority(work: Work, row: Row) -> str:
    """The role in the unit by which the actor does this task, for the record."""
    held = sorted(work.actor.principals.intersection(row["principals"]))
    return held[-1] if held else f"u:{work.actor.user}"
