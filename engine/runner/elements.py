"""What every element does: enter, act, set variables, choose the ways out. Subclasses say how they act.

These are SpiffWorkflow task specs: ``_run_hook`` runs when a token's turn comes (``None``: it stays and waits),
``_on_complete_hook`` when it completes. Prediction and data merging of the library are switched off here.
"""

from __future__ import annotations

from collections.abc import Iterator

from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.task import Task as Token

from engine.model.errors import DiagramError
from engine.runner import compensation, data, joins
from engine.runner.dropping import HIDDEN, cease_guards
from engine.runner.effects import Entered, Left
from engine.runner.graph import Edge, Part
from engine.runner.scoping import LENT, locals_of

INSTANCE = "*"
"""Ends the name of the spec that runs one instance of a repeated activity; no element id may contain it."""


class Element(BpmnSpecMixin):  # type: ignore[misc]
    """A flow node that acts at once and goes on."""

    waits = False       # stays on the diagram until a stimulus comes
    patient = False     # an inclusive join
    kind = ""           # kind of wait

    def __init__(self, wf_spec: object, name: str, part: Part) -> None:
        super().__init__(wf_spec, name)
        self.part = part
        self.instance = name.endswith(INSTANCE)
        self.closed = data.is_closed(part.node.data)
        repeated = part.node.multi is not None or part.loop is not None
        self.lends = bool(part.node.ext.params) and self.instance == repeated

    def act(self, task: Token) -> bool:
        """Do the element's work; False to stay."""
        return True

    def after(self, task: Token, parent: Token) -> None:
        """Called when the token is gone from the tree and its successors are in it."""
        if compensation.DRIVER in task.internal_data:
            compensation.done(task)
        elif self.instance:
            parent.task_spec.instance_done(parent, task)

    def ways_out(self, task: Token) -> list[Edge]:
        """Edges to take. From an activity or event: every one without condition, or whose condition is true."""
        edges = self.part.edges
        chosen = [edge for edge in edges if not edge.default and self.holds(task, edge)]
        if chosen or not edges:
            return chosen
        return [self.default()]

    def holds(self, task: Token, edge: Edge) -> bool:
        """Is the way open? Only ``true`` opens a condition; null does not."""
        return not edge.condition or task.workflow.top_workflow.value(task, edge.condition) is True

    def default(self) -> Edge:
        """The default way out. Raises ``DiagramError`` when there is none."""
        for edge in self.part.edges:
            if edge.default:
                return edge
        zh, en = "没有一条流出线的条件成立,也没有默认流", "no way out: no condition holds and there is no default"
        raise DiagramError(self.part.id, zh, en)

    def leave(self, task: Token) -> None:
        """Set the declared variables, tell the ways taken, put a token on each next part."""
        machine = task.workflow.top_workflow
        cease_guards(task)
        if HIDDEN in task.internal_data:
            return
        if self.instance:
            machine.report(Left(task.id, self.part.id, instance_of=task.parent.id, local=locals_of(task)))
            return
        self.set_variables(task)
        if self.closed:
            data.give(task)
        if LENT in task.internal_data or self.part.node.ext.results:
            data.take_back(task)
        if compensation.DRIVER in task.internal_data:
            machine.report(Left(task.id, self.part.id))
            return
        compensation.keep(task)
        edges = self.ways_out(task)
        if not self.part.edges and task.workflow is machine:
            machine.last_end = (self.part.id, self.part.node.event.kind)
        if self.part.node.completion_quantity > 1:
            edges = [edge for edge in edges for _ in self.count(task)]
        local = locals_of(task)
        for flow in [edge.flow for edge in edges] or [""]:
            machine.report(Left(task.id, self.part.id, flow, local=local))
        for edge in edges:
            task.workflow.spawn(edge.target, task, flow=edge.flow)

    def count(self, task: Token) -> Iterator[int]:
        """One number for each token of the completion quantity; each counts as a step."""
        for number in range(self.part.node.completion_quantity):
            task.workflow.top_workflow.count(task)
            yield number

    def set_variables(self, task: Token) -> None:
        """Evaluate the ``sv:set`` declarations in order."""
        machine = task.workflow.top_workflow
        for assignment in self.part.node.ext.sets:
            machine.assign(task, {assignment.variable: machine.value(task, assignment.value)})

    def arm(self, task: Token) -> None:
        """Set up the guards of an activity that just began."""
        if not self.instance:
            for id_ in self.part.guards:
                task.workflow.spec.task_specs[id_].watch(task.workflow, task)

    # hooks of SpiffWorkflow

    def test(self) -> None:
        """The graph was checked before."""

    def _predict_hook(self, my_task: Token) -> None:
        """Nothing is predicted: a token's successors exist once it leaves."""

    def _update_hook(self, my_task: Token) -> bool:
        quantity = self.part.node.start_quantity
        return quantity == 1 or self.instance or "flow" not in my_task.internal_data or joins.gather(my_task, quantity)

    def _on_ready_hook(self, my_task: Token) -> None:
        my_task.workflow.top_workflow.ready(my_task)

    def _run_hook(self, my_task: Token) -> bool | None:
        if HIDDEN not in my_task.internal_data and joins.PARKED not in my_task.internal_data:
            repeated = my_task.parent.id if self.instance else ""
            my_task.workflow.top_workflow.report(Entered(my_task.id, self.part.id, repeated))
        if self.closed and not self.instance:
            data.take(my_task)
        if self.lends:
            data.lend(my_task)
        return self.act(my_task) or None

    def _on_complete_hook(self, my_task: Token) -> None:
        self.leave(my_task)


class Script(Element):
    """A script task: FEEL whose result goes to a variable; a context without one is merged."""

    def act(self, task: Token) -> bool:
        machine = task.workflow.top_workflow
        if not self.part.node.script:
            return True
        value, name = machine.value(task, self.part.node.script), self.part.node.ext.result
        if name:
            machine.assign(task, {name: value})
        elif isinstance(value, dict):
            machine.assign(task, value)
        return True
