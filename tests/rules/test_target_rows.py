"""``target`` of a register write: a row of another case is written into, both histories tell of it, both verify."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from engine import commands, errors, queries
from tests.rules.small import deploy, form, procedure, register, work
from tests.scenarios.bpmn.build import end, start
from tests.support.house import House
from tests.support.proofs import prove
from tests.support.races import race

OWNER = procedure("issue", start(), work("E01_list", "issue/list"), work("E02_fix", "issue/fix"), end(),
                  "s > E01_list > E02_fix > e")
WRITER = procedure("look", start(), work("E01_look", "look/look"), work("E02_again", "look/look"), end(),
                   "s > E01_look > E02_again > e")
ROWS = register(
    "L-T", ["text", "looked", "times"],
    {"process": "issue", "at": "E01_list", "set": {"status": "in_progress", "text": "=text", "times": "=0"}},
    {"process": "issue", "at": "E02_fix", "set": {"status": "closed"}},
    {"process": "look", "at": "E01_look", "target": "=issue_no",
     "set": {"status": "reopened", "closed_at": "=null", "looked": "=note", "times": "=row.times + 1"}},
    {"process": "look", "at": "E02_again", "each": "=[second, third][item != null]", "target": "=item",
     "set": {"looked": "=note"}},
)
FORMS = (
    form("issue/list", "text"), form("issue/fix", "done"), form("look/look", "issue_no", "note", "second", "third"),
)


@pytest.fixture
def issues(house: House) -> House:
    deploy(house, OWNER, WRITER, ROWS, *FORMS)
    return house


def listed(house: House, text: str = "甲") -> tuple[str, str]:
    """A case with a row, and the row's number."""
    case = house.start("issue")
    house.complete(case, "E01_list", "o1", text=text)
    return case, str(row_of(house, case)["row_no"])


def row_of(house: House, case: str) -> dict[str, Any]:
    """The one row of a case."""
    rows = house.engine.ask(queries.RegisterRows("L-T"), house.actor("head"))["items"]
    (found,) = [row for row in rows if row["instance"] == case]
    return dict(found)


def test_named_columns_of_the_row_change_and_the_others_stay(issues: House) -> None:
    owner, number = listed(issues)
    issues.complete(owner, "E02_fix", "o1")
    assert row_of(issues, owner)["status"] == "closed"
    writer = issues.start("look")
    issues.complete(writer, "E01_look", "o2", issue_no=number, note="仍有问题")
    row = row_of(issues, owner)
    assert (row["status"], row["closed_at"]) == ("reopened", "")
    assert [row[name] for name in ("text", "looked", "times")] == ["甲", "仍有问题", 1]
    assert row["version"] == 3
    prove(issues)


def test_both_histories_tell_of_it(issues: House) -> None:
    owner, number = listed(issues)
    writer = issues.start("look")
    issues.complete(writer, "E01_look", "o2", issue_no=number, note="仍有问题")
    told = {case: issues.engine.ask(queries.History(case), issues.actor("head"))["items"] for case in (owner, writer)}
    written = [event for event in told[owner] if event["type"] == "RegisterWritten"][-1]
    aimed = [event for event in told[writer] if event["type"] == "RowTargeted"]
    assert (written["data"]["cause"], written["actor"]) == (writer, "o2")
    assert [(each["data"]["owner"], each["data"]["row_no"], each["element"]) for each in aimed] == [
        (owner, number, "E01_look")]
    assert "RegisterWritten" not in {event["type"] for event in told[writer]}


def test_without_a_target_the_case_has_its_own_row(issues: House) -> None:
    writer = issues.start("look")
    issues.complete(writer, "E01_look", "o2", note="自己的行")
    assert row_of(issues, writer)["looked"] == "自己的行"


def test_a_number_nobody_has_is_an_incident(issues: House) -> None:
    writer = issues.start("look")
    with pytest.raises(errors.AutomationFailed, match="0 rows of number U1-WT-2026-9999"):
        issues.complete(writer, "E01_look", "o2", issue_no="U1-WT-2026-9999", note="无此行")
    assert issues.events(writer)[-1] == "IncidentRaised"
    assert issues.task(writer, "E01_look")


def test_several_rows_at_once_and_a_row_written_twice(issues: House) -> None:
    (one, first), (two, second) = listed(issues, "甲"), listed(issues, "乙")
    writer = issues.start("look")
    issues.complete(writer, "E01_look", "o2", issue_no=first, note="一")
    issues.complete(writer, "E02_again", "o2", second=first, third=second, note="二")
    assert [row_of(issues, case)["looked"] for case in (one, two)] == ["二", "二"]
    prove(issues)


def test_cases_that_write_into_each_others_rows_at_once(issues: House) -> None:
    """Each holds its own case and wants the other's: nobody waits for ever, both rows end up written."""
    for _ in range(5):
        (one, first), (two, second) = listed(issues), listed(issues)
        pairs = [(issues.start("look"), f"{first} {second}"), (issues.start("look"), f"{second} {first}")]
        acts = []
        for number, (case, numbers) in enumerate(pairs):
            issues.complete(case, "E01_look", "o1", note="")
            before, after = numbers.split()
            values = {"second": before, "third": after, "note": str(number)}
            command = commands.CompleteTask(issues.task(case, "E02_again"), values)
            acts.append(partial(issues.do, f"o{number + 1}", command))
        race(acts)
        assert row_of(issues, one)["looked"] == row_of(issues, two)["looked"]
        assert [row_of(issues, case)["version"] for case in (one, two)] == [3, 3]
    prove(issues)
