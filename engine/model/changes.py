"""What an event does to the rows people read: a pure mapping, used by the database writer and by replay alike.

Each rule gets the recorded event and yields row changes that depend on nothing but it. Rows hold JSON-able scalars;
composite values are plain JSON (see ``engine.model.values``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from engine.model import events as e
from engine.model.values import to_json

Row = dict[str, Any]


@dataclass(frozen=True)
class Put:
    """A new row under ``key``."""

    table: str
    key: str
    row: Row


@dataclass(frozen=True)
class Set:
    """Columns of the row under ``key`` change."""

    table: str
    key: str
    row: Row


@dataclass(frozen=True)
class Drop:
    """The row under ``key`` goes away."""

    table: str
    key: str


Change = Put | Set | Drop


def changes_of(recorded: e.Recorded) -> Iterator[Change]:
    """Row changes of one recorded event."""
    yield from _rule(recorded.event, recorded)


@singledispatch
def _rule(event: e.Event, at: e.Recorded) -> Iterable[Change]:
    return ()  # facts that replay shows but no row holds (elements, variables, refusals ...)


@_rule.register
def _(event: e.CaseStarted, at: e.Recorded) -> Iterable[Change]:
    yield Put("instance", at.instance, {
        "case_no": event.case_no, "definition": event.definition, "definition_version": event.definition_version,
        "deployment": event.deployment, "unit": event.unit, "title": event.title, "secrecy": event.secrecy,
        "starter": event.starter, "parent": event.parent, "parent_token": event.parent_token,
        "status": "in_progress", "suspended": False, "suspension": None, "started_at": at.at, "ended_at": "",
    })


@_rule.register
def _(event: e.CaseTitled, at: e.Recorded) -> Iterable[Change]:
    yield Set("instance", at.instance, {"title": event.title})


@_rule.register
def _(event: e.StatusChanged, at: e.Recorded) -> Iterable[Change]:
    yield Set("instance", at.instance, {"status": event.status})


@_rule.register
def _(event: e.CaseSuspended, at: e.Recorded) -> Iterable[Change]:
    yield Set("instance", at.instance, {"suspended": True, "suspension": {"from": at.at, "stops": event.stops}})


@_rule.register
def _(event: e.CaseResumed, at: e.Recorded) -> Iterable[Change]:
    yield Set("instance", at.instance, {"suspended": False, "suspension": None})


@_rule.register
def _(event: e.CaseEnded, at: e.Recorded) -> Iterable[Change]:
    yield Set("instance", at.instance, {"status": event.status, "ended_at": at.at})


@_rule.register
def _(event: e.TaskOpened, at: e.Recorded) -> Iterable[Change]:
    yield Put("task", event.task, {
        "instance": at.instance, "element": event.element, "name": event.name, "unit": event.unit, "kind": event.kind,
        "principals": list(event.principals), "assignee": event.assignee, "circle": event.circle, "form": event.form,
        "round": event.round, "priority": event.priority, "excluded": dict(event.excluded),
        "local": to_json(event.local), "request": to_json(event.request), "status": "open", "opened_at": at.at,
        "seq": at.seq,
        "closed_at": "", "completed_by": "", "outcome": "", "draft": None, "limit_id": event.limit,
        "start": event.start, "raw_due": event.raw_due, "effective_due": event.effective_due,
        "deadline": event.deadline, "provisional": event.provisional, "extension": 0, "extensions": 0,
        **_plan(event.plan),
    })


@_rule.register
def _(event: e.TaskRerouted, at: e.Recorded) -> Iterable[Change]:
    elsewhere = {"unit": event.unit} if event.unit else {}
    yield Set("task", event.task, {"principals": list(event.principals), "assignee": event.assignee, **elsewhere})


@_rule.register
def _(event: e.DraftSaved, at: e.Recorded) -> Iterable[Change]:
    yield Set("task", event.task, {"draft": to_json(event.values)})


@_rule.register
def _(event: e.TaskCompleted, at: e.Recorded) -> Iterable[Change]:
    yield Set("task", event.task, {
        "status": "completed", "closed_at": at.at, "completed_by": event.user, "outcome": event.outcome, "draft": None,
    })


@_rule.register
def _(event: e.TaskCancelled, at: e.Recorded) -> Iterable[Change]:
    yield Set("task", event.task, {"status": "cancelled", "closed_at": at.at, "outcome": event.reason, "draft": None})


@_rule.register
def _(event: e.TaskReturned, at: e.Recorded) -> Iterable[Change]:
    yield Set("task", event.task, {
        "status": "returned", "closed_at": at.at, "completed_by": at.actor, "outcome": event.to, "draft": None,
    })


@_rule.register
def _(event: e.RequestDecided, at: e.Recorded) -> Iterable[Change]:
    yield Set("task", event.task, {
        "status": "completed", "closed_at": at.at, "completed_by": at.actor,
        "outcome": "granted" if event.granted else "refused", "draft": None,
    })


@_rule.register
def _(event: e.DueChanged, at: e.Recorded) -> Iterable[Change]:
    yield Set("task", event.task, {
        "raw_due": event.raw_due, "effective_due": event.effective_due, "deadline": event.deadline,
        "provisional": event.provisional, "extension": event.extension, "extensions": event.extensions,
        **_plan(event.plan),
    })


@_rule.register
def _(event: e.WarningRaised, at: e.Recorded) -> Iterable[Change]:
    yield Put("warning", f"{event.task}:{event.cls}:{event.due}", {
        "instance": at.instance, "task": event.task, "cls": event.cls, "at": at.at, "seq": at.seq,
        "due": event.due,
        "recipients": list(event.recipients),
    })


@_rule.register
def _(event: e.JobScheduled, at: e.Recorded) -> Iterable[Change]:
    yield Put("job", event.job, {
        "instance": at.instance, "kind": event.kind, "due": event.due, "payload": to_json(event.payload),
        "attempts": 0, "message": "",
    })


@_rule.register
def _(event: e.JobDone, at: e.Recorded) -> Iterable[Change]:
    yield Drop("job", event.job)


@_rule.register
def _(event: e.JobFailed, at: e.Recorded) -> Iterable[Change]:
    yield Set("job", event.job, {"attempts": event.attempts, "due": event.due, "message": event.message})


@_rule.register
def _(event: e.SubscriptionOpened, at: e.Recorded) -> Iterable[Change]:
    yield Put("subscription", event.token, {
        "instance": at.instance, "element": event.element, "kind": event.kind, "name": event.name,
        "correlation": event.correlation,
    })


@_rule.register
def _(event: e.SubscriptionClosed, at: e.Recorded) -> Iterable[Change]:
    yield Drop("subscription", event.token)


@_rule.register
def _(event: e.Linked, at: e.Recorded) -> Iterable[Change]:
    yield Put("link", f"{event.link}:{event.direction}", {
        "instance": at.instance, "other": event.other, "relation": event.relation, "direction": event.direction,
        "at": at.at,
    })


@_rule.register
def _(event: e.RegisterWritten, at: e.Recorded) -> Iterable[Change]:
    yield Put("register_row", event.row, {
        "instance": at.instance, "register": event.register, "row_no": event.row_no, "unit": event.unit,
        "year": event.year, "secrecy": event.secrecy, "status": event.status, "due_raw": event.due_raw,
        "due_effective": event.due_effective, "closed_at": event.closed_at, "data": to_json(event.values),
        "version": event.row_version, "updated_at": at.at, "updated_by": at.actor,
    })


@_rule.register
def _(event: e.LetterMade, at: e.Recorded) -> Iterable[Change]:
    yield Put("letter", event.letter_id, {
        "instance": at.instance, "letter": event.letter, "name": event.name, "number": event.number,
        "sha256": event.sha256, "status": "signed" if event.signed else "draft", "made_at": at.at, "seq": at.seq,
    })


@_rule.register
def _(event: e.LetterSigned, at: e.Recorded) -> Iterable[Change]:
    yield Set("letter", event.letter_id, {"status": "signed", "sha256": event.sha256})


@_rule.register
def _(event: e.FileAttached, at: e.Recorded) -> Iterable[Change]:
    yield Put("attachment", event.attachment, {
        "instance": at.instance, "task": event.task, "field": event.field, "name": event.name,
        "media_type": event.media_type, "size": event.size, "sha256": event.sha256, "uploaded_by": at.actor,
        "uploaded_at": at.at, "removed": False,
    })


@_rule.register
def _(event: e.FileRemoved, at: e.Recorded) -> Iterable[Change]:
    yield Set("attachment", event.attachment, {"removed": True})


@_rule.register
def _(event: e.MemberJoined, at: e.Recorded) -> Iterable[Change]:
    yield Put("member", f"{at.instance}:{event.user}:{event.circle}", {
        "instance": at.instance, "user": event.user, "circle": event.circle, "since": at.at,
    })


@_rule.register
def _(event: e.MemberLeft, at: e.Recorded) -> Iterable[Change]:
    for circle in event.circles:
        yield Drop("member", f"{at.instance}:{event.user}:{circle}")


@_rule.register
def _(event: e.Recused, at: e.Recorded) -> Iterable[Change]:
    yield Put("recusal", f"{at.instance}:{event.user}", {
        "instance": at.instance, "user": event.user, "element": event.element, "ground": event.ground,
        "note": event.note, "at": at.at,
    })


@_rule.register
def _(event: e.Noticed, at: e.Recorded) -> Iterable[Change]:
    yield Put("notice", event.notice, {
        "instance": at.instance, "user": event.user, "text": event.text, "task": event.task, "at": at.at,
    })


@_rule.register
def _(event: e.IncidentRaised, at: e.Recorded) -> Iterable[Change]:
    yield Put("incident", event.incident, {
        "instance": at.instance, "element": event.element, "message": event.message, "job": event.job, "at": at.at,
        "status": "open", "note": "",
    })


@_rule.register
def _(event: e.IncidentResolved, at: e.Recorded) -> Iterable[Change]:
    yield Set("incident", event.incident, {"status": "resolved", "note": event.note})


def _plan(plan: Mapping[str, str]) -> Row:
    return {f"{cls}_at": plan.get(cls, "") for cls in ("blue", "yellow", "red", "esc1", "esc2")}
