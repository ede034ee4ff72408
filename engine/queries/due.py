"""Which jobs are due: the worker's only question."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from engine.model.events import instant
from engine.store.tables import instance as case
from engine.store.tables import job


def due_jobs(connection: Connection, now: datetime, limit: int) -> list[tuple[str, str]]:
    """(case, job) pairs due now, oldest first; those of suspended cases wait."""
    query = (
        select(job.c.instance, job.c.id).join(case, case.c.id == job.c.instance)
        .where(job.c.due <= instant(now), ~case.c.suspended).order_by(job.c.due, job.c.id).limit(limit)
    )
    return [(row.instance, row.id) for row in connection.execute(query)]
