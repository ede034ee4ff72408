"""Tokens: SpiffWorkflow's tasks without its log records and its clock, which cost a fifth of every step."""

from __future__ import annotations

from SpiffWorkflow.task import Task


class Token(Task):  # type: ignore[misc]
    """A token on the diagram."""

    def _set_state(self, value: int) -> None:
        self._state = value
