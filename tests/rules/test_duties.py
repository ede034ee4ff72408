"""Persons that may not be nominated, what must be done in person, and gates that nobody passes while closed."""

from __future__ import annotations

import pytest

from engine import commands, errors, queries
from tests.rules.small import deploy, form, problems, procedure, work
from tests.scenarios.bpmn.build import end, many, node, start, sub, sv
from tests.support.house import CONTENT, House
from tests.support.proofs import prove

NOTE = form("small/note", "note", "ready:checkbox", "team:taglist")
O1 = '<sv:assignee users="&quot;o1&quot;"/>'
SWAP = '<sv:exception kind="swap" by="head@own"/>'


def refusal(house: House, user: str, command: commands.Command) -> errors.JianduError:
    """The refusal of a command."""
    told = house.attempt(user, command)
    assert isinstance(told, errors.JianduError)
    return told


def refused_codes(house: House, case: str) -> list[str]:
    """Codes of the refused attempts in a case's history."""
    items = house.engine.ask(queries.History(case), house.actor("head"))["items"]
    return [each["data"]["code"] for each in items if each["type"] == "CommandRefused"]


def gate(feel: str) -> str:
    """A gate in the diagram."""
    return f'<sv:gate assert="{feel}" rule="EW-10" zh="问题尚未销号" en="An issue is still open"/>'


def test_certain_persons_may_not_be_nominated(house: House) -> None:
    nominate = '<sv:nominate variable="team" role="officer" persons="[author, note]" rule="SD-4"/>'
    deploy(house, NOTE, procedure(
        "team", start(), work("E01_write", "small/note", '<sv:set variable="author" value="starter"/>'),
        work("E02_pick", "small/note", nominate), end(), "s > E01_write > E02_pick > e"))
    case = house.start("team")
    house.complete(case, "E01_write", "o1")
    task = house.task(case, "E02_pick")
    told = refusal(house, "o2", commands.CompleteTask(task, {"team": ["o1", "o4", "o3"], "note": "o4"}))
    assert isinstance(told, errors.InvalidValues)
    assert [(each.path, each.code) for each in told.problems] == [("team", "SD-4")] * 2
    assert told.problems[0].zh == "承办甲 须回避本环节,不能指定(SD-4)"
    house.do("o2", commands.CompleteTask(task, {"team": ["o2", "o3"]}))
    assert house.case(case)["status"] == "closed"


def test_what_is_personal_passes_to_nobody_else(house: House) -> None:
    deploy(house, NOTE, procedure(
        "endorse", start(), work("E01_sign", "small/note", "<sv:personal/>", O1),
        work("E02_file", "small/note", "", O1), end(), "s > E01_sign > E02_file > e", declared=SWAP))
    case = house.start("endorse")
    swap = commands.SwapHandler(house.task(case, "E01_sign"), "o1", "o2", "出差")
    assert refusal(house, "head", swap).code == "personal"
    house.complete(case, "E01_sign", "o1")
    house.do("head", commands.SwapHandler(house.task(case, "E02_file"), "o1", "o2", "出差"))
    house.complete(case, "E02_file", "o2")
    assert refused_codes(house, case) == ["personal"]


def test_a_swapped_handler_is_replaced_where_a_variable_names_them(house: House) -> None:
    """The next step names its handler by the same variable. A gate knows who completes the step."""
    chief = '<sv:assignee users="chief"/>'
    only = gate('current performer() = &quot;o2&quot;')
    deploy(house, NOTE, procedure(
        "named", start(), work("E01_pick", "small/note", f'{O1}<sv:set variable="chief" value="&quot;o1&quot;"/>'),
        work("E02_sign", "small/note", chief + only), work("E03_file", "small/note", chief), end(),
        "s > E01_pick > E02_sign > E03_file > e", declared=SWAP))
    case = house.start("named")
    house.complete(case, "E01_pick", "o1")
    assert refusal(house, "o1", commands.CompleteTask(house.task(case, "E02_sign"), {})).code == "EW-10"
    house.do("head", commands.SwapHandler(house.task(case, "E02_sign"), "o1", "o2", "回避"))
    house.complete(case, "E02_sign", "o2")
    house.complete(case, "E03_file", "o2")


def test_no_superior_stands_in_for_what_is_personal(house: House) -> None:
    units = (CONTENT / "org/sample/units.yaml").read_text("utf-8").replace("code: U2,", "code: U2, parent: U1,")
    head = '<sv:candidate role="head" scope="own"/>'
    deploy(house, NOTE, {"org/sample/units.yaml": units.encode()}, procedure(
        "above", start(), node("parallelGateway", "both"), work("E01_sign", "small/note", "<sv:personal/>", head),
        work("E02_read", "small/note", "", head), end("a"), end("b"), "s > both > E01_sign > a", "both > E02_read > b"))
    house.start("above", "stranger")
    assert [row["element"] for row in house.inbox("head")] == ["E02_read"]


