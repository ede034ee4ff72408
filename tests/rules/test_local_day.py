"""Diagrams see the local day: at five past midnight in Beijing it is still yesterday in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from engine import queries
from tests.rules.small import deploy, form, procedure, work
from tests.scenarios.bpmn.build import end, start
from tests.support.house import House


def test_today_is_the_local_day(house: House) -> None:
    deploy(house, form("small/note", "note"), procedure(
        "nightly", start(), work("E01_note", "small/note", '<sv:set variable="noted_on" value="string(today())"/>'),
        work("E02_read", "small/note"), end(), "s > E01_note > E02_read > e"))
    case = house.start("nightly")
    house.clock.now = datetime(2026, 3, 2, 16, 5, tzinfo=UTC)
    house.complete(case, "E01_note", "o1")
    assert house.engine.ask(queries.Variables(case), house.actor("head"))["noted_on"] == "2026-03-03"
