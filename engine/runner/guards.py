"""Events waited for beside an activity or a scope; and one definition of an event that has several."""

from __future__ import annotations

from collections.abc import Mapping

from SpiffWorkflow.task import Task as Token

from engine.model.values import Value
from engine.runner import conditions
from engine.runner.catches import MET, TIMER, Catch
from engine.runner.dropping import HOST, cease, cease_guards, drop, drop_all
from engine.runner.effects import Entered
from engine.runner.graph import Part
from engine.runner.kinds import PASSIVE, UNSTOPPABLE
from engine.runner.scoping import copies
from engine.runner.subprocesses import CARRIED, TRIGGER


class Guard(Catch):
    """A catch event beside something; it interrupts it or runs along, again and again where the event can recur."""

    def __init__(self, wf_spec: object, name: str, part: Part) -> None:
        super().__init__(wf_spec, name, part)
        self.interrupting = part.node.interrupting or self.kind in UNSTOPPABLE

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
            self.watch(scope, host, **{TIMER: [following.at.isoformat(), following.every, following.left]})

    def matches(self, kind: str, code: str) -> int:
        """How well the guard fits something thrown: 0 not at all, 1 any code, 2 this code."""
        fitting = [event for event in self.event.all if event.kind == kind and event.name in ("", code)]
        return max((1 + (event.name == code) for event in fitting), default=0)


class Boundary(Guard):
    """A boundary event."""

    def fire(self, task: Token) -> None:
        host = task.workflow.tasks[task.internal_data[HOST]]
        if not self.interrupting:
            self.again(task)
        del task.internal_data[HOST]
        self.go(task, host, self.interrupting)

    def recur(self, task: Token) -> None:
        """One of several definitions happened beside a host that runs on."""
        self.go(task.workflow.spawn(self.name), task.workflow.tasks[task.internal_data[HOST]], False)

    def caught(self, scope: Token, host: Token, kind: str, values: Mapping[str, Value]) -> None:
        """Something thrown inside the host ends here."""
        task = scope.spawn(self.name)
        scope.top_workflow.assign(task, values)
        self.go(task, host, self.interrupting or kind in UNSTOPPABLE)

    def go(self, task: Token, host: Token, interrupting: bool) -> None:
        """Interrupt the host or leave it, and take the boundary's way."""
        if interrupting:
            drop(host)
        task.workflow.top_workflow.report(Entered(task.id, self.part.id))
        task.complete()


class Handler(Guard):
    """The start of an event subprocess, seen from the scope around it. Its token moves into the subprocess.

    So does what the event carries: properties of the event subprocess take it before the scope around does.
    """

    def __init__(self, wf_spec: object, name: str, part: Part, subprocess: str) -> None:
        super().__init__(wf_spec, name, part)
        self.subprocess = subprocess

    def receive(self, task: Token, values: Mapping[str, Value]) -> None:
        task.internal_data[CARRIED] = {**task.internal_data.get(CARRIED, {}), **copies(values)}

    def fire(self, task: Token) -> None:
        scope = task.workflow
        if not self.interrupting:
            self.again(task)
        cease_guards(task)
        scope.dissolve(task)
        self.go(scope, task.id, self.interrupting, task.internal_data.get(CARRIED, {}))

    def recur(self, task: Token) -> None:
        """One of several definitions happened beside a scope that runs on."""
        self.go(task.workflow, "", False, task.internal_data.pop(CARRIED, {}))

    def caught(self, scope: Token, host: Token | None, kind: str, values: Mapping[str, Value]) -> None:
        """Something thrown inside the scope ends here."""
        self.go(scope, "", self.interrupting or kind in UNSTOPPABLE, values)

    def go(self, scope: Token, token: str, interrupting: bool, values: Mapping[str, Value]) -> None:
        """Interrupt the scope or leave it, and run the event subprocess; its start event gets ``token``."""
        if interrupting:
            drop_all(scope)
        scope.start(self.subprocess, **{TRIGGER: token, CARRIED: copies(values)})


class Arm(Guard):
    """One definition of an event that has several: it waits with a token of its own beside the event's token."""

    def __init__(self, wf_spec: object, name: str, part: Part, number: int) -> None:
        super().__init__(wf_spec, name, part)
        self.number = number

    def announce(self, task: Token, attached_to: str) -> None:
        event = task.workflow.tasks[task.internal_data[HOST]]
        host = event.internal_data.get(HOST)
        around = task.workflow.tasks[host].task_spec.part.id if host else task.workflow.spec.name
        super().announce(task, "" if host is None else around)

    def receive(self, task: Token, values: Mapping[str, Value]) -> None:
        event = task.workflow.tasks[task.internal_data[HOST]]
        event.task_spec.receive(event, values)

    def fire(self, task: Token) -> None:
        event = task.workflow.tasks[task.internal_data[HOST]]
        recurs = isinstance(event.task_spec, Guard) and not event.task_spec.interrupting
        if event.task_spec.event.parallel:
            cease(task)
            event.internal_data[MET] = [*event.internal_data[MET], self.number]
            if len(event.internal_data[MET]) == len(event.task_spec.arms):
                event.task_spec.fire(event)
        elif recurs:
            self.again(task)
            cease(task)
            event.task_spec.recur(event)
        else:
            event.task_spec.fire(event)
