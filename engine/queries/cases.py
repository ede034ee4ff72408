"""Cases: the list, one case with what belongs to it, and its variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select

from engine.catalog import Release
from engine.model.definition import Process
from engine.model.errors import NotFound
from engine.model.values import to_plain
from engine.queries import shapes, visible
from engine.queries.base import Look, Query, page
from engine.queries.tasks import attachments
from engine.store.cases import unpack
from engine.store.tables import attachment, incident, instance, job, letter, link, register_row, task, warning

LISTED = [column for column in instance.columns if column.name not in ("state", "context", "state_mac")]


@dataclass(frozen=True)
class Cases(Query):
    """Cases the actor may see, newest first."""

    status: str | None = None
    definition: str | None = None
    text: str | None = None
    after: str | None = None
    limit: int = 50

    def answer(self, look: Look) -> dict[str, Any]:
        """``{items, next}``."""
        size = page(self.limit)
        query = select(*LISTED, visible.contents(look).label("open")).where(visible.cases(look))
        if self.status:
            query = query.where(instance.c.status == self.status)
        if self.definition:
            query = query.where(instance.c.definition == self.definition)
        if self.text:
            query = query.where(
                instance.c.case_no.contains(self.text, autoescape=True)
                | (visible.contents(look) & instance.c.title.contains(self.text, autoescape=True))
            )
        if self.after:
            at, _, id_ = self.after.rpartition("|")
            earlier = (instance.c.started_at < at) | ((instance.c.started_at == at) & (instance.c.id < id_))
            query = query.where(earlier)
        query = query.order_by(instance.c.started_at.desc(), instance.c.id.desc()).limit(size + 1)
        rows = list(look.connection.execute(query))
        last = rows[size - 1] if len(rows) > size else None
        items = [shapes.case_row(look, row._mapping) for row in rows[:size]]
        _add_dues(look, items)
        return {"items": items, "next": f"{last.started_at}|{last.id}" if last else None}


@dataclass(frozen=True)
class Case(Query):
    """One visible case with its tasks, links, letters, rows and warnings. Raises NotFound."""

    id: str

    def answer(self, look: Look) -> dict[str, Any]:
        """The case page's data, narrowed to the actor's circles."""
        row = visible.case(look, self.id)
        known = visible.circles(look, row)
        rows = _rows(look, task, row.id, task.c.seq)
        tasks = [each for each in rows if visible.may_see_task(look, each, known)]
        shown = {each["id"] for each in tasks}
        whole = known is None
        outcomes = _outcomes(look.pinned(row.deployment), row.definition)
        items = [shapes.case_row(look, {**row._mapping, "open": known is None or visible.AUDIT not in known})]
        _add_dues(look, items)
        files = attachments(look, attachment.c.instance == row.id)
        return {
            **items[0],
            "tasks": [_task(look, row._mapping, each, outcomes) for each in tasks],
            "attachments": [each for each in files if whole or each["task"] in shown],
            "warnings": [
                {"task": each["task"], "class": each["cls"], "at": each["at"],
                 "recipients": [shapes.person(look, user) for user in each["recipients"]]}
                for each in _rows(look, warning, row.id, warning.c.seq) if each["task"] in shown
            ],
            "links": _links(look, row.id) if whole else [],
            "letters": [
                {name: each[name] for name in ("id", "letter", "name", "number", "status", "sha256", "made_at")}
                for each in _rows(look, letter, row.id, letter.c.seq)
            ] if whole else [],
            "timers": [
                {"job": each["id"], "due": each["due"]}
                for each in _rows(look, job, row.id, job.c.due) if each["kind"] == "timer"
            ] if whole else [],
            "incidents": _rows(look, incident, row.id, incident.c.at) if whole else [],
            "rows": _register_rows(look, row.id) if whole else [],
            "can": _can(look, look.pinned(row.deployment).process(row.definition), row._mapping),
            "restricted": not whole,
        }


@dataclass(frozen=True)
class Variables(Query):
    """Present variables of a case that is wholly open to the actor. Raises NotFound."""

    instance: str

    def answer(self, look: Look) -> dict[str, Any]:
        """Name to value."""
        row = visible.case(look, self.instance)
        if visible.circles(look, row) is not None:
            raise NotFound
        return dict(to_plain(unpack(row.context or b"").get("variables", {})))


def _rows(look: Look, table: Table, case: str, order: Any) -> list[dict[str, Any]]:
    query = select(table).where(table.c.instance == case).order_by(order, table.c.id)
    return [{str(name): value for name, value in row._mapping.items()} for row in look.connection.execute(query)]


def _task(
    look: Look, case: Mapping[Any, Any], row: Mapping[Any, Any], outcomes: Mapping[tuple[str, str], str]
) -> dict[str, Any]:
    facts = {name: case[name] for name in ("case_no", "title", "definition", "secrecy", "suspended")}
    return {
        **shapes.task_row(look, {**facts, **row}), "status": row["status"], "outcome": row["outcome"],
        "outcome_name": outcomes.get((row["element"], row["outcome"]), row["outcome"]),
        "completed_at": row["closed_at"], "completed_by": row["completed_by"],
        "completed_by_name": shapes.person(look, row["completed_by"]),
    }


def _outcomes(release: Release, definition: str) -> dict[tuple[str, str], str]:
    """Labels of outcomes by element and value, from the options of the form's deciding field."""
    names: dict[tuple[str, str], str] = {}
    for node in release.process(definition).nodes.values():
        form = release.bundle.forms.get(node.ext.form)
        for component in form.fields() if form and node.ext.outcome else ():
            if component.get("key") == node.ext.outcome:
                names |= {(node.id, str(o["value"])): str(o["label"]) for o in component.get("values", ())}
    return names


