"""The test content runs: each small procedure from its start to its end."""

from __future__ import annotations

from engine import commands
from tests.support.house import House
from tests.support.proofs import prove


def test_line(house: House) -> None:
    case = house.start("line")
    house.complete(case, "E01_write", "o1", note="写好了")
    house.complete(case, "E02_check", "head")
    assert house.case(case)["status"] == "closed"
    prove(house)


def test_fork(house: House) -> None:
    case = house.start("fork")
    house.complete(case, "E03_right", "o1")
    house.complete(case, "E02_left", "o2")
    house.complete(case, "E05_after", "o3")
    assert house.case(case)["status"] == "closed"
    prove(house)


def test_loop(house: House) -> None:
    case = house.start("loop")
    for more in (True, True, False):
        house.complete(case, "E01_again", "o1", more=more)
    assert house.case(case)["status"] == "closed"
    assert house.events(case).count("TaskCompleted") == 3
    prove(house)


def test_panel(house: House) -> None:
    case = house.start("panel")
    house.complete(case, "E01_nominate", "o1", handlers=["o2", "o3"])
    for user in ("o3", "o2"):
        (row,) = house.inbox(user)
        house.do(user, commands.CompleteTask(row["id"], {"note": user}))
    assert house.case(case)["status"] == "closed"
    prove(house)


def test_timed(house: House) -> None:
    case = house.start("timed")
    house.clock.advance(hours=1)
    assert house.engine.run_due() == 1
    house.complete(case, "E03_urge", "head")
    assert house.case(case)["status"] == "closed"
    prove(house)


def test_caller(house: House) -> None:
    case = house.start("caller")
    (link,) = house.case(case)["links"]
    house.complete(link["instance"], "E01_write", "o1", note="四十二")
    house.complete(link["instance"], "E02_check", "head")
    house.complete(case, "E02_read", "o2")
    assert house.case(case)["status"] == "closed"
    prove(house)


def test_waiting(house: House) -> None:
    case = house.start("waiting")
    house.complete(case, "E01_ask", "o1", note="七")
    receipt = house.do("admin", commands.CorrelateMessage("reply", "七"))
    assert receipt.result["delivered"] == 1
    house.complete(case, "E03_read", "o1")
    assert house.case(case)["status"] == "closed"
    prove(house)
