"""Who may do a task: candidates by lane, resolved in a unit, without those recused or kept apart by duty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from engine.catalog.options import scope_unit
from engine.model.actor import role_principal, user_principal
from engine.model.definition import Candidate, Node

if TYPE_CHECKING:
    from engine.commands.course import Course

RECUSED = "recusal"


@dataclass(frozen=True)
class Route:
    """Where a task goes. ``excluded`` maps a user id to the rule that keeps that person away."""

    unit: str
    principals: tuple[str, ...]
    assignee: str = ""
    circle: str = ""
    excluded: Mapping[str, str] = field(default_factory=dict)


def route(course: Course, node: Node, local: Mapping[str, Any]) -> Route:
    """The route of a task that opens now."""
    excluded = exclusions(course, node, local)
    expression = course.process.assignee(node)
    if expression:
        users = [user for user in names(course.evaluate(expression, local)) if user not in excluded]
        own = str(course.variables.get("own_unit", ""))
        unit = course.current.organisation.people[users[0]].unit if _known(course, users) else own
        return Route(unit, tuple(map(user_principal, users)), users[0] if len(users) == 1 else "", "", excluded)
    principals: list[str] = []
    unit = circle = ""
    for candidate in course.process.candidates(node):
        role, place, of = resolve(course, candidate, local, in_person=node.ext.personal)
        holders = course.current.organisation.holders(role, place, of)
        unit, circle = unit or place, circle or candidate.circle
        if excluded.keys() & set(holders):
            principals += [user_principal(user) for user in holders if user not in excluded]
        elif holders or course.settings.embedded:
            principals.append(role_principal(role, place, of))
    return Route(unit, tuple(dict.fromkeys(principals)), "", circle, excluded)


def resolve(
    course: Course, candidate: Candidate, local: Mapping[str, Any] | None = None, *, in_person: bool = False
) -> tuple[str, str, str]:
    """Role, unit and department of a candidate. A department in the place of a role stands for its head.

    Where a unit has nobody in the role, the nearest superior's serves, unless it must be done ``in_person``.
    """
    role = course.current.organisation.role_of(str(course.value(candidate.role, local) or ""))
    of = str(course.value(candidate.of, local) or "") if candidate.of else ""
    unit = unit_of(course, candidate.scope, local)
    place = unit if in_person else course.current.organisation.serving(role, unit, of)[0]
    return role, place, of


def unit_of(course: Course, scope: str, local: Mapping[str, Any] | None = None) -> str:
    """The unit a scope names: own, target, parent, province or a FEEL unit code."""
    own = str(course.variables.get("own_unit") or course.case.row["unit"])
    target = str(course.variables.get("target_unit") or "")
    fixed = scope_unit(course.current.organisation, scope, own, target)
    return str(course.value(scope, local) or own) if fixed is None else fixed


def parse_address(text: str) -> Candidate:
    """``role@scope`` as a candidate."""
    role, _, scope = text.partition("@")
    return Candidate(role=role, scope=scope or "own")


def principals_of(course: Course, addresses: Iterable[str]) -> tuple[str, ...]:
    """Principals of ``role@scope`` addresses."""
    found = []
    for address in addresses:
        role, unit, of = resolve(course, parse_address(address))
        if course.current.organisation.holders(role, unit, of):
            found.append(role_principal(role, unit, of))
    return tuple(dict.fromkeys(found))


def exclusions(course: Course, node: Node, local: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Users who may not do this task, with the rule: recused from the case, or performers of other elements."""
    excluded = dict.fromkeys(course.context["recused"], RECUSED)
    for exclusion in node.ext.exclusions:
        users = [user for element in exclusion.elements for user in course.performers(element, local)]
        if exclusion.persons:
            users += names(course.evaluate(exclusion.persons, local))
        for user in users:
            excluded.setdefault(user, exclusion.rule)
    return excluded


def names(value: Any) -> list[str]:
    """User ids an expression or field gave: none, one, or several."""
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _known(course: Course, users: list[str]) -> bool:
    return bool(users) and users[0] in course.current.organisation.people
