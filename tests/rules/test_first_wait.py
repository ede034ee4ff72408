"""Several waits of a case for the same message: it goes to the one that has waited longest, however they are stored."""

from __future__ import annotations

from engine import commands
from tests.rules.small import deploy, procedure, work
from tests.scenarios.bpmn.build import catch, end, event, node, start, sv
from tests.support.house import House
from tests.support.proofs import prove

WAIT = sv('<sv:correlation key="case_no"/>') + event("message", "M")
BRANCHES = range(1, 5)


def test_the_wait_opened_first_gets_the_message(house: House) -> None:
    """Each branch waits once its task is done; the messages go to the branches in that order."""
    inside = [part for n in BRANCHES for part in (
        work(f"E{n}1_ask"), catch(f"E{n}2_wait", WAIT), work(f"E{n}3_read"), end(f"e{n}"),
        f"both > E{n}1_ask > E{n}2_wait > E{n}3_read > e{n}")]
    deploy(house, procedure("waits", start(), node("parallelGateway", "both"), "s > both", *inside))
    case = house.start("waits")
    order = [3, 1, 4, 2]
    for branch in order:
        house.complete(case, f"E{branch}1_ask", "o1")
    number = house.case(case)["case_no"]
    for count, _ in enumerate(order, 1):
        house.do("system", commands.CorrelateMessage("letter", number, {}, "U1"))
        read = [row["element"] for row in house.open_tasks(case)]
        assert sorted(read) == sorted(f"E{branch}3_read" for branch in order[:count])
    prove(house)
