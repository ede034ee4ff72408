"""Runs side by side: units and their items, stages added on the way, events that come several times at once."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import quoteattr

import pytest

from engine import commands, queries
from tests.rules.small import deploy, form, procedure, register, work
from tests.scenarios.bpmn.build import catch, end, event, handler, many, start, sub, sv
from tests.support.house import House
from tests.support.proofs import prove

NOT_A = '<sv:exclude rule="SD-1" performersOf="I03_check"/>'
ASKED = '<sv:set variable="asked" value="performers(&quot;I03_check&quot;)"/>'
COLLECT = '<sv:set variable="no" value="item.no"/>'
FORMS = (
    form("units/check", "facts*", "limit_days:number"), form("units/second", "agrees:checkbox"),
    form("units/sum", "score:number"), form("units/report", "text"),
)
NOT_SAME = '<sv:exclude rule="SD-1" performersOf="E20b_review"/>'
LIST = '[{code: "A", items: [{no: "A1"}, {no: "A2"}]}, {code: "B", items: [{no: "B1"}]}]'
UNITS = procedure(
    "units", start("s", sv(f"<sv:set variable=\"units\" value={quoteattr(LIST)}/>")),
    sub("E07_units", start("us"),
        sub("U05_items", start("is"),
            work("I03_check", "units/check", COLLECT),
            work("I04_second", "units/second", NOT_A + ASKED),
            end("ie"), "is > I03_check > I04_second > ie",
            xml=many("unit.items", item="item", output="items")),
        work("U20_sum", "units/sum", '<sv:set variable="code" value="unit.code"/>'), end("ue"),
        "us > U05_items > U20_sum > ue", xml=many("units", item="unit", output="results")),
    work("E20_report", "units/report"), end(), "s > E07_units > E20_report > e",
)
ROWS = register(
    "L-R", ["no", "facts", "checker"],
    {"process": "units", "at": "I04_second", "row": "=item.no",
     "set": {"no": "=item.no", "facts": "=facts", "checker": "=performers(\"I03_check\")[1]"}},
    {"process": "units", "at": "E20_report", "each": "=results.items[1]", "row": "=\"end \" + item.no",
     "set": {"no": "=item.no", "facts": "=item.facts"}},
)


STAGES = procedure(
    "stages", start("s", sv('<sv:set variable="stages" value="[&quot;decision&quot;, &quot;tender&quot;]"/>'
                            '<sv:set variable="leader" value="starter"/>')),
    sub("E14_stage", start("ss"),
        catch("S01_reached", sv('<sv:correlation key="case_no + &quot;/&quot; + stage"/>') + event("message", "M")),
        work("S02_file", "units/check"), end("se"), "ss > S01_reached > S02_file > se",
        xml=many("stages", item="stage", output="results", sequential=True)),
    work("E30_report", "units/report"), end(), "s > E14_stage > E30_report > e",
    handler("E20_payment", start("E20a", sv('<sv:correlation key="case_no"/>') + event("message", "N"),
                                 isInterrupting="false"),
            work("E20b_review", "units/second"), work("E20c_approve", "units/report", NOT_SAME),
            end("E20d"), "E20a > E20b_review > E20c_approve > E20d").but(
        '<property id="p1" name="pay_no"/><property id="p2" name="agrees"/>'),
    declared='<sv:exception kind="add" by="=leader secretary@own" task="E14_stage"/>',
)
PAID = register("L-P", ["pay_no", "agrees"], {
    "process": "stages", "at": "E20c_approve", "row": "=pay_no",
    "set": {"pay_no": "=pay_no", "agrees": '=string(agrees)'}})


@pytest.fixture
def units(house: House) -> House:
    deploy(house, UNITS, ROWS, *FORMS)
    return house


def tasks(house: House, case: str, element: str) -> list[str]:
    """Open tasks of an element in the order they opened."""
    return [row["id"] for row in house.open_tasks(case) if row["element"] == element]


def done(house: House, user: str, task: str, **values: Any) -> None:
    """Complete a task."""
    house.do(user, commands.CompleteTask(task, values))


def variables(house: House, case: str) -> dict[str, Any]:
    """Variables of the case."""
    last = house.engine.ask(queries.History(case), house.actor("head"))["items"][-1]["seq"]
    return dict(house.engine.ask(queries.PictureAt(case, last), house.actor("head"))["variables"])


def test_who_checked_one_item_may_second_check_another(units: House) -> None:
    case = units.start("units")
    first, second, other = tasks(units, case, "I03_check")
    done(units, "o1", first, facts="甲")
    done(units, "o2", second, facts="乙")
    done(units, "o1", other, facts="丙")
    assert [row["round"] for row in units.open_tasks(case)] == [1, 1, 1]
    again = tasks(units, case, "I04_second")
    for task, checker, free in zip(again, ("o1", "o2", "o1"), ("o2", "o1", "o3"), strict=True):
        told = units.attempt(checker, commands.CompleteTask(task, {"agrees": True}))
        assert getattr(told, "code", "") == "separation_of_duty"
        done(units, free, task, agrees=True)
    for task, score in zip(tasks(units, case, "U20_sum"), (90, 70), strict=True):
        done(units, "o4", task, score=score)
    results = variables(units, case)["results"]
    assert [(each["code"], each["score"]) for each in results] == [("A", 90), ("B", 70)]
    assert [[(item["no"], item["facts"], item["asked"]) for item in each["items"]] for each in results] == [
        [("A1", "甲", ["o1"]), ("A2", "乙", ["o2"])], [("B1", "丙", ["o1"])]]
    assert not {"facts", "no", "asked", "score", "items"} & variables(units, case).keys()
    prove(units)


def test_rows_of_a_register_follow_their_item(units: House) -> None:
    case = units.start("units")
    for task, user, facts in zip(tasks(units, case, "I03_check"), ("o1", "o2", "o3"), "甲乙丙", strict=True):
        done(units, user, task, facts=facts)
    for task in tasks(units, case, "I04_second"):
        done(units, "o4", task)
    for task in tasks(units, case, "U20_sum"):
        done(units, "o4", task, score=1)
    done(units, "o4", tasks(units, case, "E20_report")[0])
    rows = units.engine.ask(queries.RegisterRows("L-R"), units.actor("head"))["items"]
    assert {(row["no"], row["facts"], row["checker"]) for row in rows} == {
        ("A1", "甲", "o1"), ("A2", "乙", "o2"), ("B1", "丙", "o3"), ("A1", "甲", None), ("A2", "乙", None)}


def test_a_return_within_an_item_leaves_the_others_alone(units: House) -> None:
    case = units.start("units")
    first, second, other = tasks(units, case, "I03_check")
    done(units, "o1", first, facts="甲")
    done(units, "o2", other, facts="丙")
    one, two = tasks(units, case, "I04_second")
    units.do("o3", commands.ReturnTask(one, "I03_check", "事实不清"))
    assert tasks(units, case, "I04_second") == [two]
    assert len(tasks(units, case, "I03_check")) == 2
    assert second in tasks(units, case, "I03_check")
    rounds = {row["id"]: row["round"] for row in units.open_tasks(case)}
    (back,) = {*tasks(units, case, "I03_check")} - {second}
    assert (rounds[back], rounds[second], rounds[two]) == (2, 1, 1)
    refused = units.attempt("o3", commands.ReturnTask(second, "I04_second", "未办理"))
    assert getattr(refused, "code", "") == "not_returnable"
    prove(units)


@pytest.fixture
def stages(house: House) -> House:
    deploy(house, STAGES, PAID, *FORMS)
    return house


def tell(house: House, name: str, key: str, **payload: Any) -> dict[str, Any]:
    """A message from another system."""
    return dict(house.do("system", commands.CorrelateMessage(name, key, payload, "U1")).result)


def test_stages_are_added_on_the_way_and_come_last(stages: House) -> None:
    case = stages.start("stages")
    number = stages.case(case)["case_no"]
    assert tell(stages, "letter", f"{number}/tender")["kept"]      # early: the stage before is not over
    add = commands.AddParticipant(case, "E14_stage", "change")
    assert getattr(stages.attempt("head", add), "code", "") == "not_entitled"
    stages.do("o1", add)
    assert tell(stages, "letter", f"{number}/decision") == {"delivered": 1, "kept": False}
    for user, facts in (("o1", "一"), ("o2", "二")):
        stages.complete(case, "S02_file", user, facts=facts)
    tell(stages, "letter", f"{number}/change")
    stages.complete(case, "S02_file", "o3", facts="三")
    stages.complete(case, "E30_report", "o1")
    assert [each["facts"] for each in variables(stages, case)["results"]] == ["一", "二", "三"]
    assert getattr(stages.attempt("o1", add), "code", "") == "case_ended"
    prove(stages)


def test_what_comes_several_times_at_once_is_kept_apart(stages: House) -> None:
    """Two payments under review at the same time: each keeps its number, its answer and its people."""
    case = stages.start("stages")
    number = stages.case(case)["case_no"]
    for pay_no in ("P1", "P2"):
        tell(stages, "other", number, pay_no=pay_no, contract="C1")
    first, second = tasks(stages, case, "E20b_review")
    done(stages, "o1", first, agrees=True)
    done(stages, "o2", second, agrees=False)
    one, two = tasks(stages, case, "E20c_approve")
    for task, reviewer, other in ((one, "o1", "o2"), (two, "o2", "o1")):
        told = stages.attempt(reviewer, commands.CompleteTask(task, {}))
        assert getattr(told, "code", "") == "separation_of_duty"
        done(stages, other, task)
    rows = stages.engine.ask(queries.RegisterRows("L-P"), stages.actor("head"))["items"]
    assert {(row["pay_no"], row["agrees"]) for row in rows} == {("P1", "true"), ("P2", "false")}
    known = variables(stages, case)
    assert known["contract"] == "C1"        # what the subprocess does not declare belongs to the case
    assert not {"pay_no", "agrees"} & known.keys()
    tell(stages, "other", number, pay_no="P3")
    assert len(tasks(stages, case, "E20b_review")) == 1
    prove(stages)
