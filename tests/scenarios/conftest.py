"""Every story runs on SQLite and, where a server is given, on PostgreSQL."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from engine.catalog import catalog
from engine.commands import deployments
from engine.content import Bundle, read_files
from tests.scenarios.province import Province, found


@pytest.fixture(scope="session", autouse=True)
def _content_is_read_once() -> Iterator[None]:
    """Files that were read and checked before are not read again: every test founds the same province."""
    known: dict[tuple[bool, bytes], Bundle] = {}

    def read_once(files: Mapping[str, bytes], house_rules: bool = True) -> Bundle:
        digests = sorted((path, hashlib.sha256(source).digest()) for path, source in files.items())
        key = house_rules, hashlib.sha256(repr(digests).encode()).digest()
        if key not in known:
            known[key] = read_files(files, house_rules=house_rules)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalog, "read_files", read_once)
        patch.setattr(deployments, "read_files", read_once)
        yield


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
