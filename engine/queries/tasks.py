"""One task with everything its page needs: form, values, choices, limit, and what the actor may do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select

from engine.model.access import check_performer, in_charge, rights
from engine.model.actor import holders_of, user_principal
from engine.model.definition import Node, Process
from engine.model.errors import Forbidden, NotFound
from engine.model.form import Form
from engine.model.runs import WITHIN, performed
from engine.model.values import from_json, to_plain
from engine.queries import shapes, visible
from engine.queries.base import Look, Query
from engine.queries.options import files_shown, form_options, shown
from engine.store.cases import unpack
from engine.store.tables import attachment, event, instance, task

Person = dict[str, str]


@dataclass(frozen=True)
class Task(Query):
    """A task the actor may see. Raises NotFound."""

    id: str

    def answer(self, look: Look) -> dict[str, Any]:
        """The task page's data."""
        row = look.connection.execute(
            select(task, instance.c.case_no, instance.c.title, instance.c.definition, instance.c.secrecy,
                   instance.c.suspended, instance.c.deployment, instance.c.context, instance.c.unit.label("case_unit"),
                   instance.c.ended_at)
            .join(instance, instance.c.id == task.c.instance).where(task.c.id == self.id, visible.cases(look))
        ).first()
        if row is None:
            raise NotFound
        case = visible.case(look, row.instance)
        if not visible.may_see_task(look, row._mapping, visible.circles(look, case)):
            raise NotFound
        return _detail(look, row._mapping)


def _detail(look: Look, row: Mapping[Any, Any]) -> dict[str, Any]:
    pinned = look.pinned(row["deployment"])
    process = pinned.process(row["definition"])
    node = process.nodes.get(row["element"])
    context = unpack(row["context"])
    form = pinned.bundle.forms.get(row["form"])
    mine, offered = _is_mine(look, row), _candidates(look, row)
    done = _handed_in(look, row) if form and row["status"] == "completed" else None
    data = _data(form, context, row, done) if form and (mine or done is not None) else {}
    handing = _handing(look, row, process, offered)
    can = [*(_can(look, row, process, node, len(offered)) if mine else ()), *handing["can"]]
    return {
        **shapes.task_row(look, row), "status": row["status"], "outcome": row["outcome"],
        "completed_by": row["completed_by"], "completed_by_name": shapes.person(look, row["completed_by"]),
        "completed_at": row["closed_at"],
        "form": {"key": form.key, "name": form.name, "version": pinned.number, "schema": form.schema} if form else None,
        "data": data,
        "options": _options(look, form, context, row) if form and (mine or done is not None) else {},
        "draft": to_plain(from_json(row["draft"])) if mine and done is None else None,
        "outcome_field": node.ext.outcome if node else "", "note": node.ext.note if node else "",
        "limit_detail": _limit(look, row["limit_id"]),
        "can": can,
        "handing": handing["people"],
        "return_to": _return_to(process, node, context, from_json(row["local"] or {})) if node and mine else [],
        "attachments": attachments(look, files_of(row["instance"], row["id"], form, data)),
        "candidates": [each["name"] for each in offered], "request": _request(look, row),
    }


def _is_mine(look: Look, row: Mapping[Any, Any]) -> bool:
    try:
        check_performer(look.actor, row, row["excluded"] or {})
    except Forbidden:
        return False
    return True


def _data(
    form: Form, context: Mapping[str, Any], row: Mapping[str, Any], done: Mapping[str, Any] | None
) -> dict[str, Any]:
    """Present values of what the form shows; of a completed task those it was handed in with."""
    found = shown(form, {**context.get("variables", {}), **from_json(row["local"] or {})})
    if done is None:
        return found
    own = form.keys()
    return {**{name: value for name, value in found.items() if name not in own}, **to_plain(done)}


