"""The inbox: open tasks offered to an actor, in order of due date, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select, true, union, union_all

from engine.queries import shapes
from engine.queries.base import Look, Query, page
from engine.store.tables import inbox, instance, task

CAP = 1000
LIGHTS = ("red", "yellow", "blue", "green", "none")


@dataclass(frozen=True)
class Inbox(Query):
    """Open tasks of the actor. ``light``, ``definition`` and ``text`` (case number or title) narrow."""

    light: str | None = None
    definition: str | None = None
    text: str | None = None
    after: str | None = None
    limit: int = 50

    def answer(self, look: Look) -> dict[str, Any]:
        """``{items, next}``; ``next`` is the cursor of the following page."""
        size = page(self.limit)
        conditions = [_light(look, self.light) if self.light else true()]
        if self.definition:
            conditions.append(inbox.c.definition == self.definition)
        if self.after:
            conditions.append(_beyond(self.after))
        columns, most = [inbox.c.due.label("sort"), inbox.c.task], None if self.text else size + 1
        found = union(*_per_principal(look, columns, and_(*conditions), most)).subquery()
        query = (
            select(
                task, found.c.sort, instance.c.case_no, instance.c.title, instance.c.definition, instance.c.secrecy,
                instance.c.suspended,
            )
            .join(found, found.c.task == task.c.id).join(instance, instance.c.id == task.c.instance)
            .order_by(found.c.sort, task.c.id).limit(size + 1)
        )
        if self.text:
            query = query.where(
                instance.c.case_no.contains(self.text, autoescape=True)
                | instance.c.title.contains(self.text, autoescape=True)
            )
        rows = list(look.connection.execute(query))
        items = [shapes.task_row(look, row._mapping) for row in rows[:size]]
        last = rows[size - 1] if len(rows) > size else None
        return {"items": items, "next": f"{last.sort}|{last.id}" if last else None}


@dataclass(frozen=True)
class InboxCounts(Query):
    """How many open tasks the actor has, by light; each principal's are counted up to 1,000."""

    def answer(self, look: Look) -> dict[str, Any]:
        """``{total, red, yellow, blue, green, none, capped}``."""
        rows = union_all(*_per_principal(
            look, [inbox.c.task, _light_of(look, inbox.c).label("light")], true(), CAP + 1)).subquery()
        found = select(rows).distinct().limit(CAP + 1).subquery()
        query = select(found.c.light, func.count().label("n")).group_by(found.c.light)
        counts = dict.fromkeys(LIGHTS, 0) | {row.light: row.n for row in look.connection.execute(query)}
        total = sum(counts.values())
        return {**counts, "total": min(total, CAP), "capped": total > CAP}


def _per_principal(
    look: Look, columns: list[Any], condition: ColumnElement[bool], limit: int | None
) -> list[Select[Any]]:
    """One index scan per principal the actor can be addressed by."""
    parts = []
    for principal in sorted(look.actor.principals):
        part = select(*columns).where(inbox.c.principal == principal, condition)
        parts.append(select(part.order_by(inbox.c.due, inbox.c.task).limit(limit).subquery()))
    return parts


def _light_of(look: Look, columns: Any) -> ColumnElement[str]:
    now = look.instant
    reached = [((columns[f"{name}_at"] != "") & (columns[f"{name}_at"] <= now), name)
               for name in ("red", "yellow", "blue")]
    return case((columns.red_at == "", "none"), *reached, else_="green")


def _light(look: Look, light: str) -> ColumnElement[bool]:
    return _light_of(look, inbox.c) == light


def _beyond(cursor: str) -> ColumnElement[bool]:
    due, _, id_ = cursor.rpartition("|")
    return (inbox.c.due > due) | ((inbox.c.due == due) & (inbox.c.task > id_))
