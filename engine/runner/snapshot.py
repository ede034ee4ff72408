"""The state of a running case as bytes: live tokens only, no specs, no variables.

JSON of typed values, compressed. A token is ``[id, spec, class, state, parent, data, internal data]``; the root of a
scope is known by its scope; what the scope itself remembers follows its tokens. The format has a version.

A snapshot may be read back against another version of its definition: tokens, due times and locals stay as they are.
It is refused when an element with a live token is gone or has become another kind of thing.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import orjson
from SpiffWorkflow.util.task import TaskState

from engine.model.errors import Conflict
from engine.model.values import from_json, to_json
from engine.runner.compile import Program
from engine.runner.machine import FlatWorkflow, Machine, SubMachine
from engine.runner.tokens import Token

_VERSION = 1
Saved = list[Any]


def save(machine: Machine) -> bytes:
    """The snapshot of a case at rest."""
    state = {
        "v": _VERSION, "ended": machine.ended, "last": list(machine.last_end),
        "scopes": [_scope(scope) for scope in machine.scopes()],
    }
    return zlib.compress(orjson.dumps(state), 6)


def load(program: Program, env: Any, variables: dict[str, Any], snapshot: bytes) -> Machine:
    """The case of a snapshot. Raises ``Conflict`` when the program lacks what is alive in it."""
    state = orjson.loads(zlib.decompress(snapshot))
    if state["v"] != _VERSION:
        raise Conflict("快照版本不符", f"Snapshot of version {state['v']}, not {_VERSION}")
    if missing := sorted({name for scope in state["scopes"] for name in _missing(program, scope)}):
        names = ", ".join(missing)
        raise Conflict(f"此版流程缺少进行中的环节:{names}", f"This version lacks live elements: {names}")
    root = state["scopes"][0][2]
    machine = Machine(program, env, variables, root)
    machine.ended, machine.last_end = state["ended"], (state["last"][0], state["last"][1])
    for owner, scope_id, root, tasks, *memory in state["scopes"]:
        scope = _subprocess(machine, owner, scope_id, root) if owner else machine
        if memory:
            scope.task_tree.internal_data = from_json(memory[0])
        for task in tasks:
            _restore(scope, task)
    return machine


def _scope(scope: FlatWorkflow) -> Saved:
    owner = scope.owner.id if scope.owner else ""
    memory = scope.task_tree.internal_data
    return [owner, scope.spec.name, scope.task_tree.id, list(_tasks(scope)), *([to_json(memory)] if memory else [])]


def _tasks(scope: FlatWorkflow) -> Iterator[Saved]:
    for task in scope.tasks.values():
        if task is not scope.task_tree:
            spec, above = task.task_spec, task._parent if task._parent != scope.task_tree.id else ""
            data, internal = to_json(task.data), to_json(task.internal_data)
            yield [task.id, spec.name, type(spec).__name__, task.state, above, data, internal]


def _missing(program: Program, saved: Saved) -> Iterator[str]:
    owner, scope_id, _, tasks, *_memory = saved
    spec = program.subprocess_specs.get(scope_id) if owner else program.spec
    for _, name, class_name, state, _, _, internal in tasks:
        found: Any = spec.task_specs.get(name) if spec else None
        same = found is not None and type(found).__name__ == class_name
        if not same or (state == TaskState.WAITING and internal["flow"] not in found.part.incoming):
            yield name


def _subprocess(machine: Machine, owner: str, scope_id: str, root: str) -> SubMachine:
    activity = machine.find(owner)
    if activity is None:
        raise Conflict("快照不完整", f"The snapshot lacks token {owner}, which runs {scope_id}")
    scope = machine.subprocesses[owner] = SubMachine(activity, scope_id, root)
    return scope


def _restore(scope: FlatWorkflow, saved: Saved) -> None:
    id_, spec, _, state, parent, data, internal = saved
    above = scope.tasks[parent] if parent else scope.task_tree
    task = Token(scope, scope.spec.task_specs[spec], above, state=state, id=id_)
    task.triggered = True
    task.data, task.internal_data = from_json(data), from_json(internal)
