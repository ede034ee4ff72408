"""Links between cases (catalogue L-30): a start, a call, a message that starts and one that is awaited, both ways."""

from __future__ import annotations

from sqlalchemy import select

from engine import commands
from engine.store.tables import link, register_row
from tests.rules.small import deploy, procedure, register, work
from tests.scenarios.bpmn.build import catch, end, event, node, start, sv, throw
from tests.support.house import House

ROOTS = '<message id="B" name="begin"/><message id="T" name="told"/>'
KEY = sv('<sv:correlation key="source"/>') + event("message", "T")
BEGIN = sv('<sv:send toUnit="own_unit"/><sv:param name="source" value="=case_no"/>')
WAIT = sv('<sv:correlation key="case_no"/>') + event("message", "T")
FILES = (
    register("L-30", ["from_process", "from_row", "to_process", "to_row", "relation", "at"]),
    procedure(
        "one-asks", start(),
        node("serviceTask", "a", xml=sv(
            '<sv:action type="start"><sv:param name="definition" value="two-works"/></sv:action>')),
        node("callActivity", "b", calledElement="two_works"),
        throw("c", BEGIN + event("message", "B")),
        catch("d", WAIT), catch("d2", WAIT), end(), "s > a > b > c > d > d2 > e", roots=ROOTS,
    ),
    procedure("two-works", start(), end(), "s > e"),
    procedure("three-tells", start("bs", event("message", "B")), work("w"), throw("t", KEY), work("w2"),
              throw("t2", KEY), end(), "bs > w > t > w2 > t2 > e", roots=ROOTS),
)


def links(house: House) -> list[tuple[str, str, str]]:
    """From, relation and to of every row of the register; each link is told by both cases, too."""
    with house.engine.database.read() as connection:
        rows = [row._mapping for row in connection.execute(select(link))]
        data = [row.data for row in connection.execute(select(register_row).where(register_row.c.register == "L-30"))]
    there = {(row["instance"], row["relation"], row["other"]) for row in rows if row["direction"] == "to"}
    back = {(row["other"], row["relation"], row["instance"]) for row in rows if row["direction"] == "from"}
    assert there == back
    assert len(rows) == 2 * len(data)
    return sorted((values["from_process"], values["relation"], values["to_process"]) for values in data)


def test_every_way_from_case_to_case_is_linked_both_ways(house: House) -> None:
    """Start and call 派生, a message that starts 来源, one that was awaited 反馈 - once, however often it comes."""
    deploy(house, *FILES)
    case = house.start("one-asks")
    house.engine.run_due(100)
    asked = [("one-asks", "来源", "three-tells"), ("one-asks", "派生", "two-works"), ("one-asks", "派生", "two-works")]
    assert links(house) == asked
    with house.engine.database.read() as connection:
        query = select(link.c.other).where(link.c.instance == case, link.c.relation == "来源")
        other = connection.execute(query).scalar_one()
    for element in ("w", "w2"):
        [task] = [item["id"] for item in house.inbox("o1") if (item["instance"], item["element"]) == (other, element)]
        house.do("o1", commands.CompleteTask(task, {}))
        house.engine.run_due(100)
        assert links(house) == [*asked, ("three-tells", "反馈", "one-asks")]
    assert house.case(case)["ended_at"]
