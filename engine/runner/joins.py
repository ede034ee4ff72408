"""Joins: tokens parked before a gateway, by the flow they came on, until the gateway may go on.

A parallel gateway takes one token from each incoming flow. An inclusive gateway takes one from each flow that has one,
once no other token of its scope can still come to an empty flow (BPMN 2.0.2, 13.4.3). Tokens in excess stay parked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from SpiffWorkflow.task import Task as Token
from SpiffWorkflow.util.task import TaskState

from engine.runner.effects import Left

if TYPE_CHECKING:
    from engine.runner.machine import Machine

Parked = dict[str, Token]


def parked(task: Token) -> Parked:
    """The oldest parked token of each incoming flow of the gateway a token is parked at."""
    found: Parked = {}
    for other in task.workflow.tasks.values():
        if other.task_spec is task.task_spec and other._state == TaskState.WAITING:
            found.setdefault(other.internal_data["flow"], other)
    return found


def fire(tokens: Parked) -> None:
    """Merge parked tokens into the one that came last and let it run."""
    *merged, last = tokens.values()
    for task in merged:
        machine = task.workflow.top_workflow
        machine.report(Left(task.id, task.task_spec.part.id))
        task.cancel()
        task.workflow.dissolve(task)
    last._ready()


def check(machine: Machine) -> bool:
    """Fire the first inclusive join that need not wait any longer. Asked only when nothing else can run."""
    for scope in machine.scopes():
        for task in list(scope.tasks.values()):
            if task._state == TaskState.WAITING and task.task_spec.patient:
                tokens = parked(task)
                if not _must_wait(task, tokens):
                    fire(tokens)
                    return True
    return False


def _must_wait(task: Token, tokens: Parked) -> bool:
    """May another token still come to an empty flow of this gateway, one that could not come to a marked flow?"""
    join, scope = task.task_spec.part, task.workflow.scope
    sources = {edge.flow: part.id for part in scope.parts.values() for edge in part.edges}
    marked = frozenset(sources[flow] for flow in join.incoming if flow in tokens)
    empty = frozenset(sources[flow] for flow in join.incoming if flow not in tokens)
    to_empty = scope.reaching(empty, join.id, guards=True)
    to_marked = scope.reaching(marked, join.id, guards=False)
    others = {token.task_spec.part.id for token in task.workflow.tokens()} - {join.id}
    return any(element in to_empty and element not in to_marked for element in others)
