"""What FEEL in a form sees, and what it decides: which components are hidden and which are read-only.

A component sees the variables, over them the values of its level, and inside a table or group ``this`` (the row) and
``parent`` (the level around it). A hidden field has no value: hiding is repeated until nothing changes any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from engine.feel import compile
from engine.feel.expression import Functions
from engine.forms.reading import READERS, read
from engine.forms.refusals import Refused
from engine.model.form import CONTAINERS, Component

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Feel:
    """The clock and functions of the expressions of one form."""

    now: datetime
    functions: Functions | None = None

    def holds(self, expression: Any, scope: Values) -> bool:
        """Whether a condition is true; null and faults are false. A plain true or false counts as itself."""
        if isinstance(expression, bool):
            return expression
        if not isinstance(expression, str) or not expression.strip():
            return False
        return compile(expression)(scope, self.functions, self.now) is True


def flat(components: tuple[Component, ...]) -> Iterator[tuple[Component, tuple[Component, ...]]]:
    """The components of one level of values, each with the containers around it that have no path of their own."""
    for component in components:
        if component.get("type") == "group" and not component.get("path"):
            for inner, around in flat(tuple(component.get("components", ()))):
                yield inner, (component, *around)
        else:
            yield component, ()


def name_of(component: Component) -> str:
    """The key under which a component keeps its value, empty for layout."""
    kind = component.get("type")
    if kind in CONTAINERS:
        return str(component.get("path") or "")
    return str(component.get("key") or "") if kind in READERS else ""


def typed(
    components: tuple[Component, ...], values: Values, current: Values, zone: tzinfo | None
) -> dict[str, Any]:
    """The values of one level as FEEL sees them: typed where possible, else null; read-only ones as they are now."""
    return {
        name: _seen(component, values, current.get(name), zone)
        for component, _ in flat(components) if (name := name_of(component))
    }


def _seen(component: Component, values: Values, current: Any, zone: tzinfo | None) -> Any:
    name, readonly = name_of(component), component.get("readonly")
    container = component.get("type") in CONTAINERS
    if readonly is True or (name not in values and (readonly or container)):
        return current
    try:
        return values[name] if container else read(component, values.get(name), zone)
    except Refused:
        return None


def hidden(components: tuple[Component, ...], sent: Values, outer: Values, feel: Feel) -> frozenset[str]:
    """Names of the hidden fields of one level. ``sent`` are its typed values, ``outer`` what lies around them."""
    known = list(flat(components))
    gone: frozenset[str] = frozenset()
    for _ in range(len(known) + 1):
        scope = {**outer, **sent, **dict.fromkeys(gone)}
        now_gone = frozenset(
            name_of(component) for component, around in known
            if any(feel.holds(_hide(each), scope) for each in (*around, component))
        )
        if now_gone == gone:
            break
        gone = now_gone
    return gone - {""}


def _hide(component: Component) -> Any:
    return (component.get("conditional") or {}).get("hide")
