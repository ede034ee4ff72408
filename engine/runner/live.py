"""A case in motion: tell it a stimulus, get what happened.

A stimulus that is refused changes nothing. When one fails half way, the ``Live`` is void: the case must be loaded again
from its last snapshot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from SpiffWorkflow.task import Task as Token
from SpiffWorkflow.util.task import TaskState

from engine.model.errors import Conflict, NotFound
from engine.model.runs import Runs
from engine.model.values import Value
from engine.runner import moves, snapshot, stimuli
from engine.runner.compile import Program
from engine.runner.dropping import HOST, drop_all
from engine.runner.effects import Effect
from engine.runner.machine import Machine
from engine.runner.scoping import copies, within
from engine.runner.subprocesses import watch
from engine.runner.throwing import broadcast, throw

Functions = Mapping[str, Callable[..., Any]]
_ACTIVITIES = frozenset({"task", "action", "call"})


@dataclass(frozen=True)
class Environment:
    """What a case takes from outside: the time (aware, UTC), new ids, FEEL host functions, local time zone.

    ``local_functions`` gives the functions that answer differently inside the runs named (``engine.model.runs``).
    """

    now: datetime
    new_id: Callable[[], str]
    functions: Functions = field(default_factory=dict)
    local_functions: Callable[[Runs], Functions] = lambda _runs: {}
    timezone: tzinfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    step_limit: int = 10_000

    def functions_at(self, runs: Runs) -> Functions:
        """The host functions as seen inside these runs."""
        return {**self.functions, **self.local_functions(runs)} if runs else self.functions


class Live:
    """One running case."""

    def __init__(self, machine: Machine, start_event: str = "") -> None:
        self._machine = machine
        self._start_event = start_event
        self._void = False

    @classmethod
    def start(
        cls, program: Program, env: Environment, variables: Mapping[str, Value], start_event: str = ""
    ) -> Live:
        """A new case, not yet begun. ``start_event``: which of several starts; its event already happened."""
        return cls(Machine(program, env, copies(variables), env.new_id()), start_event)

    @classmethod
    def load(cls, program: Program, env: Environment, saved: bytes, variables: Mapping[str, Value]) -> Live:
        """A case as it was saved, with its variables. Raises ``Conflict`` when ``program`` lacks a live element."""
        return cls(snapshot.load(program, env, copies(variables), saved))

    @property
    def variables(self) -> dict[str, Value]:
        """The case's variables; to be stored beside the snapshot."""
        return self._machine.variables

    @property
    def ended(self) -> bool:
        """Is the case over?"""
        return self._machine.ended

    @property
    def tokens(self) -> dict[str, str]:
        """Element by token, of every token on the diagram (not of guards)."""
        return {task.id: task.task_spec.part.id for scope in self._machine.scopes() for task in scope.tokens()}

    @property
    def stuck(self) -> tuple[str, ...]:
        """Joins whose tokens wait for nothing that could still come: the case neither waits nor ends."""
        tasks = [task for scope in self._machine.scopes() for task in (*scope.tokens(), *scope.guards())]
        waits = any(task.state == TaskState.STARTED and task.task_spec.waits for task in tasks)
        return () if waits else tuple(task.task_spec.part.id for task in tasks if task.state == TaskState.WAITING)

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Running ad hoc subprocess and activity, for each that may be chosen now."""
        found = moves.choices(self._machine)
        return tuple((owner.task_spec.part.id, element) for owner, elements in found for element in elements)

    def scope(self, token: str) -> dict[str, Value]:
        """Variables and locals as a token sees them."""
        return copies(self._machine.scope_of(self._waiting(token)))

    def within(self, token: str) -> list[Value]:
        """The runs a token stands in."""
        found = self._machine.find(token)
        return [] if found is None else within(found)

    def save(self) -> bytes:
        """The snapshot of the case."""
        return snapshot.save(self._alive())

    def begin(self) -> tuple[Effect, ...]:
        """Put the first tokens on the diagram, once."""
        machine, starts = self._alive(), self._starts()
        if machine.ended or next(machine.tokens(), None) is not None:
            raise Conflict("事项已开始", "The case has begun already")
        with self._attempt():
            watch(machine)
            for element in starts:
                machine.start(element, given=self._start_event)
            machine.run()
        return self._told()

    def send(self, stimulus: stimuli.Stimulus, env: Environment | None = None) -> tuple[Effect, ...]:
        """What the stimulus caused. ``env`` replaces the environment (a later time).

        Raises ``Conflict`` or ``NotFound`` when it comes too late or fits nothing; then nothing changed.
        """
        machine = self._alive()
        machine.env = env or machine.env
        if machine.ended:
            raise Conflict("事项已结束", "The case is over")
        act = self._prepare(machine, stimulus)
        with self._attempt():
            act()
            machine.run()
        return self._told()

    def _prepare(self, machine: Machine, stimulus: stimuli.Stimulus) -> Callable[[], None]:
        """Check the stimulus; the work is left to do."""
        match stimulus:
            case stimuli.Complete(token, values):
                task = self._waiting(token, *_ACTIVITIES)
                return partial(_happen, machine, task, values, task.complete)
            case stimuli.Deliver(token, values):
                task = self._waiting(token, "message")
                return partial(_deliver, task, values)
            case stimuli.Fire(token):
                task = self._waiting(token, "timer")
                return partial(task.task_spec.fire, task)
            case stimuli.Throw(token, code, values, kind):
                return partial(throw, self._activity(token), kind, code, copies(values))
            case stimuli.Signal(name, values):
                return partial(broadcast, machine, name, values)
            case stimuli.Jump():
                return moves.jump(machine, stimulus)
            case stimuli.AddInstance():
                return moves.add_instance(machine, stimulus)
            case stimuli.RemoveInstance():
                return moves.remove_instance(machine, stimulus)
            case stimuli.Activate():
                return moves.activate(machine, stimulus)
            case stimuli.Cancel():
                return partial(_cancel, machine)

    def _starts(self) -> list[str]:
        scope = self._machine.program.graph.scopes[self._machine.program.graph.root]
        if self._start_event:
            found = [id_ for id_ in scope.starts if self._start_event in (id_, *scope.raced(id_))]
            if not found:
                raise NotFound(f"没有开始事件 {self._start_event}", f"There is no start event {self._start_event}")
            return found
        nodes = [scope.parts[id_].node for id_ in scope.starts]
        if not any(node.kind == "startEvent" or node.instantiate for node in nodes):
            return list(scope.starts)
        plain = [node.id for node in nodes if node.kind == "startEvent" and node.event.kind == "none"]
        return (plain or list(scope.starts))[:1]

    def _waiting(self, token: str, *kinds: str) -> Token:
        """The waiting token, guard or not. Raises ``Conflict`` when it waits no longer, or not for this."""
        task = self._machine.find(token)
        if task is None or task.state != TaskState.STARTED or not task.task_spec.waits:
            raise Conflict("该事项已办结或已取消", f"Token {token} waits no longer")
        if kinds and task.task_spec.kind not in kinds:
            raise Conflict("该事项等待的不是此类操作", f"Token {token} waits for a {task.task_spec.kind}")
        return task

    def _activity(self, token: str) -> Token:
        task = self._waiting(token)
        if HOST in task.internal_data:
            raise Conflict("该事项不是活动", f"Token {token} is no activity")
        return task

    def _alive(self) -> Machine:
        if self._void:
            raise Conflict("此事项已失效,请重新载入", "This case failed; load it again")
        return self._machine

    @contextmanager
    def _attempt(self) -> Iterator[None]:
        self._void = True
        yield
        self._void = False

    def _told(self) -> tuple[Effect, ...]:
        effects = tuple(self._machine.effects)
        self._machine.effects.clear()
        return effects


def _happen(machine: Machine, task: Token, values: Mapping[str, Value], go_on: Callable[[], None]) -> None:
    machine.assign(task, values)
    go_on()


def _deliver(task: Token, values: Mapping[str, Value]) -> None:
    task.task_spec.receive(task, values)
    task.task_spec.fire(task)


def _cancel(machine: Machine) -> None:
    drop_all(machine)
    machine.end("", "cancelled")
