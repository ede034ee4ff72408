"""Events that are waited for, with one definition or several: in the flow, or in a race behind a gateway."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from SpiffWorkflow.task import Task as Token
from SpiffWorkflow.util.task import TaskState

from engine.model.definition import EventDefinition
from engine.model.errors import DiagramError
from engine.model.timertext import is_literal
from engine.model.values import Value
from engine.runner.dropping import HOST
from engine.runner.effects import Entered, Waiting
from engine.runner.elements import Element
from engine.runner.graph import Part
from engine.runner.scoping import VALUES, locals_of
from engine.runner.timers import Due, ring

GIVEN = "given"
"""Key in the internal data of a token whose event already happened: it starts the case."""
MET = "met"
"""Key in the internal data of an event with several definitions: numbers of those that happened."""
TIMER = "timer"
"""Key in the internal data of a timer event: when it is due and what follows."""
_FLOW = "flow"


class Catch(Element):
    """A catch event or receive task. It is a guard as long as its internal data names a host."""

    def __init__(self, wf_spec: object, name: str, part: Part) -> None:
        super().__init__(wf_spec, name, part)
        receives = part.node.kind == "receiveTask"
        self.event = EventDefinition("message", part.node.message) if receives else part.node.event
        self.kind, self.message = self.event.kind, self.event.name
        self.arms: tuple[str, ...] = ()     # names of the specs that wait for each of several definitions
        self.waits = not self.event.each

    def act(self, task: Token) -> bool:
        if task.internal_data.get(GIVEN):
            return True
        self.announce(task, "")
        self.arm(task)
        return False

    def watch(self, scope: Token, host: Token | None, **internal: object) -> None:
        """Wait beside ``host`` (None: beside the scope)."""
        task = scope.spawn(self.name, None, **{HOST: host.id if host else "", **internal})
        if self.closed:
            task.internal_data[VALUES] = {}
        task._set_state(TaskState.STARTED)
        self.announce(task, host.task_spec.part.id if host else scope.spec.name)

    def announce(self, task: Token, attached_to: str) -> None:
        """Tell the caller what is waited for."""
        if self.arms:
            task.internal_data[MET] = []
            for name in self.arms:
                task.workflow.spec.task_specs[name].watch(task.workflow, task)
            return
        machine, ext = task.workflow.top_workflow, self.part.node.ext
        timer = self._timer(task) if self.kind == "timer" else None
        machine.report(Waiting(
            task.id, self.part.id, self.kind, locals_of(task), due=timer.at if timer else None, message=self.message,
            correlation=machine.value(task, ext.correlation) if ext.correlation else None, attached_to=attached_to,
        ))

    def _timer(self, task: Token) -> Due:
        if TIMER not in task.internal_data:
            at = self._due(task)
            task.internal_data[TIMER] = [at.at.isoformat(), at.every, at.left]
        return self.timer(task)

    def timer(self, task: Token) -> Due:
        """The timer a token waits for."""
        at, every, left = task.internal_data[TIMER]
        return Due(datetime.fromisoformat(at), every, left)

    def _due(self, task: Token) -> Due:
        machine, (kind, text) = task.workflow.top_workflow, self.event.timer
        value = text if is_literal(text) else machine.value(task, text)
        found = ring(kind, value, machine.env.now, machine.env.timezone)
        if found is None:
            raise DiagramError(self.part.id, f"定时器的时间无效:{value}", f"The timer has no valid time: {value}")
        return found

    def receive(self, task: Token, values: Mapping[str, Value]) -> None:
        """What the event carries becomes variables where the token stands."""
        task.workflow.top_workflow.assign(task, values)

    def fire(self, task: Token) -> None:
        """The event happened: go on, and win the race when it is one."""
        host = task.internal_data.pop(HOST, None)
        if host is not None:
            gateway = task.workflow.tasks[host]
            gateway.task_spec.won(gateway, task.internal_data[_FLOW])
            task.workflow.top_workflow.report(Entered(task.id, self.part.id))
        task.complete()
