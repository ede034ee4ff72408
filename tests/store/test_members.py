"""Who takes part in a case, and who no longer does."""

from __future__ import annotations

from sqlalchemy import select

from engine import commands
from engine.store.tables import member
from tests.support.house import House
from tests.support.proofs import prove


def circles(house: House, case: str, user: str) -> set[str]:
    """Circles by which a person knows a case."""
    with house.engine.database.read() as connection:
        query = select(member.c.circle).where(member.c.instance == case, member.c.user == user)
        return set(connection.execute(query).scalars())


def test_who_leaves_a_case_leaves_every_circle_of_it(house: House) -> None:
    """A handler who was swapped out loses access at once, also to the circle the task lies in."""
    case = house.start("panel")
    asked = house.do("o1", commands.RequestSuspension(case, "待查"))
    house.do("secretary", commands.Decide(asked.result["request"], False, "不同意"))    # takes part from now on
    house.complete(case, "E01_nominate", "o1", handlers=["o2"])
    task = house.task(case, "E02_each")
    house.do("secretary", commands.SwapHandler(task, "o2", "o3", "调离"))
    assert circles(house, case, "o3") == {"inner"}
    house.do("secretary", commands.SwapHandler(task, "o3", "o4", "调离"))
    assert circles(house, case, "o3") == set()
    prove(house)
