"""The migrations, run on an empty database, make exactly the tables of ``engine.store.tables``."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from engine.store import schema
from engine.store.dialect import Database
from engine.store.tables import metadata
from tests.support.databases import Databases


def test_upgrade_from_empty_equals_the_tables(databases: Databases) -> None:
    url = databases.fresh()
    pool = Database(url).pool
    metadata.drop_all(pool)
    with pool.execution_options(write=True).begin() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
    assert schema.current(pool) == ""
    schema.upgrade(pool)
    assert schema.current(pool) == schema.newest()
    with pool.connect() as connection:
        defaults = connection.dialect.name == "postgresql"  # SQLite tells the same default in other words
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": defaults})
        assert compare_metadata(context, metadata) == []
    pool.dispose()
    databases.drop(url)


def test_upgrade_again_changes_nothing(databases: Databases) -> None:
    url = databases.fresh()
    pool = Database(url).pool
    schema.upgrade(pool)
    assert schema.current(pool) == schema.newest()
    pool.dispose()
    databases.drop(url)
