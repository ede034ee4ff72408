"""Officers find what they may send: by case, over all cases, as starts - with files; the recused send nothing."""

from __future__ import annotations

from typing import Any

import pytest

from engine import commands, errors, queries
from tests.rules.small import deploy, form, procedure, work
from tests.rules.test_sending import ASKED, FORMS, LETTERS, code
from tests.scenarios.bpmn.build import end, event, handler, start, sv
from tests.support.house import House
from tests.support.proofs import prove

SENDERS = '<sv:sender role="officer" scope="own"/><sv:form key="letters/papers"/>'
RECUSED = '<sv:recusal field="has_conflict"/>'
PAPERS = procedure(
    "papers", start("s"), work("E01_declare", "letters/declare", RECUSED), work("E02_do"), end(),
    "s > E01_declare > E02_do > e",
    handler("E20_more", start("E20a", sv(SENDERS) + event("message", "N"), isInterrupting="false"),
            work("E20b_read"), end("E20c"), "E20a > E20b_read > E20c"),
)
PAPER_FORMS = (form("letters/papers", "note*", "paper:filepicker"), form("letters/declare", "has_conflict:checkbox"))


@pytest.fixture
def case(house: House) -> tuple[House, str]:
    deploy(house, PAPERS, *PAPER_FORMS)
    return house, house.start("papers")


def attach(case: str, wait: str, content: bytes = b"%PDF-1.4") -> commands.Command:
    """A paper to go with the message."""
    return commands.AttachToMessage(case, wait, "paper", "a.pdf", content, "application/pdf")


def sendable(house: House, case: str, user: str) -> dict[str, Any]:
    """What somebody may send to a case."""
    return dict(house.engine.ask(queries.Sendable(case), house.actor(user)))


def test_over_all_cases_also_those_not_seen_otherwise(house: House) -> None:
    deploy(house, LETTERS, *FORMS)
    cases = [house.start("letters") for _ in range(2)]

    def found(user: str, after: str | None = None, limit: int = 50) -> dict[str, Any]:
        return dict(house.engine.ask(queries.Sendings(after, limit), house.actor(user)))

    first = found("o4", limit=1)
    second = found("o4", first["next"], 1)
    assert {page["items"][0]["case"]["id"] for page in (first, second)} == set(cases)
    assert found("o4", second["next"])["items"] == []
    (item, *_) = first["items"]
    assert (item["element"], item["case"]["open"], item["case"]["definition_name"]) == ("E20a", False, "letters")
    with pytest.raises(errors.NotFound):
        house.engine.ask(queries.Case(cases[0]), house.actor("o4"))
    assert len(found("head")["items"]) == 4         # two stages of each
    assert found("stranger")["items"] == []
    assert sendable(house, cases[0], "o4")["case"]["open"] is False


def test_files_go_with_a_message(case: tuple[House, str]) -> None:
    house, id_ = case
    (offer,) = sendable(house, id_, "o2")["items"]
    wait = offer["wait"]
    assert code(house.attempt("stranger", attach(id_, wait))) == "not_found"
    assert isinstance(house.attempt("o2", attach(id_, wait, b"GIF89a")), errors.InvalidValues)
    kept, dropped = (house.do("o2", attach(id_, wait)).result["attachment"] for _ in range(2))
    assert code(house.attempt("o3", commands.RemoveFile(dropped))) == "not_yours"
    house.do("o2", commands.RemoveFile(dropped))
    assert [each["id"] for each in sendable(house, id_, "o2")["items"][0]["attachments"]] == [kept]
    assert sendable(house, id_, "o3")["items"][0]["attachments"] == []
    house.do("o2", commands.SendMessage(id_, "E20a", {"note": "x", "paper": [kept]}))
    assert [each["id"] for each in house.case(id_)["attachments"]] == [kept]
    for user in ("o2", "head"):
        file = house.engine.ask(queries.AttachmentFile(kept), house.actor(user))
        assert (file["name"], file["content"]) == ("a.pdf", b"%PDF-1.4")
    with pytest.raises(errors.NotFound):
        house.engine.ask(queries.AttachmentFile(kept), house.actor("stranger"))
    prove(house)


def test_the_recused_send_nothing(case: tuple[House, str]) -> None:
    house, id_ = case
    house.complete(id_, "E01_declare", "o1", has_conflict=True)
    assert code(house.attempt("o1", commands.SendMessage(id_, "E20a", {"note": "x"}))) in ("not_sender", "not_found")
    assert [each["element"] for each in sendable(house, id_, "o2")["items"]] == ["E20a"]


def test_starts_by_message_are_listed_for_their_senders(house: House) -> None:
    deploy(house, ASKED, *FORMS)

    def ways(user: str) -> list[tuple[str, str]]:
        found = house.engine.ask(queries.Startable(), house.actor(user))
        return [(each["definition"], each["event"]) for each in found if each["definition"] == "asked"]

    assert ways("o1") == [("asked", ""), ("asked", "E01b")]
    assert ways("secretary") == [("asked", "")]
    asked = house.engine.ask(queries.StartForm("asked", "E01b"), house.actor("o1"))
    assert (asked["form"]["key"], asked["event_name"]) == ("letters/pay", "E01b")
    assert house.engine.ask(queries.StartForm("asked"), house.actor("o1"))["form"] is None
    with pytest.raises(errors.NotFound):
        house.engine.ask(queries.StartForm("asked", "E01b"), house.actor("secretary"))
