"""What a case can be told. A stimulus for a token that no longer waits raises ``Conflict``: nothing runs twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.model.values import Value


@dataclass(frozen=True)
class Complete:
    """A task, action or call is done; ``values`` become variables (locals, inside a multi-instance)."""

    token: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Deliver:
    """An awaited message arrived."""

    token: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Fire:
    """A timer is due."""

    token: str


@dataclass(frozen=True)
class Throw:
    """A BPMN error (or escalation) ``code`` happened in an activity."""

    token: str
    code: str
    values: Mapping[str, Value] = field(default_factory=dict)
    kind: str = "error"


@dataclass(frozen=True)
class Signal:
    """A signal was broadcast. It is no fault when nothing waits for it."""

    name: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Jump:
    """Take ``tokens`` (none named: every token) off the diagram and put one token on element ``target``.

    A token inside a multi-instance takes its siblings along; a subprocess left without tokens is dropped. Tokens parked
    at a join are dropped too when the new token will come to the same flow of that join again. ``values`` are set where
    the new token lands.
    """

    tokens: tuple[str, ...]
    target: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class AddInstance:
    """One more instance, for ``item``, of the running parallel multi-instance ``element``."""

    element: str
    item: Value = None


@dataclass(frozen=True)
class Activate:
    """Run an activity of the running ad hoc subprocess once more: at once, or next in a sequential one."""

    element: str


@dataclass(frozen=True)
class RemoveInstance:
    """Cancel one running instance of a parallel multi-instance; it leaves no entry in the output."""

    token: str


@dataclass(frozen=True)
class Cancel:
    """End the case now."""


Stimulus = Complete | Deliver | Fire | Throw | Signal | Jump | AddInstance | RemoveInstance | Activate | Cancel
