"""Which jobs are due: the worker's only question."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, or_, select

from engine.model.events import instant
from engine.store.tables import awaited_start, job
from engine.store.tables import instance as case


def due_jobs(connection: Connection, now: datetime, limit: int) -> list[tuple[str, str]]:
    """(case, job) pairs due now, oldest first; those of suspended cases wait."""
    query = (
        select(job.c.instance, job.c.id).join(case, case.c.id == job.c.instance)
        .where(job.c.due <= instant(now), ~case.c.suspended).order_by(job.c.due, job.c.id).limit(limit)
    )
    return [(row.instance, row.id) for row in connection.execute(query)]


def due_starts(connection: Connection, now: datetime, limit: int, *, look: bool) -> list[tuple[str, str, int]]:
    """(definition, element, number) of awaited starts due now, oldest first; ``look``: every condition is due."""
    a = awaited_start.c
    due = a.due <= instant(now)
    query = (
        select(a.definition, a.element, a.number).where(or_(due, a.kind == "conditional") if look else due)
        .order_by(a.due, a.definition, a.element, a.number).limit(limit)
    )
    return [(row.definition, row.element, row.number) for row in connection.execute(query)]
