"""Activities that wait for the caller: tasks of people, actions of workers, child cases."""

from __future__ import annotations

from SpiffWorkflow.task import Task as Token

from engine.model.definition import ALL
from engine.model.values import Value
from engine.runner.effects import Waiting
from engine.runner.elements import Element
from engine.runner.scoping import copies, locals_of


class Wait(Element):
    """Waits for ``Complete``."""

    waits = True

    def act(self, task: Token) -> bool:
        task.workflow.top_workflow.report(Waiting(task.id, self.part.id, self.kind, self.local(task)))
        self.arm(task)
        return False

    def local(self, task: Token) -> dict[str, Value]:
        """What the caller must know beside the case's variables."""
        return locals_of(task)


class Human(Wait):
    """User and manual tasks."""

    kind = "task"


class Action(Wait):
    """Service, send and business rule tasks: the caller acts and brings the result."""

    kind = "action"


class Call(Wait):
    """A call activity: the caller runs a case of its own with the evaluated inputs."""

    kind = "call"

    def local(self, task: Token) -> dict[str, Value]:
        machine = task.workflow.top_workflow
        inputs: dict[str, Value] = {}
        for item in self.part.node.ext.inputs:
            given = machine.scope_of(task) if item.variable == ALL else {item.variable: machine.value(task, item.value)}
            inputs |= copies(given)
        return {**copies(task.data), **inputs} if self.closed else inputs
