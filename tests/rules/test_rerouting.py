"""Open tasks are offered anew (action ``reroute``): to whom the diagram names now, others stay."""

from __future__ import annotations

from tests.rules.small import deploy, form, procedure, work
from tests.scenarios.bpmn.build import end, node, start, sv
from tests.support.house import House

REROUTE = '<sv:action type="reroute"><sv:param name="elements" value="E01_write E02_read"/></sv:action>'


def test_a_task_goes_to_whom_the_diagram_names_now(house: House) -> None:
    """E01 is written by whoever ``writer`` names: changed while it is open; E03 is not among the elements."""
    deploy(house, form("small/note", "writer", "note"), procedure(
        "anew", start(), work("E00_name", "small/note"),
        node("parallelGateway", "fork"),
        work("E01_write", "small/note", "", '<sv:assignee users="writer"/>'),
        work("E03_keep", "small/note", "", '<sv:assignee users="writer"/>'),
        work("E04_change", "small/note"),
        node("serviceTask", "E05_anew", xml=sv(REROUTE)), end("f"), end("g"), end(),
        "s > E00_name > fork > E01_write > e", "fork > E03_keep > g", "fork > E04_change > E05_anew > f"))
    case = house.start("anew")
    house.complete(case, "E00_name", "o1", writer="o1")
    house.complete(case, "E04_change", "o2", writer="o3")
    assert [row["element"] for row in house.inbox("o1")] == ["E03_keep"]
    assert [row["element"] for row in house.inbox("o3")] == ["E01_write"]
    house.complete(case, "E01_write", "o3")
    assert house.verify(case)["problems"] == []
