"""Counting what is sent to the database: statements, and on PostgreSQL the round trips they cost."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from sqlalchemy import Engine, event


class Statements:
    """Counts while its block is open. ``statements`` keeps their texts, transactions' begin and commit left out."""

    def __init__(self, pool: Engine) -> None:
        self.pool, self.statements = pool, list[str]()

    @property
    def count(self) -> int:
        """How many statements were sent; a batch with many rows counts once."""
        return len(self.statements)

    def reset(self) -> None:
        """Begin again at none."""
        self.statements.clear()

    def __enter__(self) -> Statements:
        event.listen(self.pool, "before_cursor_execute", self._executed)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        event.remove(self.pool, "before_cursor_execute", self._executed)

    def _executed(
        self, connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
    ) -> None:
        self.statements.append(statement)
