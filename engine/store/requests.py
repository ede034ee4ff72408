"""Idempotency keys: the same request, sent again after a lost reply, gets the stored answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from engine.model.errors import Conflict
from engine.model.events import instant
from engine.store.dialect import insert_if_new
from engine.store.tables import instance, request, task


def claim(connection: Connection, key: str, actor: str, body_hash: str, now: datetime) -> dict[str, Any] | None:
    """Reserve a key; the stored receipt when it was used before. Raises Conflict for another body or actor."""
    row = {"key": key, "actor": actor, "body_hash": body_hash, "result": None, "at": instant(now)}
    if insert_if_new(connection, request, row):
        return None
    found = connection.execute(select(request).where(request.c.key == key)).one()
    if (found.actor, found.body_hash) != (actor, body_hash):
        raise Conflict("该请求编号已用于其他请求", "This idempotency key was used for another request", "key_reused")
    return dict(found.result)


def store(connection: Connection, key: str, receipt: Mapping[str, Any]) -> None:
    """Keep the receipt under its key."""
    connection.execute(update(request).where(request.c.key == key).values(result=dict(receipt)))


def case_of(connection: Connection, target: str) -> str:
    """The case a target (case or task id) belongs to; empty when there is none."""
    found = connection.execute(select(task.c.instance).where(task.c.id == target)).scalar()
    found = found or connection.execute(select(instance.c.id).where(instance.c.id == target)).scalar()
    return str(found or "")