def _links(look: Look, case: str) -> list[dict[str, Any]]:
    """Linked cases; of those the actor may not see, only that they exist in this direction."""
    query = select(link, instance.c.case_no, instance.c.title, instance.c.definition, instance.c.status).join(
        instance, instance.c.id == link.c.other).where(link.c.instance == case).order_by(link.c.at)
    seen = {row.id for row in look.connection.execute(select(instance.c.id).where(
        visible.cases(look), instance.c.id.in_(select(link.c.other).where(link.c.instance == case))))}
    found = []
    for row in look.connection.execute(query):
        process = look.release.bundle.processes.get(row.definition)
        open_ = row.other in seen
        found.append({
            "relation": row.relation, "direction": row.direction, "instance": row.other if open_ else None,
            "case_no": row.case_no if open_ else None, "title": row.title if open_ else None,
            "definition": row.definition, "definition_name": process.process.name if process else row.definition,
            "status": row.status if open_ else None,
        })
    return found


def _register_rows(look: Look, case: str) -> list[dict[str, Any]]:
    registers = look.release.bundle.registers
    return [
        {"register": row["register"], "name": registers[row["register"]].name, "row_no": row["row_no"],
         "status": row["status"], "due_raw": row["due_raw"], "due_effective": row["due_effective"]}
        for row in _rows(look, register_row, case, register_row.c.register) if row["register"] in registers
    ]


def _add_dues(look: Look, items: list[dict[str, Any]]) -> None:
    """The nearest due date of each case and its light."""
    ids = [item["id"] for item in items]
    query = select(task.c.instance, task.c.effective_due, task.c.deadline, task.c.red_at, task.c.yellow_at,
                   task.c.blue_at).where(task.c.instance.in_(ids), task.c.status == "open", task.c.deadline != "")
    nearest: dict[str, Mapping[Any, Any]] = {}
    for row in look.connection.execute(query.order_by(task.c.deadline)):
        nearest.setdefault(row.instance, row._mapping)
    for item in items:
        row_ = nearest.get(item["id"])
        item["due"] = row_["effective_due"] if row_ else ""
        item["light"] = shapes.light(look, row_) if row_ else "none"


def _can(look: Look, process: Process, row: Mapping[Any, Any]) -> list[str]:
    """Acts on the whole case that its procedure declares; the command decides whether this actor may."""
    if row["ended_at"]:
        return []
    kinds = {path.kind for path in process.exceptions}
    names = {"withdraw": "withdraw", "suspend": "suspend", "terminate": "terminate", "takeover": "take-over",
             "leak": "leak-report"}
    can = [name for kind, name in names.items() if kind in kinds]
    if row["suspended"]:
        can = [name for name in can if name != "suspend"] + ["resume"]
    if "withdraw" in can and row["starter"] != look.actor.user:
        can.remove("withdraw")
    return can
