"""A case that goes a thousand rounds costs the same in the last round as in the tenth: no history is dragged along."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import select

from engine import commands
from engine.store.tables import instance
from tests.support.house import House
from tests.support.proofs import prove
from tests.support.statements import Statements

ROUNDS = 1000
WINDOW = 5


@pytest.mark.slow
def test_the_thousandth_round_costs_what_the_tenth_did(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    case = house.start("loop")
    task = house.task(case, "E01_again")
    statements, sizes, seconds = [], [], []
    with Statements(house.engine.database.pool) as counted:
        for number in range(1, ROUNDS + 1):
            counted.reset()
            begun = time.perf_counter()
            receipt = house.do("o1", commands.CompleteTask(task, {"more": number < ROUNDS}))
            seconds.append(time.perf_counter() - begun)
            statements.append(counted.count)
            sizes.append(state_size(house, case))
            (task, *_) = [*receipt.result["tasks"], ""]
    early, late = slice(9, 9 + WINDOW), slice(ROUNDS - 1 - WINDOW, ROUNDS - 1)     # the last round ends the case
    with capsys.disabled():
        print(f"\n  round 10: {statements[9]} statements, state {sizes[9]} bytes, {min(seconds[early]) * 1e3:.1f} ms; "
              f"round 999: {statements[-2]}, {sizes[-2]}, {min(seconds[late]) * 1e3:.1f} ms")
    assert house.case(case)["status"] == "closed"
    assert max(statements[late]) <= 1.5 * max(statements[early])
    assert max(sizes[late]) <= 1.5 * max(sizes[early])
    prove(house)


def state_size(house: House, case: str) -> int:
    """Bytes of the live state and its context."""
    with house.engine.database.read() as connection:
        row = connection.execute(select(instance.c.state, instance.c.context).where(instance.c.id == case)).one()
    return len(row.state) + len(row.context)
