"""An engine that writes down what it is asked to do and answers what a test has laid ready."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from engine import Actor, Receipt, commands, errors, queries

SESSION = "the-session-secret"
TOKEN = "the-token-secret"
OFFICER = Actor(user="u-officer", name="Officer", unit="GZ01")


class RecordingEngine:
    """Stands where ``engine.Engine`` stands. ``failure`` is raised by the next execute or ask."""

    def __init__(self) -> None:
        self.settings = SimpleNamespace(zone=ZoneInfo("Asia/Shanghai"))
        self.forget()

    def forget(self) -> None:
        """Start anew: the next test shares the application (making one costs 60 ms), not the memory."""
        self.executed: list[tuple[commands.Command, Actor, str | None]] = []
        self.asked: list[tuple[queries.Query, Actor]] = []
        self.answers: dict[type, Any] = {}
        self.failure: Exception | None = None

    def execute(self, command: commands.Command, actor: Actor, key: str | None = None) -> Receipt:
        self.executed.append((command, actor, key))
        self._fail()
        return Receipt(self.answers.get(type(command), {}), "i-1", 7, "mac-7")

    def ask(self, query: queries.Query, actor: Actor) -> Any:
        self.asked.append((query, actor))
        self._fail()
        return self.answers.get(type(query), {})

    def authenticate(self, secret: str, kind: str) -> Actor:
        if (secret, kind) not in {(SESSION, "session"), (TOKEN, "token")}:
            raise errors.Unauthenticated("凭证无效", "Bad credential")
        return OFFICER

    def _fail(self) -> None:
        failure, self.failure = self.failure, None
        if failure is not None:
            raise failure
