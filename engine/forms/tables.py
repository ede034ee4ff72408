"""Tables (dynamiclist): which rows may be sent, and what a row keeps from the variable it edits.

A table whose rows are fixed (``allowAddRemove`` false) edits its current rows in order; columns that are not on the
form and read-only cells stay as they are. Where rows may be added and removed, the read-only cells of a row must
together be those of a current row, or empty in a new one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.forms.reading import MAX_ENTRIES, is_empty
from engine.forms.refusals import Refused
from engine.forms.scope import Feel, flat, name_of
from engine.model.form import Component
from engine.model.values import to_plain

Values = Mapping[str, Any]


def is_readonly(component: Component, scope: Values, feel: Feel) -> bool:
    """Whether a field, a group all of whose fields, or a table all of whose cells (rows fixed) cannot be edited."""
    if feel.holds(component.get("readonly"), scope) or component.get("disabled") is True:
        return True
    kind = component.get("type")
    inner = tuple(component.get("components", ()))
    fields = [each for each, _ in flat(inner) if name_of(each)]
    if kind == "group" or (kind == "dynamiclist" and component.get("allowAddRemove") is False):
        return bool(fields) and all(is_readonly(each, scope, feel) for each in fields)
    return False


def rows_of(raw: Any) -> Sequence[Values]:
    """The rows sent. Raises Refused."""
    if raw is None:
        return ()
    if not isinstance(raw, list) or not all(isinstance(row, Mapping) for row in raw):
        raise Refused("rows")
    if len(raw) > MAX_ENTRIES:
        raise Refused("too_many", limit=MAX_ENTRIES)
    return raw


@dataclass(frozen=True)
class Table:
    """One table being checked: the rows sent and the current rows of its variable."""

    component: Component
    rows: Sequence[Values]
    current: Sequence[Any]

    @property
    def components(self) -> tuple[Component, ...]:
        """The columns."""
        return tuple(self.component.get("components", ()))

    @property
    def fixed(self) -> bool:
        """Whether rows can be neither added nor removed."""
        return self.component.get("allowAddRemove") is False and bool(self.current)

    def check(self) -> None:
        """The number of rows. Raises Refused."""
        if (self.component.get("validate") or {}).get("required") and not self.rows:
            raise Refused("required")
        if self.fixed and len(self.rows) != len(self.current):
            raise Refused("rows_fixed")

    def held(self, index: int, scope: Values, feel: Feel) -> Values:
        """What row ``index`` holds before it is edited. Raises Refused when read-only cells were changed."""
        if self.fixed:
            row = self.current[index]
            return row if isinstance(row, Mapping) else {}
        names = [
            name_of(each) for each, _ in flat(self.components)
            if name_of(each) and is_readonly(each, {**scope, **self.rows[index]}, feel)
        ]
        sent = {name: self.rows[index].get(name) for name in names}
        if all(is_empty(value) for value in sent.values()):
            return {}
        for row in self.current:
            if isinstance(row, Mapping) and all(_same(row.get(name), value) for name, value in sent.items()):
                return {name: row.get(name) for name in names}
        raise Refused("readonly")


def _same(current: Any, sent: Any) -> bool:
    """Whether a cell was sent back as it is, in whatever spelling JSON gave it."""
    return (is_empty(current) and is_empty(sent)) or str(to_plain(current)) == str(to_plain(sent))
