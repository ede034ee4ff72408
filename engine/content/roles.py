"""Departments and roles: ``org/roles.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.content import marked
from engine.content.codes import declare
from engine.content.record import Record, record
from engine.content.sheet import Sheet
from engine.model.org import Role

ROLE_TWICE = declare("role-twice", "角色重复:{id}", "Role declared twice: {id}", "two roles with `id: auditor`")
ROLE_DEPARTMENT = declare(
    "role-unknown-department", "角色 {id} 的部门不存在:{department}", "Role {id}: unknown department {department}",
    "`{id: auditor, department: finanse}`",
)
HEAD = declare(
    "department-unknown-head", "部门 {id} 的负责人角色不存在:{role}", "Department {id}: unknown head role {role}",
    "`{id: legal_affairs, head: lawyer}`",
)


@dataclass(frozen=True)
class Offices:
    """Roles by id, names of departments by id, the role of each department's head, and roles filled per case."""

    roles: Mapping[str, Role] = field(default_factory=dict)
    departments: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()


def read_offices(source: bytes, sheet: Sheet) -> Offices:
    """Departments and roles of the file."""
    data = marked.load(source, sheet)
    item = record(data, sheet) if data is not None else None
    if item is None:
        return Offices()
    departments: dict[str, str] = {}
    heads: dict[str, tuple[str, int]] = {}
    for found in item.records("departments"):
        id_ = found.text("id")
        departments[id_] = found.text("name")
        found.text("name_en", "")
        if head := found.text("head", ""):
            heads[id_] = (head, found.line)
        found.done()
    roles, groups = _roles(item, departments)
    for id_, (head, line) in heads.items():
        if head not in roles:
            sheet.note(HEAD, line, id_, id=id_, role=head)
    item.done()
    return Offices(roles, departments, {id_: head for id_, (head, _) in heads.items()}, groups)


def _roles(item: Record, departments: Mapping[str, str]) -> tuple[dict[str, Role], frozenset[str]]:
    roles: dict[str, Role] = {}
    groups = set()
    for found in item.records("roles", required=True):
        role = Role(
            id=found.text("id"), name=found.text("name"), name_en=found.text("name_en", ""),
            department=found.text("department", ""), actions=frozenset(found.words("actions")),
        )
        found.words("levels")
        if found.flag("group"):
            groups.add(role.id)
        found.done()
        if role.id in roles:
            found.sheet.note(ROLE_TWICE, found.line, role.id, id=role.id)
        if role.department and role.department not in departments:
            found.sheet.note(
                ROLE_DEPARTMENT, found.line_of("department"), role.id, id=role.id, department=role.department
            )
        roles.setdefault(role.id, role)
    return roles, frozenset(groups)
