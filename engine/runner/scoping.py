"""Where a token reads and writes variables.

A case has one set of variables. More live nearer to a token: the item, counter and values of an instance of a
multi-instance; the inputs and values of an activity with an ``ioSpecification``; the properties and data objects of a
subprocess. Reading finds the nearest. Writing goes to the nearest that takes the name: an instance or such an activity
takes every name, a subprocess only those it declares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from SpiffWorkflow.task import Task as Token

from engine.model.runs import WITHIN
from engine.model.values import Value, copy

VALUES = "values"
"""Key of local values in the internal data of a token, or of the root of a subprocess."""

LENT = "lent"
"""Key in the internal data of a token that takes only the local values it has."""


def around(token: Token) -> Iterator[Token]:
    """The token and the activities it runs in, innermost first."""
    while token is not None:
        yield token
        token = token.workflow.owner


def levels(token: Token) -> Iterator[Token]:
    """The token and everything around it that may have variables, innermost first; roots stand for their scope."""
    for found in around(token):
        root = found.workflow.task_tree
        if found is not root:
            yield found
            if found.parent is not root:
                yield found.parent
        yield root


def locals_of(token: Token) -> dict[str, Value]:
    """Items, counters and local values a token sees, as copies, and the runs it stands in (``WITHIN``)."""
    seen: dict[str, Value] = {}
    if runs := within(token):
        seen[WITHIN] = runs
    for found in levels(token):
        for values in (found.internal_data.get(VALUES), found.data):
            if values:
                seen = {**values, **seen}
    return {name: copy(value) for name, value in seen.items()}


def within(token: Token) -> list[Value]:
    """The runs a token stands in, outermost first: instances and subprocesses with variables of their own."""
    runs: list[Value] = []
    while (owner := token.workflow.owner) is not None:
        if VALUES in owner.internal_data or VALUES in token.workflow.task_tree.internal_data:
            runs.insert(0, f"{owner.task_spec.part.id} {owner.id}")
        token = owner
    return runs


def holder(token: Token, name: str) -> dict[str, Value] | None:
    """The local values a name is written to where a token stands, None when it is a variable of the case."""
    for found in levels(token):
        values: dict[str, Value] | None = found.internal_data.get(VALUES)
        everything = found is not found.workflow.task_tree and LENT not in found.internal_data
        if values is not None and (everything or name in values):
            return values
    return None


def copies(values: Mapping[str, Value]) -> dict[str, Value]:
    """A deep copy of named values."""
    return {name: copy(value) for name, value in values.items()}
