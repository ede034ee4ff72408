"""Facts in the past tense. The append-only log of these is the truth; every row an officer reads is derived from it.

A released event version is never edited: add a field with a default, or a new version with an upcaster in ``UPCAST``.
Instants are UTC text in one fixed format (``instant``), so that text order is time order on every database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any, ClassVar

from engine.model.values import from_json, to_json

Values = Mapping[str, Any]


def instant(moment: datetime) -> str:
    """A UTC instant as text of fixed width: ``2026-02-11T01:00:00.000000+00:00``."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def day_or_moment(text: str) -> date | datetime:
    """A due date as rows keep it: a day (``2026-02-11``), or a moment for limits in working hours."""
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


@dataclass(frozen=True)
class Event:
    """A fact. ``version`` is that of its shape."""

    version: ClassVar[int] = 1

    @property
    def type(self) -> str:
        """Stable name in the log."""
        return type(self).__name__

    def data(self) -> dict[str, Any]:
        """JSON form of the fields."""
        return {f.name: to_json(getattr(self, f.name)) for f in fields(self)}


@dataclass(frozen=True)
class CaseStarted(Event):
    case_no: str
    definition: str
    definition_version: int
    deployment: int
    unit: str
    title: str
    secrecy: int
    starter: str
    parent: str = ""
    parent_token: str = ""


@dataclass(frozen=True)
class CaseTitled(Event):
    title: str


@dataclass(frozen=True)
class StatusChanged(Event):
    status: str


@dataclass(frozen=True)
class CaseSuspended(Event):
    reason: str
    stops: bool
    until: str = ""


@dataclass(frozen=True)
class CaseResumed(Event):
    reason: str


@dataclass(frozen=True)
class CaseEnded(Event):
    status: str
    element: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ElementEntered(Event):
    element: str
    token: str


@dataclass(frozen=True)
class ElementLeft(Event):
    element: str
    token: str
    flow: str = ""


@dataclass(frozen=True)
class ElementDropped(Event):
    element: str
    token: str


@dataclass(frozen=True)
class VariablesChanged(Event):
    values: Values


@dataclass(frozen=True)
class TaskOpened(Event):
    task: str
    element: str
    name: str
    unit: str
    principals: tuple[str, ...]
    kind: str = "task"              # task, or request (an extension or suspension asked for)
    assignee: str = ""
    circle: str = ""
    form: str = ""
    round: int = 1
    priority: str = ""
    excluded: Mapping[str, str] = field(default_factory=dict)   # user id -> rule
    local: Values = field(default_factory=dict)
    limit: str = ""
    start: str = ""
    raw_due: str = ""
    effective_due: str = ""
    deadline: str = ""
    provisional: bool = False
    plan: Mapping[str, str] = field(default_factory=dict)       # warning class -> instant
    request: Values = field(default_factory=dict)


@dataclass(frozen=True)
class TaskRerouted(Event):
    """The task is offered to others: claimed, released, assigned, swapped, a person recused, or offered anew.

    ``cause`` says which; ``unit`` is set where the task goes to another unit.
    """

    task: str
    principals: tuple[str, ...]
    assignee: str
    cause: str
    reason: str = ""
    unit: str = ""


@dataclass(frozen=True)
class DraftSaved(Event):
    task: str
    values: Values


@dataclass(frozen=True)
class TaskCompleted(Event):
    task: str
    element: str
    user: str
    values: Values
    outcome: str = ""
    form: str = ""
    round: int = 1


@dataclass(frozen=True)
class TaskCancelled(Event):
    task: str
    reason: str = ""


@dataclass(frozen=True)
class TaskReturned(Event):
    task: str
    element: str
    to: str
    reason: str


@dataclass(frozen=True)
class DueChanged(Event):
    task: str
    raw_due: str
    effective_due: str
    deadline: str
    provisional: bool
    plan: Mapping[str, str]
    cause: str                      # extension, resumed, calendar
    extension: int = 0
    extensions: int = 0             # how many have been granted so far


@dataclass(frozen=True)
class WarningRaised(Event):
    task: str
    cls: str
    recipients: tuple[str, ...]
    due: str


@dataclass(frozen=True)
class JobScheduled(Event):
    job: str
    kind: str
    due: str
    payload: Values = field(default_factory=dict)


@dataclass(frozen=True)
class JobDone(Event):
    job: str


@dataclass(frozen=True)
class JobFailed(Event):
    job: str
    attempts: int
    due: str
    message: str


@dataclass(frozen=True)
class SubscriptionOpened(Event):
    token: str
    element: str
    kind: str
    name: str
    correlation: str


@dataclass(frozen=True)
class SubscriptionClosed(Event):
    token: str


@dataclass(frozen=True)
class MessageThrown(Event):
    name: str
    kind: str
    element: str
    correlation: str
    payload: Values
    to_unit: str = ""


@dataclass(frozen=True)
class MessageReceived(Event):
    name: str
    token: str
    payload: Values


