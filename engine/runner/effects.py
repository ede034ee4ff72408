"""What happened in a case while one stimulus ran, in order. The engine turns these facts into events, tasks and jobs.

A *token* is one visit of an element. ``Entered`` and ``Left`` are told for every element of the diagram (events,
gateways, activities, each instance of a multi-instance) and for nothing else, so replay can follow them. ``Left`` is
told once per flow taken; an empty ``flow`` means the token ended there: an end event, an instance of a multi-instance,
or a token merged into another at a join.

A guard (a boundary event, the start of an event subprocess, an event behind an event-based gateway) waits beside the
element named in ``attached_to``: its ``Waiting`` comes without ``Entered``, which follows when it fires; else
``Ceased``.

An event with several definitions waits with one token for each. All of them cease when the event happens, also the one
that caused it; ``Entered`` and ``Left`` name the token of the event itself.

Work that is undone: ``Entered`` and ``Left`` tell of each compensation event and of its handler. A subprocess opened
again to undo its inside is not told; its compensation event subprocess is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from engine.model.values import Value


@dataclass(frozen=True)
class Entered:
    """A token came to an element. ``instance_of``: token of the repeated activity this is one run of."""

    token: str
    element: str
    instance_of: str = ""


@dataclass(frozen=True)
class Left:
    """A token left an element by ``flow``, or ended in it (empty ``flow``).

    ``local``: items, counters and values of the enclosing multi-instances as the token saw them when it left.
    """

    token: str
    element: str
    flow: str = ""
    instance_of: str = ""
    local: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Dropped:
    """A token that had entered an element was cancelled there."""

    token: str
    element: str


@dataclass(frozen=True)
class Waiting:
    """The case waits for somebody or something.

    ``kind``: task (user, manual), action (service, send, business rule), call (child case), message, timer, signal or
    conditional. ``local``: item and counter of the enclosing multi-instances; for a call the evaluated inputs.
    ``due``: when a timer is due (UTC). ``message``: name of the awaited message or signal; ``correlation``: its key.
    ``attached_to``: element this guard belongs to (activity, event subprocess scope, event-based gateway).
    """

    token: str
    element: str
    kind: str
    local: Mapping[str, Value] = field(default_factory=dict)
    due: datetime | None = None
    message: str = ""
    correlation: Value = None
    attached_to: str = ""


@dataclass(frozen=True)
class Ceased:
    """A wait ended without completing."""

    token: str


@dataclass(frozen=True)
class Changed:
    """Case variables were set; ``values`` are copies."""

    values: Mapping[str, Value]


@dataclass(frozen=True)
class Thrown:
    """Something went out of the case. ``kind``: message, signal, escalation (nobody caught it) or error (likewise).

    A signal was already delivered inside this case: the caller tells only other cases.
    """

    kind: str
    name: str
    payload: Mapping[str, Value]
    element: str
    to_unit: str = ""
    correlation: Value = None


@dataclass(frozen=True)
class Ended:
    """The case is over. ``element`` ended it.

    ``kind``: none, message, signal, escalation, compensate, multiple, terminate, error or cancelled.
    """

    element: str
    kind: str


Effect = Entered | Left | Dropped | Waiting | Ceased | Changed | Thrown | Ended
