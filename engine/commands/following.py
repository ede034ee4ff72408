"""Boundary timers counted from their task's own limit move with the task's clock.

A boundary of a task with ``<sv:limit ref="TL-E03" start="requested_on"/>`` may ring at ``due("TL-E03",
requested_on).deadline``. When the clock is set anew (an extension, a suspension over), so is the timer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from engine.feel import compile
from engine.model import events as e
from engine.model.timertext import is_literal
from engine.runner import ring

if TYPE_CHECKING:
    from engine.commands.course import Course


def move(course: Course, task: str) -> None:
    """Schedule the waiting boundary timers of an open task again, as its limit stands now."""
    row = course.case.open_tasks()[task]
    for job, waiting in list(course.case.need(course.tx.connection, "job").items()):
        if waiting["kind"] != "timer":
            continue
        token, node = waiting["payload"]["token"], course.node(waiting["payload"]["element"])
        kind, text = node.event.timer
        if node.attached_to != row["element"] or is_literal(text) or course.within(token) != course.within(task):
            continue
        now = course.tx.now.astimezone(course.settings.zone)
        local = course.local(token)
        functions = dict(course.functions_at(local))
        functions["due"] = _as_it_stands(row, functions["due"])
        found = ring(kind, compile(text)(course.scope(local), functions, now), course.tx.now, course.settings.zone)
        if found is not None and e.instant(found.at) != waiting["due"]:
            course.schedule(job, "timer", found.at, waiting["payload"])


def _as_it_stands(row: Mapping[str, Any], counted: Callable[..., Any]) -> Callable[..., Any]:
    """FEEL ``due``: for the limit the task runs under, its clock with extensions and suspensions; else as counted."""
    def due(limit: str, start: date | datetime | None) -> Any:
        if start is None or (limit, start.isoformat()) != (row["limit_id"], row["start"]):
            return counted(limit, start)
        return {
            "raw": e.day_or_moment(row["raw_due"]), "effective": e.day_or_moment(row["effective_due"]),
            "deadline": datetime.fromisoformat(row["deadline"]), "provisional": row["provisional"],
        }
    return due
