"""Staged races: whoever comes second is told so, and nothing is done twice or half."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from engine import Receipt, commands, errors
from engine.commands.base import Command
from tests.support.house import OFFICERS, House
from tests.support.proofs import prove
from tests.support.races import race

ROUNDS = 5
LATE = {"task_closed", "not_found"}     # who had no part in the case does not learn of it any more
HELD = {"not_yours", "not_found"}


def outcome(result: Receipt | errors.JianduError) -> str:
    """``done``, ``repeated``, or the code of the refusal."""
    return ("repeated" if result.repeated else "done") if isinstance(result, Receipt) else result.code


def run(house: House, *acts: tuple[str, Command], key: str | None = None) -> list[str]:
    """Outcomes of acts that begin at once."""
    for user, _command in acts:
        house.actor(user)
    return [outcome(each) for each in race([partial(house.attempt, user, command, key) for user, command in acts])]


def test_twenty_clients_complete_one_task(house: House) -> None:
    case = house.start("line")
    command = commands.CompleteTask(house.task(case, "E01_write"), {"note": "一"})
    outcomes = Counter(run(house, *[(OFFICERS[n % 4], command) for n in range(20)]))
    assert outcomes.pop("done") == 1
    assert set(outcomes) <= LATE
    types = Counter(house.events(case))
    assert (types["TaskCompleted"], types["CommandRefused"]) == (1, 19)
    assert [row["element"] for row in house.open_tasks(case)] == ["E02_check"]
    prove(house)


def test_twenty_clients_claim_one_task(house: House) -> None:
    case = house.start("line")
    task = house.task(case, "E01_write")
    outcomes = run(house, *[(OFFICERS[n % 4], commands.ClaimTask(task)) for n in range(20)])
    (row,) = house.open_tasks(case)
    won = [OFFICERS[n % 4] for n, each in enumerate(outcomes) if each == "done"]
    assert set(won) == {row["assignee"]}    # claiming again what one holds changes nothing
    assert len(won) == 5
    assert set(outcomes) - {"done"} <= HELD
    assert house.events(case).count("TaskRerouted") == 1
    prove(house)


def test_claim_against_complete(house: House) -> None:
    for _ in range(ROUNDS):
        case = house.start("line")
        task = house.task(case, "E01_write")
        claimed, completed = run(house, ("o1", commands.ClaimTask(task)), ("o2", commands.CompleteTask(task)))
        assert (claimed == "done" and completed in HELD) or (claimed in LATE and completed == "done")
    prove(house)


def test_timer_against_complete(house: House) -> None:
    for _ in range(ROUNDS):
        case = house.start("timed")
        task = house.task(case, "E01_reply")
        house.clock.advance(hours=1)
        house.actor("o1")
        completed, _fired = race([
            lambda task=task: outcome(house.attempt("o1", commands.CompleteTask(task))),    # type: ignore[misc]
            lambda: str(house.engine.run_due()),
        ])
        house.engine.run_due()
        elements = [row["element"] for row in house.open_tasks(case)]
        assert (completed, elements) in [("done", []), ("task_closed", ["E03_urge"])]
    prove(house)


def test_two_branches_reach_the_join_at_once(house: House) -> None:
    """The join fires once: neither branch is lost, the task after it opens once."""
    for _ in range(ROUNDS):
        case = house.start("fork")
        left, right = house.task(case, "E02_left"), house.task(case, "E03_right")
        assert run(house, ("o1", commands.CompleteTask(left)), ("o2", commands.CompleteTask(right))) == ["done", "done"]
        assert [row["element"] for row in house.open_tasks(case)] == ["E05_after"]
    prove(house)


def test_suspend_against_complete(house: House) -> None:
    for _ in range(ROUNDS):
        case = house.start("line")
        asked = house.do("o1", commands.RequestSuspension(case, "待查")).result["request"]
        task = house.task(case, "E01_write")
        granted, completed = run(
            house, ("secretary", commands.Decide(asked, True, "同意")), ("o1", commands.CompleteTask(task)))
        assert (granted, completed) in {("done", "suspended"), ("done", "done")}
        assert house.case(case)["suspended"]
        assert house.events(case).count("TaskCompleted") == (completed == "done")
    prove(house)


def test_same_key_from_two_threads(house: House) -> None:
    for number in range(ROUNDS):
        command = commands.StartInstance("line")
        outcomes = run(house, ("o1", command), ("o1", command), key=f"k{number}")
        assert sorted(outcomes) == ["done", "repeated"]
    with house.engine.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM instance").scalar_one() == ROUNDS
    prove(house)


def test_two_messages_to_one_wait(house: House) -> None:
    """One is delivered, the other kept: nobody's message is lost, none is delivered twice."""
    for number in range(ROUNDS):
        case = house.start("waiting")
        house.complete(case, "E01_ask", "o1", note=f"n{number}")
        command = commands.CorrelateMessage("reply", f"n{number}")
        house.actor("admin")
        results = race([partial(house.do, "admin", command), partial(house.do, "admin", command)])
        assert sorted(each.result["delivered"] for each in results) == [0, 1]
        assert house.events(case).count("MessageReceived") == 1
    prove(house)


