"""A house to test in: an engine over the test content, a clock that is set by hand, ids that come in order."""

from __future__ import annotations

import tempfile
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from engine import Actor, Engine, Receipt, Settings, commands, errors, queries, system_actor
from engine.store import schema
from engine.store.tables import event, task

CONTENT = Path(__file__).parent / "content"
MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)    # Monday, 09:00 in Shanghai
OFFICERS = ("o1", "o2", "o3", "o4")
SECRET = b"k" * 32


class Clock:
    """A clock that moves only when told to."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        """Go on by ``timedelta(**span)``."""
        self.now += timedelta(**span)


class Ids:
    """Ids in order of asking; ``prefix`` keeps processes apart."""

    def __init__(self, prefix: str = "id") -> None:
        self.prefix, self.last, self.lock = prefix, 0, threading.Lock()

    def __call__(self) -> str:
        with self.lock:
            self.last += 1
            return f"{self.prefix}-{self.last:07d}"


def content_files() -> dict[str, bytes]:
    """The test content by path."""
    return {path.relative_to(CONTENT).as_posix(): path.read_bytes() for path in CONTENT.rglob("*") if path.is_file()}


def settings_for(url: str) -> Settings:
    """Settings of a test installation."""
    return Settings(database_url=url, data_dir=Path(tempfile.gettempdir()), secret=SECRET)


def prepare(url: str) -> None:
    """Bring an empty database up to date and deploy the test content."""
    engine = Engine(settings_for(url), clock=Clock(), ids=Ids("deploy"))
    schema.upgrade(engine.database.pool)
    engine.execute(commands.Deploy(content_files(), "test", whole=True), system_actor())
    engine.close()


@dataclass
class House:
    """An engine and short ways to act in it as somebody."""

    engine: Engine
    clock: Clock
    actors: dict[str, Actor] = field(default_factory=dict)

    @classmethod
    def open(cls, url: str, prefix: str = "id") -> House:
        """A house over a prepared database."""
        clock = Clock()
        return cls(Engine(settings_for(url), clock=clock, ids=Ids(prefix)), clock)

    def actor(self, user: str) -> Actor:
        """The actor for a user id; ``system`` is the engine itself."""
        if user not in self.actors:
            self.actors[user] = system_actor() if user == "system" else self.engine.actor(user)
        return self.actors[user]

    def do(self, user: str, command: commands.Command, key: str | None = None) -> Receipt:
        """Execute a command as a user."""
        return self.engine.execute(command, self.actor(user), key)

    def attempt(self, user: str, command: commands.Command, key: str | None = None) -> Receipt | errors.JianduError:
        """Execute a command; a refusal is returned, not raised."""
        try:
            return self.do(user, command, key)
        except errors.JianduError as error:
            return error

    def start(self, definition: str, user: str = "o1") -> str:
        """Start a procedure and return the case's id."""
        return str(self.do(user, commands.StartInstance(definition)).result["instance"])

    def complete(self, case: str, element: str, user: str, **values: Any) -> Receipt:
        """Complete the one open task of an element."""
        return self.do(user, commands.CompleteTask(self.task(case, element), values))

    def suspend(self, case: str, user: str = "o1") -> None:
        """A participant asks for a suspension and the secretary grants it."""
        asked = self.do(user, commands.RequestSuspension(case, "待查"))
        self.do("secretary", commands.Decide(asked.result["request"], True, "同意"))

    def task(self, case: str, element: str) -> str:
        """The one open task of an element."""
        (found,) = [row["id"] for row in self.open_tasks(case) if row["element"] == element and row["kind"] == "task"]
        return str(found)

    def task_of(self, case: str) -> str:
        """The one open task of a case, straight from the database."""
        with self.engine.database.read() as connection:
            query = select(task.c.id).where(task.c.instance == case, task.c.status == "open")
            return str(connection.execute(query).scalar_one())

    def open_tasks(self, case: str) -> list[dict[str, Any]]:
        """Open tasks of a case, as the head of the unit sees them."""
        return [row for row in self.case(case)["tasks"] if row["status"] == "open"]

    def case(self, case: str) -> dict[str, Any]:
        """The case page."""
        return dict(self.engine.ask(queries.Case(case), self.actor("head")))

    def events(self, case: str) -> list[str]:
        """Types of the case's events in order, straight from the log."""
        with self.engine.database.read() as connection:
            return list(connection.execute(
                select(event.c.type).where(event.c.instance == case).order_by(event.c.seq)).scalars())

    def inbox(self, user: str) -> list[dict[str, Any]]:
        """The first page of a user's inbox."""
        return list(self.engine.ask(queries.Inbox(), self.actor(user))["items"])

    def verify(self, case: str | None = None) -> dict[str, Any]:
        """The proof over everything, or over one case."""
        return dict(self.engine.ask(queries.Verify(case), self.actor("system" if case is None else "head")))

    def close(self) -> None:
        """Let go of the database."""
        self.engine.close()
