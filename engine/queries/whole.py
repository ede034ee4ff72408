"""What a program that embeds the engine sees: everything, as plain values. Only the engine itself may ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import func, select

from engine.model.access import ENGINE
from engine.model.errors import NotFound
from engine.model.events import Recorded, instant
from engine.model.runs import WITHIN
from engine.model.values import from_json, to_plain
from engine.queries.base import Look, Query
from engine.store import eventlog
from engine.store.cases import unpack
from engine.store.starts import NEVER
from engine.store.tables import awaited_start, incident, instance, job, subscription, task

TASK = ("id", "instance", "element", "name", "assignee", "principals", "form", "priority", "deadline")
WAIT = ("id", "instance", "element", "kind", "name", "correlation")


@dataclass(frozen=True)
class OpenTasks(Query):
    """Open tasks in the order they opened, of one case or of all; with ``since``, those that opened then or later."""

    instance: str = ""
    since: datetime | None = None
    permission: ClassVar[str] = ENGINE

    def answer(self, look: Look) -> list[dict[str, Any]]:
        """``[{id, instance, element, name, assignee, principals, form, priority, deadline, local}]``."""
        query = select(task).where(task.c.status == "open").order_by(task.c.opened_at, task.c.instance, task.c.seq)
        if self.since:
            query = query.where(task.c.opened_at >= instant(self.since))
        rows = (row._mapping for row in look.connection.execute(_of(query, task, self.instance)))
        return [{**_pick(row, TASK), "local": _local(row)} for row in rows]


@dataclass(frozen=True)
class Waits(Query):
    """What a case waits for besides tasks: messages, signals, conditions and timers."""

    instance: str = ""
    permission: ClassVar[str] = ENGINE

    def answer(self, look: Look) -> list[dict[str, Any]]:
        """``[{id, instance, element, kind, name, correlation}]``; timers have ``due`` and no name."""
        found = look.connection.execute(_of(select(subscription), subscription, self.instance))
        timers = look.connection.execute(_of(select(job).where(job.c.kind == "timer"), job, self.instance))
        return [_pick(row._mapping, WAIT) for row in found] + [
            {"id": row.id, "instance": row.instance, "kind": "timer", "due": row.due,
             "element": row.payload.get("element", "")} for row in timers
        ]


@dataclass(frozen=True)
class WholeCase(Query):
    """One case. Raises NotFound."""

    instance: str
    permission: ClassVar[str] = ENGINE

    def answer(self, look: Look) -> dict[str, Any]:
        """``{status, ended, definition, version, parent, variables, incidents}``."""
        row = look.connection.execute(select(instance).where(instance.c.id == self.instance)).first()
        if row is None:
            raise NotFound
        incidents = look.connection.execute(
            select(incident).where(incident.c.instance == row.id).order_by(incident.c.at, incident.c.id)
        )
        return {
            "status": row.status, "ended": bool(row.ended_at), "definition": row.definition,
            "version": row.definition_version, "parent": row.parent,
            "variables": unpack(row.context).get("variables", {}) if row.context else {},
            "incidents": [_pick(found._mapping, ("id", "element", "message", "status")) for found in incidents],
        }


@dataclass(frozen=True)
class CaseIds(Query):
    """Ids of all cases in the order they were started, or of those one case called."""

    parent: str = ""
    permission: ClassVar[str] = ENGINE

    def answer(self, look: Look) -> list[str]:
        """Ids."""
        query = select(instance.c.id).order_by(instance.c.started_at, instance.c.case_no)
        if self.parent:
            query = query.where(instance.c.parent == self.parent)
        return list(look.connection.execute(query).scalars())


@dataclass(frozen=True)
class CaseCounts(Query):
    """How many cases there are of each procedure, by status."""

    permission: ClassVar[str] = ENGINE

    def answer(self, look: Look) -> dict[str, dict[str, int]]:
        """``{definition: {status: count}}``."""
        query = select(instance.c.definition, instance.c.status, func.count().label("n")).group_by(
            instance.c.definition, instance.c.status).order_by(instance.c.definition, instance.c.status)
        found: dict[str, dict[str, int]] = {}
        for row in look.connection.execute(query):
            found.setdefault(row.definition, {})[row.status] = row.n
        return found


@dataclass(frozen=True)
class Log(Query):
    """The events of one case in order."""

    instance: str
    permission: ClassVar[str] = ENGINE

    def answer(self, look: Look) -> list[Recorded]:
        """Recorded events."""
        return eventlog.read_recorded(look.connection, self.instance)


@dataclass(frozen=True)
class NextDue(Query):
    """When the next work is due after now; None when nothing is."""

    permission: ClassVar[str] = ENGINE

    def answer(self, look: Look) -> str | None:
        """The instant."""
        rings = awaited_start.c.kind == "timer"
        jobs = select(func.min(job.c.due)).where(job.c.due > look.instant, job.c.due < NEVER)
        starts = select(func.min(awaited_start.c.due)).where(
            rings, awaited_start.c.due > look.instant, awaited_start.c.due < NEVER)
        found = [look.connection.execute(query).scalar() for query in (jobs, starts)]
        return min(filter(None, found), default=None)


@dataclass(frozen=True)
class FirstDue(Query):
    """Where the work is that has been due longest: id of the element, empty when it stands at none."""

    permission: ClassVar[str] = ENGINE

    def answer(self, look: Look) -> str:
        """The element."""
        a = awaited_start.c
        jobs = look.connection.execute(select(job.c.due, job.c.payload).order_by(job.c.due, job.c.id).limit(1)).first()
        starts = look.connection.execute(select(a.due, a.element).where(a.kind == "timer").order_by(a.due)).first()
        if jobs is None or (starts is not None and starts.due < jobs.due):
            return str(starts.element) if starts is not None else ""
        return str(jobs.payload.get("element", ""))


def _of(query: Any, table: Any, case: str) -> Any:
    return query.where(table.c.instance == case) if case else query


def _pick(row: Mapping[Any, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _local(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: to_plain(value) for name, value in from_json(row["local"] or {}).items() if name != WITHIN}
