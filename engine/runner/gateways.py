"""Gateways: choose, fork, join, and race."""

from __future__ import annotations

from SpiffWorkflow.task import Task as Token
from SpiffWorkflow.util.task import TaskState

from engine.runner import joins
from engine.runner.catches import GIVEN
from engine.runner.dropping import HOST, cease_guards
from engine.runner.effects import Entered, Left
from engine.runner.elements import Element
from engine.runner.graph import Edge


class Exclusive(Element):
    """Takes the first way whose condition is true, else the default; joins nothing."""

    def ways_out(self, task: Token) -> list[Edge]:
        edges = self.part.edges
        if len(edges) < 2 and not any(edge.condition for edge in edges):
            return list(edges)
        return [next((edge for edge in edges if not edge.default and self.holds(task, edge)), None) or self.default()]


class Join(Element):
    """A gateway where tokens of several incoming flows meet."""

    def _update_hook(self, my_task: Token) -> bool:
        if not self.meets(my_task):
            return True
        my_task.workflow.top_workflow.report(Entered(my_task.id, self.part.id))
        my_task._set_state(TaskState.WAITING)
        self.arrived(my_task)
        return False

    def _run_hook(self, my_task: Token) -> bool | None:
        return True if self.meets(my_task) else super()._run_hook(my_task)

    def meets(self, task: Token) -> bool:
        """Has the token come on one of several flows? (A jump comes on none and meets nobody.)"""
        return len(self.part.incoming) > 1 and task.internal_data.get("flow") in self.part.incoming

    def arrived(self, task: Token) -> None:
        """A token was parked here."""


class Parallel(Join):
    """Waits for a token on every incoming flow, then takes every way out."""

    def ways_out(self, task: Token) -> list[Edge]:
        return list(self.part.edges)

    def arrived(self, task: Token) -> None:
        tokens = joins.parked(task)
        if len(tokens) == len(self.part.incoming):
            joins.fire(tokens)


class Inclusive(Join):
    """Waits for every token that may still come, then takes every way whose condition is true, else the default."""

    patient = True


class EventBased(Element):
    """Waits for the first of several events; the others cease. A parallel one waits for all of them."""

    def act(self, task: Token) -> bool:
        chosen = task.internal_data.get(GIVEN, "")
        parallel = self.part.node.parallel_events
        for edge in self.part.edges:
            if edge.target != chosen and (parallel or not chosen):
                task.workflow.spec.task_specs[edge.target].watch(task.workflow, task, flow=edge.flow)
        for edge in self.part.edges:
            if edge.target == chosen:
                event = task.workflow.spawn(chosen, **{HOST: task.id, "flow": edge.flow})
                event._set_state(TaskState.STARTED)
                event.task_spec.fire(event)
        return False

    def won(self, task: Token, flow: str) -> None:
        """One event happened: the token goes on by its flow, the other events cease."""
        if not self.part.node.parallel_events:
            cease_guards(task)
        task.workflow.top_workflow.report(Left(task.id, self.part.id, flow))
        if not any(guard.internal_data[HOST] == task.id for guard in task.workflow.guards()):
            task.complete()

    def leave(self, task: Token) -> None:
        """The flows taken are told when their event happens."""
