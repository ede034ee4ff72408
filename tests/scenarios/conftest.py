"""Every story runs on SQLite and, where a server is given, on PostgreSQL."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from tests.scenarios.province import Province, found


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def province(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Province]:
    """The sample province, freshly founded."""
    if request.param == "sqlite":
        made = found(f"sqlite:///{tmp_path / 'story.db'}", tmp_path)
        yield made
        made.engine.close()
        return
    server = os.environ.get("JIANDU_TEST_POSTGRES")
    if not server:
        pytest.skip("JIANDU_TEST_POSTGRES is not set: no PostgreSQL server to test on")
    name = f"story_{secrets.token_hex(6)}"
    admin = make_url(server).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    made = found(make_url(server).set(database=name).render_as_string(hide_password=False), tmp_path)
    yield made
    made.engine.close()
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}"')
