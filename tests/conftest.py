"""Shared fixtures: a fresh engine on each of the two databases.

``JIANDU_TEST_POSTGRES`` names a server where databases may be created
(``postgresql://postgres@127.0.0.1:5432/postgres``); without it the tests on PostgreSQL are skipped.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator

import pytest

from engine import Engine
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases
from tests.support.house import House, prepare

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH, scope="session")
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Where fresh databases with the test content come from: once SQLite, once PostgreSQL."""
    made: Databases
    if request.param == "sqlite":
        made = SqliteDatabases(tmp_path_factory.mktemp("databases"), prepare)
    else:
        made = PostgresDatabases(postgres_server(), f"jiandu_{secrets.token_hex(4)}", prepare)
    yield made
    made.close()


@pytest.fixture
def database_url(databases: Databases) -> Iterator[str]:
    """URL of a fresh database with the test content."""
    url = databases.fresh()
    yield url
    databases.drop(url)


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """A fresh house."""
    opened = House.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def engine(house: House) -> Engine:
    """The engine of a fresh house."""
    return house.engine


def postgres_server() -> str:
    """URL of the test server; skips the test where there is none."""
    server = os.environ.get("JIANDU_TEST_POSTGRES", "")
    if not server:
        pytest.skip("JIANDU_TEST_POSTGRES is not set: no PostgreSQL server to test on")
    return server
