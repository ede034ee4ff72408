"""Somebody is there to do each task, in a role, department and scope that exist."""

from __future__ import annotations

from collections.abc import Iterator

from engine.content.codes import WARNING, declare
from engine.content.lint.context import Context
from engine.content.vocabulary import ASKERS, EXCEPTIONS, HUMAN_TASKS, SCOPES
from engine.model.definition import Candidate, Process
from engine.model.errors import Problem

NO_PERFORMER = declare(
    "task-without-performer", "人工任务没有候选角色或办理人", "The task has neither candidates nor an assignee",
    "a user task without `sv:candidate` in a lane without one", house=True,
)
NO_FORM = declare(
    "task-without-form", "人工任务没有表单", "The user task has no form", "a user task without `sv:form`", WARNING
)
ROLE = declare(
    "unknown-role", "角色不存在:{role}", "Unknown role: {role}", '`<sv:candidate role="audtor"/>`',
    house=True,
)
DEPARTMENT = declare(
    "unknown-department", "部门不存在:{department}", "Unknown department: {department}",
    '`<sv:candidate role="leader_in_charge" of="finanse"/>`', house=True,
)
SCOPE = declare(
    "unknown-scope", "范围不存在:{scope}(可用 own、target、parent、province 或 =表达式)",
    "Unknown scope: {scope} (own, target, parent, province or =expression)", '`<sv:candidate scope="mine"/>`',
    house=True,
)
EXCEPTION_KIND = declare(
    "unknown-exception", "不认识的例外路径:{kind}", "Unknown exceptional path: {kind}", '`<sv:exception kind="pause"/>`'
)


def performers(process: Process, _: Context) -> Iterator[Problem]:
    """Human tasks have a performer, user tasks a form."""
    for node in process.nodes.values():
        if node.kind not in HUMAN_TASKS:
            continue
        if not process.candidates(node) and not process.assignee(node):
            yield NO_PERFORMER.at(process.file, node.line, node.id)
        if node.kind == "userTask" and not node.ext.form:
            yield NO_FORM.at(process.file, node.line, node.id)


def roles(process: Process, context: Context) -> Iterator[Problem]:
    """Roles, departments and scopes of candidates and nominations exist."""
    for lane in process.lanes.values():
        for candidate in lane.candidates:
            yield from _candidate(process, context, lane.id, candidate)
    for node in process.nodes.values():
        for candidate in node.ext.candidates:
            yield from _candidate(process, context, node.id, candidate)
        for candidate in node.ext.senders:
            yield from _candidate(process, context, node.id, candidate)
        if (nomination := node.ext.nomination) is not None:
            wanted = Candidate(nomination.role, nomination.scope, line=nomination.line)
            yield from _candidate(process, context, node.id, wanted, role_optional=True)


def starters(process: Process, context: Context) -> Iterator[Problem]:
    """Roles that may start the process exist."""
    for role in process.procedure.start_by:
        if role != "*" and context.misses_role(role):
            yield ROLE.at(process.file, process.procedure.line, process.id, role=role)


def exceptions(process: Process, context: Context) -> Iterator[Problem]:
    """Exceptional paths are known, and so are those who ask for and approve them."""
    for path in process.exceptions:
        if path.kind not in EXCEPTIONS:
            yield EXCEPTION_KIND.at(process.file, path.line, process.id, kind=path.kind)
        for who in (*path.by, *path.approve.split()):
            if who not in ASKERS and not who.startswith("="):
                role, _, scope = who.partition("@")
                yield from _candidate(process, context, process.id, Candidate(role, scope or "own", line=path.line))


def _candidate(
    process: Process, context: Context, element: str, candidate: Candidate, role_optional: bool = False
) -> Iterator[Problem]:
    role, department, scope = candidate.role, candidate.of, candidate.scope
    unnamed = role_optional and not role
    if not unnamed and not role.startswith("=") and context.misses_role(role):
        yield ROLE.at(process.file, candidate.line, element, role=role or "-")
    if department and not department.startswith("=") and context.misses_department(department):
        yield DEPARTMENT.at(process.file, candidate.line, element, department=department)
    if not scope.startswith("=") and scope not in SCOPES:
        yield SCOPE.at(process.file, candidate.line, element, scope=scope)
