"""What no single case's chain can prove: the inbox, whole cases that vanished, deployed content and kept files.

Each function yields problems as (where, what); where is a case's id or the name of the stream or table.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select, union

from engine.store.projection import inbox_rows
from engine.store.tables import (
    blob,
    deployment_file,
    event,
    inbox,
    instance,
    letter,
    register_row,
    series,
    stream,
)

Problem = tuple[str, str]


def inbox_differences(connection: Connection, case: Mapping[Any, Any], tasks: Mapping[str, Any]) -> Iterator[str]:
    """Inbox rows of a case that do not follow from its tasks (as its history tells them)."""
    query = select(inbox).where(inbox.c.instance == case["id"])
    stored = {(row.principal, row.task): dict(row._mapping) for row in connection.execute(query)}
    told = {
        (row["principal"], row["task"]): row for key, task in tasks.items()
        for row in inbox_rows(key, task, case["definition"], case["suspended"])
    }
    for key in sorted(stored.keys() | told.keys()):
        if stored.get(key) != told.get(key):
            yield f"inbox row {key[1]} of {key[0]} does not equal its history"


def whole(connection: Connection) -> Iterator[Problem]:
    """Problems of the installation as a whole."""
    yield from _orphans(connection)
    yield from _missing_numbers(connection)
    yield from _content(connection)
    yield from _blobs(connection)


def _orphans(connection: Connection) -> Iterator[Problem]:
    """Logs whose case or stream is gone."""
    heads = union(select(instance.c.id), select(stream.c.id))
    query = select(event.c.instance).where(event.c.instance.not_in(heads)).distinct()
    for name in connection.execute(query).scalars():
        yield name, "events without a head: the case was removed"


def _missing_numbers(connection: Connection) -> Iterator[Problem]:
    """Numbers that a series has given out and nothing bears: a case, letter or register row was removed."""
    columns = (instance.c.case_no, letter.c.number, register_row.c.row_no)
    taken = set(connection.execute(union(*(select(column) for column in columns))).scalars())
    for row in connection.execute(select(series)):
        for number in range(1, row.last + 1):
            text = f"{row.unit}-{row.series}-{row.year}-{number:04d}"
            if text not in taken:
                yield "series", f"nothing bears the number {text}"


def _content(connection: Connection) -> Iterator[Problem]:
    """Deployments whose files are not those that were recorded when they were deployed."""
    stored: dict[int, dict[str, str]] = {}
    for row in connection.execute(select(deployment_file)):
        stored.setdefault(row.deployment, {})[row.path] = row.sha256
    told = {}
    query = select(event.c.payload).where(event.c.type == "ContentDeployed", event.c.payload.is_not(None))
    for text in connection.execute(query).scalars():
        payload = json.loads(text)
        told[payload["deployment"]] = payload["files"]
    for number in sorted(stored.keys() | told.keys()):
        if stored.get(number) != told.get(number):
            yield "deployment", f"deployment {number} does not hold what was deployed"


def _blobs(connection: Connection) -> Iterator[Problem]:
    """Files whose bytes do not have the hash they are kept under."""
    for row in connection.execute(select(blob).execution_options(yield_per=50)):
        if hashlib.sha256(row.content).hexdigest() != row.sha256:
            yield "blob", f"file {row.sha256} was altered"
