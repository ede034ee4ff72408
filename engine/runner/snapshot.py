"""The state of a running case as bytes: live tokens only, no specs, no variables.

JSON of typed values, compressed. A token is ``[id, spec, state, parent, data, internal data]``; the root of a scope is
known by its scope. The format has a version; a snapshot is read back against the program it was made with.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

import orjson
from SpiffWorkflow.task import Task as Token

from engine.model.errors import Conflict
from engine.model.values import from_json, to_json
from engine.runner.machine import Machine, SubMachine

_VERSION = 1


def save(machine: Machine) -> bytes:
    """The snapshot of a case at rest."""
    state = {
        "v": _VERSION, "ended": machine.ended, "last": list(machine.last_end),
        "scopes": [_scope(scope) for scope in machine.scopes()],
    }
    return zlib.compress(orjson.dumps(state), 6)


def load(machine: Machine, snapshot: bytes) -> None:
    """Bring a machine just made to the state of a snapshot."""
    state = orjson.loads(zlib.decompress(snapshot))
    if state["v"] != _VERSION:
        raise Conflict("快照版本不符", f"Snapshot of version {state['v']}, not {_VERSION}")
    machine.ended = state["ended"]
    machine.last_end = (state["last"][0], state["last"][1])
    for owner, scope_id, root, tasks in state["scopes"]:
        scope = machine if not owner else _subprocess(machine, owner, scope_id, root)
        for task in tasks:
            _restore(scope, task)


def root_of(snapshot: bytes) -> str:
    """Id of the root token."""
    root: str = orjson.loads(zlib.decompress(snapshot))["scopes"][0][2]
    return root


def _scope(scope: Any) -> list[Any]:
    owner = scope.owner.id if scope.owner else ""
    return [owner, scope.spec.name, scope.task_tree.id, list(_tasks(scope))]


def _tasks(scope: Any) -> Iterator[list[Any]]:
    for task in scope.tasks.values():
        if task is not scope.task_tree:
            parent = task._parent if task._parent != scope.task_tree.id else ""
            data, internal = to_json(task.data), to_json(task.internal_data)
            yield [task.id, task.task_spec.name, task.state, parent, data, internal]


def _subprocess(machine: Machine, owner: str, scope_id: str, root: str) -> SubMachine:
    task = machine.find(owner)
    scope = machine.subprocesses[owner] = SubMachine(task, scope_id, root)
    return scope


def _restore(scope: Any, saved: list[Any]) -> None:
    id_, spec, state, parent, data, internal = saved
    above = scope.tasks[parent] if parent else scope.task_tree
    task = Token(scope, scope.spec.task_specs[spec], above, state=state, id=id_)
    task.triggered = True
    task.data, task.internal_data = from_json(data), from_json(internal)
