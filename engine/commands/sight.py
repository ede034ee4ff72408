"""What the expressions of a case see: its variables, the locals where they stand, the case, the time, who did what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.catalog import Release
from engine.catalog.senders import senders
from engine.feel import compile
from engine.model.definition import Node
from engine.model.runs import WITHIN, Runs, performers
from engine.runner import Environment
from engine.settings import Settings
from engine.store.cases import StoredCase
from engine.store.transaction import Transaction


class Sight:
    """A case as expressions see it. ``Course`` fills it in."""

    tx: Transaction
    case: StoredCase
    current: Release
    settings: Settings
    context: dict[str, Any]
    variables: dict[str, Any]
    performer: str
    task: Mapping[str, Any]
    environment: Environment

    def scope(self, local: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What expressions of this case may see."""
        row, today = self.case.row, self.today()
        return {
            **self.variables, **(local or {}),
            "now": self.tx.now.astimezone(self.settings.zone), "today": today, "performer": self.performer,
            "case": {
                "no": row["case_no"], "title": row["title"], "unit": row["unit"], "definition": row["definition"],
                "version": row["definition_version"], "status": row["status"], "id": self.case.id,
            },
            "task": dict(self.task),
        }

    def senders(self, node: Node, local: Mapping[str, Any]) -> frozenset[str]:
        """Principals of those who may send the message a node awaits, as things stand."""
        now = self.tx.now.astimezone(self.settings.zone)
        return senders(self.current.organisation, node, self.scope(local), self.functions_at(local), now)

    def today(self) -> Any:
        """The local date."""
        return self.tx.now.astimezone(self.settings.zone).date()

    def evaluate(self, text: str, local: Mapping[str, Any] | None = None) -> Any:
        """Value of a FEEL expression in the case. A built-in function is none: ``mode`` not yet set is null."""
        now = self.tx.now.astimezone(self.settings.zone)
        found = compile(text)(self.scope(local), self.functions_at(local or {}), now)
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

    def _inside(self, runs: Runs) -> Mapping[str, Callable[..., Any]]:
        return {"performers": lambda element: performers(self.context, element, runs)}
