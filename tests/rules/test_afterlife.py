"""A case filed away whose follow-ups still wait: it lives on until its timers fire, years without a calendar too."""

from __future__ import annotations

from engine import commands, queries
from tests.rules.small import deploy, form, procedure, register, work
from tests.scenarios.bpmn.build import catch, end, node, start, sv, timer
from tests.support.house import House
from tests.support.proofs import prove

ARCHIVE = '<sv:action type="status"><sv:param name="value" value="archived"/></sv:action>'
TALK = procedure(
    "talk", start(), work("E15_talk", "talk/note"), node("serviceTask", "E25_file", xml=sv(ARCHIVE)),
    catch("E26a_wait", timer("Duration", 'duration("P6M")')),
    work("E26_follow_up", "talk/note", '<sv:limit ref="TL-T01"/>'),
    catch("E27a_wait", timer("Duration", 'duration("P18M")')),
    work("E27_probation", "talk/note", '<sv:limit ref="TL-T01"/>'), end(),
    "s > E15_talk > E25_file > E26a_wait > E26_follow_up > E27a_wait > E27_probation > e",
)
ROWS = register("L-7T", ["note"], {"process": "talk", "at": "E25_file", "set": {"status": "closed", "note": "=note"}},
                {"process": "talk", "at": "E26_follow_up", "set": {"note": "=note"}})


def listed(house: House, status: str) -> list[str]:
    """Cases of a status, as the head of the unit sees them."""
    return [row["id"] for row in house.engine.ask(queries.Cases(status=status), house.actor("head"))["items"]]


def test_a_case_filed_away_lives_on_until_its_timers_fire(house: House) -> None:
    deploy(house, TALK, ROWS, form("talk/note", "note"))
    case = house.start("talk")
    house.complete(case, "E15_talk", "o1", note="已谈话")
    page = house.case(case)
    assert (page["status"], page["ended_at"], house.open_tasks(case)) == ("archived", "", [])
    assert (listed(house, "archived"), listed(house, "in_progress")) == ([case], [])
    assert len(page["timers"]) == 1

    house.clock.advance(days=184)
    assert house.engine.run_due() == 1
    (task,) = house.open_tasks(case)
    assert (task["element"], task["due"]) == ("E26_follow_up", "2026-09-09")
    assert [row["element"] for row in house.inbox("o2")] == ["E26_follow_up"]
    assert house.case(case)["status"] == "archived"
    house.do("o2", commands.CompleteTask(task["id"], {"note": "良好"}))
    (row,) = house.engine.ask(queries.RegisterRows("L-7T"), house.actor("head"))["items"]
    assert (row["status"], row["note"]) == ("closed", "良好")

    house.clock.advance(days=550)       # 2028: no calendar has come yet
    house.engine.run_due()
    (task,) = house.open_tasks(case)
    assert task["provisional"]
    house.complete(case, "E27_probation", "o1", note="转正")
    page = house.case(case)
    assert page["status"] == "archived"
    assert page["ended_at"]
    prove(house)
