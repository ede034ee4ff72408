"""The files of ``org/`` agree with each other: units, people, roles, rights, limits, warnings, calendars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.content.codes import WARNING, declare
from engine.content.lint.context import Context
from engine.content.vocabulary import SCOPES
from engine.model.errors import Problem
from engine.model.org import Person

ROLES, PERMISSIONS, LIMITS = "org/roles.yaml", "org/permissions.yaml", "org/limits.yaml"
UNITS, PEOPLE = "org/sample/units.yaml", "org/sample/people.yaml"

UNKNOWN = declare(
    "org-unknown-reference", "{what_zh}不存在:{ref}", "Unknown {what}: {ref}", "`{code: LJ-XX, parent: LJ-GONE}`"
)
UNIT_CYCLE = declare(
    "unit-cycle", "单位的上级关系成环:{id}", "The unit is its own superior: {id}", "`{code: A, parent: A}`"
)
DISJOINT = declare(
    "person-holds-disjoint-roles", "{name} 同时担任互斥角色({rule}):{roles}",
    "{name} holds roles that exclude each other ({rule}): {roles}", "system_admin and audit_admin in one hand",
)
CLEARANCE = declare(
    "person-clearance-low", "{name} 的涉密等级低于角色 {role} 的要求({level})",
    "{name} has less clearance than role {role} needs ({level})", "a clue_admin with `clearance: 1`", WARNING,
)
WARNING_CLASS = declare(
    "limit-unknown-warning", "时限 {id} 没有适用的预警类别:{warning}", "No warning class fits limit {id}: {warning}",
    "`warning: W-huge`",
)
UNSTARTED = declare(
    "limit-unstarted", "流程 {process} 没有起算时限 {id}", "The procedure {process} never starts the limit {id}",
    "`procedures: [A3]` while no element of A3 has `<sv:limit ref=\"TL-A09\"/>`", WARNING,
)

_UNIT = {"what_zh": "单位", "what": "unit"}
_ROLE = {"what_zh": "角色", "what": "role"}
_DEPARTMENT = {"what_zh": "部门", "what": "department"}


def units(context: Context) -> Iterator[Problem]:
    """Superiors, departments and calendars of units exist; the tree has no cycle."""
    known = context.bundle.organisation.units
    for unit in known.values():
        line = context.line(UNITS, unit.code)
        if unit.parent and unit.parent not in known:
            yield UNKNOWN.at(UNITS, line, unit.code, ref=unit.parent, **_UNIT)
        for department in unit.departments:
            if context.misses_department(department):
                yield UNKNOWN.at(UNITS, line, unit.code, ref=department, **_DEPARTMENT)
        broken = any(file.startswith("org/calendars/") for file in context.broken)
        if context.bundle.calendars and unit.calendar not in context.bundle.calendars and not broken:
            yield UNKNOWN.at(UNITS, line, unit.code, ref=unit.calendar, what_zh="日历", what="calendar")
        if _cyclic(context, unit.code):
            yield UNIT_CYCLE.at(UNITS, line, unit.code, id=unit.code)


def _cyclic(context: Context, code: str) -> bool:
    known, seen, parent = context.bundle.organisation.units, {code}, code
    while parent in known and (parent := known[parent].parent):
        if parent in seen:
            return parent == code
        seen.add(parent)
    return False


def people(context: Context) -> Iterator[Problem]:
    """Units, departments and roles of people exist."""
    organisation = context.bundle.organisation
    for person in organisation.people.values():
        line = context.line(PEOPLE, person.id)
        held = {holding.unit for holding in person.holdings}
        for unit in sorted({person.unit, person.manager_scope, *held} - {""}):
            if context.misses(unit, organisation.units, UNITS):
                yield UNKNOWN.at(PEOPLE, line, person.id, ref=unit, **_UNIT)
        served = {department for holding in person.holdings for department in holding.of}
        for department in sorted({person.department, *served} - {""}):
            if context.misses_department(department):
                yield UNKNOWN.at(PEOPLE, line, person.id, ref=department, **_DEPARTMENT)
        for holding in person.holdings:
            if context.misses_role(holding.role):
                yield UNKNOWN.at(PEOPLE, line, person.id, ref=holding.role, **_ROLE)


def offices(context: Context) -> Iterator[Problem]:
    """Nobody holds roles that exclude each other, or roles above the own clearance."""
    for person in context.bundle.organisation.people.values():
        yield from _office(context, person)


def _office(context: Context, person: Person) -> Iterator[Problem]:
    held = {holding.role for holding in person.holdings}
    line = context.line(PEOPLE, person.id)
    for rule in context.bundle.permissions.disjoint:
        both = sorted(held.intersection(rule.roles))
        if len(both) > 1:
            yield DISJOINT.at(PEOPLE, line, person.id, name=person.name, rule=rule.rule, roles=", ".join(both))
    for role in sorted(held):
        level = context.bundle.permissions.clearance.get(role, 0)
        if person.clearance < level:
            yield CLEARANCE.at(PEOPLE, line, person.id, name=person.name, role=role, level=level)


def rights(context: Context) -> Iterator[Problem]:
    """Rights are given to roles that exist, and roles use actions that exist."""
    permissions = context.bundle.permissions
    for role in sorted(permissions.roles()):
        if context.misses_role(role):
            yield UNKNOWN.at(PERMISSIONS, context.line(PERMISSIONS, role), role, ref=role, **_ROLE)
    for found in context.bundle.organisation.roles.values():
        for action in sorted(found.actions - permissions.actions.keys() if permissions.actions else ()):
            line = context.line(ROLES, found.id)
            yield UNKNOWN.at(ROLES, line, found.id, ref=action, what_zh="权限", what="action")


def limits(context: Context) -> Iterator[Problem]:
    """Variants name their row, approvers exist, and every countable limit has a warning class."""
    known, classes = context.bundle.limits, context.bundle.warning_policy.policy
    for limit in known.values():
        line = context.line(LIMITS, limit.id)
        if limit.row and limit.row not in known:
            yield UNKNOWN.at(LIMITS, line, limit.id, ref=limit.row, what_zh="时限", what="limit")
        role, _, scope = (limit.extension.approver if limit.extension else "").partition("@")
        if role and context.misses_role(role):
            yield UNKNOWN.at(LIMITS, line, limit.id, ref=role, **_ROLE)
        if role and (scope or "own") not in SCOPES:
            yield UNKNOWN.at(LIMITS, line, limit.id, ref=scope, what_zh="范围", what="scope")
        if classes.classes and limit.amount is not None and "org/warnings.yaml" not in context.broken:
            try:
                classes.class_of(limit)
            except LookupError:
                yield WARNING_CLASS.at(LIMITS, line, limit.id, id=limit.id, warning=limit.warning)


def unstarted(context: Context) -> Iterator[Problem]:
    """A limit is started by every procedure it names, as far as these are there."""
    sources = context.bundle.processes.values()
    by_code = {code: source for source in sources for code in source.process.procedure.code.split("/")}
    for limit in context.bundle.limits.values():
        for code in limit.procedures:
            source = by_code.get(code)
            if source and not re.search(rf"\b{limit.id}\b".encode(), source.xml):
                line, key = context.line(LIMITS, limit.id), source.process.key
                yield UNSTARTED.at(LIMITS, line, limit.id, id=limit.id, process=key)
