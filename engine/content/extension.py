"""The ``sv`` declarations of one element, and the Camunda 7 attributes read as aliases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element as Element

from engine.content import camunda, zeebe
from engine.content.codes import declare
from engine.content.sheet import Sheet
from engine.content.tree import attribute, feel, line, sv_children, sv_name
from engine.model.definition import (
    Action,
    Assignment,
    Candidate,
    ExceptionPath,
    Extension,
    LimitUse,
    Procedure,
)
from engine.model.duty import Exclusion, Gate, Nomination, Recusal
from engine.model.schedule import Schedule

BAD_NUMBER = declare(
    "sv-bad-number", "属性 {name} 应为整数:{value}", "Attribute {name} must be a whole number: {value}",
    '`<sv:procedure secrecy="high"/>`', house=True,
)
_LIMIT_ID = re.compile(r"TL-[A-Z0-9]+")


def read_extension(element: Element, sheet: Sheet) -> Extension:
    """All ``sv`` declarations of a flow node."""
    assignee = _first(element, "assignee")
    candidates = read_candidates(element)
    decision, result = _first(element, "decision"), _first(element, "result")
    return Extension(
        candidates=candidates or camunda.candidates(element) or zeebe.candidates(element),
        assignee=feel(_of(assignee, "users")) or camunda.assignee(element)
        or zeebe.assignee(element),
        form=_value(element, "form", "key") or camunda.form(element) or zeebe.form(element),
        limit=_limit(element, sheet),
        outcome=_value(element, "outcome", "field"),
        exclusions=tuple(_exclusion(found) for found in sv_children(element, "exclude")),
        nomination=_nomination(_first(element, "nominate"), sheet),
        recusal=_recusal(_first(element, "recusal")),
        gates=tuple(_gate(found) for found in sv_children(element, "gate")),
        personal=_first(element, "personal") is not None,
        senders=tuple(each for each in read_candidates(element, "sender") if each.role),
        sender_users=feel(next((u for each in sv_children(element, "sender") if (u := attribute(each, "users"))), "")),
        sets=_assignments(element, "set"),
        inputs=_assignments(element, "input") or camunda.mappings(element, "in") or zeebe.passed_in(element),
        outputs=_assignments(element, "output") or camunda.mappings(element, "out") or zeebe.passed_out(element),
        params=camunda.parameters(element, "inputParameter") or zeebe.parameters(element, "input"),
        results=camunda.parameters(element, "outputParameter") or zeebe.parameters(element, "output"),
        action=_action(element),
        decision=_of(decision, "ref") or camunda.decision(element) or zeebe.decision(element),
        result=_of(result, "variable") or _of(decision, "result") or camunda.result(element)
        or zeebe.result(element),
        schedule=_schedule(_first(element, "schedule")),
        correlation=feel(_value(element, "correlation", "key")),
        outside=_value(element, "correlation", "from") or _value(element, "send", "to"),
        to_unit=feel(_value(element, "send", "toUnit")),
        priority=feel(_value(element, "priority", "value")) or camunda.priority(element)
        or zeebe.priority(element),
        due="" if _LIMIT_ID.fullmatch(camunda.due(element)) else camunda.due(element) or zeebe.due(element),
        circle=read_circle(element, candidates),
        note=_value(element, "note", "text"),
    )


def read_candidates(element: Element, name: str = "candidate") -> tuple[Candidate, ...]:
    """The candidates of a task or lane, or the ``sender`` of a message."""
    return tuple(
        Candidate(
            role=attribute(found, "role"), scope=attribute(found, "scope") or "own", of=attribute(found, "of"),
            circle=attribute(found, "circle"), line=line(found),
        )
        for found in sv_children(element, name)
    )


def read_assignee(element: Element) -> str:
    """FEEL of a lane's assignees."""
    return feel(_value(element, "assignee", "users"))


def read_circle(element: Element, candidates: tuple[Candidate, ...]) -> str:
    """The circle of knowledge named by the assignee or the first candidate that names one."""
    return _value(element, "assignee", "circle") or next((c.circle for c in candidates if c.circle), "")


