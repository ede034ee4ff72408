"""Tables narrowed to what an actor may see. Every query about cases starts here.

A case is visible to those who took part in it, to those one of its tasks is offered to, and - up to level 2 - to those
whose role reaches its unit. Level 3 is for its participants alone (catalogue 5.2). Within a case, a participant of a
named circle (知悉圈) sees only the steps of that circle.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, false, or_, select, true

from engine.model.access import MAX_OPEN_LEVEL
from engine.model.errors import NotFound
from engine.queries.base import Look
from engine.store.tables import inbox, instance, member, task

AUDIT = "\0audit"
"""The audit administrator's circle: who did what when by what authority, and the proofs - no content."""


def cases(look: Look) -> ColumnElement[bool]:
    """Condition on ``instance``: the cases the actor may see, be it only their log (audit administrator)."""
    return true() if look.reach.audits else contents(look)


def contents(look: Look) -> ColumnElement[bool]:
    """Condition on ``instance``: the cases of which the actor may see content; the operator's console sees all."""
    if look.actor.is_system:
        return true()
    mine = exists().where(member.c.instance == instance.c.id, member.c.user == look.actor.user)
    offered = exists().where(inbox.c.instance == instance.c.id, inbox.c.principal.in_(sorted(look.actor.principals)))
    return or_(mine, offered, by_office(look))


def by_office(look: Look) -> ColumnElement[bool]:
    """Condition on ``instance``: the cases the actor's roles reach without taking part."""
    if not look.reach.units:
        return false()
    return (instance.c.secrecy <= min(look.reach.level, MAX_OPEN_LEVEL)) & instance.c.unit.in_(
        sorted(look.reach.units)
    )


def case(look: Look, id_: str) -> Row[Any]:
    """The visible case with this id. Raises NotFound."""
    row = look.connection.execute(select(instance).where(instance.c.id == id_, cases(look))).first()
    if row is None:
        raise NotFound
    return row


def circles(look: Look, row: Row[Any]) -> frozenset[str] | None:
    """Circles the actor knows a visible case by; None when the whole case is open to the actor."""
    if look.actor.is_system:
        return None
    if row.secrecy <= look.reach.level and row.unit in look.reach.units:
        return None
    joined = select(member.c.circle).where(member.c.instance == row.id, member.c.user == look.actor.user)
    offered = select(task.c.circle).join(inbox, inbox.c.task == task.c.id).where(
        inbox.c.instance == row.id, inbox.c.principal.in_(sorted(look.actor.principals))
    )
    found = {each.circle for each in look.connection.execute(joined.union(offered))}
    if "" in found:
        return None
    return frozenset({AUDIT}) if look.reach.audits and not found else frozenset(found)


def may_see_task(look: Look, row: Mapping[Any, Any], known: frozenset[str] | None) -> bool:
    """Whether a task of a visible case is within the actor's circles."""
    return known is None or row["circle"] in known
