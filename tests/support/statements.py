"""Counting what is sent to the database: statements, and on PostgreSQL the round trips they cost."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Any

from sqlalchemy import Engine, event


@dataclass(frozen=True)
class Sent:
    """One statement as it was sent; ``many`` means a batch of rows, which both drivers send at once."""

    text: str
    parameters: Any
    many: bool = False
    pipelined: bool = False


class Statements:
    """Counts while its block is open: ``sent`` statements and the ``edges`` (begin, commit, rollback) around them."""

    def __init__(self, pool: Engine) -> None:
        self.pool, self.sent, self.edges = pool, list[Sent](), 0
        self.listeners = (
            ("before_cursor_execute", self._executed), ("begin", self._edge), ("commit", self._edge),
            ("rollback", self._edge),
        )

    @property
    def count(self) -> int:
        """How many statements were sent; a batch counts once."""
        return len(self.sent)

    @property
    def round_trips(self) -> int:
        """How often the client waited: each begin, commit and statement once, a pipeline once as a whole."""
        pipelines = sum(
            each.pipelined and not before.pipelined
            for before, each in zip([Sent("", None), *self.sent], self.sent, strict=False)
        )
        return self.edges + pipelines + sum(not each.pipelined for each in self.sent)

    def reset(self) -> None:
        """Begin again at none."""
        self.sent.clear()
        self.edges = 0

    def __enter__(self) -> Statements:
        for name, listener in self.listeners:
            event.listen(self.pool, name, listener)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name, listener in self.listeners:
            event.remove(self.pool, name, listener)

    def _executed(self, connection: Any, cursor: Any, text: str, parameters: Any, context: Any, many: bool) -> None:
        wire = getattr(getattr(cursor, "connection", None), "pgconn", None)
        if not text.startswith("BEGIN"):    # SQLite's, counted as an edge
            self.sent.append(Sent(text, parameters, many, bool(wire is not None and int(wire.pipeline_status))))

    def _edge(self, connection: Any) -> None:
        self.edges += 1
