"""The organisation content, read with plain YAML: complete, consistent, and counted as the catalogue says."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.model.worktime import Calendar, Year

ORG = Path(__file__).parents[2] / "org"

ROWS = {  # rows of the register of time limits by group; P: limits of single cards
    "A": 22, "B": 5, "C": 10, "D": 3, "E": 10, "F": 4, "G": 4, "H": 6, "I": 9, "J": 4, "K": 4, "L": 3, "M": 12, "N": 4,
    "O": 3, "P": 20,
}
WITHOUT_NUMBER = {"TL-A06", "TL-K02", "TL-L02a", "TL-M10", "TL-N01", "TL-O02"}
SCOPES = {"own", "target", "parent", "province"}


def load(name: str) -> Any:
    return yaml.safe_load((ORG / name).read_text(encoding="utf-8"))


LIMITS: list[dict[str, Any]] = load("limits.yaml")
ROLES = {role["id"]: role for role in load("roles.yaml")["roles"]}
DEPARTMENTS = {department["id"]: department for department in load("roles.yaml")["departments"]}
UNITS = {unit["code"]: unit for unit in load("sample/units.yaml")}
PEOPLE: list[dict[str, Any]] = load("sample/people.yaml")
PERMISSIONS: dict[str, Any] = load("permissions.yaml")
HOLDINGS = [(person, holding) for person in PEOPLE for holding in person["holdings"]]


def calendar() -> Calendar:
    data = load("calendars/CN-2026.yaml")
    off: set[date] = set()
    for holiday in data["holidays"]:
        length = (holiday["to"] - holiday["from"]).days + 1
        off |= {holiday["from"] + timedelta(days=n) for n in range(length)}
    makeup = frozenset(day for holiday in data["holidays"] for day in holiday["makeup"])
    return Calendar(data["calendar"], {data["year"]: Year(frozenset(off), makeup)})


def holders(role: str, unit: str) -> set[str]:
    return {p["name"] for p, h in HOLDINGS if h["role"] == role and h["unit"] == unit}


def test_every_row_of_the_register_is_there_once() -> None:
    ids = [limit["id"] for limit in LIMITS]
    rows = [limit["id"] for limit in LIMITS if "row" not in limit]
    assert len(ids) == len(set(ids))
    assert Counter(row[3] for row in rows) == ROWS
    for group, count in ROWS.items():
        if group == "P":    # each card takes its own tens
            continue
        assert {f"TL-{group}{n:02}" for n in range(1, count + 1)} == {row for row in rows if row[3] == group}


def test_a_limit_without_a_number_says_why() -> None:
    without = {limit["id"] for limit in LIMITS if limit["amount"] is None}
    with_parts = {limit["row"] for limit in LIMITS if "row" in limit}
    assert without == WITHOUT_NUMBER | with_parts
    assert all(limit["note"] for limit in LIMITS if limit["amount"] is None)


def test_every_limit_is_well_formed() -> None:
    classes = {each["id"] for each in load("warnings.yaml")["classes"]}
    for limit in LIMITS:
        assert limit["name"], limit["id"]
        assert limit["name_en"], limit["id"]
        assert limit["tag"] in {"V", "S", "U"}, limit["id"]
        assert limit["tag"] == "U" or limit.get("basis"), limit["id"]
        if limit["amount"] is not None:
            assert limit["unit"] in {"WH", "WD", "CD", "M", "Y"}, limit["id"]
            assert limit["start"], limit["id"]
        assert limit.get("warning", "auto") in classes | {"auto"}, limit["id"]


def test_extensions_name_a_known_approver() -> None:
    approvers = [limit["extension"]["approver"] for limit in LIMITS if "extension" in limit]
    assert len(approvers) > 20
    for role, scope in (approver.split("@") for approver in approvers):
        assert role in ROLES
        assert scope in SCOPES


def test_working_days_of_2026() -> None:
    cn = calendar()
    ends = [date(2026, month, 1) - timedelta(days=1) for month in range(1, 13)] + [date(2026, 12, 31)]
    months = [cn.workdays_between(first, last) for first, last in pairwise(ends)]
    assert months == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]
    assert sum(months) == 248


def test_the_next_year_is_not_published() -> None:
    assert [path.name for path in (ORG / "calendars").glob("*.yaml")] == ["CN-2026.yaml"]


def test_every_warning_class_ends_in_red_and_escalates() -> None:
    data = load("warnings.yaml")
    assert [each["id"] for each in data["classes"]] == ["W-short", "W-mid", "W-long", "W-rect"]
    for each in data["classes"]:
        assert each["steps"]["red"] == "deadline"
        assert {"blue", "esc1", "esc2"} <= set(each["steps"])
    assert set(data["recipients"]) == {"blue", "yellow", "red", "esc1", "esc2"}


def test_roles_name_known_departments_and_actions() -> None:
    actions = {action["id"] for action in PERMISSIONS["actions"]}
    for role in ROLES.values():
        assert set(role["actions"]) <= actions, role["id"]
        assert role.get("department", "discipline_office") in DEPARTMENTS, role["id"]
        assert role["name_en"], role["id"]
    for department in DEPARTMENTS.values():
        assert ROLES[department["head"]]["department"] == department["id"]


def test_administrators_touch_no_business_and_share_no_right() -> None:
    rights = [set(ROLES[role]["actions"]) for role in ("system_admin", "security_admin", "audit_admin")]
    assert rights == [{"administer"}, {"grant"}, {"audit"}]


def test_permissions_name_known_roles_and_scopes() -> None:
    assert set(PERMISSIONS["data"]) <= {scope["id"] for scope in PERMISSIONS["scopes"]}
    named = [role for roles in PERMISSIONS["data"].values() for role in roles]
    assert len(named) == len(set(named))
    named += PERMISSIONS["penetration"]["roles"]
    named += [role for rule in PERMISSIONS["disjoint"] for role in rule["roles"]]
    named += [role for rule in PERMISSIONS["registers"] for role in rule["readers"]]
    named += [role for roles in PERMISSIONS["clearance"].values() for role in roles]
    assert set(named) <= set(ROLES)


def test_the_unit_tree_is_whole() -> None:
    assert Counter(unit["level"] for unit in UNITS.values()) == {"national": 1, "province": 1, "city": 3, "county": 6}
    for unit in UNITS.values():
        assert unit.get("parent", "GJ") in UNITS
        assert set(unit["departments"]) <= set(DEPARTMENTS)
        assert unit["legal_person"] is (unit["level"] != "county")


def test_every_person_and_holding_is_known() -> None:
    assert len({person["id"] for person in PEOPLE}) == len(PEOPLE)
    for person in PEOPLE:
        assert person["id"].startswith(f"{person['unit'].lower()}.")
        assert person.get("manager_scope", person["unit"]) in UNITS
        assert person.get("department") is None or person["department"] in UNITS[person["unit"]]["departments"]
    for person, holding in HOLDINGS:
        role, unit = ROLES[holding["role"]], UNITS[holding["unit"]]
        assert unit["level"] in role["levels"], person["id"]
        assert set(holding.get("of", [])) <= set(unit["departments"]), person["id"]


@pytest.mark.parametrize("rule", PERMISSIONS["disjoint"], ids=lambda rule: rule["rule"])
def test_nobody_holds_two_disjoint_roles(rule: dict[str, Any]) -> None:
    for person in PEOPLE:
        assert len({h["role"] for h in person["holdings"]} & set(rule["roles"])) <= 1, person["id"]


def test_everybody_is_cleared_for_their_roles() -> None:
    least = {role: level for level, roles in PERMISSIONS["clearance"].items() for role in roles}
    for person, holding in HOLDINGS:
        assert person["clearance"] >= least.get(holding["role"], 0), person["id"]


def test_the_fixtures_of_the_first_story() -> None:
    assert holders("auditor", "LJ-LH") == {"韩澄"}
    assert holders("finance_audit", "LJ-LH") == {"罗一禾"}
    assert ("梁既明", ["finance_audit"]) in [(p["name"], h.get("of")) for p, h in HOLDINGS]
    assert holders("leader_in_charge", "LJ-LH") == {"梁既明"}
    assert holders("clue_admin", "LJ-LH") == {"白棠"}
    assert holders("discipline_office_head", "LJ-LH") == {"程野"}
    assert holders("discipline_officer", "LJ-LH") == {"姚溪", "孟舟", "苗青"}
    assert holders("discipline_secretary", "LJ-LH") == {"秦若川"}
    assert holders("discipline_committee", "LJ-LH") == {"秦若川", "程野"}
    assert holders("letters_clerk", "LJ-LH") == {"穆清"}


def test_the_sample_has_its_three_administrators() -> None:
    assert all(len(holders(role, "LJ")) == 1 for role in ("system_admin", "security_admin", "audit_admin"))
