"""Choices the server supplies for the fields of a form: people, units, departments, register rows."""

from __future__ import annotations

from sqlalchemy import select

from engine.catalog.options import choices
from engine.model.form import Form
from engine.queries.base import Look
from engine.store.tables import register_row

CHOICE_ROWS = 500


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
