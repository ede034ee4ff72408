"""Attributes and elements of Camunda 7 and its kin (Activiti, Flowable, Operaton) that mean what we can say in FEEL.

Everything else of those namespaces is kept in the diagram and means nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from engine.content.tree import attribute, body, extensions, feel, line
from engine.feel import unwrap
from engine.model.definition import ALL, Assignment, Candidate

NAMESPACES = (
    "{http://camunda.org/schema/1.0/bpmn}", "{http://activiti.org/bpmn}", "{http://flowable.org/bpmn}",
    "{http://operaton.org/schema/1.0/bpmn}",
)


def candidates(element: Element) -> tuple[Candidate, ...]:
    """``candidateGroups``: roles, separated by commas; ``${group}`` is an expression."""
    groups = _listed(element, "candidateGroups")
    return tuple(Candidate(role=_literal_or_feel(group), line=line(element)) for group in groups)


def assignee(element: Element) -> str:
    """``assignee``, else ``candidateUsers``: ``${handler}`` is an expression, anything else the id of a user."""
    text = _attribute(element, "assignee")
    if text:
        return value(text)
    users = [value(user) for user in _listed(element, "candidateUsers")]
    return users[0] if len(users) == 1 else f"[{', '.join(users)}]" if users else ""


def form(element: Element) -> str:
    """``formKey`` or ``formRef``."""
    return _attribute(element, "formKey") or _attribute(element, "formRef")


def due(element: Element) -> str:
    """``dueDate``: ISO 8601, or FEEL."""
    return feel(_attribute(element, "dueDate"))


def priority(element: Element) -> str:
    """``priority``: a number or an expression."""
    return feel(_attribute(element, "priority"))


def result(element: Element) -> str:
    """``resultVariable``, of a service task of old ``resultVariableName``."""
    return _attribute(element, "resultVariable") or _attribute(element, "resultVariableName")


def decision(element: Element) -> str:
    """``decisionRef``."""
    return _attribute(element, "decisionRef")


def expression(element: Element) -> str:
    """``expression`` of a service task when it can be said in FEEL; what calls beans is an implementation of theirs."""
    text = _attribute(element, "expression")
    translated = unwrap(text)
    return translated if translated != text else ""


def mappings(element: Element, name: str) -> tuple[Assignment, ...]:
    """``in`` or ``out`` of a call: ``target`` from ``source`` (a name) or ``sourceExpression``; ``variables="all"``."""
    return tuple(
        Assignment(ALL, "", line(found)) if attribute(found, "variables") == "all" else Assignment(
            attribute(found, "target"),
            attribute(found, "source") or feel(attribute(found, "sourceExpression")), line(found),
        )
        for found in _elements(element, name) if attribute(found, "target") or attribute(found, "variables") == "all"
    )


def parameters(element: Element, name: str) -> tuple[Assignment, ...]:
    """``inputParameter`` or ``outputParameter`` of ``inputOutput``: text, an expression, a list or a map."""
    return tuple(
        Assignment(attribute(found, "name"), _parameter(found), line(found))
        for around in _elements(element, "inputOutput") for found in around.iterchildren("*") if _named(found, name)
    )


def collection(multi: Element) -> str:
    """``collection`` of a multi-instance: a variable or an expression."""
    return feel(_attribute(multi, "collection"))


def item(multi: Element) -> str:
    """``elementVariable`` of a multi-instance."""
    return _attribute(multi, "elementVariable")


def value(text: str) -> str:
    """FEEL of a text that is literal unless it is wrapped in ``${...}``."""
    return unwrap(text) if _is_wrapped(text) else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _parameter(found: Element) -> str:
    for inner in found.iterchildren("*"):
        if _named(inner, "list"):
            return f"[{', '.join(_parameter(each) for each in inner.iterchildren('*'))}]"
        if _named(inner, "map"):
            entries = (f'"{attribute(each, "key")}": {_parameter(each)}' for each in inner.iterchildren("*"))
            return f"{{{', '.join(entries)}}}"
        if _named(inner, "script"):
            return f"${{{body(inner)}}}"    # a program: no FEEL, refused where it stands
    return value(body(found)) if body(found) else "null"


def _attribute(element: Element, name: str) -> str:
    return next((text for namespace in NAMESPACES if (text := attribute(element, namespace + name))), "")


def _elements(element: Element, name: str) -> Iterator[Element]:
    return (found for found in extensions(element) if _named(found, name))


def _named(found: Element, name: str) -> bool:
    namespace, _, local = str(found.tag).rpartition("}")
    return local == name and namespace + "}" in NAMESPACES


def _listed(element: Element, name: str) -> list[str]:
    text = _attribute(element, name)
    if text.startswith(("${", "#{")):
        return [text]
    return [part.strip() for part in text.split(",") if part.strip()]


def _is_wrapped(text: str) -> bool:
    return text.startswith(("${", "#{")) and text.endswith("}")


def _literal_or_feel(text: str) -> str:
    return "=" + unwrap(text) if _is_wrapped(text) else text
