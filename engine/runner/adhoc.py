"""Ad hoc subprocesses (BPMN 2.0.2, 13.3.5): what has no incoming flow may run at any time, any number of times.

Nobody need choose: each of them is begun once, all together or one after the other in the order of the diagram;
``Activate`` begins one more. After each completed activity the completion condition is asked. While it does not hold
and nothing runs any more, all of them are begun again; without a condition the subprocess is over when nothing runs.

Where the diagram says what begins (``begin``, perhaps nothing), the rest is left to choice: nothing is begun again, and
the subprocess waits for a choice before its first activity and while its condition does not hold.
"""

from __future__ import annotations

from SpiffWorkflow.task import Task as Token
from SpiffWorkflow.util.task import TaskState

from engine.model.definition import AdHoc as Rules
from engine.model.errors import DiagramError
from engine.runner.dropping import HIDDEN, drop, drop_all
from engine.runner.graph import Part
from engine.runner.kinds import ACTIVITIES
from engine.runner.machine import SubMachine
from engine.runner.subprocesses import Subprocess

_REST, _DONE = "rest", "done"


class AdHoc(Subprocess):
    """An ad hoc subprocess."""

    def __init__(self, wf_spec: object, name: str, part: Part) -> None:
        super().__init__(wf_spec, name, part)
        self.rules = part.node.ad_hoc or Rules()

    def act(self, task: Token) -> bool:
        if HIDDEN in task.internal_data:
            return super().act(task)
        self.round(task, self.open(task))
        return False

    def round(self, task: Token, inside: SubMachine) -> None:
        """Begin everything that may begin, or what the diagram says."""
        task.internal_data[_REST] = list(inside.scope.starts)
        if self.rules.begin:
            task.internal_data[_REST] = self.chosen(task, inside)
        self.next(task, inside)

    def chosen(self, task: Token, inside: SubMachine) -> list[str]:
        """The activities the diagram begins with. Raises ``DiagramError`` for what is none."""
        found = task.workflow.top_workflow.value(task, self.rules.begin)
        elements = [found] if isinstance(found, str) else found or []
        wrong = [each for each in elements if each not in inside.scope.starts]
        if wrong:
            raise DiagramError(self.part.id, f"不能启动活动 {wrong}", f"These activities cannot begin: {wrong}")
        return list(elements)

    def enabled(self, task: Token) -> tuple[str, ...]:
        """The activities that may be chosen now."""
        inside = task.workflow.top_workflow.subprocesses.get(task.id)
        if inside is None or task.internal_data.get(_DONE):
            return ()
        return tuple(id_ for id_ in inside.scope.starts if inside.scope.parts[id_].node.kind in ACTIVITIES)

    def next(self, task: Token, inside: SubMachine) -> None:
        """Begin the next activity, or all of them."""
        rest = task.internal_data[_REST]
        begun = rest[:1] if self.rules.sequential else rest
        task.internal_data[_REST] = rest[len(begun):]
        for element in begun:
            inside.start(element)

    def activate(self, task: Token, element: str) -> None:
        """One more run of an activity; in a sequential one when the running one is done, before what is left."""
        inside = task.workflow.top_workflow.subprocesses[task.id]
        if self.rules.sequential and next(inside.tokens(), None) is not None:
            rest = task.internal_data.get(_REST, [])
            task.internal_data[_REST] = [element, *(each for each in rest if each != element)]
        else:
            inside.start(element)

    def inner_done(self, task: Token, inner: Token) -> None:
        inside = task.workflow.top_workflow.subprocesses.get(task.id)
        if inside is None or HIDDEN in task.internal_data:
            return
        spec = inner.task_spec
        if spec.part.node.triggered_by_event and spec.part.id in _interrupting(inside):
            task.internal_data[_DONE] = True
        if spec.part.node.kind in ACTIVITIES and not spec.instance and self.satisfied(task):
            task.internal_data[_DONE] = True
        if task.internal_data.get(_DONE):
            self.close(inside)
        elif next(inside.tokens(), None) is None:
            self.refill(task, inside)

    def satisfied(self, task: Token) -> bool:
        """Does the completion condition hold?"""
        text = self.rules.completion
        return bool(text) and task.workflow.top_workflow.value(task, text) is True

    def close(self, inside: SubMachine) -> None:
        """Begin nothing more; cancel what runs unless it may come to its end."""
        if self.rules.sequential or self.rules.cancel_remaining:
            drop_all(inside)
        else:
            for token in [token for token in inside.tokens() if token.state == TaskState.READY]:
                drop(token)

    def refill(self, task: Token, inside: SubMachine) -> None:
        """Nothing runs: the next in the row, or the whole round again while the condition does not hold."""
        if task.internal_data.get(_REST):
            self.next(task, inside)
        elif self.rules.completion and not self.rules.begin:
            self.round(task, inside)

    def lingers(self, task: Token) -> bool:
        """Does it wait for a choice although nothing runs in it?"""
        return bool(self.rules.begin and self.rules.completion) and not task.internal_data.get(_DONE)


def _interrupting(inside: SubMachine) -> set[str]:
    """Event subprocesses that end the ad hoc work."""
    return {handler.subprocess for handler in inside.scope.handlers if handler.start.interrupting}
