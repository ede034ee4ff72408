"""Joins: tokens parked before a gateway, by the flow they came on, until the gateway may go on.

A parallel gateway takes one token from each incoming flow. An inclusive gateway takes one from each flow that has one,
once no other token of its scope can still come to an empty flow (BPMN 2.0.2, 13.4.3). Tokens in excess stay parked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from SpiffWorkflow.task import Task as Token
from SpiffWorkflow.util.task import TaskState

from engine.runner.effects import Entered, Left
from engine.runner.graph import Part

if TYPE_CHECKING:
    from engine.runner.machine import FlatWorkflow, Machine

STARTED = "started"
"""Key in the memory of a scope: complex gateways in their second phase, with the flows they took tokens from."""
PARKED = "parked"
"""Key in the internal data of a token that was told to have entered when it was parked before an activity."""
Parked = dict[str, Token]


def parked(task: Token) -> Parked:
    """The oldest parked token of each incoming flow of the gateway a token is parked at."""
    found: Parked = {}
    for other in task.workflow.tasks.values():
        if other.task_spec is task.task_spec and other._state == TaskState.WAITING:
            found.setdefault(other.internal_data["flow"], other)
    return found


def fire(tokens: Parked, **internal: object) -> None:
    """Merge parked tokens into the one that came last and let it run."""
    *merged, last = tokens.values()
    for task in merged:
        absorb(task)
    last.internal_data.update(internal)
    last._ready()


def absorb(task: Token) -> None:
    """A parked token ends here: it is merged into another."""
    task.workflow.top_workflow.report(Left(task.id, task.task_spec.part.id))
    task.cancel()
    task.workflow.dissolve(task)


def gather(task: Token, quantity: int) -> bool:
    """Park a token until ``quantity`` of them came; True when it may run for all of them."""
    machine, scope = task.workflow.top_workflow, task.workflow
    machine.report(Entered(task.id, task.task_spec.part.id))
    task.internal_data[PARKED] = True
    others = [other for other in scope.tasks.values() if _waits_with(other, task)]
    if len(others) < quantity - 1:
        task._set_state(TaskState.WAITING)
        return False
    for other in others[:quantity - 1]:
        absorb(other)
    return True


def _waits_with(other: Token, task: Token) -> bool:
    same: bool = other.task_spec is task.task_spec and other._state == TaskState.WAITING
    return same and PARKED in other.internal_data


def check(machine: Machine) -> bool:
    """Fire the first inclusive join, reset the first complex gateway, that need not wait any longer.

    Asked only when nothing else can run.
    """
    for scope in machine.scopes():
        for task in list(scope.tasks.values()):
            if task._state == TaskState.WAITING and task.task_spec.patient:
                tokens = parked(task)
                if not must_wait(task.task_spec.part, scope, set(tokens)):
                    fire(tokens)
                    return True
        started = scope.task_tree.internal_data.get(STARTED, {})
        if any(scope.spec.task_specs[gateway].reset(scope, taken) for gateway, taken in started.items()):
            return True
    return False


def must_wait(join: Part, workflow: FlatWorkflow, having: set[str]) -> bool:
    """May a token still come to another flow of the gateway than ``having``, one that could not come to those?"""
    scope = workflow.scope
    sources = {edge.flow: part.id for part in scope.parts.values() for edge in part.edges}
    marked = frozenset(sources[flow] for flow in join.incoming if flow in having)
    empty = frozenset(sources[flow] for flow in join.incoming if flow not in having)
    if not empty:
        return False
    to_empty = scope.reaching(empty, join.id, guards=True)
    to_marked = scope.reaching(marked, join.id, guards=False)
    others = {token.task_spec.part.id for token in workflow.tokens()} - {join.id}
    return any(element in to_empty and element not in to_marked for element in others)
