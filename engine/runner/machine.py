"""SpiffWorkflow's workflow with a flat tree and a queue.

The library gives tasks with states (``FUTURE`` -> ``READY`` -> ``STARTED`` -> ``COMPLETED``), specs with hooks, and
subworkflows. Here a finished task is taken out of the tree at once and its successors hang under the root, so the tree
holds live tokens only: its size and the cost of a step do not depend on history, and nothing is predicted. Tokens run
in the order they became ready; a scope without tokens completes its owner.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.util.subworkflow import BpmnBaseWorkflow, BpmnSubWorkflow
from SpiffWorkflow.util.task import TaskState

from engine.model.errors import DiagramError, RunawayError
from engine.model.values import Value, copy
from engine.runner import compensation, conditions, joins
from engine.runner.dropping import HOST, cease
from engine.runner.effects import Changed, Effect, Ended
from engine.runner.expressions import FeelEngine
from engine.runner.graph import Scope
from engine.runner.scoping import copies, holder, locals_of
from engine.runner.tokens import Token

if TYPE_CHECKING:
    from engine.runner.compile import Program
    from engine.runner.live import Environment

for _name in ("spiff.task", "spiff.workflow"):
    logging.getLogger(_name).setLevel(logging.WARNING)  # at INFO the library copies task data into log records
LIVE = TaskState.WAITING | TaskState.READY | TaskState.STARTED


class FlatWorkflow(BpmnBaseWorkflow):  # type: ignore[misc]
    """What the case and its subprocesses share: tokens come and go without leaving finished tasks behind."""

    def _task_completed_notify(self, task: Token) -> None:
        parent = task.parent
        self.dissolve(task)
        task.task_spec.after(task, parent)
        if self.owner is not None:
            self.owner.task_spec.inner_done(self.owner, task)
        self.top_workflow.noticed(self)

    def dissolve(self, task: Token) -> None:
        """Take a task out of the tree; what hung under it hangs under the root."""
        for child in task.children:
            child.parent = self.task_tree
            self.task_tree._children.append(child.id)
        task._children = []
        self._remove_task(task.id)

    def update_waiting_tasks(self) -> None:
        """Nothing is polled: tokens wait until they are told."""

    def tokens(self) -> Iterator[Token]:
        """Live tokens of this scope in the order they came; guards are none."""
        return (task for task in self.tasks.values() if task._state & LIVE and HOST not in task.internal_data)

    def guards(self) -> Iterator[Token]:
        """Guards waiting in this scope."""
        return (task for task in self.tasks.values() if task._state & LIVE and HOST in task.internal_data)

    def plant(self, id_: str) -> None:
        """Give the scope its root."""
        self.task_tree = Token(self, self.spec.start, state=TaskState.COMPLETED, id=id_)

    def spawn(self, spec_name: str, parent: Token | None = None, token: str = "", **internal: object) -> Token:
        """A new token for a part, not yet running. ``token``: its id when it has one already."""
        id_ = token or self.top_workflow.env.new_id()
        task = Token(self, self.spec.task_specs[spec_name], parent or self.task_tree, state=TaskState.FUTURE, id=id_)
        task.triggered = True
        task.internal_data.update(internal)
        return task

    def start(self, spec_name: str, parent: Token | None = None, token: str = "", **internal: object) -> Token:
        """A new token that runs when its turn comes."""
        task = self.spawn(spec_name, parent, token, **internal)
        task.task_spec._update(task)
        return task

    @property
    def scope(self) -> Scope:
        """The scope of the graph this workflow runs."""
        found: Scope = self.top_workflow.program.graph.scopes[self.spec.name]
        return found


class SubMachine(FlatWorkflow, BpmnSubWorkflow):  # type: ignore[misc]
    """A running subprocess; ``owner`` is the token of its activity."""

    def __init__(self, owner: Token, scope: str, root: str) -> None:
        top = owner.workflow.top_workflow
        self.owner = owner
        super().__init__(top.subprocess_specs[scope], owner.id, top, deserializing=True)
        self.plant(root)

    def _calculate_depth(self) -> int:
        depth: int = self.owner.workflow.depth
        return depth + 1


class Machine(FlatWorkflow, BpmnWorkflow):  # type: ignore[misc]
    """A running case."""

    owner = None

    def __init__(self, program: Program, env: Environment, variables: dict[str, Value], root: str) -> None:
        engine = FeelEngine(program.expressions)
        super().__init__(program.spec, program.subprocess_specs, script_engine=engine, deserializing=True)
        self.program = program
        self.env = env
        self.variables = variables
        self.effects: list[Effect] = []
        self.last_end = ("", "none")
        self.ended = False
        self._queue: deque[Token] = deque()
        self._empty: deque[FlatWorkflow] = deque()
        self._steps = 0
        self.plant(root)

    def report(self, effect: Effect) -> None:
        """Tell the caller."""
        self.effects.append(effect)

    def ready(self, task: Token) -> None:
        """Let a token run when its turn comes."""
        self._queue.append(task)

    def noticed(self, scope: FlatWorkflow) -> None:
        """A token left a scope: it may be over."""
        if next(scope.tokens(), None) is None:
            self._empty.append(scope)

    def run(self) -> None:
        """Run everything that can run without the outside. Raises ``RunawayError`` at the step limit."""
        self._steps = 0
        try:
            while not self.ended and (self._step() or self._settle()):
                pass
        except DiagramError as error:
            doubts = self.script_engine.doubts(error.element)
            raise (error.because(doubts) if doubts else error) from error.__cause__

    def _step(self) -> bool:
        if not self._queue:
            return False
        task = self._queue.popleft()
        if task.state == TaskState.READY:
            self.count(task)
            task.run()
        return True

    def count(self, task: Token) -> None:
        """Count one step of this stimulus."""
        self._steps += 1
        self.room(task, 0)

    def room(self, task: Token, steps: int) -> None:
        """Check that so many more steps fit into this stimulus."""
        if self._steps + steps > self.env.step_limit:
            element, limit = task.task_spec.part.id, self.env.step_limit
            raise RunawayError(
                f"环节 {element} 自动执行超过 {limit} 步,流程图可能有死循环",
                f"More than {limit} automatic steps, now at {element}: the diagram may loop without end", element,
            )

    def _settle(self) -> bool:
        return self._finish_scope() or conditions.check(self) or joins.check(self)

    def _finish_scope(self) -> bool:
        if not self._empty:
            return False
        scope = self._empty.popleft()
        alive = scope is self or self.subprocesses.get(scope.owner.id) is scope
        lingers = scope.owner is not None and scope.owner.task_spec.lingers(scope.owner)
        if alive and next(scope.tokens(), None) is None and not lingers:
            self._finish(scope)
        return True

    def _finish(self, scope: FlatWorkflow) -> None:
        for guard in list(scope.guards()):
            cease(guard)
        if scope is self:
            self.end(*self.last_end)
        else:
            del self.subprocesses[scope.owner.id]
            compensation.keep_scope(scope)
            scope.owner.task_spec.over(scope.owner)

    def end(self, element: str, kind: str) -> None:
        """The case is over."""
        self.ended = self.completed = True
        self.report(Ended(element, kind))

    def scopes(self) -> Iterator[FlatWorkflow]:
        """The case and its running subprocesses, in the order they began."""
        yield self
        yield from self.subprocesses.values()

    def spec_of(self, scope: str) -> BpmnProcessSpec:
        """The spec of a scope of the program."""
        return self.spec if scope == self.spec.name else self.subprocess_specs[scope]

    def find(self, token: str) -> Token | None:
        """The live token of this id."""
        return next((scope.tasks[token] for scope in self.scopes() if token in scope.tasks), None)

    def scope_of(self, task: Token) -> dict[str, Value]:
        """Variables as a token sees them."""
        return {**self.variables, **locals_of(task)}

    def value(self, task: Token, text: str, extra: Mapping[str, Value] | None = None) -> Value:
        """The value of a FEEL text of the diagram where a token stands."""
        return self.script_engine.evaluate(task, text, extra)

    def assign(self, task: Token, values: Mapping[str, Value]) -> None:
        """Set variables where a token stands."""
        changed: dict[str, Value] = {}
        for name, value in values.items():
            own = holder(task, name)
            (changed if own is None else own)[name] = copy(value)
        if changed:
            self.variables.update(changed)
            self.report(Changed(copies(changed)))
