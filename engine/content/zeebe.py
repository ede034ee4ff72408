"""Extension elements of Zeebe (Camunda 8) that mean what a declaration of ours means.

Texts that begin with ``=`` are FEEL, others literals. The type of a job worker and everything else is kept and means
nothing here: a service task without an action goes on at once.
"""

from __future__ import annotations

from lxml.etree import _Element as Element

from engine.content import camunda
from engine.content.tree import attribute, extensions, feel, line
from engine.model.definition import ALL, Assignment, Candidate

NAMESPACE = "{http://camunda.org/schema/zeebe/1.0}"


def candidates(element: Element) -> tuple[Candidate, ...]:
    """``candidateGroups``: roles separated by commas, or FEEL."""
    text = _value(element, "assignmentDefinition", "candidateGroups")
    roles = [text] if text.startswith("=") else [part.strip() for part in text.split(",") if part.strip()]
    return tuple(Candidate(role=role, line=line(element)) for role in roles)


def assignee(element: Element) -> str:
    """FEEL of ``assignee``, else of ``candidateUsers``."""
    text = _value(element, "assignmentDefinition", "assignee")
    users = _value(element, "assignmentDefinition", "candidateUsers")
    if text or users.startswith("="):
        return _feel(text or users)
    quoted = [_feel(user.strip()) for user in users.split(",") if user.strip()]
    return f"[{', '.join(quoted)}]" if quoted else ""


def form(element: Element) -> str:
    """``formKey`` or ``formId``."""
    names = ("formKey", "formId", "externalReference")
    return next((text for name in names if (text := _value(element, "formDefinition", name))), "")


def due(element: Element) -> str:
    """``dueDate`` of the schedule."""
    return feel(_value(element, "taskSchedule", "dueDate"))


def priority(element: Element) -> str:
    """``priority``."""
    return feel(_value(element, "priorityDefinition", "priority"))


def decision(element: Element) -> str:
    """``decisionId``, when it is no expression."""
    text = _value(element, "calledDecision", "decisionId")
    return "" if text.startswith("=") else text


def script(element: Element) -> str:
    """FEEL of a script task."""
    return feel(_value(element, "script", "expression"))


def result(element: Element) -> str:
    """Result variable of a script or decision."""
    return _value(element, "script", "resultVariable") or _value(element, "calledDecision", "resultVariable")


def called(element: Element) -> str:
    """Process id of a call activity."""
    return _value(element, "calledElement", "processId")


def passed_in(element: Element) -> tuple[Assignment, ...]:
    """What a call hands over: every variable, unless it says otherwise."""
    found = _first(element, "calledElement")
    return () if found is None or attribute(found, "propagateAllParentVariables") == "false" \
        else (Assignment(ALL, "", line(found)),)


def passed_out(element: Element) -> tuple[Assignment, ...]:
    """What comes back from a call: every variable, unless it says otherwise."""
    found = _first(element, "calledElement")
    kept = found is not None and attribute(found, "propagateAllChildVariables") == "false"
    if found is None or (kept and not parameters(element, "output")):
        return ()
    return (Assignment(ALL, "", line(found)),)


def parameters(element: Element, name: str) -> tuple[Assignment, ...]:
    """``input`` or ``output`` of ``ioMapping``."""
    mapping = _first(element, "ioMapping")
    return () if mapping is None else tuple(
        Assignment(attribute(found, "target"), _feel(attribute(found, "source")), line(found))
        for found in mapping.iterchildren(NAMESPACE + name)
    )


def correlation(message: Element) -> str:
    """FEEL of the key a message is awaited by."""
    return feel(_value(message, "subscription", "correlationKey"))


def begin(element: Element) -> str:
    """FEEL of the activities an ad hoc subprocess begins with."""
    return feel(_value(element, "adHoc", "activeElementsCollection"))


def loop(multi: Element, name: str) -> str:
    """An attribute of ``loopCharacteristics``; ``outputElement`` is not read: a list of the instances' values comes."""
    return _value(multi, "loopCharacteristics", name)


def _first(element: Element, name: str) -> Element | None:
    return next((found for found in extensions(element) if str(found.tag) == NAMESPACE + name), None)


def _value(element: Element, name: str, attribute_name: str) -> str:
    found = _first(element, name)
    return attribute(found, attribute_name) if found is not None else ""


def _feel(text: str) -> str:
    return text[1:].strip() if text.startswith("=") else camunda.value(text)
