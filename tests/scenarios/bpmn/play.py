"""Playing a scenario in one of three ways, and looking at what happened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from engine import MemoryEngine, open_memory
from engine.embed.values import exact
from engine.feel import compile
from tests.scenarios.bpmn.replace import Replaced, with_user_tasks

ONCE, RELOAD, BY_HAND = "in one go", "reloaded after every step", "every automatic step by hand"
WAYS = (ONCE, RELOAD, BY_HAND)


class Play:
    """One case (and what belongs to it) of the diagrams of a scenario."""

    def __init__(self, documents: tuple[str, ...], way: str = ONCE) -> None:
        self.way, self.replaced = way, {}
        if way == BY_HAND:
            pairs = [with_user_tasks(each) for each in documents]
            documents = tuple(document for document, _ in pairs)
            self.replaced: dict[str, Replaced] = {id_: each for _, found in pairs for id_, each in found.items()}
        self.engine: MemoryEngine = open_memory()
        self.keys = self.engine.deploy(*documents)
        self.case = ""
        self.seen: dict[str, int] = {}

    # -- doing ---------------------------------------------------------------------------------------------------

    def start(self, key: str = "", **variables: Any) -> None:
        """Start a case of the first process, or of another."""
        self.case = self._step(lambda: self.engine.start(key or self.keys[0], variables))

    def do(self, element: str, **values: Any) -> None:
        """Complete the open task of an element that has waited longest."""
        self._step(lambda: self.engine.complete(self.engine.task(element), values))

    def choose(self, element: str) -> None:
        """Choose an activity of an ad hoc subprocess."""
        self._step(lambda: self.engine.choose(element, self.case))

    def choices(self, elements: str) -> None:
        """What may be chosen."""
        assert self.engine.choices(self.case) == elements.split()

    def message(self, name: str = "letter", key: Any = "", **payload: Any) -> None:
        """Send a message; a case it starts is looked at from then on."""
        started = self._step(lambda: self.engine.message(name, payload, key))
        self.case = started[0] if started else self.case

    def signal(self, name: str = "alarm", **values: Any) -> None:
        """Broadcast a signal; a case it starts is looked at from then on."""
        started = self._step(lambda: self.engine.signal(name, values))
        self.case = started[0] if started else self.case

    def advance(self, **span: float) -> None:
        """Let time pass; the last case it starts is looked at from then on."""
        self._begins(lambda: self.engine.advance(timedelta(**span)))

    def tell(self, **facts: Any) -> None:
        """Tell facts; the last case they start is looked at from then on."""
        self._begins(lambda: self.engine.tell(facts))

    def cases(self, number: int) -> None:
        """How many cases there are."""
        assert len(self.engine.cases()) == number

    # -- looking -------------------------------------------------------------------------------------------------

    def passed(self, trace: str, case: str = "") -> None:
        """The elements entered since the last look, in order (by hand: in any order)."""
        case = case or self.case
        events = self.engine.events(case)
        new = [each for each in events if each.seq > self.seen.get(case, 0)]
        entered = [each.element for each in new if each.type == "ElementEntered"]
        self.seen[case] = events[-1].seq
        wanted = trace.split()
        if self.way == BY_HAND:
            entered, wanted = sorted(entered), sorted(wanted)
        assert entered == wanted

    def open(self, elements: str) -> None:
        """The open tasks, in the order of their elements' names."""
        assert sorted(task.element for task in self.engine.tasks()) == sorted(elements.split())

    def waits(self, *kinds: str) -> None:
        """Kinds of events waited for."""
        assert sorted(wait.kind for wait in self.engine.waits(self.case)) == sorted(kinds)

    def has(self, **variables: Any) -> None:
        """Variables of the case."""
        present = self.engine.variables(self.case)
        assert {name: present.get(name) for name in variables} == variables

    def over(self, status: str = "closed", **variables: Any) -> None:
        """The case has ended, and nothing of it is left."""
        self.has(**variables)
        assert (self.engine.ended(self.case), self.engine.status(self.case)) == (True, status)
        assert self.engine.tasks(self.case) == []
        assert self.engine.waits(self.case) == []

    def running(self) -> None:
        """The case has not ended."""
        assert not self.engine.ended(self.case)

    def incident(self, element: str) -> None:
        """A failed step is recorded with its element."""
        assert [each.element for each in self.engine.incidents(self.case)] == [element]

    # -- the three ways ------------------------------------------------------------------------------------------

    def _begins(self, act: Callable[[], Any]) -> None:
        before = len(self.engine.cases())
        self._step(act)
        self.case = self.engine.cases()[-1] if len(self.engine.cases()) > before and not self.case else self.case

    def _step(self, act: Callable[[], Any]) -> Any:
        result = act()
        self._rest()
        while task := next((each for each in self.engine.tasks() if each.element in self.replaced), None):
            values = self._computed(self.replaced[task.element], {**self.engine.variables(task.case), **task.local})
            self.engine.complete(task, values)
            self._rest()
        return result

    def _rest(self) -> None:
        if self.way == RELOAD:
            saved = self.engine.save()
            self.engine.close()
            self.engine = open_memory(saved)

    def _computed(self, step: Replaced, variables: dict[str, Any]) -> dict[str, Any]:
        """What the automatic step would have set."""
        if not step.feel:
            return {}
        value = compile(step.feel)(exact(variables), {}, self.engine.now)
        if step.result:
            return {step.result: value}
        return value if isinstance(value, dict) else {}
