"""XES (IEEE 1849): the event log as process-mining tools read it. Extensions concept, time, org and lifecycle.

A case is a trace, a recorded event is an event; none is left out, none is added. ``concept:name`` is the step's name in
the diagram, or the event's own type where no step is concerned; ``type`` always holds the event's type, so that
``type = TaskCompleted`` gives one event per completed task. Who acted is named; what was written never is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from engine.model.definition import Process
from engine.model.events import Recorded

EXTENSIONS = {"Concept": "concept", "Time": "time", "Organizational": "org", "Lifecycle": "lifecycle"}
CLASSIFIERS = {"Activity": "concept:name", "Activity and transition": "concept:name lifecycle:transition",
               "Resource": "org:resource"}
TRANSITIONS = {
    "TaskOpened": "schedule", "TaskRerouted": "reassign", "TaskCancelled": "withdraw", "TaskReturned": "withdraw",
    "ElementEntered": "start", "ElementDropped": "ate_abort", "CaseStarted": "start", "CaseSuspended": "suspend",
    "CaseResumed": "resume",
}
"""XES standard lifecycle; every other event is a plain ``complete``."""


def heading() -> Iterator[etree._Element]:
    """What stands before the traces: extensions, attributes every trace and event has, classifiers."""
    for name, prefix in EXTENSIONS.items():
        yield etree.Element("extension", name=name, prefix=prefix, uri=f"http://www.xes-standard.org/{prefix}.xesext")
    yield _global("trace", [_text("concept:name", "")])
    yield _global("event", [
        _text("concept:name", ""), _text("lifecycle:transition", "complete"), _text("org:resource", ""),
        etree.Element("date", key="time:timestamp", value="1970-01-01T00:00:00.000+00:00"),
    ])
    for name, keys in CLASSIFIERS.items():
        yield etree.Element("classifier", name=name, keys=keys)


def trace(case: Mapping[str, Any], events: list[Recorded], process: Process) -> etree._Element:
    """One case. ``case`` is a case row; ``process`` is the version it runs on."""
    element = etree.Element("trace")
    element.append(_text("concept:name", case["case_no"]))
    for key in ("id", "definition", "unit", "status"):
        element.append(_text(key, case[key]))
    element.append(etree.Element("int", key="version", value=str(case["version"])))
    steps = _steps_of_tasks(events)
    for item in events:
        element.append(_event(item, process, steps))
    return element


def _event(item: Recorded, process: Process, steps: Mapping[str, str]) -> etree._Element:
    fact = item.event
    step = str(getattr(fact, "element", "") or steps.get(str(getattr(fact, "task", "")), ""))
    node = process.nodes.get(step)
    element = etree.Element("event")
    element.append(_text("concept:name", (node.name or node.id) if node else fact.type))
    element.append(etree.Element("date", key="time:timestamp", value=item.at))
    element.append(_text("lifecycle:transition", TRANSITIONS.get(fact.type, "complete")))
    element.append(_text("org:resource", item.actor))
    if item.authority:
        element.append(_text("org:role", item.authority))
    element.append(_text("type", fact.type))
    if step:
        element.append(_text("element", step))
    element.append(etree.Element("int", key="seq", value=str(item.seq)))
    return element


def _steps_of_tasks(events: list[Recorded]) -> dict[str, str]:
    """Element of each task, for events that name the task alone."""
    return {
        str(getattr(item.event, "task", "")): str(getattr(item.event, "element", ""))
        for item in events if item.event.type == "TaskOpened"
    }


def _global(scope: str, attributes: list[etree._Element]) -> etree._Element:
    element = etree.Element("global", scope=scope)
    element.extend(attributes)
    return element


def _text(key: str, value: str) -> etree._Element:
    return etree.Element("string", key=key, value=str(value))
