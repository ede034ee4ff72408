"""Rows as people see them: names for ids, lights for dates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.queries.base import Look

Found = Mapping[Any, Any]

RESTRICTED = "内容受限"


def light(look: Look, row: Found) -> str:
    """Light of an open task: red once overdue, else yellow, blue or green; ``none`` without a due date."""
    if not row["red_at"]:
        return "none"
    for name in ("red", "yellow", "blue"):
        if row[f"{name}_at"] and row[f"{name}_at"] <= look.instant:
            return name
    return "green"


def person(look: Look, user: str) -> str:
    """Name of a person; empty for nobody."""
    return look.release.person_name(user) if user else ""


def task_row(look: Look, row: Found) -> dict[str, Any]:
    """A task joined with its case (``case_no``, ``title``, ``definition``, ``secrecy``, ``suspended``)."""
    release = look.release
    process = release.bundle.processes.get(row["definition"])
    return {
        "id": row["id"], "instance": row["instance"], "case_no": row["case_no"], "case_title": row["title"],
        "definition": row["definition"], "definition_name": process.process.name if process else row["definition"],
        "element": row["element"], "name": row["name"], "unit": row["unit"],
        "unit_name": release.unit_name(row["unit"]),
        "assignee": row["assignee"], "assignee_name": person(look, row["assignee"]),
        "mine": row["assignee"] == look.actor.user, "priority": row["priority"], "created_at": row["opened_at"],
        "due": row["effective_due"], "raw_due": row["raw_due"], "deadline": row["deadline"],
        "provisional": row["provisional"], "limit": row["limit_id"], "light": light(look, row),
        "secrecy": row["secrecy"], "kind": row["kind"], "suspended": row["suspended"], "round": row["round"],
    }


def case_row(look: Look, row: Found) -> dict[str, Any]:
    """A case."""
    release = look.release
    process = release.bundle.processes.get(row["definition"])
    return {
        "id": row["id"], "case_no": row["case_no"], "title": row["title"] if row.get("open", True) else RESTRICTED,
        "definition": row["definition"], "definition_name": process.process.name if process else row["definition"],
        "version": row["definition_version"], "unit": row["unit"], "unit_name": release.unit_name(row["unit"]),
        "status": row["status"], "secrecy": row["secrecy"], "started_at": row["started_at"],
        "ended_at": row["ended_at"], "suspended": row["suspended"], "starter": row["starter"],
        "starter_name": person(look, row["starter"]),
    }
