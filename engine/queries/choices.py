"""What may be chosen in the running ad hoc subprocesses of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.model.errors import NotFound
from engine.queries import visible
from engine.queries.base import Look, Query
from engine.runner import Environment, Live
from engine.store.cases import unpack


@dataclass(frozen=True)
class Choices(Query):
    """Activities of running ad hoc subprocesses of a case that is wholly open to the actor. Raises NotFound."""

    instance: str

    def answer(self, look: Look) -> dict[str, Any]:
        """``{items: [{element, name, kind, subprocess, subprocess_name}]}``."""
        row = visible.case(look, self.instance)
        if visible.circles(look, row) is not None:
            raise NotFound
        if row.ended_at or not row.state:
            return {"items": []}
        release = look.pinned(row.deployment)
        environment = Environment(now=look.now, new_id=lambda: "", timezone=look.settings.zone)
        variables = unpack(row.context).get("variables", {})
        live = Live.load(release.program(row.definition), environment, row.state, variables)
        nodes = release.process(row.definition).nodes
        return {"items": [{
            "element": element, "name": nodes[element].name, "kind": nodes[element].kind,
            "subprocess": outer, "subprocess_name": nodes[outer].name,
        } for outer, element in live.choices]}
