"""Moves that no diagram draws: returning a token, adding and removing instances.

Each function checks its move and returns the work, so that a refused move changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise

from SpiffWorkflow.task import Task as Token
from SpiffWorkflow.util.task import TaskState

from engine.model.errors import Conflict, NotFound
from engine.runner.adhoc import AdHoc
from engine.runner.dropping import HOST, drop
from engine.runner.machine import Machine
from engine.runner.repeats import Multi
from engine.runner.scoping import around
from engine.runner.stimuli import Activate, AddInstance, Jump, RemoveInstance
from engine.runner.subprocesses import Subprocess


def jump(machine: Machine, move: Jump) -> Callable[[], None]:
    """Take tokens off and put one on the target, in the innermost running scope that holds both."""
    graph = machine.program.graph
    if move.target not in graph.home:
        raise NotFound(f"没有环节 {move.target}", f"There is no element {move.target}")
    if graph.scopes[graph.home[move.target]].parts[move.target].node.kind == "boundaryEvent":
        raise Conflict("不能跳到边界事件", f"Cannot move to the boundary event {move.target}")
    leaving = [_outermost(_token(machine, id_)) for id_ in move.tokens] or list(machine.tokens())
    path = graph.path(move.target)
    scope = _common(leaving, path, machine)
    inward = path[path.index(scope.spec.name) + 1:]
    for outer, inner in pairwise([scope.spec.name, *inward]):
        if not isinstance(machine.spec_of(outer).task_specs[inner], Subprocess):
            raise Conflict(f"不能跳入多实例或循环 {inner}", f"Cannot move into the repeated {inner}")
    return partial(_jump, scope, leaving, inward, move)


def _jump(scope: Machine, leaving: list[Token], inward: list[str], move: Jump) -> None:
    scope.top_workflow.assign(scope.task_tree, move.values)
    left = {place.task_spec.part.id for task in leaving for place in around(task) if place.workflow is scope}
    for task in leaving:
        _take(task, scope)
    _clear_joins(scope, inward[0] if inward else move.target, left)
    for subprocess in inward:
        scope = scope.spec.task_specs[subprocess].enter(scope)
    scope.start(move.target)


def add_instance(machine: Machine, move: AddInstance) -> Callable[[], None]:
    """One more instance of the running multi-instance."""
    running = [
        task for scope in machine.scopes() for task in scope.tokens()
        if isinstance(task.task_spec, Multi) and task.task_spec.part.id == move.element
    ]
    if len(running) != 1:
        raise Conflict(f"环节 {move.element} 没有唯一的进行中多实例", f"Not exactly one running {move.element}")
    return partial(running[0].task_spec.add, running[0], move.item)


def activate(machine: Machine, move: Activate) -> Callable[[], None]:
    """One more run of an activity of an ad hoc subprocess."""
    running = [owner for owner, elements in choices(machine) if move.element in elements]
    if len(running) != 1:
        raise Conflict(f"环节 {move.element} 不在唯一的进行中特别子流程内", f"{move.element} cannot be run now")
    return partial(running[0].task_spec.activate, running[0], move.element)


def choices(machine: Machine) -> list[tuple[Token, tuple[str, ...]]]:
    """Every running ad hoc subprocess with the activities that may be chosen in it."""
    owners = [scope.owner for scope in machine.scopes() if scope.owner is not None]
    return [(each, each.task_spec.enabled(each)) for each in owners if isinstance(each.task_spec, AdHoc)]


def remove_instance(machine: Machine, move: RemoveInstance) -> Callable[[], None]:
    """One instance less."""
    task = _token(machine, move.token)
    wrapper = task.parent
    if not isinstance(wrapper.task_spec, Multi):
        raise Conflict("该事项不是多实例之一", "The token is no instance of a multi-instance")
    return partial(wrapper.task_spec.remove, wrapper, task)


def _token(machine: Machine, id_: str) -> Token:
    task = machine.find(id_)
    if task is None or task.state not in (TaskState.STARTED, TaskState.WAITING) or HOST in task.internal_data:
        raise Conflict("该事项已不在办理中", f"Token {id_} is no longer on the diagram")
    return task


def _outermost(task: Token) -> Token:
    """The token itself, or the repeated activity it is an instance of."""
    return task.parent if task.task_spec.instance else task


def _common(leaving: Iterable[Token], path: list[str], machine: Machine) -> Machine:
    """The innermost running scope on the way to the target that holds every leaving token."""
    best = None
    for task in leaving:
        scopes = [found.workflow for found in around(task) if found.workflow.spec.name in path]
        best = scopes if best is None else [scope for scope in best if scope in scopes]
    return best[0] if best else machine


def _take(task: Token, scope: Machine) -> None:
    """Drop a token with its siblings, and every subprocess between it and ``scope`` that is then empty."""
    if task.id not in task.workflow.tasks:
        return
    where = task.workflow
    drop(task)
    if where is not scope and next(where.tokens(), None) is None:
        _take(_outermost(where.owner), scope)


def _clear_joins(scope: Machine, target: str, left: set[str]) -> None:
    """Drop tokens parked at a join that the leaving tokens were bound for and the new one will reach by their flow."""
    graph = scope.scope
    sources = {edge.flow: part.id for part in graph.parts.values() for edge in part.edges}
    for task in list(scope.tokens()):
        if task.state != TaskState.WAITING:
            continue
        join = task.task_spec.part.id
        bound = graph.reaching(frozenset({join}), "", guards=True) & left
        again = target in graph.reaching(frozenset({sources[task.internal_data["flow"]]}), join, guards=False)
        if bound and again:
            drop(task)
