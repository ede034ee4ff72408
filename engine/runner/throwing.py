"""Events that are thrown: messages and signals go out, errors and escalations climb until a guard catches them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from SpiffWorkflow.task import Task as Token
from SpiffWorkflow.util.task import TaskState

from engine.model.definition import EventDefinition
from engine.model.values import Value
from engine.runner import compensation, data
from engine.runner.dropping import HIDDEN, drop_all
from engine.runner.effects import Thrown
from engine.runner.elements import Element
from engine.runner.expressions import payload
from engine.runner.graph import Part
from engine.runner.subprocesses import CANCELLED

_LAST = frozenset({"error", "terminate", "cancel"})     # they end what the others still reach


class Throwing(Element):
    """A throw event, an end event, or a send task with a message, with one definition or several.

    It waits for nothing but a compensation it threw.
    """

    def __init__(self, wf_spec: object, name: str, part: Part) -> None:
        super().__init__(wf_spec, name, part)
        sends = part.node.kind == "sendTask"
        self.events = (EventDefinition("message", part.node.message),) if sends else part.node.event.all

    def act(self, task: Token) -> bool:
        for event in self.events:
            if event.kind in {"message", "signal"}:
                self.send(task, event)
        undoing = [event for event in self.events if event.kind == "compensate"]
        return not undoing or self.undo(task, undoing)

    def undo(self, task: Token, events: list[EventDefinition]) -> bool:
        """Compensate. False when it is waited for."""
        todo = [each for event in events for each in compensation.collect(task.workflow, event.activity)]
        if any(event.wait for event in events):
            return not compensation.begin(task, todo)
        if todo:
            driver = task.workflow.spawn(self.name, None, **{HIDDEN: True})
            driver._set_state(TaskState.STARTED)
            compensation.begin(driver, todo)
        return True

    def undone(self, task: Token) -> None:
        """Everything is compensated."""
        task.complete()

    def send(self, task: Token, event: EventDefinition) -> None:
        """A message or signal goes out."""
        node, machine = self.part.node, task.workflow.top_workflow
        ext = node.ext
        machine.report(Thrown(
            event.kind, event.name, self.payload(task), node.id,
            str(machine.value(task, ext.to_unit) or "") if ext.to_unit else "",
            machine.value(task, ext.correlation) if ext.correlation else None,
        ))

    def payload(self, task: Token) -> dict[str, Value]:
        """Evaluated ``sv:param`` values: FEEL after ``=``, else the text itself."""
        machine = task.workflow.top_workflow
        return {
            **data.moved(task, self.part.node.data.reads),
            **{
                name: machine.value(task, value[1:]) if value.startswith("=") else value
                for name, value in payload(self.part).items()
            },
        }

    def after(self, task: Token, parent: Token) -> None:
        if HIDDEN in task.internal_data:
            return
        for event in sorted(self.events, key=lambda event: event.kind in _LAST):
            self.release(task, event)
        super().after(task, parent)

    def release(self, task: Token, event: EventDefinition) -> None:
        """What happens inside the case once the token is gone."""
        scope = task.workflow
        if event.kind == "terminate":
            drop_all(scope)
        elif event.kind == "cancel":
            _cancel(scope)
        elif event.kind == "signal":
            broadcast(scope.top_workflow, event.name, {})
        elif event.kind in {"error", "escalation"}:
            throw(task, event.kind, event.name, self.payload(task), scope)


def _cancel(scope: Token) -> None:
    """Cancel the transaction around."""
    while scope.owner.task_spec.part.node.kind != "transaction":
        scope = scope.owner.workflow
    scope.owner.internal_data[CANCELLED] = True
    compensation.cancel(scope.owner)


def broadcast(machine: Token, name: str, values: Mapping[str, Value]) -> None:
    """Fire everything that waits for a signal now; guards go first."""
    waiting = [task for scope in machine.scopes() for task in (*scope.guards(), *scope.tokens())]
    for task in waiting:
        if task.task_spec.kind == "signal" and task.task_spec.message == name and task.id in task.workflow.tasks:
            task.task_spec.receive(task, values)
            task.task_spec.fire(task)


def emit(task: Token, event: EventDefinition) -> None:
    """A repeated activity throws an event of its own."""
    machine = task.workflow.top_workflow
    if event.kind in {"error", "escalation"}:
        throw(task, event.kind, event.name, {})
        return
    machine.report(Thrown(event.kind, event.name, {}, task.task_spec.part.id))
    if event.kind == "signal":
        broadcast(machine, event.name, {})


def throw(task: Token, kind: str, code: str, values: Mapping[str, Value], scope: Token | None = None) -> None:
    """Let the nearest guard catch an error or escalation of ``task``, or of ``scope`` when the token is gone already.

    Uncaught, an escalation is only told; an error ends the case.
    """
    machine = task.workflow.top_workflow
    for place, host in _places(task, scope):
        if host is None:
            names = [handler.start.id for handler in place.scope.handlers]
        else:
            names = list(host.task_spec.part.guards)
        guards = [place.spec.task_specs[name] for name in names]
        best = max(guards, key=lambda guard: guard.matches(kind, code), default=None)
        if best is not None and best.matches(kind, code):
            best.caught(place, host, kind, values)
            return
    element = task.task_spec.part.id
    if kind == "error":
        drop_all(machine)
    machine.report(Thrown(kind, code, values, element))
    if kind == "error":
        machine.end(element, "error")


def _places(task: Token, scope: Token | None) -> Iterator[tuple[Token, Token | None]]:
    """Where something thrown is looked for: guards of the activity, handlers of its scope, then one level up."""
    if scope is not None:
        yield scope, None
        task = scope.owner
    while task is not None:
        host = task.parent if task.task_spec.instance else task
        yield host.workflow, host
        if not host.task_spec.part.node.triggered_by_event:
            yield host.workflow, None
        task = host.workflow.owner
