"""Writes the row changes of events to the projected tables; only the transaction calls it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Delete, Update, bindparam, delete, insert, update

from engine.model.changes import Change, Drop, Put, Row
from engine.store.dialect import upsert
from engine.store.tables import PROJECTED, inbox

Key = tuple[str, str]
NO_DUE = "9999"
TAKE_OUT = delete(inbox).where(inbox.c.task == bindparam("stale"))


def coalesce(changes: Iterable[Change]) -> dict[Key, Change]:
    """One change per row: a later one is merged into the earlier."""
    merged: dict[Key, Change] = {}
    for change in changes:
        key = (change.table, change.key)
        before = merged.get(key)
        if isinstance(change, Put | Drop) or before is None:
            merged[key] = change
        elif isinstance(before, Drop):
            raise ValueError(f"change after drop: {change}")
        else:
            merged[key] = type(before)(change.table, change.key, {**before.row, **change.row})
    return merged


def write(connection: Connection, changes: Mapping[Key, Change]) -> None:
    """Apply coalesced changes with as few statements as their shapes allow."""
    puts: dict[tuple[str, tuple[str, ...]], list[Row]] = defaultdict(list)
    sets: dict[tuple[str, tuple[str, ...]], list[Row]] = defaultdict(list)
    drops: dict[str, list[Row]] = defaultdict(list)
    for (table, key), change in changes.items():
        if isinstance(change, Drop):
            drops[table].append({"key": key})
        elif isinstance(change, Put):
            puts[table, tuple(change.row)].append({"id": key, **change.row})
        else:
            sets[table, tuple(sorted(change.row))].append({"key": key, **change.row})
    for (table, _columns), rows in puts.items():
        upsert(connection, PROJECTED[table], rows)
    for (table, columns), rows in sets.items():
        connection.execute(_update(table, columns), rows)
    for table, rows in drops.items():
        connection.execute(_delete(table), rows)


@cache
def _update(table: str, columns: tuple[str, ...]) -> Update:
    target = PROJECTED[table]
    statement = update(target).where(target.c.id == bindparam("key"))
    return statement.values({name: bindparam(name) for name in columns})


@cache
def _delete(table: str) -> Delete:
    target = PROJECTED[table]
    return delete(target).where(target.c.id == bindparam("key"))


def inbox_rows(task: str, row: Mapping[str, Any], definition: str, suspended: bool) -> list[Row]:
    """Inbox rows of a task: one per principal while it is open, to the assignee alone once it is claimed."""
    if row["status"] != "open":
        return []
    principals = [f"u:{row['assignee']}"] if row["assignee"] else row["principals"]
    common = {
        "due": row["deadline"] or NO_DUE, "task": task, "instance": row["instance"], "definition": definition,
        "yellow_at": row["yellow_at"], "red_at": row["red_at"], "blue_at": row["blue_at"], "suspended": suspended,
    }
    return [{"principal": principal, **common} for principal in dict.fromkeys(principals)]


def write_inbox(connection: Connection, old: Iterable[str], rows: list[Row]) -> None:
    """Replace the inbox rows of the given tasks."""
    stale = [{"stale": task} for task in old]
    if stale:
        connection.execute(TAKE_OUT, stale)
    if rows:
        connection.execute(insert(inbox), rows)
