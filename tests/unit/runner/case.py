"""A case under test: names instead of token ids, and a shadow that is saved and loaded after every stimulus.

Every scenario so proves that a reloaded case tells exactly what the one in memory tells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from engine.model.runs import WITHIN
from engine.model.values import from_json, to_json
from engine.runner import (
    Ceased,
    Changed,
    Complete,
    Deliver,
    Dropped,
    Effect,
    Ended,
    Entered,
    Environment,
    Fire,
    Left,
    Live,
    Program,
    Stimulus,
    Thrown,
    Waiting,
)

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)  # 12:00 in Shanghai


class Case:
    """One live case and its shadow."""

    def __init__(self, program: Program, variables: Mapping[str, Any] | None = None, *, start: str = "",
                 functions: Mapping[str, Callable[..., Any]] | None = None, steps: int = 10_000) -> None:
        self.program = program
        self.functions = functions or {}
        self.steps = steps
        self.now = NOON
        self._ids = (count(1), count(1))
        self.live = Live.start(program, self._env(0), variables or {}, start)
        self._shadow = Live.start(program, self._env(1), variables or {}, start)
        self.waits: dict[str, Waiting] = {}
        self.told: list[Effect] = []
        self._take(self.live.begin(), self._shadow.begin())

    def _env(self, who: int) -> Environment:
        return Environment(self.now, lambda: f"t{next(self._ids[who])}", self.functions, step_limit=self.steps)

    def send(self, stimulus: Stimulus) -> list[str]:
        """Tell both; returns what happened as short texts."""
        saved, variables = self._shadow.save(), from_json(to_json(self._shadow.variables))
        self._shadow = Live.load(self.program, self._env(1), saved, variables)
        return self._take(self.live.send(stimulus, self._env(0)), self._shadow.send(stimulus))

    def _take(self, effects: tuple[Effect, ...], shadow: tuple[Effect, ...]) -> list[str]:
        assert effects == shadow
        assert self.live.variables == self._shadow.variables
        assert self.live.save() == self._shadow.save()
        self.told = list(effects)
        for effect in effects:
            match effect:
                case Waiting():
                    self.waits[effect.token] = effect
                case Ceased(token) | Left(token):
                    self.waits.pop(token, None)
        return self.log

    @property
    def log(self) -> list[str]:
        """What the last stimulus caused, as short texts."""
        return [short(effect) for effect in self.told]

    @property
    def open(self) -> list[str]:
        """Elements waited for, sorted."""
        return sorted(wait.element for wait in self.waits.values())

    def token(self, element: str, **local: Any) -> str:
        """The token waiting at an element, told apart by locals."""
        found = [
            wait.token for wait in self.waits.values()
            if wait.element == element and all(wait.local.get(name) == value for name, value in local.items())
        ]
        assert found, f"{element} is not among {self.open}"
        return found[0]

    def wait(self, element: str) -> Waiting:
        """The wait of an element."""
        return self.waits[self.token(element)]

    def done(self, element: str, values: Mapping[str, Any] | None = None, **local: Any) -> list[str]:
        """Complete the task, action or call at an element."""
        return self.send(Complete(self.token(element, **local), values or {}))

    def deliver(self, element: str, values: Mapping[str, Any] | None = None) -> list[str]:
        """The message awaited at an element arrives."""
        return self.send(Deliver(self.token(element), values or {}))

    def ring(self, element: str) -> list[str]:
        """The timer of an element is due: the clock goes there, it fires."""
        wait = self.wait(element)
        assert wait.due is not None
        self.now = max(self.now, wait.due)
        return self.send(Fire(wait.token))

    def later(self, **kwargs: float) -> None:
        """The clock goes on."""
        self.now += timedelta(**kwargs)

    @property
    def ended(self) -> bool:
        """Is the case over?"""
        return self.live.ended


def short(effect: Effect) -> str:
    """One effect as text: ``+a`` entered, ``-a>f`` left by f, ``xa`` dropped, ``?a`` waiting, ``~`` ceased."""
    match effect:
        case Entered(element=element):
            return f"+{element}"
        case Left(element=element, flow=flow):
            return f"-{element}>{flow}"
        case Dropped(_, element):
            return f"x{element}"
        case Waiting():
            return f"?{effect.element}"
        case Ceased():
            return "~"
        case Changed(values):
            return "=" + ",".join(values)
        case Thrown():
            return f"!{effect.kind}:{effect.name}"
        case Ended(element, kind):
            return f"#{element}:{kind}"


def without_runs(local: Mapping[str, Any]) -> dict[str, Any]:
    """Locals without the runs they stand in."""
    return {name: value for name, value in local.items() if name != WITHIN}
