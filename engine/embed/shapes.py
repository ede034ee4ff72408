"""What the embeddable door hands out: tasks, waits, events and incidents as small frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.embed.values import plain
from engine.model.events import Recorded


@dataclass(frozen=True)
class Task:
    """Something a person is to do. ``candidates`` are users (``u:li``) and roles (``r:clerk@HOME``) it is offered to.

    ``local``: item and counters of the multi-instance or loop around it. ``due``: an instant, or None.
    """

    id: str
    case: str
    element: str
    name: str
    assignee: str
    candidates: tuple[str, ...]
    form: str
    due: datetime | None
    local: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Task:
        """The task of a row."""
        due = datetime.fromisoformat(row["deadline"]) if row["deadline"] else None
        return cls(row["id"], row["instance"], row["element"], row["name"], row["assignee"], tuple(row["principals"]),
                   row["form"], due, row["local"])


@dataclass(frozen=True)
class Wait:
    """Something a case waits for: ``kind`` message, signal, conditional or timer. A timer has ``due``."""

    id: str
    case: str
    kind: str
    element: str = ""
    name: str = ""
    correlation: str = ""
    due: datetime | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Wait:
        """The wait of a row."""
        due = datetime.fromisoformat(row["due"]) if "due" in row else None
        return cls(row["id"], row["instance"], row["kind"], row.get("element", ""), row.get("name", ""),
                   row.get("correlation", ""), due)


@dataclass(frozen=True)
class Event:
    """A recorded fact: its ``type`` (``ElementEntered``, ``TaskOpened`` ...), the element, when, and the rest."""

    seq: int
    at: datetime
    type: str
    element: str
    data: Mapping[str, Any]

    @classmethod
    def of(cls, recorded: Recorded) -> Event:
        """The event as recorded."""
        data = {name: plain(value) for name, value in vars(recorded.event).items()}
        at = datetime.fromisoformat(recorded.at)
        return cls(recorded.seq, at, recorded.event.type, data.get("element", ""), data)


@dataclass(frozen=True)
class Incident:
    """An automatic step that failed and was tried in vain; ``element`` names where."""

    element: str
    message: str


@dataclass(frozen=True)
class Start:
    """What starts cases of a process by itself: ``kind`` timer, conditional, or message and signal of a start that
    needs several. ``left`` further times (-1: endless); ``happened`` counts events noted; ``message``: why it failed.
    """

    process: str
    element: str
    kind: str
    due: datetime | None
    left: int
    happened: int
    message: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Start:
        """The start of a row."""
        due = datetime.fromisoformat(row["due"]) if row["due"] else None
        return cls(row["definition"], row["element"], row["kind"], due, row["left"], row["happened"], row["message"])
