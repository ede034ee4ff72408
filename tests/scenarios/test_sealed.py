"""What belongs to the superior's jurisdiction is not entered: a sealed stub goes up (P01 E05; TL-A03)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine import system_actor
from engine.queries import LogOf
from tests.scenarios.conduct import Conduct, file_clue, start
from tests.scenarios.people import BAI, CHENG, HAN, LIANG, LUO, QIN, SHEN, YAO
from tests.scenarios.province import Province

SUBJECT = {"unit": "LJ-LH", "post": "副局长", "rank": "副职", "manager_scope": "LJ-LH", "is_key_leader": False}
SECRET = "甲方经办人收受礼金"
LEFT_OUT = (
    "subjects", "summary", "detail", "verified_facts", "discipline_category", "sub_category", "business_field",
    "occurred_from", "occurred_to", "place", "amount", "materials", "possible_recusal", "source_ref",
)
SEALED: dict[str, Any] = dict.fromkeys(LEFT_OUT) | {"sealed": True, "sealed_pages": 22}


@pytest.mark.parametrize(("name", "manager"), [("梁既明", "LJ-LH"), ("姚溪", "LJ-LH"), ("许某", "LJ")])
def test_content_of_the_superiors_jurisdiction_is_refused(province: Province, name: str, manager: str) -> None:
    """A leader of the unit, an officer of its discipline office, a cadre managed above: nothing is kept of it."""
    clue = start(province, "2026-03-02 09:00", HAN)
    subject = SUBJECT | {"name": name, "manager_scope": manager}
    status, problem = clue.attempt(HAN, "E02", subjects=[subject], summary=SECRET)
    assert (status, {each["path"] for each in problem["problems"]}) == (422, {"subjects"})
    assert SECRET not in everything(clue)


def test_the_sealed_stub_goes_up_within_five_days(province: Province) -> None:
    """Number, date and pages only; 秦若川 sends the originals up (TL-A03); the receipt ends the case as forwarded."""
    clue = file_clue(province, "2026-03-02 09:00", **SEALED)
    assert clue.inbox(LUO) == clue.inbox(LIANG) == []
    task = clue.task(QIN, "E06")
    assert (task["limit"], task["due"], task["data"]["sealed_pages"]) == ("TL-A03", "2026-03-09", 22)
    row = clue.row(BAI, "L-1")
    told = {name for name, value in row.items() if value not in (None, "", [], False)}
    assert told == {"row_no", "unit", "year", "status", "version", "case_no", "received_at", "sealed", "sealed_pages",
                    "instance", "process_instance", "created_at", "updated_at", "level"}
    clue.does("2026-03-04 09:00", QIN, "E06")
    [letter] = clue.see(QIN)["letters"]
    assert (letter["letter"], letter["number"]) == ("D-03", "LJ-LH-MF-2026-0001")
    assert clue.see(QIN)["status"] == "in_progress"
    receipt = {"name": "clue.sealed_receipt", "correlation": clue.see(QIN)["case_no"]}
    for stranger in (YAO, CHENG, SHEN):
        assert clue.desk(stranger).call("POST", "/messages", receipt)[0] == 404
    assert clue.desk(QIN).post("/messages", receipt)["delivered"] == 1
    assert clue.see(QIN)["status"] == "forwarded"
    assert clue.row(BAI, "L-1")["status"] == "forwarded"


def test_about_the_own_secretary_it_goes_to_the_secretary_above(province: Province) -> None:
    """The stub about 秦若川 is registered and sent by 沈知衡; nobody of LJ-LH but its author knows of it."""
    clue = file_clue(province, "2026-03-02 09:00", **SEALED, sealed_secretary=True)
    assert clue.inbox(SHEN) == ["E06"]
    for user in (QIN, BAI, CHENG, LUO):
        assert clue.inbox(user) == []
        assert clue.desk(user).call("GET", f"/instances/{clue.case}")[0] == 404
    assert clue.desk(QIN).get("/registers/L-1/rows")["items"] == []
    clue.does("2026-03-03 09:00", SHEN, "E06")
    assert clue.see(SHEN)["letters"][0]["number"] == "LJ-MF-2026-0001"


def everything(clue: Conduct) -> str:
    """Every event ever recorded, as text."""
    with clue.province.engine.stream(LogOf(), system_actor()) as cases:
        return json.dumps([[case, [vars(item.event) for item in events]] for case, events in cases],
                          ensure_ascii=False, default=str)
