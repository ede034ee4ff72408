"""A database that lives in this process's memory alone: one SQLite connection, kept open, shared by everybody.

It can be written down as bytes and opened again from them. Callers take turns: one connection has one transaction.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from engine.store.dialect import Database
from engine.store.tables import metadata


class MemoryDatabase(Database):
    """All tables, empty; or as they were when ``dump`` was called."""

    def __init__(self, saved: bytes = b"") -> None:
        self.is_sqlite = True
        self.pool = _pool(saved)
        self._turn = threading.RLock()
        if not saved:
            metadata.create_all(self.pool)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One writing transaction; commits when the block ends well, rolls back otherwise."""
        with self._turn, self.pool.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One look at a consistent state."""
        with self.write() as connection:
            yield connection

    def dump(self) -> bytes:
        """The whole database as bytes (an SQLite file)."""
        with self._turn, self.pool.connect() as connection:
            plain: Any = connection.connection.driver_connection
            return bytes(plain.serialize())


def _pool(saved: bytes) -> Engine:
    def connect() -> sqlite3.Connection:
        opened = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        if saved:
            opened.deserialize(saved)
        opened.execute("PRAGMA foreign_keys=ON")
        return opened

    pool = create_engine("sqlite://", poolclass=StaticPool, creator=connect)

    @event.listens_for(pool, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")     # the driver would begin late, after the first reads

    return pool
