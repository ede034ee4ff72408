"""The two databases: SQLite (WAL, one host) and PostgreSQL. Everything that differs between them is here."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, create_engine, event, func, make_url, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError

RETRY_STATES = frozenset({"40001", "40P01", "55P03", "57P01", "57P02", "57P03"})

SNAPSHOT: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


class Database:
    """A connection pool with the house's transaction modes."""

    def __init__(self, url: str) -> None:
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self._writer = threading.Lock()
        self._reading: dict[str, Any] = {} if self.is_sqlite else SNAPSHOT
        self.pool: Engine = _sqlite(url) if self.is_sqlite else _postgres(url)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One writing transaction; commits when the block ends well, rolls back otherwise.

        SQLite: an in-process lock, then BEGIN IMMEDIATE, so that writers wait in line instead of failing.
        """
        waiting = self._writer if self.is_sqlite else nullcontext()
        with waiting, self.pool.connect().execution_options(write=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One read-only look at a consistent state: what others commit meanwhile is not seen."""
        with self.pool.connect().execution_options(**self._reading) as connection, connection.begin():
            yield connection

    def dispose(self) -> None:
        """Close every connection."""
        self.pool.dispose()


def is_transient(error: DBAPIError) -> bool:
    """Whether the whole command may be tried again: a lost race or a lost connection, nothing was committed."""
    state = getattr(error.orig, "sqlstate", None) or ""
    locked = isinstance(error, OperationalError) and "locked" in str(error.orig)
    return state in RETRY_STATES or state.startswith("08") or error.connection_invalidated or locked


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; where the primary key exists, replace the other columns."""
    connection.execute(_upsert(connection.dialect.name, table, tuple(rows[0])), list(rows))


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that are not there yet; those that are stay as they are."""
    connection.execute(_insert(connection.dialect.name, table).on_conflict_do_nothing(), list(rows))


def insert_if_new(connection: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """Insert one row; whether it was new. A rival inserting the same key is waited for."""
    statement = _insert(connection.dialect.name, table).values(**row).on_conflict_do_nothing()
    return connection.execute(statement, execution_options={"preserve_rowcount": True}).rowcount == 1


def count_up(connection: Connection, table: Table, key: Mapping[str, Any], column: Column[int]) -> int:
    """Add one to a counter, which begins at 0 when its row is not there yet; returns the new count."""
    statement = _insert(connection.dialect.name, table).values({**key, column.name: 1})
    statement = statement.on_conflict_do_update(index_elements=list(key), set_={column.name: column + 1})
    return int(connection.execute(statement.returning(column)).scalar_one())


def line_up(connection: Connection, name: str) -> None:
    """Wait until no other open transaction has lined up under the same name; SQLite's writers are in line anyway."""
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


@contextmanager
def pipeline(connection: Connection) -> Iterator[None]:
    """Statements inside need no answer: PostgreSQL sends them in one round trip."""
    if connection.dialect.name == "sqlite":
        yield
        return
    with connection.connection.driver_connection.pipeline():  # type: ignore[union-attr]
        yield


def _insert(dialect: str, table: Table) -> Any:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def _upsert(dialect: str, table: Table, columns: tuple[str, ...]) -> Any:
    """Built once: SQLAlchemy takes longer to put the statement together than to run it."""
    insert = _insert(dialect, table)
    keys = [column.name for column in table.primary_key]
    update = {name: insert.excluded[name] for name in columns if name not in keys}
    return insert.on_conflict_do_update(index_elements=keys, set_=update)


def _sqlite(url: str) -> Engine:
    pool = create_engine(url, connect_args={"timeout": 15, "check_same_thread": False})

    @event.listens_for(pool, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(pool, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return pool


def _postgres(url: str) -> Engine:
    """psycopg 3, ``READ COMMITTED`` with row locks; a lock is waited for 3 s, a statement 30 s."""
    parsed = make_url(url)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    options = "-c lock_timeout=3s -c statement_timeout=30s -c timezone=UTC"
    return create_engine(
        parsed, pool_pre_ping=False, pool_size=10, max_overflow=10, connect_args={"options": options},
    )
