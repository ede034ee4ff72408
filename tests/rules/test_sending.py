"""Officers sending what a case waits for: the declared senders alone, with the form, once per wait."""

from __future__ import annotations

from typing import Any

import pytest

from engine import commands, errors, queries
from tests.rules.small import deploy, form, problems, procedure, work
from tests.scenarios.bpmn.build import catch, end, event, handler, many, start, sub, sv
from tests.support.house import House
from tests.support.proofs import prove

HEAD = '<sv:sender role="head" scope="own"/><sv:form key="letters/reached"/>'
PAYER = '<sv:sender users="payer"/><sv:form key="letters/pay"/>'
LETTERS = procedure(
    "letters",
    start("s", sv('<sv:set variable="payer" value="&quot;o4&quot;"/>')),
    sub("S_stages", start("ss"),
        catch("S01_reached", sv(HEAD + '<sv:correlation key="case_no + stage"/>') + event("message", "M")),
        work("S02_file", "letters/pay"), end("se"), "ss > S01_reached > S02_file > se",
        xml=many('["a", "b"]', item="stage", output="results")),
    end(), "s > S_stages > e",
    handler("E20_pay", start("E20a", sv(PAYER) + event("message", "N"), isInterrupting="false"),
            work("E20b_review", "letters/pay"), end("E20c"), "E20a > E20b_review > E20c"
            ).but('<property id="p1" name="amount"/>'),
)
ASKED = procedure(
    "asked", start("plain"), start("E01b", sv('<sv:sender role="officer" scope="own"/><sv:form key="letters/pay"/>')
                                   + event("message", "M")),
    work("E02_do", "letters/pay"), end(), "plain > E02_do > e", "E01b > E02_do",
)
FORMS = (form("letters/reached", "reached*"), form("letters/pay", "amount:number*"))


@pytest.fixture
def case(house: House) -> tuple[House, str]:
    deploy(house, LETTERS, *FORMS)
    return house, house.start("letters")


def items(house: House, case: str, user: str) -> list[dict[str, Any]]:
    """What somebody may send to a case."""
    return list(house.engine.ask(queries.Sendable(case), house.actor(user))["items"])


def code(told: object) -> str:
    """The code of a refusal."""
    return getattr(told, "code", "")


def test_the_declared_person_sends_with_the_form(case: tuple[House, str]) -> None:
    house, id_ = case
    (offer,) = items(house, id_, "o4")
    assert (offer["element"], offer["message"], offer["form"]["key"]) == ("E20a", "other", "letters/pay")
    wrong = house.attempt("o4", commands.SendMessage(id_, "E20a", {}))
    assert isinstance(wrong, errors.InvalidValues)
    assert [each.path for each in wrong.problems] == ["amount"]
    for amount in (5, 7):       # again and again: the event subprocess does not interrupt
        house.do("o4", commands.SendMessage(id_, "E20a", {"amount": amount}))
    assert len([row for row in house.open_tasks(id_) if row["element"] == "E20b_review"]) == 2
    assert house.events(id_).count("MessageReceived") == 2
    prove(house)


def test_nobody_else_sends_it(case: tuple[House, str]) -> None:
    house, id_ = case
    assert code(house.attempt("stranger", commands.SendMessage(id_, "E20a", {"amount": 1}))) == "not_found"
    assert code(house.attempt("head", commands.SendMessage(id_, "E20a", {"amount": 1}))) == "not_sender"
    assert code(house.attempt("head", commands.SendMessage(id_, "S02_file"))) == "not_awaited"
    assert code(house.attempt("head", commands.CorrelateMessage("other"))) == "not_sender"
    with pytest.raises(errors.NotFound):
        items(house, id_, "stranger")
    assert items(house, id_, "o1") == []


def test_where_several_wait_one_is_named(case: tuple[House, str]) -> None:
    house, id_ = case
    first, second = items(house, id_, "head")
    assert code(house.attempt("head", commands.SendMessage(id_, "S01_reached", {"reached": "x"}))) == "several_waits"
    house.do("head", commands.SendMessage(id_, "S01_reached", {"reached": "x"}, second["wait"]))
    again = house.attempt("head", commands.SendMessage(id_, "S01_reached", {"reached": "x"}, second["wait"]))
    assert code(again) == "not_awaited"
    assert [each["wait"] for each in items(house, id_, "head")] == [first["wait"]]
    house.do("head", commands.SendMessage(id_, "S01_reached", {"reached": "y"}))
    assert len([row for row in house.open_tasks(id_) if row["element"] == "S02_file"]) == 2


def test_a_start_by_message_with_its_form(house: House) -> None:
    deploy(house, ASKED, *FORMS)
    begin = commands.StartInstance("asked", {"amount": 3}, None, "E01b")
    started = house.do("o1", begin).result
    assert [row["element"] for row in house.open_tasks(str(started["instance"]))] == ["E02_do"]
    assert isinstance(house.attempt("o1", commands.StartInstance("asked", {}, None, "E01b")), errors.InvalidValues)
    assert code(house.attempt("secretary", begin)) == "not_starter"
    assert code(house.attempt("o1", commands.CorrelateMessage("letter", "", {"amount": "x"}))) == "not_sender"


def test_faults_are_told_at_deployment(house: House) -> None:
    declared = '<sv:sender role="nobody"/><sv:form key="letters/none"/><sv:correlation key="case_no"/>'
    wrong = procedure(
        "wrong", start(), catch("E01_wait", sv(declared) + event("message", "M")), end(), "s > E01_wait > e")
    assert problems(house, wrong) == {("unknown-role", "E01_wait"), ("unknown-form", "E01_wait")}