def test_message_against_the_wait_it_is_for(house: House) -> None:
    """The message comes while the wait is being opened: it is delivered, now or after the next tick."""
    for number in range(4 * ROUNDS):
        case = house.start("waiting")
        task = house.task(case, "E01_ask")
        outcomes = run(
            house, ("o1", commands.CompleteTask(task, {"note": f"n{number}"})),
            ("admin", commands.CorrelateMessage("reply", f"n{number}")))
        house.engine.run_due()
        assert outcomes == ["done", "done"]
        assert [row["element"] for row in house.open_tasks(case)] == ["E03_read"]
    prove(house)


def test_one_early_message_and_two_takers(house: House) -> None:
    for number in range(ROUNDS):
        house.do("admin", commands.CorrelateMessage("reply", f"n{number}"))
        cases = [house.start("waiting"), house.start("waiting")]
        tasks = [house.task(case, "E01_ask") for case in cases]
        values = {"note": f"n{number}"}
        run(house, ("o1", commands.CompleteTask(tasks[0], values)), ("o2", commands.CompleteTask(tasks[1], values)))
        assert sorted(len(house.open_tasks(case)) for case in cases) == [0, 1]
    prove(house)


def test_caller_and_called_end_at_once(house: House) -> None:
    """Ending the called case locks it and then the caller; cancelling locks the caller and then the called."""
    for _ in range(ROUNDS):
        case = house.start("caller")
        (link,) = house.case(case)["links"]
        called = link["instance"]
        house.complete(called, "E01_write", "o1", note="一")
        task = house.task(called, "E02_check")
        house.do("o1", commands.RequestSuspension(called, "使书记成为参与人"))
        request = next(row["id"] for row in house.open_tasks(called) if row["kind"] == "request")
        house.do("secretary", commands.Decide(request, False, "不同意"))
        outcomes = run(
            house, ("head", commands.CompleteTask(task)), ("secretary", commands.Terminate(called, "不再需要")))
        house.engine.run_due()
        assert outcomes.count("done") == 1
        assert set(outcomes) <= {"done", "case_ended", *LATE}
        assert [row["element"] for row in house.open_tasks(case)] == ["E02_read"]
    prove(house)


@pytest.mark.parametrize("clients", [8])
def test_eight_clients_on_many_cases(house: House, clients: int) -> None:
    """No two cases wait for each other: everything is done, nothing is refused."""
    users = [OFFICERS[number % 4] for number in range(clients)]
    cases = [house.start("loop") for _ in users]

    def work(user: str, case: str) -> int:
        for more in (True, True, True, False):
            house.complete(case, "E01_again", user, more=more)
        return house.events(case).count("TaskCompleted")

    house.actor("head")
    for user in users:
        house.actor(user)
    assert race([partial(work, user, case) for user, case in zip(users, cases, strict=True)]) == [4] * clients
    prove(house)
