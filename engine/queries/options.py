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
        listed = choices(look.release, component, own, target, lambda register: _rows(look, register))
        if listed is not None:
            found[f"{component['key']}__options"] = [{"value": value, "label": label} for value, label in listed]
    return found


def _rows(look: Look, register: str) -> list[tuple[str, str]]:
    query = select(register_row.c.row_no).where(register_row.c.register == register).order_by(
        register_row.c.updated_at.desc()).limit(CHOICE_ROWS)
    return [(row.row_no, row.row_no) for row in look.connection.execute(query)]
