"""Due work: timers and warnings happen once, when they are due and not before, whoever looks for them."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

from engine import Engine, commands
from tests.support.house import House
from tests.support.proofs import prove


def test_timer_fires_when_due(house: House) -> None:
    case = house.start("timed")
    house.clock.advance(minutes=59)
    assert house.engine.run_due() == 0
    house.clock.advance(minutes=1)
    assert house.engine.run_due() == 1
    assert house.engine.run_due() == 0
    assert [row["element"] for row in house.open_tasks(case)] == ["E03_urge"]
    prove(house)


def test_timer_of_a_completed_task_never_fires(house: House) -> None:
    case = house.start("timed")
    house.complete(case, "E01_reply", "o1")
    house.clock.advance(hours=2)
    assert house.engine.run_due() == 0
    assert house.case(case)["status"] == "closed"
    prove(house)


def test_timer_of_a_suspended_case_waits(house: House) -> None:
    case = house.start("timed")
    house.suspend(case)
    house.clock.advance(hours=2)
    assert house.engine.run_due() == 0
    house.do("secretary", commands.Resume(case, "查毕"))
    house.engine.run_due()
    assert [row["element"] for row in house.open_tasks(case)] == ["E03_urge"]
    prove(house)


def test_two_workers_fire_each_timer_once(house: House) -> None:
    cases = [house.start("timed") for _ in range(10)]
    house.clock.advance(hours=2)
    second = Engine(house.engine.settings, clock=house.clock, ids=house.engine.ids)
    barrier, done = Barrier(2), []

    def work(engine: Engine) -> None:
        barrier.wait()
        done.append(engine.run_due())

    workers = [Thread(target=work, args=(engine,)) for engine in (house.engine, second)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    second.close()
    assert sum(done) + house.engine.run_due() == len(cases)
    for case in cases:
        assert house.events(case).count("JobDone") == 1
        assert [row["element"] for row in house.open_tasks(case)] == ["E03_urge"]
    prove(house)


def raised(house: House, case: str) -> list[str]:
    """Classes of the warnings raised so far."""
    return [warning["class"] for warning in house.case(case)["warnings"]]


def test_warnings_are_raised_once_each(house: House) -> None:
    """Five working days from Monday 2 March: blue two working days before the end, yellow one, red at its end."""
    case = house.start("line")
    (row,) = house.open_tasks(case)
    assert row["due"] == "2026-03-09"
    seen = []
    for _hour in range(24 * 9):
        house.clock.advance(hours=1)
        house.engine.run_due()
        house.engine.run_due()
        if len(raised(house, case)) != len(seen):
            seen.append((raised(house, case)[-1], (house.clock() + timedelta(hours=8)).strftime("%m-%d %H:%M")))
    assert seen == [("blue", "03-05 00:00"), ("yellow", "03-06 00:00"), ("red", "03-10 00:00")]
    assert house.events(case).count("WarningRaised") == 3
    prove(house)


def test_warnings_missed_while_the_machine_was_off_are_raised_once(house: House) -> None:
    case = house.start("line")
    house.clock.advance(days=30)
    house.engine.run_due()
    house.engine.run_due()
    assert sorted(raised(house, case)) == ["blue", "red", "yellow"]
    prove(house)


def test_completed_task_warns_nobody(house: House) -> None:
    case = house.start("line")
    house.complete(case, "E01_write", "o1")
    house.clock.advance(days=30)
    house.engine.run_due()
    assert raised(house, case) == []
    prove(house)


def test_an_extended_task_warns_again_before_its_new_due_date(house: House) -> None:
    """Warnings belong to a due date: who got more time is warned again when that ends."""
    case = house.start("line")
    task = house.task(case, "E01_write")
    house.clock.advance(days=3)     # blue was raised
    house.engine.run_due()
    assert raised(house, case) == ["blue"]
    asked = house.do("o1", commands.RequestExtension(task, 5, "复杂"))
    house.do("secretary", commands.Decide(asked.result["request"], True, "同意"))
    house.clock.advance(days=30)
    house.engine.run_due()
    assert house.events(case).count("WarningRaised") == 4
    prove(house)
