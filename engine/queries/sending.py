"""Messages an officer may send: those open waits of cases declare the officer a sender of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select

from engine.catalog.sight import Wait
from engine.model.access import MAX_OPEN_LEVEL
from engine.model.errors import NotFound
from engine.queries import shapes, visible
from engine.queries.base import Look, Query, page
from engine.queries.glimpse import Glimpse
from engine.queries.options import form_options, shown
from engine.queries.tasks import attachments, files_of
from engine.store.tables import instance, subscription


@dataclass(frozen=True)
class Sendable(Query):
    """What the actor may send to a case now. Raises NotFound to who neither sees the case nor may send it anything."""

    instance: str

    def answer(self, look: Look) -> dict[str, Any]:
        """``{case, items: [{wait, element, name, message, correlation, form, data,
        options, attachments}]}``.

        ``form`` None: nothing is asked. ``case`` names it, ``open`` tells whether the actor may look into it.
        """
        row = look.connection.execute(_cases(look).where(instance.c.id == self.instance)).first()
        case, waits = (None, []) if row is None else _mine(look, row)
        if row is None or case is None or not (waits or row.open):
            raise NotFound
        items = [{**_item(look, wait), **_form(look, case, wait)} for wait in waits]
        return {"case": _case(look, row, sender=bool(waits)), "items": items}


@dataclass(frozen=True)
class Sendings(Query):
    """What the actor may send to any case, newest cases first; also to cases the actor does not see otherwise."""

    after: str | None = None
    limit: int = 50

    def answer(self, look: Look) -> dict[str, Any]:
        """``{items: [{case, wait, element, name, message, correlation}], next}``; pages end between cases."""
        size = page(self.limit)
        query = _cases(look).where(
            instance.c.ended_at == "", ~instance.c.suspended,
            instance.c.id.in_(select(subscription.c.instance).where(_declared(look)))
        ).order_by(instance.c.started_at.desc(), instance.c.id.desc())
        if self.after:
            at, _, id_ = self.after.rpartition("|")
            query = query.where((instance.c.started_at < at) | (
                (instance.c.started_at == at) & (instance.c.id < id_)))
        items: list[dict[str, Any]] = []
        for row in look.connection.execute(query):
            items += [{"case": _case(look, row, sender=True), **_item(look, wait)} for wait in _mine(look, row)[1]]
            if len(items) >= size:
                return {"items": items, "next": f"{row.started_at}|{row.id}"}
        return {"items": items, "next": None}


def _cases(look: Look) -> Select[Any]:
    """Every case, with whether its page is ``open`` to the actor and its content ``known``."""
    return select(instance, visible.cases(look).label("open"), visible.contents(look).label("known"))


def _declared(look: Look) -> ColumnElement[bool]:
    """Condition on ``subscription``: waits at an element with declared senders (of the content in force).

    A case of an older version whose element has another id by now is reached through its own page.
    """
    elements = {node.id for source in look.release.bundle.processes.values()
                for node in source.process.nodes.values() if node.ext.has_senders}
    return and_(subscription.c.kind == "message", subscription.c.element.in_(sorted(elements)))


def _mine(look: Look, row: Row[Any]) -> tuple[Glimpse, list[Wait]]:
    """A case and its waits that the actor may end now: none where it is over or suspended."""
    case = Glimpse(look, row._mapping, look.pinned(row.deployment).process(row.definition))
    if row.ended_at or row.suspended:
        return case, []
    return case, [wait for wait in case.waits() if case.may_send(look.actor, wait)]


def _case(look: Look, row: Row[Any], *, sender: bool) -> dict[str, Any]:
    """A case as its senders know it: by its title too, unless its content is for its participants alone."""
    known = row.known or (sender and row.secrecy <= MAX_OPEN_LEVEL)
    facts = shapes.case_row(look, {**row._mapping, "open": known})
    names = ("id", "case_no", "title", "definition", "definition_name", "unit", "unit_name", "secrecy")
    return {**{name: facts[name] for name in names}, "open": bool(row.open)}


def _item(look: Look, wait: Wait) -> dict[str, Any]:
    """A wait by its name and, where several of one name stand side by side, by its correlation key."""
    node, message = wait.node, wait.node.message or wait.node.event.name
    key = look.connection.execute(select(subscription.c.correlation).where(subscription.c.id == wait.token)).scalar()
    return {"wait": wait.token, "element": node.id, "name": node.name or node.id, "message": message,
            "correlation": key or ""}


def _form(look: Look, case: Glimpse, wait: Wait) -> dict[str, Any]:
    form = look.pinned(case.row["deployment"]).bundle.forms.get(wait.node.ext.form)
    if form is None:
        return {"form": None, "data": {}, "options": {}, "attachments": []}
    seen = {**case.variables, **wait.local}
    own, target = str(seen.get("own_unit") or case.row["unit"]), str(seen.get("target_unit") or "")
    data = shown(form, seen)
    files = files_of(case.id, wait.token, form, data)
    return {
        "form": {"key": form.key, "name": form.name, "schema": form.schema},
        "data": data, "options": form_options(look, form, own, target),
        "attachments": [each for each in attachments(look, files)
                        if each["task"] != wait.token or each["uploaded_by"] == look.actor.user],
    }
