"""Fresh databases for tests, each a copy of one that already holds the schema and the test content."""

from __future__ import annotations

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import URL, make_url

Prepare = Callable[[str], None]


class Databases(ABC):
    """A source of fresh databases, all copied from one template made at first use by ``prepare(url)``."""

    @abstractmethod
    def fresh(self) -> str:
        """URL of a new database."""

    @abstractmethod
    def drop(self, url: str) -> None:
        """Remove a database; nobody may be connected to it."""

    @abstractmethod
    def close(self) -> None:
        """Remove the template."""


class SqliteDatabases(Databases):
    """Files in a folder."""

    def __init__(self, folder: Path, prepare: Prepare) -> None:
        self.folder, self.prepare, self.numbers = folder, prepare, count(1)
        self.template = folder / "template.db"

    def fresh(self) -> str:
        """A copy of the template file, its write-ahead log included."""
        if not self.template.exists():
            self.prepare(f"sqlite:///{self.template}")
        copy = self.folder / f"test{next(self.numbers)}.db"
        for suffix in ("", "-wal"):
            source = Path(f"{self.template}{suffix}")
            if source.exists():
                shutil.copyfile(source, f"{copy}{suffix}")
        return f"sqlite:///{copy}"

    def drop(self, url: str) -> None:
        """Delete the files."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{make_url(url).database}{suffix}").unlink(missing_ok=True)

    def close(self) -> None:
        """Delete the template's file."""
        self.drop(f"sqlite:///{self.template}")


class PostgresDatabases(Databases):
    """Databases of one server, copied by ``CREATE DATABASE ... TEMPLATE``; ``label`` keeps test runs apart."""

    def __init__(self, server: str, label: str, prepare: Prepare) -> None:
        self.server, self.label, self.prepare, self.numbers = make_url(server), label, prepare, count(1)
        self.template = ""

    def fresh(self) -> str:
        """A copy of the template database."""
        if not self.template:
            template = f"{self.label}_template"
            self._admin(f'CREATE DATABASE "{template}"')
            self.template = template
            self.prepare(self._url(template))
        name = f"{self.label}_{next(self.numbers)}"
        self._admin(f'CREATE DATABASE "{name}" TEMPLATE "{self.template}"')
        return self._url(name)

    def drop(self, url: str) -> None:
        """Drop the database, connections of killed processes included."""
        self._admin(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def close(self) -> None:
        """Drop the template."""
        if self.template:
            self._admin(f'DROP DATABASE "{self.template}" WITH (FORCE)')

    def _url(self, name: str) -> str:
        return self.server.set(drivername="postgresql", database=name).render_as_string(hide_password=False)

    def _admin(self, statement: str) -> None:
        url: URL = self.server.set(drivername="postgresql")
        with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(statement)
