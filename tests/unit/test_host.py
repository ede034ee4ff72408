"""The host's FEEL functions: every one the linter knows exists and can be called by its name."""

from __future__ import annotations

from datetime import date

from engine.catalog.catalog import Release
from engine.catalog.host import host_functions
from engine.content import Bundle
from engine.content.lint.feel import HOST_FUNCTIONS
from engine.feel import compile
from engine.model.org import Holding, Organisation, Person, Role, Unit
from engine.model.worktime import Calendar, Limit

ORGANISATION = Organisation(
    units={"P": Unit("P", "省局", "省局", "province", staff=180), "C": Unit("C", "市局", "市局", "city", "P")},
    roles={"auditor": Role("auditor", "审计", "Auditor", "finance_audit")},
    people={"p.han": Person("p.han", "韩", "C", "finance_audit", manager_scope="P", holdings=(Holding("auditor", "C"),),
                             relatives=("韩母",))},
    departments={"finance_audit": "财务审计"},
)
BUNDLE = Bundle(
    organisation=ORGANISATION, calendars={"CN": Calendar("CN", {})}, limits={"TL": Limit("TL", "期", "Limit", 5)},
)
FUNCTIONS = host_functions(
    Release(1, BUNDLE), "C", lambda element: [f"did {element}"],
    lambda register, where: [{"register": register, **where}], lambda: "p.han",
)


def value(text: str) -> object:
    return compile(text)({"day": date(2025, 3, 3)}, FUNCTIONS)


def test_the_linter_knows_exactly_these_functions() -> None:
    assert set(FUNCTIONS) == HOST_FUNCTIONS


def test_who_completes_the_step() -> None:
    assert value("current performer()") == "p.han"
    automatic = host_functions(Release(1, BUNDLE), "C", lambda element: [], lambda register, where: [])
    assert compile("current performer()")({}, automatic) is None


def test_time() -> None:
    assert value('due("TL", day).effective') == date(2025, 3, 10)
    assert value('due("TL", null).effective') is None
    assert value("add workdays(day, 5)") == date(2025, 3, 10)
    assert value('count workdays(day, date("2025-03-10"))') == 5
    assert value('workday(date("2025-03-08"))') is False


def test_people_and_places() -> None:
    assert value('holders("auditor", "C")') == ["p.han"]
    assert value('holds("p.han", "auditor", "P")') is False
    assert value('roles of("韩", "C")') == ["auditor"]
    assert value('[staff of("finance_audit", "C"), staff of("finance_audit", "P")]') == [["p.han"], []]
    assert value('[people named("韩", "C"), people named("p.han", "C"), people named("韩", "P")]') == [
        ["p.han"], ["p.han"], []]
    assert value('person record("p.han").manager_scope') == "P"
    assert value('person record("p.han").relatives') == ["韩母"]
    assert value('person record("nobody")') is None
    assert value('manager scope("韩", "C")') == "P"
    assert value('[unit name("C"), parent unit("C"), province unit("C")]') == ["市局", "P", "P"]
    assert value('[person name("p.han"), department name("finance_audit")]') == ["韩", "财务审计"]


def test_the_case() -> None:
    assert value('performers("E1")') == ["did E1"]
    assert value('register rows("L-1", {case_no: "7"})') == [{"register": "L-1", "case_no": "7"}]


def test_units_are_known_by_level_and_head_count() -> None:
    assert value('units at level("city")') == ["C"]
    assert value('unit level("P")') == "province"
    assert value('unit staff("P")') == 180
    assert value('unit staff("C")') is None
    assert value('unit level("gone")') is None


def test_an_unknown_limit_is_null_with_a_warning() -> None:
    result = compile('due("TL-none", day)').evaluate({"day": date(2025, 3, 3)}, FUNCTIONS)
    assert result.value is None
    assert result.warnings


def test_a_clock_that_has_not_started_is_due_at_null() -> None:
    assert value('due("TL", null)') is None
    assert value('due("TL", null).effective') is None
