"""A form as the server knows it: form-js components in a restricted profile. The server is the authority."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Component = Mapping[str, Any]

LAYOUT = frozenset({"text", "html", "separator", "spacer", "image", "button"})
"""Component types that carry no value."""

INPUTS = frozenset(
    {"textfield", "textarea", "number", "datetime", "checkbox", "radio", "select", "checklist", "taglist", "filepicker"}
)
"""Component types that carry a value under their ``key``."""

CONTAINERS = frozenset({"group", "dynamiclist"})
"""``group`` (optional ``path``) nests a context, ``dynamiclist`` (``path``) a table of rows."""


@dataclass(frozen=True)
class Form:
    """One form: ``key`` is ``<procedure>/<form>``, ``schema`` the form-js JSON."""

    key: str
    name: str
    schema: Mapping[str, Any]

    @property
    def components(self) -> tuple[Component, ...]:
        """Top-level components in order."""
        return tuple(self.schema.get("components", ()))

    def fields(self) -> Iterator[Component]:
        """Every component that carries a value, containers flattened (rows of tables included)."""
        return _fields(self.components)

    def labels(self) -> dict[str, str]:
        """What its values are called: fields by key, tables and groups by path."""
        return dict(_labels(self.components))

    def keys(self) -> frozenset[str]:
        """Names of the variables a completion of this form sets at top level."""
        return frozenset(_top_keys(self.components))


def _fields(components: tuple[Component, ...]) -> Iterator[Component]:
    for component in components:
        if component.get("type") in CONTAINERS:
            yield from _fields(tuple(component.get("components", ())))
        elif component.get("key"):
            yield component


def _labels(components: tuple[Component, ...]) -> Iterator[tuple[str, str]]:
    for component in components:
        name = component.get("path") or component.get("key")
        label = component.get("label") or component.get("dateLabel")
        if name and label:
            yield str(name), str(label)
        yield from _labels(tuple(component.get("components", ())))


def _top_keys(components: tuple[Component, ...]) -> Iterator[str]:
    for component in components:
        if component.get("path"):
            yield str(component["path"])
        elif component.get("type") in CONTAINERS:
            yield from _top_keys(tuple(component.get("components", ())))
        elif component.get("key"):
            yield str(component["key"])
