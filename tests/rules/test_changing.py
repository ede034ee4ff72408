"""What a diagram changes by itself: people of a case, instances of a running sequence, rows that end with a case."""

from __future__ import annotations

from typing import Any

from engine import commands, queries
from engine.model.errors import NotFound
from tests.rules.small import deploy, form, procedure, register, work
from tests.scenarios.bpmn.build import end, fork, many, node, start, sv
from tests.support.house import House


def by(user: str) -> str:
    """Assigned to one person."""
    return f'<sv:assignee users="&quot;{user}&quot;"/>'


def rows(house: House) -> list[dict[str, Any]]:
    """Rows of the register, as the head reads them."""
    return list(house.engine.ask(queries.RegisterRows("L-T9"), house.actor("head"))["items"])


def test_a_person_is_swapped_everywhere(house: House) -> None:
    """o2 has a task and stands in a list; o3 takes both; o2 loses the case."""
    swapping = ('<sv:action type="swap"><sv:param name="leaving" value="o2"/>'
                '<sv:param name="entering" value="o3"/></sv:action>')
    deploy(house, form("late/note", "note"), procedure(
        "late", start().but(sv('<sv:set variable="team" value="[&quot;o2&quot;, &quot;head&quot;]"/>')), fork("f"),
        work("E01_write", "late/note", who=by("o2")), work("E02_ask", "late/note", who=by("o1")),
        node("serviceTask", "E03_swap", xml=sv(swapping), name="换人"), end("g"), end(),
        "s > f > E01_write > e", "f > E02_ask > E03_swap > g"))
    case = house.start("late")
    house.complete(case, "E02_ask", "o1")
    assert [row["assignee"] or row["principals"] for row in house.open_tasks(case)] in (["o3"], [["user:o3"]])
    assert isinstance(house.attempt("o2", commands.CompleteTask(house.task(case, "E01_write"), {})), NotFound)
    house.complete(case, "E01_write", "o3")
    assert house.case(case)["status"] == "closed"
    assert house.verify(case)["problems"] == []


def test_an_instance_is_added_by_the_diagram(house: House) -> None:
    """A sequence over one stage; while it runs the diagram adds another, which comes last."""
    adding = ('<sv:action type="add"><sv:param name="element" value="E01_stage"/>'
              '<sv:param name="item" value="=2"/></sv:action>')
    deploy(house, form("late/note", "note"), procedure(
        "late", start(), fork("f"), work("E01_stage", "late/note", xml=many("[1]", sequential=True)),
        work("E02_ask", "late/note"), node("serviceTask", "E03_add", xml=sv(adding), name="增补"), end("g"), end(),
        "s > f > E01_stage > e", "f > E02_ask > E03_add > g"))
    case = house.start("late")
    house.complete(case, "E02_ask", "o1")
    house.engine.run_due(10)
    for _ in range(2):
        house.complete(case, "E01_stage", "o1")
    assert house.case(case)["status"] == "closed"
    assert house.verify(case)["problems"] == []


def test_an_adopted_row_ends_with_the_case(house: House) -> None:
    """The row a plan entered is taken over by another case; withdrawn, that row is withdrawn too."""
    writes = [{"process": "plan", "at": "P01_list", "set": {"status": "planned", "what": "仓库"}},
              {"process": "late", "at": "E01_write", "target": "=row_no", "adopts": True,
               "set": {"status": "in_progress"}}]
    deploy(house, form("late/note", "row_no"), register("L-T9", ["what"], *writes),
           procedure("plan", start(), work("P01_list"), end(), "s > P01_list > e"),
           procedure("late", start(), work("E01_write", "late/note"), work("E02_do", "late/note"), end(),
                     "s > E01_write > E02_do > e",
                     declared='<sv:exception kind="withdraw" by="starter"/>'))
    house.complete(house.start("plan"), "P01_list", "o1")
    [planned] = rows(house)
    case = house.start("late")
    house.complete(case, "E01_write", "o1", row_no=planned["row_no"])
    assert [row["status"] for row in rows(house)] == ["in_progress"]
    house.do("o1", commands.Withdraw(case, "重复"))
    assert [row["status"] for row in rows(house)] == ["withdrawn"]
    assert house.verify(case)["problems"] == []
