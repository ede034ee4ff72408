"""Complex gateways (BPMN 2.0.2, 13.4.5): a first phase that waits for the activation condition, a second that resets.

The activation condition is asked whenever a token arrives. It may read ``activationCount`` (tokens waiting),
``waitingForStart``, and the number of tokens on an incoming flow by the flow's id; without one any token activates.
Once active, the gateway takes one token from each flow that has one and goes on like an inclusive split. Then it waits
for a token on each other flow where one can still come, as an inclusive join does, and resets: only flows whose
condition holds, with ``waitingForStart`` false, get a token then, else the default flow beside conditions. With one
incoming flow there is nothing to wait for: it splits.
"""

from __future__ import annotations

from collections.abc import Mapping

from SpiffWorkflow.task import Task as Token
from SpiffWorkflow.util.task import TaskState

from engine.model.values import Value
from engine.runner import joins
from engine.runner.gateways import Join
from engine.runner.graph import Edge
from engine.runner.joins import STARTED

_PHASE = "phase"
_COUNTS = "counts"


class Complex(Join):
    """A complex gateway."""

    def arrived(self, task: Token) -> None:
        scope = task.workflow
        if self.part.id in scope.task_tree.internal_data.get(STARTED, {}):
            return
        counts = self.counts(task)
        text = self.part.node.activation
        if text and scope.top_workflow.value(task, text, counts) is not True:
            return
        tokens = joins.parked(task)
        taken = scope.task_tree.internal_data.get(STARTED, {})
        scope.task_tree.internal_data[STARTED] = {**taken, self.part.id: list(tokens)}
        joins.fire(tokens, **{_COUNTS: dict(counts)})

    def counts(self, task: Token) -> Mapping[str, Value]:
        """What conditions may read beside variables."""
        flows = [other.internal_data["flow"] for other in self.waiting(task)]
        return {
            **{flow: flows.count(flow) for flow in self.part.incoming},
            "activationCount": len(flows), "waitingForStart": True,
        }

    def waiting(self, task: Token) -> list[Token]:
        """Every token parked here."""
        found = task.workflow.tasks.values()
        return [other for other in found if other.task_spec is self and other._state == TaskState.WAITING]

    def reset(self, scope: Token, taken: list[str]) -> bool:
        """End the second phase when no token can come any more that it must wait for."""
        here = [task for task in scope.tasks.values() if task.task_spec is self and task._state == TaskState.WAITING]
        tokens = {flow: task for flow, task in (joins.parked(here[0]) if here else {}).items() if flow not in taken}
        if joins.must_wait(self.part, scope, {*tokens, *taken}):
            return False
        started = scope.task_tree.internal_data[STARTED]
        scope.task_tree.internal_data[STARTED] = {
            gateway: flows for gateway, flows in started.items() if gateway != self.part.id
        }
        counts = {flow: int(flow in tokens) for flow in self.part.incoming}
        state = {_PHASE: "reset", _COUNTS: {**counts, "activationCount": len(tokens), "waitingForStart": False}}
        if tokens:
            joins.fire(tokens, **state)
        elif any(edge.condition for edge in self.part.edges):
            scope.start(self.part.id, **state)
        if rest := [task for task in here if task not in tokens.values()]:
            self.arrived(rest[0])
        return True

    def holds(self, task: Token, edge: Edge) -> bool:
        extra = task.internal_data.get(_COUNTS, {})
        return not edge.condition or task.workflow.top_workflow.value(task, edge.condition, extra) is True

    def ways_out(self, task: Token) -> list[Edge]:
        if _PHASE not in task.internal_data:
            return super().ways_out(task)
        conditional = [edge for edge in self.part.edges if edge.condition and not edge.default]
        chosen = [edge for edge in conditional if self.holds(task, edge)]
        return chosen or [edge for edge in self.part.edges if edge.default and conditional]
