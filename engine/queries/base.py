"""What every query is, and what it looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar

from sqlalchemy import Connection

from engine.catalog import Catalog, Release
from engine.model.access import SELF, Reach, reach
from engine.model.actor import Actor
from engine.model.events import instant
from engine.settings import Settings

MAX_PAGE = 200


@dataclass
class Look:
    """One look at the database by one actor at one moment."""

    connection: Connection
    actor: Actor
    now: datetime
    catalog: Catalog
    settings: Settings

    @cached_property
    def release(self) -> Release:
        """The latest deployment."""
        return self.catalog.latest(self.connection)

    @cached_property
    def reach(self) -> Reach:
        """How far the actor sees without being a participant."""
        return reach(self.actor, self.release.organisation)

    @property
    def instant(self) -> str:
        """Now, as text comparable with stored instants."""
        return instant(self.now)

    @property
    def today(self) -> date:
        """The local date."""
        return self.now.astimezone(self.settings.zone).date()

    def pinned(self, number: int) -> Release:
        """The deployment a case was started on."""
        return self.catalog.release(self.connection, number)


@dataclass(frozen=True)
class Query:
    """A question. ``permission`` is the function right it needs (``self``: everybody about what they may see)."""

    permission: ClassVar[str] = SELF

    def answer(self, look: Look) -> Any:
        """JSON-able answer; raises NotFound for what the actor may not see."""
        raise NotImplementedError


def page(limit: int) -> int:
    """A sane page size."""
    return max(1, min(limit, MAX_PAGE))
