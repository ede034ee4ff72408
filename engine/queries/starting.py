"""What a person fills in to start a procedure by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import select

from engine.model.definition import Process
from engine.model.errors import NotFound
from engine.model.form import Form
from engine.queries.base import Look, Query
from engine.queries.content import Startable
from engine.queries.options import form_options
from engine.store.starts import NEVER
from engine.store.tables import awaited_start


@dataclass(frozen=True)
class StartForm(Query):
    """The form on the plain start event of a procedure the actor may start. Raises NotFound."""

    definition: str

    def answer(self, look: Look) -> dict[str, Any]:
        """``{definition, name, version, code, form, options}``; ``form`` is None when nothing is asked."""
        item = next((item for item in Startable().answer(look) if item["definition"] == self.definition), None)
        if item is None:
            raise NotFound
        form = _form(look, look.release.process(self.definition))
        unit = look.release.person(look.actor.user).unit
        return {
            **item,
            "form": {"key": form.key, "name": form.name, "schema": form.schema} if form else None,
            "options": form_options(look, form, unit, "") if form else {},
        }


@dataclass(frozen=True)
class AwaitedStarts(Query):
    """What starts cases without anybody's doing: times, conditions, events that a start needs together."""

    permission: ClassVar[str] = "administer"

    def answer(self, look: Look) -> dict[str, Any]:
        """``{items: [{definition, element, number, kind, says, due, left, happened, attempts, message}]}``.

        ``due`` is the next moment of a timer, None when there is none; ``left`` counts further ones (-1: endless);
        ``happened`` events of a start that needs several; ``attempts`` that failed in a row, with the last ``message``.
        """
        order = awaited_start.c.definition, awaited_start.c.element, awaited_start.c.number
        return {"items": [{
            "definition": row.definition, "element": row.element, "number": row.number, "kind": row.kind,
            "says": row.text, "due": row.due if row.kind == "timer" and row.due < NEVER else None, "left": row.left,
            "happened": len(row.happened), "attempts": row.attempts, "message": row.message,
        } for row in look.connection.execute(select(awaited_start).order_by(*order))]}


def _form(look: Look, process: Process) -> Form | None:
    for node in process.nodes.values():
        if node.kind == "startEvent" and node.scope == process.id and node.event.kind == "none":
            return look.release.bundle.forms.get(node.ext.form)
    return None
