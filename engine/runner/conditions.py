"""Conditional events: they fire when their condition becomes true, asked whenever nothing else can run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from SpiffWorkflow.task import Task as Token

if TYPE_CHECKING:
    from engine.runner.machine import Machine

WAS = "was"
"""Key in the internal data of a conditional event: what its condition was when last asked."""


def check(machine: Machine) -> bool:
    """Fire the first waiting condition that turned true since it was last asked; guards go first."""
    for task in _waiting(machine):
        before = task.internal_data.get(WAS, False)
        now = machine.value(task, task.task_spec.part.node.event.condition) is True
        task.internal_data[WAS] = now
        if now and not before:
            machine.count(task)
            task.task_spec.fire(task)
            return True
    return False


def _waiting(machine: Machine) -> list[Token]:
    tasks = (task for scope in machine.scopes() for task in (*scope.guards(), *scope.tokens()))
    return [task for task in tasks if task.task_spec.kind == "conditional"]
