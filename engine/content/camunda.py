"""Attributes and elements of the Camunda 7 namespace that mean what a declaration of ours means.

Everything else of that namespace, and of every other, is kept in the diagram and means nothing here.
"""

from __future__ import annotations

from lxml.etree import _Element as Element

from engine.content.tree import CAMUNDA, attribute, extensions, feel, line
from engine.feel import unwrap
from engine.model.definition import Assignment, Candidate


def candidates(element: Element) -> tuple[Candidate, ...]:
    """``candidateGroups``: roles, separated by commas; ``${group}`` is an expression."""
    groups = _listed(element, "candidateGroups")
    return tuple(Candidate(role=_literal_or_feel(group), line=line(element)) for group in groups)


def assignee(element: Element) -> str:
    """``assignee``, else ``candidateUsers``: ``${handler}`` is an expression, anything else the id of a user."""
    text = attribute(element, CAMUNDA + "assignee")
    if text:
        return _user(text)
    users = [_user(user) for user in _listed(element, "candidateUsers")]
    return users[0] if len(users) == 1 else f"[{', '.join(users)}]" if users else ""


def form(element: Element) -> str:
    """``formKey`` or ``formRef``."""
    return attribute(element, CAMUNDA + "formKey") or attribute(element, CAMUNDA + "formRef")


def due(element: Element) -> str:
    """``dueDate``: ISO 8601, or FEEL."""
    return feel(attribute(element, CAMUNDA + "dueDate"))


def priority(element: Element) -> str:
    """``priority``: a number or an expression."""
    return feel(attribute(element, CAMUNDA + "priority"))


def result(element: Element) -> str:
    """``resultVariable``."""
    return attribute(element, CAMUNDA + "resultVariable")


def decision(element: Element) -> str:
    """``decisionRef``."""
    return attribute(element, CAMUNDA + "decisionRef")


def mappings(element: Element, name: str) -> tuple[Assignment, ...]:
    """``camunda:in`` or ``camunda:out`` of a call: ``target`` from ``source`` (a name) or ``sourceExpression``."""
    return tuple(
        Assignment(
            attribute(found, "target"),
            attribute(found, "source") or feel(attribute(found, "sourceExpression")), line(found),
        )
        for found in extensions(element) if str(found.tag) == CAMUNDA + name and attribute(found, "target")
    )


def collection(multi: Element) -> str:
    """``collection`` of a multi-instance: a variable or an expression."""
    return feel(attribute(multi, CAMUNDA + "collection"))


def item(multi: Element) -> str:
    """``elementVariable`` of a multi-instance."""
    return attribute(multi, CAMUNDA + "elementVariable")


def _listed(element: Element, name: str) -> list[str]:
    text = attribute(element, CAMUNDA + name)
    if text.startswith(("${", "#{")):
        return [text]
    return [part.strip() for part in text.split(",") if part.strip()]


def _is_wrapped(text: str) -> bool:
    return text.startswith(("${", "#{")) and text.endswith("}")


def _literal_or_feel(text: str) -> str:
    return "=" + unwrap(text) if _is_wrapped(text) else text


def _user(text: str) -> str:
    return unwrap(text) if _is_wrapped(text) else '"' + text.replace("\\", "").replace('"', "") + '"'
