"""Embedded subprocesses: a scope inside a token."""

from __future__ import annotations

from SpiffWorkflow.task import Task as Token
from SpiffWorkflow.util.task import TaskState

from engine.runner import compensation
from engine.runner.dropping import HIDDEN
from engine.runner.effects import Entered
from engine.runner.elements import Element
from engine.runner.machine import SubMachine
from engine.runner.scoping import VALUES

CARRIED = "carried"
"""Key in the internal data of the token of an event subprocess: what its start event brought with it."""
TRIGGER = "trigger"
"""Key in the internal data of the token of an event subprocess: the token its start event gets."""
CANCELLED = "cancelled"
"""Key in the internal data of a transaction that was cancelled."""


class Subprocess(Element):
    """Runs its scope and goes on when no token is left in it."""

    def act(self, task: Token) -> bool:
        if HIDDEN in task.internal_data:
            compensation.reopen(task)
            return False
        inside = self.open(task)
        if carried := task.internal_data.pop(CARRIED, None):
            task.workflow.top_workflow.assign(inside.task_tree, carried)
        for start in inside.scope.starts:
            inside.start(start, token=task.internal_data.pop(TRIGGER, ""))
        return False

    def enter(self, scope: Token) -> SubMachine:
        """Begin the subprocess in ``scope`` at once, without its start (a move puts a token into it)."""
        task = scope.spawn(self.name)
        scope.top_workflow.report(Entered(task.id, self.part.id))
        task._set_state(TaskState.STARTED)
        return self.open(task)

    def open(self, task: Token) -> SubMachine:
        """The running scope, still without tokens; its guards and those of the activity wait."""
        inside = self.enclose(task)
        self.arm(task)
        watch(inside)
        return inside

    def enclose(self, task: Token) -> SubMachine:
        """The scope alone, without guards."""
        machine = task.workflow.top_workflow
        inside = machine.subprocesses[task.id] = SubMachine(task, self.part.id, machine.env.new_id())
        if self.part.node.data.own:
            inside.task_tree.internal_data[VALUES] = dict.fromkeys(self.part.node.data.own)
        return inside

    def inner_done(self, task: Token, inner: Token) -> None:
        """An element inside is done."""

    def over(self, task: Token) -> None:
        """No token is left inside. A transaction that was cancelled goes on at its cancel boundary event."""
        if CANCELLED not in task.internal_data:
            task.complete()
            return
        host = task.parent if self.instance else task
        guards = (host.workflow.spec.task_specs[name] for name in self.part.guards)
        next(guard for guard in guards if guard.kind == "cancel").caught(host.workflow, host, "cancel", {})

    def lingers(self, task: Token) -> bool:
        """Does the scope stay open without a token in it?"""
        return False

    def undone(self, task: Token) -> None:
        """Everything inside is undone: the scope ends when it is empty."""


def watch(scope: Token) -> None:
    """Wait for the events of the scope's event subprocesses."""
    for handler in scope.scope.handlers:
        scope.spec.task_specs[handler.start.id].watch(scope, None)
