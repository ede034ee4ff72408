"""Messages an officer may send to a case: those its open waits declare the officer a sender of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from engine.catalog.host import host_functions
from engine.catalog.senders import senders
from engine.model.definition import Node
from engine.model.runs import WITHIN, performers
from engine.model.values import to_plain
from engine.queries import visible
from engine.queries.base import Look, Query
from engine.queries.options import form_options
from engine.store.cases import unpack
from engine.store.tables import instance


@dataclass(frozen=True)
class Sendable(Query):
    """What the actor may send to a case. Raises NotFound to who neither sees the case nor may send it anything."""

    instance: str

    def answer(self, look: Look) -> dict[str, Any]:
        """``{items: [{wait, element, name, message, form, data, options}]}``; ``form`` None: nothing is asked."""
        row = look.connection.execute(select(instance).where(instance.c.id == self.instance)).first()
        items = list(self._items(look, row)) if row is not None and not row.ended_at else []
        if not items:
            visible.case(look, self.instance)
        return {"items": items}

    def _items(self, look: Look, row: Row[Any]) -> Iterator[dict[str, Any]]:
        context, pinned = unpack(row.context or b""), look.pinned(row.deployment)
        nodes = pinned.process(row.definition).nodes
        for token, (element, local) in context.get("sendable", {}).items():
            node, seen = nodes[element], {**context.get("variables", {}), **local}
            if not look.actor.principals & self._senders(look, row, node, seen, context):
                continue
            form = pinned.bundle.forms.get(node.ext.form)
            asked = form.keys() if form else frozenset()
            own, target = str(seen.get("own_unit") or row.unit), str(seen.get("target_unit") or "")
            yield {
                "wait": token, "element": element, "name": node.name, "message": node.message or node.event.name,
                "form": {"key": form.key, "name": form.name, "schema": form.schema} if form else None,
                "data": {name: to_plain(seen[name]) for name in asked.intersection(seen)},
                "options": form_options(look, form, own, target) if form else {},
            }

    def _senders(
        self, look: Look, row: Row[Any], node: Node, seen: Mapping[str, Any], context: Mapping[str, Any]
    ) -> frozenset[str]:
        def done(element: str) -> list[str]:
            return performers(context, element, seen.get(WITHIN, ()))

        functions = host_functions(look.release, row.unit, done, lambda _register, _where: [], lambda: "")
        return senders(look.release.organisation, node, seen, functions, look.now.astimezone(look.settings.zone))
