"""A stored case as its expressions see it, for questions that commands decide by the same expressions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.catalog.host import host_functions
from engine.catalog.sight import Sight
from engine.model.definition import Process
from engine.queries.base import Look
from engine.runner import Environment
from engine.store import register_rows
from engine.store.cases import unpack


class Glimpse(Sight):
    """A case at rest. ``row`` is its instance row with ``id`` and the packed ``context``."""

    performer = ""

    def __init__(self, look: Look, row: Mapping[Any, Any], process: Process) -> None:
        self.current, self.settings, self.process = look.release, look.settings, process
        self.context = unpack(row["context"] or b"")
        self.context.setdefault("recused", [])
        self.variables = self.context.setdefault("variables", {})
        self.task = {}
        self._row, self._now = row, look.now.astimezone(look.settings.zone)
        functions = host_functions(
            look.release, row["unit"], self.performers,
            lambda register, where: register_rows.find(look.connection, register, where),
        )
        self.environment = Environment(
            now=look.now, new_id=lambda: "", functions=functions, local_functions=self.inside,
            timezone=look.settings.zone,
        )

    @property
    def id(self) -> str:
        """Id of the case."""
        return str(self._row["id"])

    @property
    def row(self) -> Mapping[Any, Any]:
        """The case's own row."""
        return self._row

    @property
    def now(self) -> datetime:
        """The local time."""
        return self._now
