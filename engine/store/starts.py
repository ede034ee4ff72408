"""Starts nobody asks for by hand: what they wait for, and the facts their conditions look at.

Rows belong to the definitions in force, not to a case. Whoever sets one off locks its row first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from engine.model.events import instant
from engine.model.values import from_json, to_json
from engine.store.dialect import upsert
from engine.store.tables import awaited_start, fact

Key = tuple[str, str, int]
"""Definition, element, number of the event definition."""
NEVER = "9999"


def present(connection: Connection) -> dict[Key, str]:
    """The text of every awaited start."""
    a = awaited_start.c
    query = select(a.definition, a.element, a.number, a.text)
    return {(row.definition, row.element, row.number): row.text for row in connection.execute(query)}


def add(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Begin to wait."""
    if rows:
        connection.execute(insert(awaited_start), list(rows))


def forget(connection: Connection, keys: Iterable[Key]) -> None:
    """Wait no longer."""
    for key in keys:
        connection.execute(delete(awaited_start).where(*_is(key)))


def lock(connection: Connection, key: Key) -> Row[Any] | None:
    """The row under lock; None when it is gone or somebody else holds it."""
    query = select(awaited_start).where(*_is(key)).with_for_update(skip_locked=True)
    return connection.execute(query).first()


def of_element(connection: Connection, definition: str, element: str) -> list[Row[Any]]:
    """All rows of one start event in order, under lock."""
    a = awaited_start.c
    query = select(awaited_start).where(a.definition == definition, a.element == element).order_by(a.number)
    return list(connection.execute(query.with_for_update()))


def change(connection: Connection, key: Key, **values: Any) -> None:
    """Write some columns of a row."""
    connection.execute(update(awaited_start).where(*_is(key)).values(**values))


def tell(connection: Connection, values: Mapping[str, Any], now: datetime) -> None:
    """Keep facts; every condition is looked at again."""
    rows = [{"name": name, "value": to_json(value), "at": instant(now)} for name, value in values.items()]
    if rows:
        upsert(connection, fact, rows)
    connection.execute(update(awaited_start).where(awaited_start.c.kind == "conditional").values(due=instant(now)))


def facts(connection: Connection) -> dict[str, Any]:
    """Every fact that was told."""
    return {row.name: from_json(row.value) for row in connection.execute(select(fact))}


def _is(key: Key) -> tuple[Any, ...]:
    a = awaited_start.c
    return a.definition == key[0], a.element == key[1], a.number == key[2]
