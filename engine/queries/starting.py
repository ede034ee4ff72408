"""What a person may start by hand, and what is filled in for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import select

from engine.catalog.sight import Wait
from engine.model.access import rights
from engine.model.definition import Node, Process
from engine.model.errors import NotFound
from engine.model.starting import first_variables, starts
from engine.queries.base import Look, Query
from engine.queries.glimpse import Glimpse
from engine.queries.options import form_options, shown
from engine.store import content
from engine.store.cases import pack
from engine.store.starts import NEVER
from engine.store.tables import awaited_start


@dataclass(frozen=True)
class Startable(Query):
    """Procedures the actor may start by hand, and starts by message of which the actor is a declared sender."""

    def answer(self, look: Look) -> list[dict[str, Any]]:
        """``[{definition, name, version, code, event, event_name}]``; ``event`` is empty for the plain start."""
        organisation = look.release.organisation
        if "start" not in rights(look.actor, organisation):
            return []
        held = {holding.role for holding in organisation.people[look.actor.user].holdings}
        latest = content.latest(look.connection)
        found = []
        for key, source in sorted(look.release.bundle.processes.items()):
            process = source.process
            if key not in latest:
                continue
            by = process.procedure.start_by
            plain = any(way.event.kind == "none" for way in starts(process)) and ("*" in by or held.intersection(by))
            for node in [*([None] if plain else []), *_sent(look, process)]:
                found.append({
                    "definition": key, "name": process.name, "version": latest[key].version,
                    "code": process.procedure.code,
                    "event": node.id if node else "", "event_name": (node.name or node.id) if node else "",
                })
        return found


@dataclass(frozen=True)
class StartForm(Query):
    """The form of a start the actor may make: the plain one, or the ``event`` by message. Raises NotFound."""

    definition: str
    event: str = ""

    def answer(self, look: Look) -> dict[str, Any]:
        """As ``Startable``, with ``{form, data, options}``; ``form`` is None when nothing is asked."""
        wanted = (self.definition, self.event)
        items = Startable().answer(look)
        item = next((item for item in items if (item["definition"], item["event"]) == wanted), None)
        if item is None:
            raise NotFound
        process = look.release.process(self.definition)
        ways = (process.nodes[way.element] for way in starts(process))
        event = next(node for node in ways if node.id == self.event or (not self.event and node.event.kind == "none"))
        form = look.release.bundle.forms.get(event.ext.form)
        unborn = _unborn(look, process)
        return {
            **item,
            "form": {"key": form.key, "name": form.name, "schema": form.schema} if form else None,
            "data": shown(form, unborn.variables) if form else {},
            "options": form_options(look, form, unborn.row["unit"], "") if form else {},
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


def _sent(look: Look, process: Process) -> Iterator[Node]:
    """Starts by message that the actor may send, as the case would see it."""
    for way in starts(process):
        node = process.nodes[way.element]
        sent = way.event.kind == "message" and not way.parallel and node.ext.has_senders
        if sent and _unborn(look, process).may_send(look.actor, Wait("", node, {})):
            yield node


def _unborn(look: Look, process: Process) -> Glimpse:
    """The case the actor would start in the own unit, not yet numbered."""
    unit = look.release.person(look.actor.user).unit
    first = first_variables(look.actor.user, unit, "", look.now.astimezone(look.settings.zone))
    return Glimpse(look, {
        "id": "", "case_no": "", "title": process.name, "unit": unit, "definition": process.key,
        "definition_version": 0, "status": "", "context": pack({"variables": first}),
    }, process)
