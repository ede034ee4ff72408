"""What may be chosen in the running ad hoc subprocesses of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from engine.catalog.routing import check_chooser
from engine.model.access import rights
from engine.model.definition import Node
from engine.model.errors import Forbidden, NotFound
from engine.queries import visible
from engine.queries.base import Look, Query
from engine.queries.glimpse import Glimpse
from engine.runner import Live
from engine.store.tables import task


@dataclass(frozen=True)
class Choices(Query):
    """Activities of running ad hoc subprocesses of a case that is wholly open to the actor. Raises NotFound."""

    instance: str

    def answer(self, look: Look) -> dict[str, Any]:
        """``{items: [{element, name, kind, subprocess, subprocess_name, may}]}``; ``may``: the actor may choose it."""
        row = visible.case(look, self.instance)
        if visible.circles(look, row) is not None:
            raise NotFound
        release = look.pinned(row.deployment)
        process = release.process(row.definition)
        if row.ended_at or not row.state or not any(node.ad_hoc for node in process.nodes.values()):
            return {"items": []}
        case = Glimpse(look, row._mapping, process)
        live = Live.load(release.program(row.definition), case.environment, row.state, case.variables)
        nodes = case.process.nodes
        return {"items": [{
            "element": element, "name": nodes[element].name, "kind": nodes[element].kind,
            "subprocess": outer, "subprocess_name": nodes[outer].name,
            "may": not row.suspended and _may(look, case, nodes[element]),
        } for outer, element in live.choices]}


def _may(look: Look, case: Glimpse, node: Node) -> bool:
    if look.settings.embedded or look.actor.is_system:
        return True
    query = select(task).where(task.c.instance == case.id, task.c.status == "open")
    try:
        check_chooser(case, node, look.actor, [row._mapping for row in look.connection.execute(query)])
    except Forbidden:
        return False
    return "complete" in rights(look.actor, look.release.organisation)
