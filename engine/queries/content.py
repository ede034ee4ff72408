"""Deployed content as people and the studio look at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from sqlalchemy import func, select

from engine.content import lint_diagram
from engine.model.definition import definition_key
from engine.model.errors import NotFound
from engine.queries import shapes
from engine.queries.base import Look, Query
from engine.store import content
from engine.store.tables import definition, diagram_draft, instance


@dataclass(frozen=True)
class Definitions(Query):
    """Every definition in force."""

    def answer(self, look: Look) -> list[dict[str, Any]]:
        """``[{key, name, version, code, deployed_at, deployed_by_name, draft, instances}]``."""
        drafts = set(look.connection.execute(select(diagram_draft.c.key)).scalars())
        grouped = select(instance.c.definition, func.count()).group_by(instance.c.definition)
        counts: dict[str, int] = {row[0]: row[1] for row in look.connection.execute(grouped)}
        query = select(definition).order_by(definition.c.key, definition.c.version)
        newest = {row.key: row for row in look.connection.execute(query)}
        return [
            {"key": row.key, "name": row.name, "version": row.version, "code": row.code, "deployed_at": row.at,
             "deployed_by_name": shapes.person(look, row.actor), "draft": row.key in drafts,
             "instances": counts.get(row.key, 0)}
            for row in newest.values()
        ]


@dataclass(frozen=True)
class DefinitionVersions(Query):
    """All versions of a definition, newest first. Raises NotFound."""

    key: str

    def answer(self, look: Look) -> list[dict[str, Any]]:
        """``[{key, version, name, deployed_at, deployed_by_name, hash}]``."""
        query = select(definition).where(definition.c.key == definition_key(self.key)).order_by(
            definition.c.version.desc())
        rows = list(look.connection.execute(query))
        if not rows:
            raise NotFound
        return [{"key": row.key, "version": row.version, "name": row.name, "deployed_at": row.at,
                 "deployed_by_name": shapes.person(look, row.actor), "hash": row.sha256} for row in rows]


@dataclass(frozen=True)
class DefinitionXml(Query):
    """The diagram of a version (latest by default). Raises NotFound."""

    key: str
    version: int | None = None

    def answer(self, look: Look) -> dict[str, Any]:
        """``{key, version, xml, hash}``."""
        key = definition_key(self.key)
        latest = content.latest(look.connection).get(key)
        if latest is None:
            raise NotFound
        number = self.version or latest.version
        deployment = content.deployment_of(look.connection, key, number)
        if deployment is None:
            raise NotFound
        source = look.pinned(deployment).bundle.processes[key]
        return {"key": key, "version": number, "xml": source.xml.decode(), "hash": source.hash}


@dataclass(frozen=True)
class Diagram(Query):
    """The draft of a diagram, or else the version in force, for the editor."""

    key: str
    permission: ClassVar[str] = "administer"

    def answer(self, look: Look) -> dict[str, Any]:
        """``{key, xml, base_version, draft}``."""
        key = definition_key(self.key)
        row = look.connection.execute(select(diagram_draft).where(diagram_draft.c.key == key)).first()
        if row is not None:
            return {"key": key, "xml": row.xml.decode(), "base_version": row.base_version, "draft": True,
                    "saved_at": row.at, "saved_by_name": shapes.person(look, row.actor)}
        found = DefinitionXml(key).answer(look)
        return {"key": key, "xml": found["xml"], "base_version": found["version"], "draft": False}


@dataclass(frozen=True)
class LintDiagram(Query):
    """Problems of an edited diagram against the content in force."""

    xml: bytes = field(repr=False)
    key: str = ""
    permission: ClassVar[str] = "administer"

    def answer(self, look: Look) -> dict[str, Any]:
        """``{problems}``."""
        key = definition_key(self.key)
        source = look.release.bundle.processes.get(key)
        path = source.file if source else f"processes/{key or 'new'}.bpmn"
        problems = lint_diagram(self.xml, path, look.release.bundle)
        return {"problems": [vars(problem) for problem in sorted(problems)]}


@dataclass(frozen=True)
class StudioCatalog(Query):
    """What the editor may offer: roles, forms, limits, registers, letters, decisions, definitions."""

    permission: ClassVar[str] = "administer"

    def answer(self, look: Look) -> dict[str, Any]:
        """Lists of ids and names."""
        bundle = look.release.bundle
        return {
            "roles": [{"id": r.id, "name": r.name} for r in bundle.organisation.roles.values()],
            "forms": [{"key": f.key, "name": f.name} for f in bundle.forms.values()],
            "limits": [{"id": t.id, "name": t.name} for t in bundle.limits.values()],
            "registers": [{"id": r.id, "name": r.name} for r in bundle.registers.values()],
            "letters": [{"id": t.id, "name": t.name} for t in bundle.letters.values()],
            "decisions": [{"id": id_, "name": id_} for id_ in bundle.decisions],
            "definitions": [{"key": key, "name": s.process.name} for key, s in bundle.processes.items()],
        }
