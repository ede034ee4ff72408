"""Where a token reads and writes variables.

A case has one set of variables. Only an instance of a multi-instance has more: its item and counter, which everything
inside it can read, and the values completed inside it, which stay with it until the whole activity ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from SpiffWorkflow.task import Task as Token

from engine.model.values import Value, copy

VALUES = "values"
"""Key of an instance's own values in its internal data; a token without it writes to the scope around it."""


def around(token: Token) -> Iterator[Token]:
    """The token and the activities it runs in, innermost first."""
    while token is not None:
        yield token
        token = token.workflow.owner


def locals_of(token: Token) -> dict[str, Value]:
    """Items, counters and local values a token sees, as copies."""
    seen: dict[str, Value] = {}
    for found in reversed(list(around(token))):
        seen.update(found.data)
        seen.update(found.internal_data.get(VALUES, {}))
    return {name: copy(value) for name, value in seen.items()}


def holder(token: Token) -> dict[str, Value] | None:
    """The local values a token writes to, None when it writes to the case's variables."""
    for found in around(token):
        values: dict[str, Value] | None = found.internal_data.get(VALUES)
        if values is not None:
            return values
    return None


def copies(values: Mapping[str, Value]) -> dict[str, Value]:
    """A deep copy of named values."""
    return {name: copy(value) for name, value in values.items()}
