"""The functions our FEEL expressions may call beside the standard's: time limits, the organisation, registers.

Names and meanings are documented for process admins in docs/reference/feel.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from engine.catalog.catalog import Release
from engine.model import worktime
from engine.model.org import Organisation

Functions = Mapping[str, Callable[..., Any]]
Rows = Callable[[str, Mapping[str, Any]], list[dict[str, Any]]]
Performers = Callable[[str], list[str]]


def host_functions(
    release: Release, unit: str, performers: Performers, rows: Rows, performer: Callable[[], str] = str,
    task: Callable[[], Mapping[str, Any]] = dict,
) -> dict[str, Callable[..., Any]]:
    """Functions for a case of ``unit``.

    ``performers`` answers who did an element, ``performer`` who completes the step at hand, ``task`` its due dates and
    times, ``rows`` finds register rows.
    """
    organisation = release.organisation
    return {
        **_time(release, unit), **_people(organisation), **_units(organisation), "performers": performers,
        "current performer": lambda: performer() or None, "current task": lambda: dict(task()) or None,
        "register rows": rows,
    }


def _time(release: Release, unit: str) -> dict[str, Callable[..., Any]]:
    calendar = release.calendar(unit)

    def due(limit: str, start: date | datetime | None) -> dict[str, Any] | None:
        """``{raw, effective, deadline, provisional}`` of a limit of the register; null where nothing started it."""
        if start is None:
            return None
        found = worktime.due(release.bundle.limits[limit], start, calendar)
        return {
            "raw": found.raw, "effective": found.effective, "deadline": found.deadline,
            "provisional": found.provisional,
        }

    return {
        "due": due,
        "add workdays": lambda day, count: calendar.add_workdays(calendar.day_of(day), int(count)),
        "count workdays": lambda first, last: Decimal(
            calendar.workdays_between(calendar.day_of(first), calendar.day_of(last))
        ),
        "workday": lambda day: calendar.is_workday(calendar.day_of(day)),
    }


def _people(organisation: Organisation) -> dict[str, Callable[..., Any]]:
    people = organisation.people

    def roles_of(name: str, unit: str) -> list[str]:
        """Roles held in ``unit`` by people of that name or id."""
        found = (p for p in people.values() if name in (p.name, p.id))
        return sorted({h.role for p in found for h in p.holdings if h.unit == unit})

    def manager_scope(name: str, unit: str) -> str:
        """Unit that manages the cadre of that name or id working in ``unit``; the unit itself when unknown."""
        found = (p for p in people.values() if name in (p.name, p.id) and p.unit == unit)
        return next((p.manager_scope or p.unit for p in found), unit)

    def staff_of(department: str, unit: str) -> list[str]:
        """Ids of those who work in a department of exactly ``unit``."""
        return [person.id for person in people.values() if (person.department, person.unit) == (department, unit)]

    def people_named(name: str, unit: str) -> list[str]:
        """Ids of the people of that name or id working in exactly ``unit``: two when two there share a name."""
        return [person.id for person in people.values() if name in (person.name, person.id) and person.unit == unit]

    def person_record(user: str) -> dict[str, Any] | None:
        """What the organisation knows of a person: workplace, post, who manages the cadre, near relatives."""
        found = people.get(user)
        return None if found is None else {
            "id": found.id, "name": found.name, "unit": found.unit, "department": found.department,
            "post": found.post, "manager_scope": found.manager_scope or found.unit,
            "relatives": list(found.relatives),
        }

    return {
        "holders": lambda role, unit: list(organisation.holders(role, unit)),
        "holds": organisation.holds,
        "roles of": roles_of,
        "staff of": staff_of,
        "people named": people_named,
        "person record": person_record,
        "manager scope": manager_scope,
        "person name": lambda user: people[user].name if user in people else user,
        "department name": lambda id_: organisation.departments.get(id_, id_),
    }


def _units(organisation: Organisation) -> dict[str, Callable[..., Any]]:
    units = organisation.units
    return {
        "unit name": lambda code: units[code].name if code in units else code,
        "parent unit": organisation.parent,
        "province unit": organisation.province,
        "unit level": lambda code: units[code].level if code in units else None,
        "unit staff": lambda code: Decimal(units[code].staff) if code in units and units[code].staff else None,
        "units at level": lambda level: [unit.code for unit in units.values() if unit.level == level],
    }
