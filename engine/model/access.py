"""Permission, decided in one place: function rights by role, relations to a task, and how far a person sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.model.actor import Actor, holders_of
from engine.model.errors import Forbidden
from engine.model.org import Organisation

SELF = "self"           # everybody, for their own account and inbox
ENGINE = "engine"       # the engine alone (jobs)
FUNCTION_RIGHTS = frozenset({
    "start", "claim", "complete", "return", "approve", "extend", "suspend", "reassign", "export", "statistics",
    "administer", "grant", "audit",
})
ADMINISTRATORS = frozenset({"system_admin", "security_admin", "audit_admin"})
MAX_OPEN_LEVEL = 2      # above this level a case is seen by its participants alone (catalogue 5.2)

RULES = {
    "recusal": ("您已回避该案", "You are recused from this case"),
    "SD-1": ("同一文书的起草、审核、批准须由不同人员办理(SD-1)", "Author, reviewer and approver must differ (SD-1)"),
    "SD-2": ("线索管理与承办须分离(SD-2)", "Clue administration and handling must be apart (SD-2)"),
}


def rights(actor: Actor, organisation: Organisation) -> frozenset[str]:
    """Function rights of the actor: the union over the roles held anywhere."""
    person = organisation.people.get(actor.user)
    if person is None:
        return frozenset()
    return frozenset(
        action for holding in person.holdings if holding.role in organisation.roles
        for action in organisation.roles[holding.role].actions
    )


def check_right(actor: Actor, permission: str, organisation: Organisation) -> None:
    """Refuse a command or query whose function right the actor lacks."""
    if actor.is_system:
        return
    if permission == ENGINE or (permission != SELF and permission not in rights(actor, organisation)):
        raise Forbidden(f"没有权限:{permission}", f"You lack the right: {permission}", "no_right")


def check_performer(actor: Actor, row: Mapping[str, Any], exclusions: Mapping[str, str]) -> None:
    """Refuse who is not a candidate of an open task, is not its assignee, or is kept apart from it by duty."""
    if actor.user in exclusions:
        rule = exclusions[actor.user]
        zh, en = RULES.get(rule, (f"按职责分离规则 {rule},您不能办理该任务", f"Kept apart by rule {rule}"))
        raise Forbidden(zh, en, "recused" if rule == "recusal" else "separation_of_duty")
    if row["assignee"]:
        if row["assignee"] != actor.user:
            raise Forbidden("该任务由他人承办", "Somebody else holds this task", "not_yours")
    elif not actor.principals.intersection(row["principals"]):
        raise Forbidden("该任务不属于您", "This task is not yours", "not_yours")


def in_charge(actor: Actor, organisation: Organisation, principals: Iterable[str]) -> bool:
    """Whether the actor heads the department or unit of somebody whom these principals address."""
    offered = {user for principal in principals for user in holders_of(principal, organisation)}
    concerned = [organisation.people[user] for user in offered if user in organisation.people]
    head = organisation.people.get(actor.user)
    return any(
        "reassign" in (role := organisation.roles[holding.role]).actions
        and any(holding.unit == each.unit and role.department in ("", each.department) for each in concerned)
        for holding in (head.holdings if head else ())
    )


@dataclass(frozen=True)
class Reach:
    """How far an actor sees without being a participant. ``units``: cases up to level ``level`` of these units.

    ``penetrates``: units whose register rows show their ``up`` columns (上级穿透). ``everything`` is the audit
    administrator's view of logs: event metadata and proofs, never content.
    """

    units: frozenset[str] = frozenset()
    level: int = 0
    penetrates: frozenset[str] = frozenset()
    readers: frozenset[tuple[str, str]] = frozenset()   # (role, unit) pairs for registers read by office
    audits: bool = False


def reach(actor: Actor, organisation: Organisation) -> Reach:
    """The reach of an actor by the roles held today."""
    person = organisation.people.get(actor.user)
    if person is None:
        return Reach()
    units: set[str] = set()
    lower: set[str] = set()
    readers: set[tuple[str, str]] = set()
    audits = False
    for holding in person.holdings:
        role = organisation.roles.get(holding.role)
        if role is None:
            continue
        below = organisation.descendants(holding.unit)
        readers |= {(role.id, unit) for unit in (below if role.reach == "unit_and_descendants" else {holding.unit})}
        audits = audits or "audit" in role.actions
        if role.reach == "own_unit":
            units.add(holding.unit)
        elif role.reach == "unit_and_descendants":
            units |= below
        elif role.reach == "all":
            units |= set(organisation.units)
        if role.penetrates:
            lower |= below - {holding.unit}
    return Reach(frozenset(units), min(person.clearance, MAX_OPEN_LEVEL), frozenset(lower), frozenset(readers), audits)
