"""Data associations: values are copied into an activity when it begins and out of it when it completes.

An activity with an ``ioSpecification``, and a catch event with data outputs, has variables of its own meanwhile: what
is completed or received stays in it, and only its associations carry values out. A throw event sends what flows in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from SpiffWorkflow.task import Task as Token

from engine.model.data import Association, Data
from engine.model.errors import DiagramError
from engine.model.values import Value, copy
from engine.runner.scoping import LENT, VALUES

if TYPE_CHECKING:
    from engine.runner.machine import Machine


def is_closed(data: Data) -> bool:
    """Has the node variables of its own while it runs?"""
    return data.interface is not None or bool(data.writes)


def take(task: Token) -> None:
    """Copy in what the node reads. Raises ``DiagramError`` when no input set is complete."""
    part = task.task_spec.part
    data = part.node.data
    values = moved(task, data.reads)
    sets = data.interface.sets if data.interface else ()
    if sets and not any(all(values.get(name) is not None for name in needed) for needed in sets):
        lacking = ", ".join(name for name in sets[0] if values.get(name) is None)
        raise DiagramError(part.id, f"输入数据不全:{lacking}", f"No input set is complete; missing {lacking}")
    task.data.update(values)
    task.internal_data[VALUES] = dict.fromkeys(data.own)


def lend(task: Token) -> None:
    """Give an activity the local variables another tool's mapping declares; what else it writes goes around it."""
    machine: Machine = task.workflow.top_workflow
    if VALUES not in task.internal_data:
        task.internal_data.update({VALUES: {}, LENT: True})
    own = task.internal_data[VALUES]
    for each in task.task_spec.part.node.ext.params:
        own[each.variable] = copy(machine.value(task, each.value))


def take_back(task: Token) -> None:
    """Set what the mapping says, as seen from within; the local variables go away."""
    machine: Machine = task.workflow.top_workflow
    values = {each.variable: machine.value(task, each.value) for each in task.task_spec.part.node.ext.results}
    task.internal_data.pop(VALUES, None)
    task.internal_data.pop(LENT, None)
    machine.assign(task, values)


def give(task: Token) -> None:
    """Copy out what the node writes; everything else it had goes away."""
    values = moved(task, task.task_spec.part.node.data.writes)
    task.internal_data.pop(VALUES, None)
    task.data = {}
    task.workflow.top_workflow.assign(task, values)


def moved(task: Token, associations: tuple[Association, ...]) -> dict[str, Value]:
    """The values that flow along associations, by the name they get."""
    machine: Machine = task.workflow.top_workflow
    seen, values = machine.scope_of(task), {}
    for each in associations:
        if each.transformation:
            values[each.target] = machine.value(task, each.transformation)
        elif each.sources and each.target and not each.assignments:
            values[each.target] = copy(seen.get(each.sources[0]))
        for text, name in each.assignments:
            values[name] = machine.value(task, text)
    return values
