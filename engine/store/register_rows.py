"""Register rows as expressions find them: by what their columns equal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Text, select

from engine.model.register import row_context
from engine.store.tables import register_row

COMMON = ("status", "due_raw", "due_effective", "closed_at")
LIMIT = 1000


def find(
    connection: Connection, register: str, where: Mapping[str, Any], own: Mapping[str, Mapping[str, Any]] | None = None
) -> list[dict[str, Any]]:
    """Rows of a register (newest first) whose columns equal those given; ``own`` are not written yet."""
    query = select(register_row).where(register_row.c.register == register).order_by(
        register_row.c.updated_at.desc(), register_row.c.id.desc()).limit(LIMIT)
    found = {row.id: dict(row._mapping) for row in connection.execute(query.where(*_narrowing(where)))}
    found |= {key: dict(row) for key, row in (own or {}).items() if row["register"] == register}
    contexts = [row_context(row) for row in found.values()]
    return [row for row in contexts if all(row.get(name) == value for name, value in where.items())]


def _narrowing(where: Mapping[str, Any]) -> Iterator[ColumnElement[bool]]:
    """What the database can tell of equal texts, so that an old row is found among many; all is compared again."""
    for name, value in where.items():
        if isinstance(value, str) and value:
            if name in ("unit", "status", "row_no", "instance"):
                yield register_row.c[name] == value
            elif name not in COMMON:
                text = orjson.dumps({name: value}).decode()[1:-1]
                yield register_row.c.data.cast(Text).contains(text, autoescape=True)