def read_procedure(element: Element, sheet: Sheet) -> Procedure:
    """What a process says about itself."""
    found = _first(element, "procedure")
    if found is None:
        return Procedure(line=line(element))
    default = Procedure()
    return Procedure(
        code=attribute(found, "code"),
        secrecy=_number(found, "secrecy", default.secrecy, sheet),
        title=feel(attribute(found, "title")),
        series=attribute(found, "series") or default.series,
        start_by=tuple(attribute(found, "startBy").split()) or default.start_by,
        line=line(found),
    )


def read_exceptions(element: Element) -> tuple[ExceptionPath, ...]:
    """The exceptional paths a process declares."""
    return tuple(
        ExceptionPath(
            kind=attribute(found, "kind"), by=tuple(attribute(found, "by").split()),
            approve=attribute(found, "approve"), until=attribute(found, "until"), task=attribute(found, "task"),
            stops=attribute(found, "stops") != "false", most=feel(attribute(found, "max")),
            latest=feel(attribute(found, "latest")), line=line(found),
        )
        for found in sv_children(element, "exception")
    )


def _first(element: Element, name: str) -> Element | None:
    return next(sv_children(element, name), None)


def _of(found: Element | None, name: str) -> str:
    return attribute(found, name) if found is not None else ""


def _value(element: Element, name: str, attribute_name: str) -> str:
    return _of(_first(element, name), attribute_name)


def _number(element: Element, name: str, default: int, sheet: Sheet) -> int:
    text = attribute(element, name)
    if not text:
        return default
    if text.isascii() and text.isdigit():
        return int(text)
    sheet.note(BAD_NUMBER, line(element), name=name, value=text)
    return default


def _limit(element: Element, sheet: Sheet) -> LimitUse | None:
    found = _first(element, "limit")
    if found is not None:
        start, until = feel(attribute(found, "start")), feel(attribute(found, "until"))
        return LimitUse(attribute(found, "ref"), start, line(found), until)
    alias = camunda.due(element)
    if _LIMIT_ID.fullmatch(alias):
        return LimitUse(alias, line=line(element))
    return None


def _exclusion(found: Element) -> Exclusion:
    return Exclusion(
        rule=attribute(found, "rule"), elements=tuple(attribute(found, "performersOf").split()),
        persons=feel(attribute(found, "persons")), line=line(found),
    )


def _nomination(found: Element | None, sheet: Sheet) -> Nomination | None:
    if found is None:
        return None
    return Nomination(
        variable=attribute(found, "variable"), role=attribute(found, "role"),
        scope=attribute(found, "scope") or "own", minimum=_number(found, "minimum", 1, sheet),
        rule=attribute(found, "rule"), exclude=tuple(attribute(found, "notPerformersOf").split()),
        persons=feel(attribute(found, "persons")), line=line(found),
    )


def _gate(found: Element) -> Gate:
    return Gate(
        condition=feel(attribute(found, "assert")), rule=attribute(found, "rule"), zh=attribute(found, "zh"),
        en=attribute(found, "en"), line=line(found),
    )


def _schedule(found: Element | None) -> Schedule | None:
    if found is None:
        return None
    return Schedule(feel(attribute(found, "units")), feel(attribute(found, "each")), line(found))


def _recusal(found: Element | None) -> Recusal | None:
    if found is None:
        return None
    default = Recusal()
    return Recusal(
        field=attribute(found, "field") or default.field, ground=attribute(found, "ground") or default.ground,
        variable=attribute(found, "variable"), line=line(found),
    )


def _assignments(element: Element, name: str) -> tuple[Assignment, ...]:
    return tuple(
        Assignment(attribute(found, "variable"), feel(attribute(found, "value")), line(found))
        for found in sv_children(element, name)
    )


def _action(element: Element) -> Action | None:
    """The action of a service task; a thrown message is an action of type ``message`` whose params are its payload."""
    found = _first(element, "action")
    if found is not None:
        params = (inner for inner in found.iterchildren("*") if sv_name(inner) == "param")
        return Action(
            attribute(found, "type"), attribute(found, "ref"), _params(params), attribute(found, "result"), line(found)
        )
    payload = _params(sv_children(element, "param"))
    return Action("message", params=payload, line=line(element)) if payload else None


def _params(found: Iterator[Element]) -> dict[str, str]:
    return {attribute(param, "name"): attribute(param, "value") for param in found}
