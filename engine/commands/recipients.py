"""Who hears of a warning: the words of org/warnings.yaml (``assignee``, ``department_head`` ...) resolved to people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.model.actor import holders_of
from engine.model.lights import Step

if TYPE_CHECKING:
    from engine.commands.course import Course


def resolve(course: Course, row: Mapping[str, Any], step: Step) -> tuple[str, ...]:
    """User ids that hear of ``step`` of a task, in the order of the policy, each once."""
    bundle = course.current.bundle
    limit = bundle.limits[row["limit_id"]]
    words = bundle.warning_policy.policy.recipients_of(limit, step)
    users = [user for word in words for user in _people(course, row, word)]
    return tuple(dict.fromkeys(user for user in users if user not in course.context["recused"]))


def _people(course: Course, row: Mapping[str, Any], word: str) -> tuple[str, ...]:
    organisation = course.current.organisation
    performers = _performers(course, row)
    if word == "assignee":
        return performers
    unit = row["unit"]
    departments = {organisation.people[user].department for user in performers if user in organisation.people}
    if word == "department_head":
        return tuple(
            user for department in sorted(departments) for role in organisation.heads(department)
            for user in organisation.holders(role, unit)
        )
    if word == "leader_in_charge":
        return tuple(user for of in sorted(departments) for user in organisation.holders("leader_in_charge", unit, of))
    if word == "escalation_leader":
        discipline = organisation.discipline & departments
        return organisation.holders("discipline_secretary" if discipline else "party_secretary", unit)
    if word == "unit_principal":
        return organisation.holders("responsible_unit_head", unit) or organisation.holders("party_secretary", unit)
    return organisation.holders(word, unit)


def _performers(course: Course, row: Mapping[str, Any]) -> tuple[str, ...]:
    if row["assignee"]:
        return (row["assignee"],)
    organisation, excluded = course.current.organisation, row["excluded"]
    return tuple(
        user for principal in row["principals"] for user in holders_of(principal, organisation) if user not in excluded
    )