def test_a_closed_gate_is_not_passed_and_the_attempt_is_kept(house: House) -> None:
    deploy(house, NOTE, procedure(
        "gated", start(), work("E01_write", "small/note"), work("E02_open", "small/note", gate("ready")), end(),
        "s > E01_write > E02_open > e"))
    case = house.start("gated")
    house.complete(case, "E01_write", "o1")
    task = house.task(case, "E02_open")
    for values in ({}, {"ready": False}):
        told = refusal(house, "o2", commands.CompleteTask(task, values))
        assert isinstance(told, errors.Conflict)
        assert (told.code, told.zh, told.en) == ("EW-10", "问题尚未销号(EW-10)", "An issue is still open (EW-10)")
    assert refused_codes(house, case) == ["EW-10", "EW-10"]
    house.do("o2", commands.ReturnTask(task, "E01_write", "补充"))
    house.complete(case, "E01_write", "o1")
    again = house.task(case, "E02_open")
    assert refusal(house, "o2", commands.CompleteTask(again, {})).code == "EW-10"   # a return does not open it
    house.complete(case, "E02_open", "o2", ready=True)
    assert house.case(case)["status"] == "closed"
    prove(house)


def test_a_gate_inside_a_multi_instance_sees_its_item(house: House) -> None:
    each = work("E01_each", "small/note", gate("item = note"), "<sv:assignee users=\"item\"/>",
                many('["o1", "o2"]', output="notes"))
    deploy(house, NOTE, procedure("panels", start(), each, end(), "s > E01_each > e"))
    case = house.start("panels")
    tasks = {row["assignee"]: row["id"] for row in house.open_tasks(case)}
    assert refusal(house, "o1", commands.CompleteTask(tasks["o1"], {"note": "o2"})).code == "EW-10"
    for user, task in tasks.items():
        house.do(user, commands.CompleteTask(task, {"note": user}))
    assert house.case(case)["status"] == "closed"


def test_a_gate_sees_what_others_filled_in_since_the_task_opened(house: House) -> None:
    inside = sub(
        "E01_each", start("ss"), node("parallelGateway", "both"),
        work("E01a_tell", "small/note", '<sv:set variable="told" value="ready"/>'),
        work("E01b_open", "small/note", gate("told")), end("x"), end("y"),
        "ss > both > E01a_tell > x", "both > E01b_open > y", xml=many('["a", "b"]', output="notes"))
    told = sv('<sv:set variable="told" value="false"/>')
    deploy(house, NOTE, procedure("pairs", start("s", told), inside, end(), "s > E01_each > e"))
    case = house.start("pairs")
    rows = house.open_tasks(case)
    telling, opening = ([row["id"] for row in rows if row["element"] == id_] for id_ in ("E01a_tell", "E01b_open"))
    house.do("o2", commands.CompleteTask(telling[0], {"ready": True}))
    house.do("o1", commands.CompleteTask(opening[0], {}))
    assert refusal(house, "o1", commands.CompleteTask(opening[1], {})).code == "EW-10"


@pytest.mark.parametrize(("kind", "act"), [
    ("task", ""), ("serviceTask", '<sv:action type="notify"><sv:param name="to" value="o1"/></sv:action>'),
])
def test_a_closed_gate_before_an_automatic_step_is_an_incident(house: House, kind: str, act: str) -> None:
    deploy(house, NOTE, procedure(
        "auto", start(), work("E01_write", "small/note"), node(kind, "E02_issue", xml=sv(act + gate("ready = true"))),
        end(),
        "s > E01_write > E02_issue > e"))
    case = house.start("auto")
    with pytest.raises(errors.AutomationFailed, match="问题尚未销号"):
        house.complete(case, "E01_write", "o1")
    (incident,) = house.case(case)["incidents"]
    assert incident["element"] == "E02_issue"
    house.complete(case, "E01_write", "o1", ready=True)
    assert house.case(case)["status"] == "closed"


def test_faulty_expressions_are_refused_at_deployment(house: House) -> None:
    nominate = '<sv:nominate variable="team" persons="[author" rule="SD-4"/>'
    found = problems(house, NOTE, procedure(
        "wrong", start(), work("E01_write", "small/note", nominate), work("E02_open", "small/note", gate("ready and")),
        end(), "s > E01_write > E02_open > e"))
    assert found == {("feel-syntax", "E01_write"), ("feel-syntax", "E02_open")}
