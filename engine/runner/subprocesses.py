"""Embedded subprocesses: a scope inside a token."""

from __future__ import annotations

from SpiffWorkflow.task import Task as Token
from SpiffWorkflow.util.task import TaskState

from engine.runner.effects import Entered
from engine.runner.elements import Element
from engine.runner.machine import SubMachine


class Subprocess(Element):
    """Runs its scope and goes on when no token is left in it."""

    def act(self, task: Token) -> bool:
        inside = self.open(task)
        for start in inside.scope.starts:
            inside.start(start, token=task.internal_data.pop("trigger", ""))
        return False

    def enter(self, scope: Token) -> SubMachine:
        """Begin the subprocess in ``scope`` at once, without its start (a move puts a token into it)."""
        task = scope.spawn(self.name)
        scope.top_workflow.report(Entered(task.id, self.part.id))
        task._set_state(TaskState.STARTED)
        return self.open(task)

    def open(self, task: Token) -> SubMachine:
        """The running scope, still without tokens; its guards and those of the activity wait."""
        machine = task.workflow.top_workflow
        inside = machine.subprocesses[task.id] = SubMachine(task, self.part.id, machine.env.new_id())
        self.arm(task)
        watch(inside)
        return inside


def watch(scope: Token) -> None:
    """Wait for the events of the scope's event subprocesses."""
    for handler in scope.scope.handlers:
        scope.spec.task_specs[handler.start.id].watch(scope, None)
