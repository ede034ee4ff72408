"""Where everybody who could do a task is kept away, the nearest superior's people do it (catalogue 5.3, PT-7)."""

from __future__ import annotations

from sqlalchemy import select

from engine import commands
from engine.store.tables import task
from tests.rules.small import deploy, form, procedure, work
from tests.scenarios.bpmn.build import end, fork, start
from tests.support.house import CONTENT, House
from tests.support.proofs import prove

HEAD = '<sv:candidate role="head" scope="own"/>'
RECUSAL = '<sv:recusal field="has_conflict"/>'
DECLARE = form("small/declare", "has_conflict:checkbox")


def superior() -> dict[str, bytes]:
    """A unit above the first one, with a head and a head in a unit of their own."""
    units, people = ((CONTENT / f"org/sample/{name}.yaml").read_text("utf-8") for name in ("units", "people"))
    units = units.replace("{code: U1,", "{code: U1, parent: U0,")
    above = "- {code: U0, name: 上级单位, short_name: 上, level: city, calendar: CN, departments: []}\n"
    boss = "- {id: boss, name: 上级负责人, unit: U0, clearance: 3, holdings: [{role: head, unit: U0}]}\n"
    return {"org/sample/units.yaml": (above + units).encode(), "org/sample/people.yaml": (people + boss).encode()}


def waiting(house: House, case: str, element: str) -> tuple[str, str]:
    """The open task of an element and the unit it waits in."""
    with house.engine.database.read() as connection:
        query = select(task.c.id, task.c.unit).where(
            task.c.instance == case, task.c.element == element, task.c.status == "open")
        return tuple(connection.execute(query).one())


def test_a_task_of_the_only_head_who_is_kept_away_goes_up(house: House) -> None:
    apart = '<sv:exclude rule="SD-1" performersOf="E01_draft"/>'
    deploy(house, superior(), procedure(
        "up", start("s"), work("E01_draft", who=HEAD), work("E02_check", declared=apart, who=HEAD), end(),
        "s > E01_draft > E02_check > e"))
    case = house.start("up")
    house.complete(case, "E01_draft", "head")
    check, unit = waiting(house, case, "E02_check")
    assert unit == "U0"
    house.do("boss", commands.CompleteTask(check, {}))
    assert house.case(case)["status"] == "closed"
    prove(house)


def test_an_open_task_goes_up_when_its_only_head_steps_back(house: House) -> None:
    deploy(house, superior(), DECLARE, procedure(
        "back", start("s"), fork("fork"), work("E01_declare", "small/declare", RECUSAL, who=HEAD),
        work("E02_check", who=HEAD), fork("join"), end(),
        "s > fork > E01_declare > join > e", "fork > E02_check > join"))
    case = house.start("back")
    house.do("head", commands.ClaimTask(house.task(case, "E02_check")))
    house.complete(case, "E01_declare", "head", has_conflict=True)
    check, unit = waiting(house, case, "E02_check")
    assert unit == "U0"
    house.do("boss", commands.CompleteTask(check, {}))
    prove(house)
