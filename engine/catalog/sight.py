"""What the expressions of a case see: its variables, the locals where they stand, the case, the time, who did what."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.catalog.catalog import Release
from engine.catalog.senders import senders
from engine.feel import compile
from engine.model.actor import Actor
from engine.model.definition import Node, Process
from engine.model.runs import WITHIN, Runs, performers
from engine.runner import Environment
from engine.settings import Settings


@dataclass(frozen=True)
class Wait:
    """A message a case waits for that declared senders send. ``local``: the locals where it stands."""

    token: str
    node: Node
    local: Mapping[str, Any]


class Sight(ABC):
    """A case as expressions see it. A command fills it in with the case it moves, a query with what is stored."""

    current: Release
    settings: Settings
    process: Process
    context: dict[str, Any]
    variables: dict[str, Any]
    performer: str
    task: Mapping[str, Any]
    environment: Environment

    @property
    @abstractmethod
    def id(self) -> str:
        """Id of the case."""

    @property
    @abstractmethod
    def row(self) -> Mapping[Any, Any]:
        """The case's own row."""

    @property
    @abstractmethod
    def now(self) -> datetime:
        """The local time."""

    def scope(self, local: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What expressions of this case may see."""
        row = self.row
        return {
            **self.variables, **(local or {}), "now": self.now, "today": self.today(), "performer": self.performer,
            "case": {
                "no": row["case_no"], "title": row["title"], "unit": row["unit"], "definition": row["definition"],
                "version": row["definition_version"], "status": row["status"], "id": self.id,
            },
            "task": dict(self.task),
        }

    def senders(self, node: Node, local: Mapping[str, Any]) -> frozenset[str]:
        """Principals of those who may send the message a node awaits, as things stand."""
        return senders(self.current.organisation, node, self.scope(local), self.functions_at(local), self.now)

    def waits(self) -> Iterator[Wait]:
        """Every message of declared senders that the case waits for now."""
        for token, (element, local) in self.context.get("sendable", {}).items():
            yield Wait(token, self.process.nodes[element], local)

    def may_send(self, actor: Actor, wait: Wait) -> bool:
        """Whether a message is the actor's to send: a declared sender who is not recused from the case."""
        return (actor.user not in self.context.get("recused", ())
                and not actor.principals.isdisjoint(self.senders(wait.node, wait.local)))

    def today(self) -> date:
        """The local date."""
        return self.now.date()

    def evaluate(self, text: str, local: Mapping[str, Any] | None = None) -> Any:
        """Value of a FEEL expression in the case. A built-in function is none: ``mode`` not yet set is null."""
        found = compile(text)(self.scope(local), self.functions_at(local or {}), self.now)
        return None if callable(found) else found

    def value(self, text: str, local: Mapping[str, Any] | None = None) -> Any:
        """Value of an attribute that is literal unless it starts with ``=``."""
        return self.evaluate(text[1:], local) if text.startswith("=") else text

    def performers(self, element: str, local: Mapping[str, Any] | None = None) -> list[str]:
        """Who has completed an element so far; with ``local``, as seen from the runs it tells."""
        return performers(self.context, element, (local or {}).get(WITHIN, ()))

    def functions_at(self, local: Mapping[str, Any]) -> Mapping[str, Callable[..., Any]]:
        """The host functions as seen where these locals are."""
        return self.environment.functions_at(local.get(WITHIN, ()))

    def inside(self, runs: Runs) -> Mapping[str, Callable[..., Any]]:
        """The host functions that answer differently inside these runs."""
        return {"performers": lambda element: performers(self.context, element, runs)}
