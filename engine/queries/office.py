"""What concerns the actor alone, files, and the state of the installation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import func, select

from engine.model.access import ADMINISTRATORS, rights
from engine.model.errors import NotFound
from engine.queries import visible
from engine.queries.base import Look, Query, page
from engine.store.tables import attachment, blob, incident, instance, job, letter, notice, task, token

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Me(Query):
    """Who the actor is and what kinds of user."""

    def answer(self, look: Look) -> dict[str, Any]:
        """``{user, name, unit, unit_name, roles, clearance, actions, kinds}``."""
        organisation = look.release.organisation
        person = look.release.person(look.actor.user)
        held = rights(look.actor, organisation)
        roles = {holding.role for holding in person.holdings}
        kinds = []
        if not roles <= ADMINISTRATORS:
            kinds.append("officer")
        if "administer" in held:
            kinds.append("admin")
        if "audit" in held or any(organisation.roles[r].penetrates for r in roles if r in organisation.roles):
            kinds.append("auditor")
        return {
            "user": person.id, "name": person.name, "unit": person.unit,
            "unit_name": look.release.unit_name(person.unit), "clearance": person.clearance,
            "roles": [{"role": h.role, "unit": h.unit, "name": organisation.roles[h.role].name
                       if h.role in organisation.roles else h.role} for h in person.holdings],
            "actions": sorted(held), "kinds": kinds,
        }


@dataclass(frozen=True)
class Notices(Query):
    """Notices to the actor, newest first."""

    after: str | None = None
    limit: int = 50

    def answer(self, look: Look) -> dict[str, Any]:
        """``{items, next}``."""
        size = page(self.limit)
        query = select(notice).where(notice.c.user == look.actor.user).order_by(
            notice.c.at.desc(), notice.c.id.desc()).limit(size + 1)
        if self.after:
            at, _, id_ = self.after.rpartition("|")
            query = query.where((notice.c.at < at) | ((notice.c.at == at) & (notice.c.id < id_)))
        rows = list(look.connection.execute(query))
        last = rows[size - 1] if len(rows) > size else None
        return {"items": [{"id": r.id, "at": r.at, "text": r.text, "instance": r.instance, "task": r.task}
                          for r in rows[:size]], "next": f"{last.at}|{last.id}" if last else None}


@dataclass(frozen=True)
class Tokens(Query):
    """The actor's personal tokens, without their secrets."""

    def answer(self, look: Look) -> list[dict[str, Any]]:
        """``[{id, name, created_at, expires_at}]``."""
        query = select(token).where(token.c.user == look.actor.user).order_by(token.c.created_at)
        return [{"id": r.id, "name": r.name, "created_at": r.created_at, "expires_at": r.expires_at}
                for r in look.connection.execute(query)]


@dataclass(frozen=True)
class Incidents(Query):
    """Open incidents: where automation failed. Case numbers and elements only, no content."""

    permission: ClassVar[str] = "administer"

    def answer(self, look: Look) -> dict[str, Any]:
        """``{items}``."""
        query = select(incident, instance.c.case_no).join(instance, instance.c.id == incident.c.instance).where(
            incident.c.status == "open").order_by(incident.c.at.desc()).limit(200)
        return {"items": [{"id": r.id, "instance": r.instance, "case_no": r.case_no, "element": r.element,
                           "message": r.message, "at": r.at, "status": r.status, "job": r.job}
                          for r in look.connection.execute(query)]}


@dataclass(frozen=True)
class AttachmentFile(Query):
    """The content of an attachment of a task the actor may see, or of a message. Raises NotFound."""

    id: str

    def answer(self, look: Look) -> dict[str, Any]:
        """``{name, media_type, content}``."""
        row = look.connection.execute(
            select(attachment, blob.c.content, task.c.circle).join(blob, blob.c.sha256 == attachment.c.sha256)
            .outerjoin(task, task.c.id == attachment.c.task)
            .where(attachment.c.id == self.id, ~attachment.c.removed)
        ).first()
        if row is None:
            raise NotFound
        sent = row.circle is None           # with a message: the sender need not know of the case otherwise
        if not sent or row.uploaded_by != look.actor.user:
            known = visible.circles(look, visible.case(look, row.instance))
            if known is not None and (sent or not visible.may_see_task(look, row._mapping, known)):
                raise NotFound
        return {"name": row.name, "media_type": row.media_type, "content": row.content}


@dataclass(frozen=True)
class LetterFile(Query):
    """A letter (.docx) of a case wholly open to the actor. Raises NotFound."""

    id: str

    def answer(self, look: Look) -> dict[str, Any]:
        """``{name, media_type, content}``."""
        row = look.connection.execute(
            select(letter, blob.c.content).join(blob, blob.c.sha256 == letter.c.sha256).where(letter.c.id == self.id)
        ).first()
        if row is None or visible.circles(look, visible.case(look, row.instance)) is not None:
            raise NotFound
        return {"name": f"{row.number} {row.name}.docx", "media_type": DOCX, "content": row.content}


@dataclass(frozen=True)
class Health(Query):
    """Whether the installation works: database, content, overdue jobs, clock. Open to everybody; no content."""

    def answer(self, look: Look) -> dict[str, Any]:
        """``{status, database, deployment, jobs_due, clock}``."""
        due = look.connection.execute(
            select(func.count()).select_from(job).where(job.c.due <= look.instant)).scalar_one()
        return {"status": "ok", "database": look.connection.dialect.name, "deployment": look.release.number,
                "jobs_due": due, "clock": look.instant}