@dataclass(frozen=True)
class Linked(Event):
    link: str
    other: str
    relation: str
    direction: str                  # to (this case made the other) or from


@dataclass(frozen=True)
class RowTargeted(Event):
    """The case wrote into a row of another case (``owner``); what was written stands in that one's history."""

    row: str
    register: str
    row_no: str
    owner: str
    element: str


@dataclass(frozen=True)
class RegisterWritten(Event):
    """A register row as it stands now. ``cause``: the case that wrote it when it is not the row's own."""

    row: str
    register: str
    row_no: str
    unit: str
    year: int
    secrecy: int
    status: str
    due_raw: str
    due_effective: str
    closed_at: str
    values: Values
    row_version: int
    cause: str = ""


@dataclass(frozen=True)
class AlarmRaised(Event):
    """An early-warning rule fired: its register row ``alarm`` (number), and the figure that reached the threshold."""

    alarm: str
    rule: str
    name: str
    level: str
    unit: str
    object: str
    value: Any = None
    threshold: Any = None


@dataclass(frozen=True)
class LetterMade(Event):
    letter_id: str
    letter: str
    name: str
    number: str
    sha256: str
    fields: Values
    signed: bool = False


@dataclass(frozen=True)
class LetterSigned(Event):
    letter_id: str
    sha256: str


@dataclass(frozen=True)
class FileAttached(Event):
    attachment: str
    task: str
    field: str
    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class FileRemoved(Event):
    attachment: str


@dataclass(frozen=True)
class MemberJoined(Event):
    user: str
    circle: str
    cause: str


@dataclass(frozen=True)
class MemberLeft(Event):
    user: str
    cause: str
    circles: tuple[str, ...] = ("",)


@dataclass(frozen=True)
class Recused(Event):
    user: str
    element: str
    ground: str
    note: str = ""


@dataclass(frozen=True)
class Noticed(Event):
    notice: str
    user: str
    text: str
    task: str = ""


@dataclass(frozen=True)
class ParticipantAdded(Event):
    element: str
    item: Any


@dataclass(frozen=True)
class ActivityChosen(Event):
    element: str


@dataclass(frozen=True)
class ParticipantRemoved(Event):
    task: str
    reason: str


@dataclass(frozen=True)
class HandlerSwapped(Event):
    task: str
    leaving: str
    entering: str
    reason: str


@dataclass(frozen=True)
class RequestDecided(Event):
    task: str
    kind: str
    granted: bool
    opinion: str
    amount: int = 0


@dataclass(frozen=True)
class LeakReported(Event):
    text: str


@dataclass(frozen=True)
class ContentOpened(Event):
    """Somebody who does not take part was given sight of the content; the look itself is part of the history."""

    user: str
    reason: str


@dataclass(frozen=True)
class DecisionTaken(Event):
    """A decision was evaluated: which rules matched (``decision/rule``, required decisions first), with which outcome,
    on which inputs, and why something on the way turned null.
    """

    element: str
    decision: str
    rules: tuple[str, ...]
    outcome: Any
    inputs: Values = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class IncidentRaised(Event):
    incident: str
    element: str
    message: str
    job: str = ""


@dataclass(frozen=True)
class IncidentResolved(Event):
    incident: str
    note: str


@dataclass(frozen=True)
class CommandRefused(Event):
    """Somebody tried what was not allowed; the attempt itself is evidence."""

    command: str
    code: str
    target: str = ""


@dataclass(frozen=True)
class ContentDeployed(Event):
    deployment: int
    files: Mapping[str, str]        # path -> sha256
    note: str = ""


@dataclass(frozen=True)
class DiagramSaved(Event):
    key: str
    sha256: str
    discarded: bool = False


@dataclass(frozen=True)
class AccountChanged(Event):
    """An account was made, a password changed, a token created or revoked. Never carries a secret."""

    user: str
    change: str


TYPES: Mapping[str, type[Event]] = {cls.__name__: cls for cls in Event.__subclasses__()}

UPCAST: Mapping[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""(type, old version) -> function that lifts the data one version up. Empty until a shape changes."""


@dataclass(frozen=True)
class Recorded:
    """An event with its place in the log: which case, which number, when, by whom and by what authority."""

    instance: str
    seq: int
    at: str
    actor: str
    authority: str
    event: Event
    command: str = ""


def read_event(type_: str, version: int, data: dict[str, Any]) -> Event:
    """An event from its logged form; older versions are lifted to the present one."""
    cls = TYPES[type_]
    while version < cls.version:
        data, version = UPCAST[type_, version](data), version + 1
    return cls(**{name: _tupled(cls, name, from_json(value)) for name, value in data.items()})


def _tupled(cls: type[Event], name: str, value: Any) -> Any:
    annotation = cls.__annotations__.get(name, "")
    return tuple(value) if isinstance(value, list) and str(annotation).startswith("tuple") else value
