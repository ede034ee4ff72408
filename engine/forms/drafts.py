"""Drafts: what is kept of a half-filled form. Nothing is required; what the form does not know is dropped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import Any

from engine.forms.reading import MAX_ENTRIES, MAX_TEXT, read
from engine.forms.refusals import Refused
from engine.forms.scope import flat, name_of
from engine.model.form import Component, Form


def draft(form: Form, values: Mapping[str, Any], zone: tzinfo = UTC) -> dict[str, Any]:
    """The values worth keeping: typed where possible, else the text as typed so far; naive times are in ``zone``."""
    return _level(form.components, values, zone)


def _level(components: tuple[Component, ...], values: Mapping[str, Any], zone: tzinfo) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for component, _ in flat(components):
        name = name_of(component)
        if name and values.get(name) is not None:
            value = _value(component, values[name], zone)
            if value is not None:
                kept[name] = value
    return kept


def _value(component: Component, raw: Any, zone: tzinfo) -> Any:
    inner = tuple(component.get("components", ()))
    if component.get("type") == "group":
        return _level(inner, raw, zone) if isinstance(raw, Mapping) else None
    if component.get("type") == "dynamiclist":
        rows = raw[:MAX_ENTRIES] if isinstance(raw, list) else []
        return [_level(inner, row, zone) for row in rows if isinstance(row, Mapping)]
    try:
        return read(component, raw, zone)
    except Refused:
        return _unfinished(raw)


def _unfinished(raw: Any) -> str | None:
    """Text that is not a value yet, such as half a date."""
    if not isinstance(raw, str) or len(raw) > MAX_TEXT:
        return None
    return "".join(char for char in raw if char in "\t\n\r" or (char >= " " and not "\ud800" <= char <= "\udfff"))
