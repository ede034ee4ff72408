"""FEEL outside any case: what start events may look at before there is one."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from engine.catalog import Release
from engine.catalog.host import host_functions
from engine.commands.base import Work
from engine.feel import compile
from engine.model.errors import DiagramError, JianduError
from engine.store import register_rows
from engine.store import starts as rows


class Outside:
    """Today, the organisation, the registers and the facts that were told, as seen from the provincial unit."""

    def __init__(self, work: Work, release: Release) -> None:
        self._work, self._release = work, release
        self._now = work.now.astimezone(work.settings.zone)

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Every fact that was told."""
        return rows.facts(self._work.tx.connection)

    @property
    def home(self) -> str:
        """Code of the (first) province, else of a unit without superior; empty without units."""
        units = self._release.organisation.units.values()
        found = next((unit for unit in units if unit.level == "province"), None)
        found = found or next((unit for unit in units if not unit.parent), None)
        return found.code if found else ""

    def value(self, element: str, text: str, unit: str = "") -> Any:
        """The value of a FEEL text of a start event, for a unit. Raises DiagramError when it cannot be computed."""
        unit = unit or self.home
        scope = {**self.facts, "now": self._now, "today": self._now.date(), "unit": unit}
        functions = host_functions(self._release, unit, lambda _: [], self._rows)
        try:
            return compile(text)(scope, functions, self._now)
        except (JianduError, LookupError, TypeError, ValueError) as error:
            raise DiagramError(element, f"无法计算“{text}”:{error}", f"Cannot compute {text}: {error}") from error

    def _rows(self, register: str, where: Any) -> list[dict[str, Any]]:
        return register_rows.find(self._work.tx.connection, register, where)
