"""Random work by random people: after every step the log explains every row, and every task was closed once.

Illegal commands are part of it: they must be refused as such and leave nothing but the record of the attempt.
"""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Row, select

from engine import commands
from engine.commands.base import Command
from engine.store.tables import instance, job, task
from tests.support.house import MORNING, House
from tests.support.proofs import prove, wrong_closings

DEFINITIONS = ("line", "fork", "loop", "panel", "timed", "caller", "waiting")
ELEMENTS = ("E02_each", "E02_each", "E01_write", "nowhere")
FIT = {"r:officer@U1": "o2", "r:head@U1": "head", "r:secretary@U1": "secretary"}
FITTING = "whoever may"     # resolved to somebody the task is offered to
users = st.sampled_from([FITTING, FITTING, FITTING, FITTING, "o1", "o3", "stranger"])
anybody = st.sampled_from(["o1", "secretary", "secretary", "head", "stranger"])
heads = st.sampled_from(["secretary", "secretary", "secretary", "head", "o1"])
officers = st.sampled_from(["o1", "o2", "o3"])
numbers = st.integers(0, 50)
notes = st.sampled_from(["一", "二"])
values = st.fixed_dictionaries(
    {}, optional={"note": notes, "more": st.booleans(), "handlers": st.lists(officers, unique=True, max_size=3)})
SIMPLE = (commands.ClaimTask, commands.ReleaseTask)
REASONED = (
    commands.Suspend, commands.Resume, commands.Resume, commands.Resume, commands.Terminate, commands.Withdraw,
    commands.RequestSuspension,
)