def _handed_in(look: Look, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The values a task was completed with, as the log has them."""
    query = select(event.c.payload).where(
        event.c.instance == row["instance"], event.c.type == "TaskCompleted", event.c.payload.contains(row["id"]))
    facts = (json.loads(payload) for payload in look.connection.execute(query).scalars())
    return next((from_json(fact["values"]) for fact in facts if fact["task"] == row["id"]), None)


def _options(
    look: Look, form: Form, context: Mapping[str, Any], row: Mapping[Any, Any]
) -> dict[str, list[dict[str, str]]]:
    variables = context.get("variables", {})
    own = str(variables.get("own_unit") or row["case_unit"])
    return form_options(look, form, own, str(variables.get("target_unit") or ""))


def _limit(look: Look, limit_id: str) -> dict[str, Any] | None:
    limit = look.release.bundle.limits.get(limit_id)
    if limit is None:
        return None
    return {
        "id": limit.id, "name": limit.name, "name_en": limit.name_en, "amount": limit.amount, "unit": limit.unit,
        "basis": limit.basis, "tag": limit.tag,
    }


def _can(look: Look, row: Mapping[Any, Any], process: Process, node: Node | None, offered: int) -> list[str]:
    held = rights(look.actor, look.release.organisation)
    if not _is_going_on(row):
        return []
    if row["kind"] == "request":
        return ["decide"] if "approve" in held else []
    can = ["complete", "draft", "attach"] if "complete" in held else []
    if "claim" in held:
        can.append("release" if row["assignee"] == look.actor.user and offered > 1 else "claim")
        if row["assignee"] == look.actor.user and "claim" in can:
            can.remove("claim")
    if "return" in held:
        can.append("return")
    if row["limit_id"] and any(p.kind == "extend" and p.task in ("", row["element"]) for p in process.exceptions):
        can.append("extend")
    return can


def _is_going_on(row: Mapping[Any, Any]) -> bool:
    return row["status"] == "open" and not row["suspended"] and not row["ended_at"]


def _handing(look: Look, row: Mapping[Any, Any], process: Process, offered: list[Person]) -> dict[str, Any]:
    """What a head may do with a task of their people, whether or not it is offered to them, and whom they may name.

    ``{can, people}``: ``assign`` to, ``leaving`` (holds the task by name) and ``entering`` in a swap. An act with
    nobody to name is not offered.
    """
    if not _is_going_on(row) or not in_charge(look.actor, look.release.organisation, row["principals"]):
        return {"can": [], "people": {}}
    named = [each for each in offered if each["id"] == row["assignee"]
             or user_principal(each["id"]) in row["principals"]]
    others = _colleagues(look, row, offered, {each["id"] for each in named})
    swaps = row["kind"] == "task" and any(
        path.kind == "swap" and path.task in ("", row["element"]) for path in process.exceptions)
    can = ["assign"] if [each["id"] for each in offered] not in ([], [look.actor.user]) else []
    can += ["swap"] if swaps and named and others else []
    return {"can": can, "people": {"assign": offered, "leaving": named, "entering": others} if can else {}}


def _colleagues(look: Look, row: Mapping[Any, Any], offered: list[Person], leaving: set[str]) -> list[Person]:
    """Others in the departments of those a task is offered to, without those kept from it."""
    people, excluded = look.release.organisation.people, row["excluded"] or {}
    places = {(people[each["id"]].unit, people[each["id"]].department) for each in offered if each["id"] in people}
    return [{"id": each.id, "name": each.name} for each in people.values()
            if (each.unit, each.department) in places and each.id not in excluded and each.id not in leaving]


def _return_to(
    process: Process, node: Node, context: Mapping[str, Any], local: Mapping[str, Any]
) -> list[dict[str, str]]:
    found = process.earlier(node.id, performed(context, local.get(WITHIN, ())))
    return [{"element": id_, "name": process.nodes[id_].name} for id_ in found]


def _candidates(look: Look, row: Mapping[Any, Any]) -> list[Person]:
    organisation, excluded = look.release.organisation, row["excluded"] or {}
    users = (user for principal in row["principals"] for user in holders_of(principal, organisation))
    return [{"id": user, "name": look.release.person_name(user)} for user in dict.fromkeys(users)
            if user not in excluded]


def _request(look: Look, row: Mapping[Any, Any]) -> dict[str, Any] | None:
    request = row["request"]
    if not request:
        return None
    return {**request, "asked_by_name": shapes.person(look, request.get("asked_by", ""))}


def files_of(case: str, task_: str, form: Form | None, data: Mapping[str, Any]) -> ColumnElement[bool]:
    """Condition on ``attachment``: those of a task (or awaited message), and earlier ones that its form shows."""
    earlier = files_shown(form, data) if form else []
    return (attachment.c.task == task_) | ((attachment.c.instance == case) & attachment.c.id.in_(earlier))


def attachments(look: Look, condition: Any) -> list[dict[str, Any]]:
    """Attachments that were not taken off again, in order of upload."""
    query = select(attachment).where(condition, ~attachment.c.removed).order_by(attachment.c.uploaded_at)
    return [
        {
            "id": row.id, "name": row.name, "size": row.size, "media_type": row.media_type, "field": row.field,
            "uploaded_by": row.uploaded_by, "uploaded_by_name": shapes.person(look, row.uploaded_by),
            "uploaded_at": row.uploaded_at, "sha256": row.sha256, "task": row.task,
        }
        for row in look.connection.execute(query)
    ]
