"""Compensation: completed work is undone in reverse order of completion (BPMN 2.0.2, 10.7 and 13.5.5).

A scope keeps a record of each completed activity that can be undone: by the handler of its compensation boundary event,
by the compensation event subprocess of a subprocess, or, without either, by undoing what was completed inside it. The
record of a subprocess holds its own data as they were at its completion; it is opened again over them. Records go away
with their scope, and when they are used.

A *driver* is the token that undoes: a throw event, or the activity of a subprocess that is undone or cancelled. It
works off its list one record after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.task import Task as Token

from engine.runner.dropping import HIDDEN, drop_all
from engine.runner.effects import Entered, Left
from engine.runner.scoping import VALUES

if TYPE_CHECKING:
    from engine.runner.machine import FlatWorkflow, Machine, SubMachine

DRIVER = "driver"
"""Key in the internal data of a token that undoes something: the token to tell when it is done."""
_RECORDS = "records"
_RECORD = "record"
_TODO = "todo"
Record = dict[str, Any]
Todo = tuple[str, Record]


def keep(task: Token) -> None:
    """An activity is completed: remember how to undo it."""
    part = task.task_spec.part
    found = task.internal_data.pop(_RECORDS, [])    # of the instances of a repeated subprocess
    if part.undo:
        found = [{"element": part.id}]
    if found:
        _add(task.workflow.task_tree, *found)


def keep_scope(inside: SubMachine) -> None:
    """A subprocess is completed: remember what it can undo inside, with its own data."""
    owner, handler = inside.owner, inside.scope.undo
    record = _record(inside, handler.subprocess if handler else "")
    if record is not None and DRIVER not in owner.internal_data and not owner.task_spec.part.undo:
        _add(owner.parent if owner.task_spec.instance else owner.workflow.task_tree, record)


def collect(scope: FlatWorkflow, activity: str = "") -> list[Todo]:
    """Take the records of ``activity``, or all, out of ``scope``, the last completed first."""
    todo: list[Todo] = []
    for place in _places(scope):
        kept = place.task_tree.internal_data.pop(_RECORDS, [])
        chosen = [record for record in kept if activity in ("", record["element"])]
        if rest := [record for record in kept if record not in chosen]:
            place.task_tree.internal_data[_RECORDS] = rest
        todo += [(place.owner.id if place.owner else "", record) for record in reversed(chosen)]
    return todo


def begin(driver: Token, todo: list[Todo]) -> bool:
    """Let a driver undo. False when there is nothing to do."""
    driver.internal_data[_TODO] = [list(each) for each in todo]
    return _proceed(driver)


def done(task: Token) -> None:
    """A handler is finished: its driver goes on."""
    driver = task.workflow.top_workflow.find(task.internal_data[DRIVER])
    if driver is not None and not _proceed(driver):
        driver.task_spec.undone(driver)


def cancel(transaction: Token) -> None:
    """Take every token off a transaction and undo what it had completed, portions of active subprocesses included."""
    machine: Machine = transaction.workflow.top_workflow
    inside = machine.subprocesses[transaction.id]
    for active in _active(inside):
        owner = active.owner
        done_before = owner.parent.internal_data.pop(_RECORDS, []) if owner.task_spec.instance else []
        portion = _record(active, "")
        _add(owner.workflow.task_tree, *done_before, *([portion] if portion else []))
    drop_all(inside)
    if not begin(transaction, collect(inside)):
        machine.noticed(inside)


def reopen(owner: Token) -> None:
    """Open a completed subprocess again, over the data it had, and undo what it did."""
    record = owner.internal_data.pop(_RECORD)
    inside = owner.task_spec.enclose(owner)
    inside.task_tree.internal_data.update(record["inside"])
    if record["handler"]:
        inside.start(record["handler"])
    elif not begin(owner, collect(inside)):
        owner.workflow.top_workflow.noticed(inside)


def _proceed(driver: Token) -> bool:
    """Undo the next record of a driver. False when it is done."""
    todo = driver.internal_data[_TODO]
    if not todo:
        return False
    driver.internal_data[_TODO] = todo[1:]
    (place, record), machine = todo[0], driver.workflow.top_workflow
    machine.count(driver)
    scope = machine.subprocesses[place] if place else machine
    if "spec" in record:
        kept = {} if record["values"] is None else {VALUES: record["values"]}
        owner = scope.spawn(record["spec"], None, **{DRIVER: driver.id, HIDDEN: True, _RECORD: record, **kept})
        owner.data = record["data"]
        owner.task_spec._update(owner)
    else:
        event = scope.scope.parts[scope.scope.parts[record["element"]].undo].node
        token = machine.env.new_id()
        machine.report(Entered(token, event.id))
        machine.report(Left(token, event.id))
        scope.start(event.handler, **{DRIVER: driver.id})
    return True


def _record(inside: SubMachine, handler: str) -> Record | None:
    """What is needed to open a subprocess again, None when there is nothing to undo in it."""
    owner, kept = inside.owner, inside.task_tree.internal_data
    if not handler and not kept.get(_RECORDS):
        return None
    return {
        "element": owner.task_spec.part.id, "spec": owner.task_spec.name, "data": owner.data,
        "values": owner.internal_data.get(VALUES), "inside": kept, "handler": handler,
    }


def _add(holder: Token, *records: Record) -> None:
    if records:
        holder.internal_data[_RECORDS] = [*holder.internal_data.get(_RECORDS, ()), *records]


def _active(inside: SubMachine) -> Iterator[SubMachine]:
    """Running subprocesses somewhere in a scope, innermost first."""
    for found in reversed(list(inside.top_workflow.subprocesses.values())):
        outer = found.owner.workflow
        while outer.owner is not None and outer is not inside:
            outer = outer.owner.workflow
        if outer is inside:
            yield found


def _places(scope: FlatWorkflow) -> Iterator[FlatWorkflow]:
    """The scope itself; for an event subprocess also the scope around it, whose work it may undo."""
    yield scope
    while scope.owner is not None and scope.owner.task_spec.part.node.triggered_by_event:
        scope = scope.owner.workflow
        yield scope
