"""Boundary timers counted from their task's limit go with its clock: extended, suspended; others stay."""

from __future__ import annotations

import pytest

from engine import commands
from engine.queries.whole import Waits
from tests.rules.small import deploy, form, procedure, work
from tests.scenarios.bpmn.build import boundary, end, start, timer
from tests.support.house import House

PATHS = (
    '<sv:exception kind="extend" by="handler" approve="secretary@own"/>'
    '<sv:exception kind="suspend" by="starter" approve="secretary@own" stops="true"/>'
)
DEADLINE = 'due("TL-T01", asked_on).deadline'


def begun(house: House, when: str = DEADLINE) -> str:
    """A task due in 5 WD, asked for on 2026-03-02, with a timer beside it."""
    deploy(house, form("late/note", "note"), procedure(
        "late", start(), work("E00_ask", "late/note", '<sv:set variable="asked_on" value="today()"/>'),
        work("E01_write", "late/note", '<sv:limit ref="TL-T01" start="asked_on"/>'),
        boundary("E01x_late", "E01_write", timer("Date", when), interrupting=False),
        work("E02_tell", "late/note"), end("f"), end(),
        "s > E00_ask > E01_write > e", "E01x_late > E02_tell > f", declared=PATHS))
    case = house.start("late")
    house.complete(case, "E00_ask", "o1")
    return case


def rings(house: House, case: str) -> str:
    """When the timer rings (UTC: the day is over at 16:00)."""
    [waiting] = [row for row in house.engine.ask(Waits(case), house.actor("system"))
                 if row["kind"] == "timer"]
    return str(waiting["due"])[:16]


@pytest.mark.parametrize(("when", "after"), [
    (DEADLINE, "2026-03-11T16:00"),
    ('add workdays(due("TL-T01", asked_on).effective, 1)', "2026-03-11T16:00"),
    ('due("TL-T01", date("2026-03-02") + duration("P0D")).deadline', "2026-03-11T16:00"),
    ('due("TL-T01", date("2026-03-03")).deadline', "2026-03-10T16:00"),     # another start: not this task's clock
    ("2026-03-20T00:00:00+08:00", "2026-03-19T16:00"),
])
def test_an_extension_moves_the_timer(house: House, when: str, after: str) -> None:
    case = begun(house, when)
    request = house.do("o1", commands.RequestExtension(house.task(case, "E01_write"), 2, "材料未齐")).result["request"]
    house.do("secretary", commands.Decide(request, True, "同意"))
    assert rings(house, case) == after
    assert house.verify(case)["problems"] == []


def test_a_suspension_moves_the_timer(house: House) -> None:
    """Two working days stand still; the timer rings with the task's new deadline, once."""
    case = begun(house)
    house.suspend(case)
    house.clock.advance(days=2)
    house.do("secretary", commands.Resume(case, "查清"))
    assert rings(house, case) == "2026-03-11T16:00"
    house.clock.advance(days=7, hours=16)
    house.engine.run_due(100)
    assert [row["element"] for row in house.open_tasks(case)] == ["E01_write", "E02_tell"]
