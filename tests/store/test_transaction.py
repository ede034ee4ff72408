"""One transaction: everything or nothing, numbers without gaps, a state never overwritten unseen."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import Any, ClassVar

import pytest
from sqlalchemy import Table, select, update

from engine import commands, errors, system_actor
from engine.commands.base import Command, Result, Work
from engine.model.events import StatusChanged
from engine.store.tables import instance, metadata, series
from engine.store.transaction import transaction
from tests.support.house import OFFICERS, SECRET, House
from tests.support.proofs import prove


@dataclass(frozen=True)
class FailAfter(Command):
    """Does another command, then fails: nothing of it may stay."""

    first: Command
    permission: ClassVar[str] = "self"

    def run(self, work: Work) -> Result:
        self.first.run(work)
        work.finish()
        work.tx.flush()
        raise RuntimeError("after everything was written")


def contents(house: House) -> dict[str, list[Any]]:
    """Every row of every table."""
    with house.engine.database.read() as connection:
        return {table.name: rows_of(connection, table) for table in metadata.sorted_tables}


def rows_of(connection: Any, table: Table) -> list[Any]:
    """Rows of a table in order of their key."""
    return [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]


def test_rollback_leaves_nothing(house: House) -> None:
    case = house.start("line")
    task = house.task(case, "E01_write")
    before = contents(house)
    for command in (commands.StartInstance("fork"), commands.CompleteTask(task, {"note": "一"})):
        with pytest.raises(RuntimeError):
            house.do("o1", FailAfter(command))
        assert contents(house) == before


def test_numbers_have_no_gap_after_rollbacks(house: House) -> None:
    house.start("line")
    for _ in range(3):
        with pytest.raises(RuntimeError):
            house.do("o1", FailAfter(commands.StartInstance("line")))
    house.start("line")
    with house.engine.database.read() as connection:
        assert sorted(connection.execute(select(instance.c.case_no)).scalars()) == [
            "U1-XX-2026-0001", "U1-XX-2026-0002"]
    prove(house)


def test_numbers_have_no_gap_under_concurrency(house: House) -> None:
    """Four threads start cases and every third start is rolled back; the numbers are 1 to n all the same."""
    def work(user: str) -> None:
        for number in range(9):
            start: Command = commands.StartInstance("loop")
            with suppress(RuntimeError):
                house.do(user, FailAfter(start) if number % 3 == 1 else start)

    threads = [Thread(target=work, args=(user,)) for user in OFFICERS]
    for user in OFFICERS:
        house.actor(user)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with house.engine.database.read() as connection:
        assert connection.execute(select(series.c.last)).scalar_one() == len(OFFICERS) * 6
    prove(house)


def change_behind_the_lock(house: House, case: str) -> None:
    """One transaction that loads a case, changes its revision by plain SQL, and then writes the case."""
    engine = house.engine
    with transaction(engine.database, SECRET, house.clock(), engine.ids, system_actor(), "Test") as tx:
        stored = tx.case(case)
        tx.connection.execute(update(instance).where(instance.c.id == case).values(revision=instance.c.revision + 1))
        tx.record(stored, StatusChanged("x"))


def test_revision_guard(house: House) -> None:
    """Somebody changed the row behind our lock (another program, a lost lock): the write is refused, not merged."""
    case = house.start("line")
    with pytest.raises(errors.Busy):
        change_behind_the_lock(house, case)
    assert house.case(case)["status"] == "in_progress"
    prove(house)


def test_receipt_names_the_last_event(house: House) -> None:
    receipt = house.do("o1", commands.StartInstance("line"))
    with house.engine.database.read() as connection:
        row = connection.execute(select(instance)).one()
    assert (receipt.instance, receipt.seq, receipt.mac) == (row.id, row.event_seq, row.event_mac)


def test_nobody_waits_for_a_second_case_while_holding_a_first(house: House) -> None:
    """The case is taken when it is free; else the act begins again with both, in the order of their ids."""
    if house.engine.database.is_sqlite:
        pytest.skip("SQLite has one writer at a time")
    one, two = sorted((house.start("line"), house.start("line")))
    parts = (house.engine.database, SECRET, house.clock(), house.engine.ids, system_actor(), "Test")
    with transaction(*parts) as mine, transaction(*parts) as theirs:
        mine.case(two)
        theirs.case(one)
        with pytest.raises(errors.OutOfTurn) as told:
            mine.case(one)
        assert told.value.cases == {one, two}
        with pytest.raises(errors.NotFound):
            mine.case("gone")
    with transaction(*parts) as again:
        again.hold({two, one, "gone"})
        assert list(again.held) == [one, two]
        again.case(two)
        assert (list(again.cases), list(again.held)) == ([two], [one])
