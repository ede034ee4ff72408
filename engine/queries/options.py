"""What the server supplies to a form: present values, and choices of people, units, departments, register rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import select

from engine.catalog.options import choices
from engine.feel import FeelLimitError, FeelSyntaxError, compile
from engine.model.form import Form
from engine.model.values import to_plain
from engine.queries.base import Look
from engine.store.tables import register_row

CHOICE_ROWS = 500


def shown(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values the form shows: those of its own fields and of the variables its expressions read, nothing else."""
    names = form.keys() | _names_read(form)
    return {name: to_plain(value) for name, value in values.items() if name in names}


def form_options(look: Look, form: Form, own: str, target: str) -> dict[str, list[dict[str, str]]]:
    """``{"<key>__options": [{value, label}]}`` for every field with a server source; ``own``, ``target`` are units."""
    found = {}
    for component in form.fields():
        listed = choices(look.release, component, own, target, lambda register: _rows(look, register, target or own))
        if listed is not None:
            found[f"{component['key']}__options"] = [{"value": value, "label": label} for value, label in listed]
    return found


def _rows(look: Look, register: str, unit: str) -> list[tuple[str, str]]:
    """Rows of the unit the case is handled in: those of other units are none of its business."""
    here = (register_row.c.register == register) & (register_row.c.unit == unit)
    query = select(register_row.c.row_no).where(here).order_by(
        register_row.c.updated_at.desc()).limit(CHOICE_ROWS)
    return [(row.row_no, row.row_no) for row in look.connection.execute(query)]


def files_shown(form: Form, values: Mapping[str, Any]) -> list[str]:
    """Ids of the attachments that the form's file fields hold at present."""
    keys = [component["key"] for component in form.fields() if component.get("type") == "filepicker"]
    return [str(id_) for key in keys if isinstance(values.get(key), list) for id_ in values[key]]


def _names_read(form: Form) -> set[str]:
    """Variables the form's FEEL expressions (texts starting with ``=``, rules, templates) refer to."""
    found: set[str] = set()
    for text in _expressions(form.schema):
        with suppress(FeelSyntaxError, FeelLimitError):
            found |= compile(text).names
    return found


def _expressions(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _expressions(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _expressions(item, key)
    elif isinstance(value, str):
        if value.startswith("=") or key == "assert":
            yield value
        yield from (part.partition("}}")[0] for part in value.split("{{")[1:])
