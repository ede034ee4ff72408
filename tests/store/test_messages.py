"""Messages that come before anybody waits are kept, and given to one taker once."""

from __future__ import annotations

from sqlalchemy import func, select

from engine import commands
from engine.store.tables import message
from tests.support.house import House
from tests.support.proofs import prove


def kept(house: House) -> int:
    """How many early messages lie waiting."""
    with house.engine.database.read() as connection:
        return int(connection.execute(select(func.count()).select_from(message)).scalar_one())


def send(house: House, note: str) -> dict[str, object]:
    """A message from outside."""
    return house.do("admin", commands.CorrelateMessage("reply", note)).result


def test_early_message_is_kept_and_delivered(house: House) -> None:
    assert send(house, "七") == {"delivered": 0, "kept": True}
    case = house.start("waiting")
    house.complete(case, "E01_ask", "o1", note="七")
    assert [row["element"] for row in house.open_tasks(case)] == ["E03_read"]
    assert kept(house) == 0
    prove(house)


def test_message_of_another_matter_stays(house: House) -> None:
    send(house, "八")
    case = house.start("waiting")
    house.complete(case, "E01_ask", "o1", note="七")
    assert house.open_tasks(case) == []
    assert kept(house) == 1


def test_one_early_message_reaches_one_of_two_takers(house: House) -> None:
    send(house, "七")
    cases = [house.start("waiting"), house.start("waiting")]
    for case in cases:
        house.complete(case, "E01_ask", "o1", note="七")
    assert sorted(len(house.open_tasks(case)) for case in cases) == [0, 1]
    assert send(house, "七") == {"delivered": 1, "kept": False}
    assert [len(house.open_tasks(case)) for case in cases] == [1, 1]
    prove(house)


def test_second_message_to_the_same_wait_is_kept(house: House) -> None:
    case = house.start("waiting")
    house.complete(case, "E01_ask", "o1", note="七")
    assert [send(house, "七")["delivered"], send(house, "七")["delivered"]] == [1, 0]
    assert kept(house) == 1
    assert house.events(case).count("MessageReceived") == 1
    prove(house)


def test_message_to_a_suspended_case_waits(house: House) -> None:
    """A suspended case does not go on; what came meanwhile is delivered when it is resumed."""
    case = house.start("waiting")
    house.complete(case, "E01_ask", "o1", note="七")
    house.suspend(case)
    send(house, "七")
    assert house.open_tasks(case) == []
    house.do("secretary", commands.Resume(case, "查毕"))
    house.engine.run_due()
    assert [row["element"] for row in house.open_tasks(case)] == ["E03_read"]
    prove(house)
