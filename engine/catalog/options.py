"""What a form's field may hold when the server supplies the choices: people, units, departments, register rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.catalog.catalog import Release
from engine.model.org import Organisation

Choice = tuple[str, str]
RowChoices = Callable[[str], list[Choice]]


def scope_unit(organisation: Organisation, scope: str, own: str, target: str) -> str | None:
    """The unit a fixed scope names (own, target, parent, province); None for a FEEL scope."""
    match scope:
        case "" | "own":
            return own
        case "target":
            return target or own
        case "parent":
            return organisation.parent(own) or own
        case "province":
            return organisation.province(own) or own
    return None


def choices(
    release: Release, component: Mapping[str, Any], own: str, target: str, rows: RowChoices
) -> list[Choice] | None:
    """(value, label) pairs of a field with a server source; None for every other field.

    ``performs: true`` leaves people who cannot complete tasks out (administrators, people without a role).
    """
    properties = component.get("properties") or {}
    performs = properties.get("performs") is True
    organisation = release.organisation
    match properties.get("source"):
        case "people":
            unit = scope_unit(organisation, str(properties.get("scope", "own")), own, target) or own
            found = _people(organisation, str(properties.get("role", "")), unit)
            return [each for each in found if organisation.may(each[0], "complete")] if performs else found
        case "units":
            return [(unit.code, unit.name) for unit in organisation.units.values()]
        case "departments":
            return sorted(organisation.departments.items())
        case "register":
            return rows(str(properties.get("register", "")))
    return None


def _people(organisation: Organisation, role: str, unit: str) -> list[Choice]:
    if not role:
        inside = organisation.descendants(unit)
        return [(person.id, person.name) for person in organisation.people.values() if person.unit in inside]
    return [(user, organisation.people[user].name) for user in organisation.serving(role, unit)[1]]
