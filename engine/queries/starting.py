"""What a person fills in to start a procedure by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.model.definition import Process
from engine.model.errors import NotFound
from engine.model.form import Form
from engine.queries.base import Look, Query
from engine.queries.content import Startable
from engine.queries.options import form_options


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


def _form(look: Look, process: Process) -> Form | None:
    for node in process.nodes.values():
        if node.kind == "startEvent" and node.scope == process.id and node.event.kind == "none":
            return look.release.bundle.forms.get(node.ext.form)
    return None