class Work(RuleBasedStateMachine):
    """One day of work on a few cases; ``house`` is set by the test."""

    house: House

    def __init__(self) -> None:
        super().__init__()
        self.house.clock.now = MORNING
        self.before = self._ids()

    @initialize(definition=st.sampled_from(DEFINITIONS))
    def begin(self, definition: str) -> None:
        """The secretary takes part, by refusing a suspension."""
        case = self.house.start(definition)
        if definition != "caller":  # where nobody has a task yet to ask it for
            asked = self.house.do("o1", commands.RequestSuspension(case, "待查"))
            self.house.do("secretary", commands.Decide(asked.result["request"], False, "不同意"))

    @precondition(lambda self: len(self.cases()) < 3)
    @rule(definition=st.sampled_from(DEFINITIONS), user=officers)
    def start(self, definition: str, user: str) -> None:
        self.house.start(definition, user)

    @rule(which=numbers, form=values)
    def complete(self, which: int, form: dict[str, Any]) -> None:
        self._on_task(which, FITTING, lambda task: commands.CompleteTask(task, {"handlers": ["o1", "o2"], **form}))

    @rule(which=numbers, user=users, form=values)
    def complete_as_anybody(self, which: int, user: str, form: dict[str, Any]) -> None:
        self._on_task(which, user, lambda task: commands.CompleteTask(task, form))

    @rule(which=numbers, user=users, kind=st.sampled_from(SIMPLE))
    def claim_or_release(self, which: int, user: str, kind: Any) -> None:
        self._on_task(which, user, kind)

    @rule(which=numbers, user=heads, to=officers)
    def assign(self, which: int, user: str, to: str) -> None:
        self._on_task(which, user, lambda task: commands.AssignTask(task, to, "分工"))

    @rule(which=numbers, user=users, form=values)
    def draft(self, which: int, user: str, form: dict[str, Any]) -> None:
        self._on_task(which, user, lambda task: commands.SaveDraft(task, form))

    @rule(which=numbers, user=users)
    def send_back(self, which: int, user: str) -> None:
        with self.house.engine.database.read() as connection:
            done = select(task.c.element).where(task.c.instance.in_(self.cases()), task.c.status == "completed")
            elements = [*connection.execute(done.order_by(task.c.closed_at, task.c.id)).scalars(), "nowhere"]
        self._on_task(which, user, lambda task: commands.ReturnTask(task, elements[which % len(elements)], "重写"))

    @rule(which=numbers, user=anybody, kind=st.sampled_from(REASONED))
    def act_on_case(self, which: int, user: str, kind: Any) -> None:
        self.house.attempt(user, kind(self._case(which), "理由"))

    @rule(which=numbers, user=users, amount=st.integers(0, 6))
    def ask_for_time(self, which: int, user: str, amount: int) -> None:
        self._on_task(which, user, lambda task: commands.RequestExtension(task, amount, "复杂"))

    @rule(which=numbers, grant=st.booleans())
    def decide(self, which: int, grant: bool) -> None:
        self._on_task(which, "secretary", lambda task: commands.Decide(task, grant, "意见"), kind="request")

    @rule(which=numbers, user=heads, leaving=officers, entering=officers)
    def swap(self, which: int, user: str, leaving: str, entering: str) -> None:
        self._on_task(which, user, lambda task: commands.SwapHandler(task, leaving, entering, "调离"))

    @rule(which=numbers, user=heads, item=officers, element=st.sampled_from(ELEMENTS))
    def add_participant(self, which: int, user: str, item: str, element: str) -> None:
        self.house.attempt(user, commands.AddParticipant(self._case(which), element, item))

    @rule(which=numbers, user=heads)
    def remove_participant(self, which: int, user: str) -> None:
        self._on_task(which, user, lambda task: commands.RemoveParticipant(task, "调离"))

    @rule(note=notes)
    def message(self, note: str) -> None:
        self.house.attempt("admin", commands.CorrelateMessage("reply", note))

    @rule(hours=st.sampled_from([1, 20, 80]))
    def time_passes(self, hours: int) -> None:
        self.house.clock.advance(hours=hours)
        self.house.engine.run_due()

    @invariant()
    def history_explains_everything(self) -> None:
        for case in self.cases():
            report = self.house.verify(case)
            assert report["ok"], report["problems"]
            with self.house.engine.database.read() as connection:
                assert wrong_closings(connection, case) == {}

    @invariant()
    def ended_cases_have_nothing_left_to_do(self) -> None:
        with self.house.engine.database.read() as connection:
            over = select(instance.c.id).where(instance.c.ended_at != "")
            left = select(task.c.id).where(task.c.instance.in_(over), task.c.status == "open")
            assert connection.execute(left).all() == []
            failed = select(job.c.id, job.c.message).where(job.c.message != "")
            assert connection.execute(failed).all() == []

    def teardown(self) -> None:
        """Let nothing of this example come due in the next."""
        self.house.clock.advance(days=60)
        self.house.engine.run_due(1000)

    def cases(self) -> list[str]:
        """Cases of this example, called ones included."""
        return sorted(self._ids() - self.before)

    def _ids(self) -> set[str]:
        with self.house.engine.database.read() as connection:
            return set(connection.execute(select(instance.c.id)).scalars())

    def _case(self, which: int) -> str:
        cases = self.cases()
        return cases[which % len(cases)]

    def _on_task(self, which: int, user: str, act: Any, kind: str = "task") -> None:
        """Attempt a command on one of the open tasks, or on one closed task."""
        with self.house.engine.database.read() as connection:
            query = select(task).where(task.c.instance.in_(self.cases()), task.c.kind == kind)
            rows = connection.execute(query.order_by(task.c.status != "open", task.c.id)).all()
        if not rows:
            return
        still_open = sum(row.status == "open" for row in rows)
        row = rows[which % min(len(rows), still_open + 1)]
        command: Command = act(row.id)
        self.house.attempt(_fitting(row) if user == FITTING else user, command)


def _fitting(row: Row[Any]) -> str:
    """Somebody who may do the task."""
    principal = (row.principals or ["u:o1"])[0]
    return str(row.assignee or FIT.get(principal) or principal[2:])


def test_random_work(house: House) -> None:
    machine = type("WorkHere", (Work,), {"house": house})
    run_state_machine_as_test(machine, settings=settings(
        max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck),
        derandomize=True, database=None,
    ))
    prove(house)
