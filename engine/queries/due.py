"""Which jobs are due: the worker's only question."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, or_, select

from engine.model.events import instant
from engine.store.tables import awaited_start, job
from engine.store.tables import instance as case

_JOBS = (
    select(job.c.instance, job.c.id).join(case, case.c.id == job.c.instance)
    .where(job.c.due <= bindparam("now"), ~case.c.suspended).order_by(job.c.due, job.c.id).limit(bindparam("most"))
)
_A = awaited_start.c
_RINGS = _A.due <= bindparam("now")
_STARTS = select(_A.definition, _A.element, _A.number).order_by(_A.due, _A.definition, _A.element, _A.number)
_RUNG = _STARTS.where(_RINGS).limit(bindparam("most"))
_LOOKED = _STARTS.where(or_(_RINGS, _A.kind == "conditional")).limit(bindparam("most"))


def due_jobs(connection: Connection, now: datetime, limit: int) -> list[tuple[str, str]]:
    """(case, job) pairs due now, oldest first; those of suspended cases wait."""
    return [(row.instance, row.id) for row in connection.execute(_JOBS, {"now": instant(now), "most": limit})]


def due_starts(connection: Connection, now: datetime, limit: int, *, look: bool) -> list[tuple[str, str, int]]:
    """(definition, element, number) of awaited starts due now, oldest first; ``look``: every condition is due."""
    found = connection.execute(_LOOKED if look else _RUNG, {"now": instant(now), "most": limit})
    return [(row.definition, row.element, row.number) for row in found]
