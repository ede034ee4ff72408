"""Activities that run several times: multi-instance (parallel, sequential) and standard loops.

The repeated activity is one token; each run is an instance token under it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from SpiffWorkflow.task import Task as Token

from engine.model.definition import Multi as Repetition
from engine.model.errors import DiagramError
from engine.model.values import Value, copy
from engine.runner.dropping import drop
from engine.runner.elements import INSTANCE, Element
from engine.runner.graph import Loop, Part
from engine.runner.scoping import VALUES
from engine.runner.throwing import emit

_RESULTS, _TOTAL, _REST, _INDEX, _NEXT, _GONE = "results", "total", "rest", "index", "next", "gone"


class Multi(Element):
    """A multi-instance. Results of its instances are appended to the output in input order when all is done."""

    def __init__(self, wf_spec: object, name: str, part: Part, multi: Repetition) -> None:
        super().__init__(wf_spec, name, part)
        self.multi = multi

    def act(self, task: Token) -> bool:
        items = self.items(task)
        task.internal_data.update({_RESULTS: [], _TOTAL: len(items), _NEXT: 0})
        if not items:
            self.finish(task)
            return True
        self.arm(task)
        if self.multi.sequential:
            task.internal_data[_REST] = items[1:]
            self.open(task, items[0])
        else:
            for item in items:
                self.open(task, item)
        return False

    def items(self, task: Token) -> list[Value]:
        """One item per instance; with a cardinality, the numbers from 1."""
        machine = task.workflow.top_workflow
        if self.multi.collection:
            found = machine.value(task, self.multi.collection)
            return found if isinstance(found, list) else [] if found is None else [found]
        count = machine.value(task, self.multi.cardinality)
        if isinstance(count, bool) or not isinstance(count, int | Decimal) or count < 0 or count != int(count):
            raise DiagramError(self.part.id, f"多实例次数无效:{count}", f"Not a number of instances: {count}")
        machine.room(task, int(count))
        return list(range(1, int(count) + 1))

    def open(self, task: Token, item: Value) -> None:
        """Begin the next instance."""
        task.workflow.top_workflow.count(task)
        index = task.internal_data[_NEXT]
        task.internal_data[_NEXT] = index + 1
        child = task.workflow.spawn(self.name + INSTANCE, task, **{_INDEX: index, VALUES: {}})
        child.data = {"loopCounter": index + 1}
        if self.multi.item:
            child.data[self.multi.item] = copy(item)
        child.task_spec._update(child)

    def add(self, task: Token, item: Value) -> None:
        """Begin one more instance while others run; a sequential one waits for its turn."""
        task.internal_data[_TOTAL] += 1
        if self.multi.sequential:
            task.internal_data[_REST] = [*task.internal_data[_REST], copy(item)]
        else:
            self.open(task, item)

    def remove(self, task: Token, child: Token) -> None:
        """Cancel one instance: it counts no longer."""
        drop(child)
        task.internal_data[_TOTAL] -= 1
        task.internal_data[_GONE] = task.internal_data.get(_GONE, 0) + 1
        self.proceed(task)

    def instance_done(self, task: Token, child: Token) -> None:
        """An instance is over: keep its values."""
        values = child.internal_data[VALUES]
        if self.multi.each:
            machine = task.workflow.top_workflow
            values = machine.value(task, self.multi.each, {**child.data, **values})
        task.internal_data[_RESULTS].append([child.internal_data[_INDEX], values])
        for condition, event in self.multi.throws:
            if task.id in task.workflow.tasks and self.tells(task, condition):
                emit(task, event)
        if task.id in task.workflow.tasks:
            self.proceed(task)

    def tells(self, task: Token, condition: str) -> bool:
        """Is an event to be thrown for the instance just done?"""
        if self.multi.behavior == "One":
            return len(task.internal_data[_RESULTS]) == 1
        return not condition or task.workflow.top_workflow.value(task, condition, self.counts(task)) is True

    def proceed(self, task: Token) -> None:
        """Go on when the condition holds or no instance is left; else begin the next of a sequence."""
        rest = task.internal_data.get(_REST)
        if self.completed(task) or not (rest or task.children):
            for other in list(task.children):
                drop(other)
            self.finish(task)
            task.complete()
        elif rest:
            task.internal_data[_REST] = rest[1:]
            self.open(task, rest[0])

    def completed(self, task: Token) -> bool:
        """Does the completion condition hold?"""
        if not self.multi.completion or not task.internal_data[_RESULTS]:
            return False
        machine = task.workflow.top_workflow
        return machine.value(task, self.multi.completion, self.counts(task)) is True

    def counts(self, task: Token) -> Mapping[str, Value]:
        """What the completion condition may read beside variables."""
        results, total, active = self.results(task), task.internal_data[_TOTAL], len(task.children)
        return {
            "numberOfInstances": total, "numberOfActiveInstances": active, "numberOfCompletedInstances": len(results),
            "numberOfTerminatedInstances": task.internal_data.get(_GONE, 0),
            "nrOfInstances": total, "nrOfActiveInstances": active, "nrOfCompletedInstances": len(results),
            **({self.multi.output: results} if self.multi.output else {}),
        }

    def results(self, task: Token) -> list[Value]:
        """Values of the completed instances in input order."""
        return [values for _, values in sorted(task.internal_data[_RESULTS], key=lambda result: result[0])]

    def finish(self, task: Token) -> None:
        """Set the output variable."""
        if self.multi.output:
            task.workflow.top_workflow.assign(task, {self.multi.output: self.results(task)})


class Looped(Element):
    """A standard loop: one run after the other while the condition holds. Values go to the variables around it."""

    def __init__(self, wf_spec: object, name: str, part: Part, loop: Loop) -> None:
        super().__init__(wf_spec, name, part)
        self.loop = loop

    def act(self, task: Token) -> bool:
        if self.loop.test_before and not self.goes_on(task, 0):
            return True
        self.arm(task)
        self.open(task, 1)
        return False

    def open(self, task: Token, counter: int) -> None:
        """Begin one run."""
        child = task.workflow.spawn(self.name + INSTANCE, task)
        child.data = {"loopCounter": counter}
        child.task_spec._update(child)

    def instance_done(self, task: Token, child: Token) -> None:
        """A run is over."""
        self.set_variables_of(task)
        counter = child.data["loopCounter"]
        if self.goes_on(task, counter):
            self.open(task, counter + 1)
        else:
            task.complete()

    def goes_on(self, task: Token, done: int) -> bool:
        """Is there another run after ``done`` of them?"""
        if self.loop.maximum and done >= self.loop.maximum:
            return False
        if not self.loop.condition:
            return True
        return task.workflow.top_workflow.value(task, self.loop.condition, {"loopCounter": done}) is True

    def set_variables(self, task: Token) -> None:
        """Variables are set after each run, not once more at the end."""

    def set_variables_of(self, task: Token) -> None:
        """Evaluate the ``sv:set`` declarations after a run."""
        super().set_variables(task)
