"""Who may do a task: candidates by lane, resolved in a unit, without those recused or kept apart by duty."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.catalog.options import scope_unit
from engine.catalog.sight import Sight
from engine.model.actor import Actor, role_principal, user_principal
from engine.model.definition import Candidate, Node
from engine.model.errors import Forbidden

RECUSED = "recusal"


@dataclass(frozen=True)
class Route:
    """Where a task goes. ``excluded`` maps a user id to the rule that keeps that person away."""

    unit: str
    principals: tuple[str, ...]
    assignee: str = ""
    circle: str = ""
    excluded: Mapping[str, str] = field(default_factory=dict)


def route(sight: Sight, node: Node, local: Mapping[str, Any]) -> Route:
    """The route of a task that opens now."""
    excluded = exclusions(sight, node, local)
    expression = sight.process.assignee(node)
    if expression:
        users = [user for user in names(sight.evaluate(expression, local)) if user not in excluded]
        own = str(sight.variables.get("own_unit", ""))
        unit = sight.current.organisation.people[users[0]].unit if _known(sight, users) else own
        return Route(unit, tuple(map(user_principal, users)), users[0] if len(users) == 1 else "", "", excluded)
    principals: list[str] = []
    unit = circle = ""
    for candidate in sight.process.candidates(node):
        role, place, of = resolve(sight, candidate, local, excluded, in_person=node.ext.personal)
        holders = sight.current.organisation.holders(role, place, of)
        unit, circle = unit or place, circle or candidate.circle
        if excluded.keys() & set(holders):
            principals += [user_principal(user) for user in holders if user not in excluded]
        elif holders or sight.settings.embedded:
            principals.append(role_principal(role, place, of))
    return Route(unit, tuple(dict.fromkeys(principals)), "", circle, excluded)


def check_chooser(sight: Sight, node: Node, actor: Actor, open_tasks: Iterable[Mapping[Any, Any]]) -> None:
    """Who may do an activity of an ad hoc subprocess may choose it; what needs nobody, who has an open task in it.

    Raises Forbidden.
    """
    found = route(sight, node, {})
    if actor.user in found.excluded:
        raise Forbidden("您应回避", "You are kept apart from this activity", found.excluded[actor.user])
    offered = set(found.principals)
    if not offered:
        inside = [row for row in open_tasks if sight.process.nodes[row["element"]].scope == node.scope]
        offered = {principal for row in inside for principal in row["principals"]}
    if not offered & actor.principals:
        raise Forbidden("您不能选办该活动", "You may not choose this activity", "not_candidate")


def resolve(
    sight: Sight, candidate: Candidate, local: Mapping[str, Any] | None = None, excluded: Container[str] = (), *,
    in_person: bool = False,
) -> tuple[str, str, str]:
    """Role, unit and department of a candidate. A department in the place of a role stands for its head.

    Where a unit has nobody in the role who is not ``excluded``, the nearest superior's serves (catalogue 5.3: for those
    who lead a unit, the superior decides), unless it must be done ``in_person``.
    """
    role = sight.current.organisation.role_of(str(sight.value(candidate.role, local) or ""))
    of = str(sight.value(candidate.of, local) or "") if candidate.of else ""
    unit = unit_of(sight, candidate.scope, local)
    place = unit if in_person else sight.current.organisation.serving(role, unit, of, excluded)[0]
    return role, place, of


def unit_of(sight: Sight, scope: str, local: Mapping[str, Any] | None = None) -> str:
    """The unit a scope names: own, target, parent, province or a FEEL unit code."""
    own = str(sight.variables.get("own_unit") or sight.row["unit"])
    target = str(sight.variables.get("target_unit") or "")
    fixed = scope_unit(sight.current.organisation, scope, own, target)
    return str(sight.value(scope, local) or own) if fixed is None else fixed


def parse_address(text: str) -> Candidate:
    """``role@scope`` as a candidate."""
    role, _, scope = text.partition("@")
    return Candidate(role=role, scope=scope or "own")


def principals_of(sight: Sight, addresses: Iterable[str]) -> tuple[str, ...]:
    """Principals of ``role@scope`` addresses."""
    found = []
    for address in addresses:
        role, unit, of = resolve(sight, parse_address(address))
        if sight.current.organisation.holders(role, unit, of):
            found.append(role_principal(role, unit, of))
    return tuple(dict.fromkeys(found))


def exclusions(sight: Sight, node: Node, local: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Users who may not do this task, with the rule: recused from the case, or performers of other elements."""
    excluded = dict.fromkeys(sight.context["recused"], RECUSED)
    for exclusion in node.ext.exclusions:
        users = [user for element in exclusion.elements for user in sight.performers(element, local)]
        if exclusion.persons:
            users += names(sight.evaluate(exclusion.persons, local))
        for user in users:
            excluded.setdefault(user, exclusion.rule)
    return excluded


def names(value: Any) -> list[str]:
    """User ids an expression or field gave: none, one, or several."""
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _known(sight: Sight, users: list[str]) -> bool:
    return bool(users) and users[0] in sight.current.organisation.people
