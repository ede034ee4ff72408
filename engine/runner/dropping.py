"""Taking tokens off the diagram, innermost first, and telling what stopped waiting."""

from __future__ import annotations

from SpiffWorkflow.task import Task as Token
from SpiffWorkflow.util.task import TaskState

from engine.runner.effects import Ceased, Dropped

HOST = "host"
"""Key in the internal data of a guard: the token it guards, empty for the scope. A guard that fires loses it."""
HIDDEN = "hidden"
"""Key in the internal data of a token that is no visit of its element: nothing is told of it."""
_ENTERED = TaskState.STARTED | TaskState.WAITING


def cease(guard: Token) -> None:
    """A guard waits no more, nor do the definitions of one that has several."""
    if guard.id not in guard.workflow.tasks:
        return
    if guard.task_spec.waits:
        guard.workflow.top_workflow.report(Ceased(guard.id))
    else:
        cease_guards(guard)
    _remove(guard)


def cease_guards(host: Token) -> None:
    """The guards of an activity wait no more."""
    for guard in list(host.workflow.guards()):
        if guard.internal_data[HOST] == host.id:
            cease(guard)


def drop(task: Token) -> None:
    """Cancel a token with everything that runs inside it and every guard attached to it."""
    machine = task.workflow.top_workflow
    inside = machine.subprocesses.pop(task.id, None)
    if inside is not None:
        drop_all(inside)
    for child in list(task.children):
        drop(child)
    cease_guards(task)
    if task._state & TaskState.STARTED and task.task_spec.waits:
        machine.report(Ceased(task.id))
    if task._state & _ENTERED and HIDDEN not in task.internal_data:
        machine.report(Dropped(task.id, task.task_spec.part.id))
    _remove(task)
    machine.noticed(task.workflow)


def drop_all(scope: object) -> None:
    """Cancel every token and guard of a scope."""
    for task in list(scope.tokens()):  # type: ignore[attr-defined]
        if task.id in task.workflow.tasks:
            drop(task)
    for guard in list(scope.guards()):  # type: ignore[attr-defined]
        cease(guard)


def _remove(task: Token) -> None:
    task.cancel()
    task.workflow.dissolve(task)
