"""Conduct of people in a case: who takes part, who performed what, who is recused, who may be nominated."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from engine.catalog.routing import RECUSED, Route, names, route, unit_of
from engine.model import events as e
from engine.model.actor import holders_of, user_principal
from engine.model.definition import Node
from engine.model.duty import Nomination, Recusal
from engine.model.errors import FieldProblem, InvalidValues
from engine.model.runs import WITHIN, note_performer

if TYPE_CHECKING:
    from engine.commands.course import Course

Row = Mapping[str, Any]


def join(course: Course, user: str, circle: str, cause: str) -> None:
    """The person takes part in the case within a circle of knowledge; told once."""
    known: dict[str, list[str]] = course.context.setdefault("members", {})
    if circle not in known.setdefault(user, []):
        known[user].append(circle)
        course.record(e.MemberJoined(user, circle, cause))


def leave(course: Course, user: str, cause: str) -> None:
    """The person no longer takes part: access ends."""
    circles = course.context.setdefault("members", {}).pop(user, None)
    if circles:
        course.record(e.MemberLeft(user, cause, tuple(circles)))


def swap(course: Course, leaving: str, entering: str, reason: str) -> None:
    """Somebody takes over everything another has open here; whoever leaves loses access at once (PT-16).

    A task the new person is kept apart from only loses the old one.
    """
    for key, row in list(course.case.open_tasks().items()):
        old, new = user_principal(leaving), user_principal(entering)
        if old not in row["principals"] and row["assignee"] != leaving:
            continue
        apart = entering in row["excluded"]
        offered = [new if p == old else p for p in row["principals"] if not (apart and p == old)]
        course.record(e.HandlerSwapped(key, leaving, entering, reason))
        assignee = ("" if apart else entering) if row["assignee"] == leaving else row["assignee"]
        course.record(e.TaskRerouted(key, tuple(dict.fromkeys(offered)), assignee, "swapped", reason))
        if not apart:
            join(course, entering, row["circle"], "swapped")
    replace(course, leaving, entering)
    leave(course, leaving, "swapped")
    join(course, entering, "", "swapped")


def replace(course: Course, leaving: str, entering: str) -> None:
    """Whoever is named by a variable, alone or in a list, is the new person from now on."""
    changed = {
        name: entering if value == leaving else [entering if each == leaving else each for each in value]
        for name, value in course.variables.items()
        if value == leaving or (isinstance(value, list) and leaving in value)
    }
    if changed:
        course.assign(changed)


def perform(course: Course, element: str, user: str, circle: str, local: Row) -> None:
    """The person did an element, in the runs ``local`` tells."""
    note_performer(course.context, element, user, local.get(WITHIN, ()))
    join(course, user, circle, element)


def recuse(course: Course, node: Node, rule: Recusal, values: Row, user: str) -> None:
    """A declared conflict of interest recuses the person from the whole case (catalogue 5.3, PT-7)."""
    if values.get(rule.field) is not True:
        return
    course.record(e.Recused(user, node.id, str(values.get(rule.ground) or ""), str(values.get("note") or "")))
    course.context["recused"].append(user)
    leave(course, user, RECUSED)
    if rule.variable:
        stay = [each for each in course.variables.get(rule.variable) or [] if each != user]
        course.assign({rule.variable: stay})
    for task, row in list(course.case.open_tasks().items()):
        if row["element"] != node.id:
            _hand_on(course, task, row, user)


def _hand_on(course: Course, task: str, row: Row, user: str) -> None:
    """An open task without a recused person: for the others it is offered to, else for whom the diagram names now."""
    organisation = course.current.organisation
    people = {each for principal in row["principals"] for each in holders_of(principal, organisation)}
    if user not in {*people, row["assignee"]}:
        return
    offered = tuple(each for each in row["principals"] if each != user_principal(user))
    assignee = "" if row["assignee"] == user else row["assignee"]
    found = Route("", offered, assignee)
    if not people - {*course.context["recused"], *row["excluded"]}:
        asked = row["kind"] != "task"
        found = Route("", ()) if asked else route(course, course.node(row["element"]), course.local(task))
    if (found.principals, found.assignee) == (tuple(row["principals"]), row["assignee"]):
        return
    course.record(e.TaskRerouted(task, found.principals, found.assignee, RECUSED, unit=found.unit))
    if not found.principals:
        lack(course, row["element"])


def lack(course: Course, element: str) -> None:
    """A task waits for nobody: an incident, until somebody is assigned."""
    course.record(e.IncidentRaised(course.tx.new_id(), element, "没有符合条件的承办人 / Nobody may do this task"))


def check_nominees(course: Course, rule: Nomination, values: Row, local: Row) -> None:
    """Those a form nominates must hold the role, be neither recused nor kept apart, and be enough of them."""
    users = names(values.get(rule.variable))
    apart = names(course.evaluate(rule.persons, {**local, **values})) if rule.persons else []
    problems = [problem for user in users if (problem := _nominee(course, rule, user, apart, local))]
    if len(set(users)) < rule.minimum:
        code = rule.rule or "minimum"
        problems.append(FieldProblem(
            rule.variable, code, f"至少须指定 {rule.minimum} 人({code})", f"At least {rule.minimum} people ({code})",
        ))
    if problems:
        raise InvalidValues(problems)


def _nominee(course: Course, rule: Nomination, user: str, apart: list[str], local: Row) -> FieldProblem | None:
    organisation = course.current.organisation
    name = course.current.person_name(user)
    if user in course.context["recused"]:
        return FieldProblem(rule.variable, "recused", f"{name} 已回避,不能再次指定", f"{name} is recused")
    for element in rule.exclude:
        if user in course.performers(element, local):
            step = course.node(element).name
            return FieldProblem(
                rule.variable, "separation_of_duty", f"{name} 已办理“{step}”,须回避本环节",
                f"{name} has performed {element}",
            )
    if user in apart:
        because = f"({rule.rule})" if rule.rule else ""
        return FieldProblem(
            rule.variable, rule.rule or "separation_of_duty", f"{name} 须回避本环节,不能指定{because}",
            f"{name} must be kept apart and cannot be named {because}".rstrip(),
        )
    unit = unit_of(course, rule.scope, local)
    if rule.role and not organisation.holds(user, rule.role, unit):
        return FieldProblem(rule.variable, "role", f"{name} 不具备相应岗位", f"{name} does not hold {rule.role}@{unit}")
    return None


def task_context(row: Row, now: datetime) -> dict[str, Any]:
    """What register and letter declarations see as ``task``."""
    def day(text: str) -> date | datetime | None:
        return e.day_or_moment(text) if text else None

    return {
        "raw_due": day(row["raw_due"]), "effective_due": day(row["effective_due"]), "due": day(row["effective_due"]),
        "completed_at": now, "opened_at": day(row["opened_at"]), "round": row["round"],
    }
