"""Events that are waited for: in the flow, beside an activity, beside a scope, or in a race behind a gateway."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from SpiffWorkflow.task import Task as Token
from SpiffWorkflow.util.task import TaskState

from engine.model.errors import DiagramError
from engine.model.values import Value
from engine.runner import conditions
from engine.runner.dropping import HOST, drop, drop_all
from engine.runner.effects import Entered, Waiting
from engine.runner.elements import Element
from engine.runner.graph import Part
from engine.runner.kinds import PASSIVE
from engine.runner.scoping import locals_of
from engine.runner.timers import Due, due, is_literal, read_cycle

_GIVEN = "given"    # its event already happened: it starts the case
_TIMER = "timer"
_FLOW = "flow"


class Catch(Element):
    """A catch event or receive task. It is a guard as long as its internal data names a host."""

    waits = True

    def __init__(self, wf_spec: object, name: str, part: Part) -> None:
        super().__init__(wf_spec, name, part)
        self.kind = "message" if part.node.kind == "receiveTask" else part.node.event.kind
        self.message = part.node.message if part.node.kind == "receiveTask" else part.node.event.name

    def act(self, task: Token) -> bool:
        if task.internal_data.get(_GIVEN):
            return True
        self.announce(task, "")
        self.arm(task)
        return False

    def watch(self, scope: Token, host: Token | None, **internal: object) -> None:
        """Wait beside ``host`` (None: beside the scope)."""
        task = scope.spawn(self.name, None, **{HOST: host.id if host else "", **internal})
        task._set_state(TaskState.STARTED)
        self.announce(task, host.task_spec.part.id if host else scope.spec.name)

    def announce(self, task: Token, attached_to: str) -> None:
        """Tell the caller what is waited for."""
        machine, ext = task.workflow.top_workflow, self.part.node.ext
        timer = self._timer(task) if self.kind == "timer" else None
        machine.report(Waiting(
            task.id, self.part.id, self.kind, locals_of(task), due=timer.at if timer else None, message=self.message,
            correlation=machine.value(task, ext.correlation) if ext.correlation else None, attached_to=attached_to,
        ))

    def _timer(self, task: Token) -> Due:
        if _TIMER not in task.internal_data:
            at = self._due(task)
            task.internal_data[_TIMER] = [at.at.isoformat(), at.every, at.left]
        return self.timer(task)

    def timer(self, task: Token) -> Due:
        """The timer a token waits for."""
        at, every, left = task.internal_data[_TIMER]
        return Due(datetime.fromisoformat(at), every, left)

    def _due(self, task: Token) -> Due:
        machine, (kind, text) = task.workflow.top_workflow, self.part.node.event.timer
        value = text if is_literal(text) else machine.value(task, text)
        if kind == "cycle" and isinstance(value, timedelta):
            value = read_cycle(f"R/PT{value // timedelta(seconds=1)}S")
        found = due(value, machine.env.now, machine.env.timezone)
        if found is None:
            raise DiagramError(self.part.id, f"定时器的时间无效:{value}", f"The timer has no valid time: {value}")
        return found

    def fire(self, task: Token) -> None:
        """The event happened: go on, and win the race when it is one."""
        host = task.internal_data.pop(HOST, None)
        if host is not None:
            gateway = task.workflow.tasks[host]
            gateway.task_spec.won(gateway, task.internal_data[_FLOW])
            task.workflow.top_workflow.report(Entered(task.id, self.part.id))
        task.complete()


class Guard(Catch):
    """A catch event beside something; it interrupts it or runs along, again and again where the event can recur."""

    def watch(self, scope: Token, host: Token | None, **internal: object) -> None:
        if self.kind not in PASSIVE:
            super().watch(scope, host, **internal)

    def again(self, task: Token) -> None:
        """Wait for the next time, beside the same host."""
        scope, host = task.workflow, task.workflow.tasks.get(task.internal_data[HOST])
        if self.kind != "timer":
            self.watch(scope, host, **{conditions.WAS: True} if self.kind == "conditional" else {})
            return
        following = self.timer(task).next(task.workflow.top_workflow.env.timezone)
        if following is not None:
            self.watch(scope, host, **{_TIMER: [following.at.isoformat(), following.every, following.left]})


class Boundary(Guard):
    """A boundary event."""

    def fire(self, task: Token) -> None:
        host = task.workflow.tasks[task.internal_data[HOST]]
        if not self.part.node.interrupting:
            self.again(task)
        del task.internal_data[HOST]
        self.go(task, host)

    def caught(self, scope: Token, host: Token, values: Mapping[str, Value]) -> None:
        """Something thrown inside the host ends here."""
        task = scope.spawn(self.name)
        scope.top_workflow.assign(task, values)
        self.go(task, host)

    def go(self, task: Token, host: Token) -> None:
        """Interrupt the host or leave it, and take the boundary's way."""
        if self.part.node.interrupting:
            drop(host)
        task.workflow.top_workflow.report(Entered(task.id, self.part.id))
        task.complete()


class Handler(Guard):
    """The start of an event subprocess, seen from the scope around it. Its token moves into the subprocess."""

    def __init__(self, wf_spec: object, name: str, part: Part, subprocess: str) -> None:
        super().__init__(wf_spec, name, part)
        self.subprocess = subprocess

    def fire(self, task: Token) -> None:
        scope = task.workflow
        if not self.part.node.interrupting:
            self.again(task)
        scope.dissolve(task)
        self.go(scope, task.id)

    def caught(self, scope: Token, host: Token | None, values: Mapping[str, Value]) -> None:
        """Something thrown inside the scope ends here."""
        scope.top_workflow.assign(scope.task_tree, values)
        self.go(scope, "")

    def go(self, scope: Token, token: str) -> None:
        """Interrupt the scope or leave it, and run the event subprocess; its start event gets ``token``."""
        if self.part.node.interrupting:
            drop_all(scope)
        scope.start(self.subprocess, trigger=token)
