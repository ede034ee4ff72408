"""The schema's version: bring a database up to date, tell where it stands."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(pool: Engine) -> None:
    """Run every migration that is missing."""
    with pool.execution_options(write=True).begin() as connection:
        command.upgrade(_config(connection), "head")


def current(pool: Engine) -> str:
    """Revision the database stands at; empty for an empty database."""
    with pool.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def newest() -> str:
    """Revision this code expects."""
    return ScriptDirectory(str(SCRIPTS)).get_current_head() or ""


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
