"""Idempotency keys: a request sent again is answered, not repeated."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from engine import commands, errors
from engine.store.tables import instance, request
from tests.support.house import House
from tests.support.proofs import prove


def cases(house: House) -> int:
    """How many cases there are."""
    with house.engine.database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(instance)).scalar_one())


def test_same_key_twice_is_done_once(house: House) -> None:
    command = commands.StartInstance("line")
    first = house.do("o1", command, key="k1")
    second = house.do("o1", command, key="k1")
    assert second.repeated
    assert (second.result, second.seq, second.mac) == (first.result, first.seq, first.mac)
    assert cases(house) == 1
    prove(house)


def test_completion_after_a_lost_reply_gets_the_stored_answer(house: House) -> None:
    """The client never saw the first reply; the task is closed by then, and still the answer is the same."""
    case = house.start("line")
    command = commands.CompleteTask(house.task(case, "E01_write"), {"note": "一"})
    lost = house.do("o1", command, key="k1")
    house.engine.close()    # new connections, as after a restart
    again = house.do("o1", command, key="k1")
    assert again.repeated
    assert again.result == lost.result
    assert house.events(case).count("TaskCompleted") == 1
    prove(house)


def test_same_key_with_another_body_is_refused(house: House) -> None:
    case = house.start("line")
    task = house.task(case, "E01_write")
    house.do("o1", commands.SaveDraft(task, {"note": "一"}), key="k1")
    with pytest.raises(errors.Conflict) as refused:
        house.do("o1", commands.SaveDraft(task, {"note": "二"}), key="k1")
    assert refused.value.code == "key_reused"


def test_keys_are_each_persons_own(house: House) -> None:
    """Nobody learns or blocks another's request by guessing its key."""
    first = house.do("o1", commands.StartInstance("line"), key="k1")
    second = house.do("o2", commands.StartInstance("line"), key="k1")
    assert not second.repeated
    assert second.instance != first.instance
    assert cases(house) == 2


def test_a_refused_command_does_not_use_up_its_key(house: House) -> None:
    """What was rolled back was not done: the same key may be sent again once the obstacle is gone."""
    case = house.start("line")
    task = house.task(case, "E01_write")
    command = commands.CompleteTask(task, {"note": "一"})
    house.do("o2", commands.ClaimTask(task))
    with pytest.raises(errors.Forbidden):
        house.do("o1", command, key="k1")
    with house.engine.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(request)).scalar_one() == 0
    house.do("o2", commands.ReleaseTask(task))
    assert not house.do("o1", command, key="k1").repeated
    prove(house)
