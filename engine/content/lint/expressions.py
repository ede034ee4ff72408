"""Every FEEL text of a diagram compiles."""

from __future__ import annotations

from collections.abc import Iterator

from engine.content.lint.context import Context
from engine.content.lint.feel import Text, faults, literal_or_feel
from engine.model.definition import Candidate, Node, Process
from engine.model.errors import Problem
from engine.model.timertext import is_literal


def syntax(process: Process, context: Context) -> Iterator[Problem]:
    """Report each text that is not FEEL, with its place."""
    return faults(context, process.file, texts(process))


def texts(process: Process) -> Iterator[Text]:
    """All FEEL texts of a process."""
    if process.procedure.title:
        yield Text(process.procedure.line, process.id, "sv:procedure title", process.procedure.title)
    for path in process.exceptions:
        for what, feel in (("max", path.most), ("latest", path.latest)):
            if feel:
                yield Text(path.line, process.id, f"sv:exception {what}", feel)
        for word in path.by:
            if word.startswith("="):
                yield Text(path.line, process.id, "sv:exception by", word[1:])
    for lane in process.lanes.values():
        yield from _people(lane.id, lane.line, lane.candidates, lane.assignee)
    for node in process.nodes.values():
        yield from _people(node.id, node.line, node.ext.candidates, node.ext.assignee)
        yield from _people(node.id, node.line, node.ext.senders, "")
        yield from _node(node)
    for flow in process.flows.values():
        if flow.condition:
            yield Text(flow.line, flow.id, "condition", flow.condition)


def _people(element: str, line: int, candidates: tuple[Candidate, ...], assignee: str) -> Iterator[Text]:
    if assignee:
        yield Text(line, element, "sv:assignee users", assignee)
    for candidate in candidates:
        for name, value in (("role", candidate.role), ("scope", candidate.scope), ("of", candidate.of),
                            ("circle", candidate.circle)):
            yield from literal_or_feel(candidate.line, element, f"sv:candidate {name}", value)


def _node(node: Node) -> Iterator[Text]:
    for line, what, feel in (*_declared(node), *_drawn(node)):
        if feel:
            yield Text(line, node.id, what, feel)
    if node.ext.nomination:
        yield from literal_or_feel(node.line, node.id, "sv:nominate role", node.ext.nomination.role)
        yield from literal_or_feel(node.line, node.id, "sv:nominate scope", node.ext.nomination.scope)
    if node.ext.limit:
        yield from literal_or_feel(node.ext.limit.line, node.id, "sv:limit ref", node.ext.limit.ref)
    if node.ext.action:
        for name, value in (("ref", node.ext.action.ref), *node.ext.action.params.items()):
            if (node.ext.action.type, name) == ("search", "where"):
                value = f"={value.removeprefix('=')}"
            yield from literal_or_feel(node.ext.action.line, node.id, f"sv:param {name}", value)


def _declared(node: Node) -> Iterator[tuple[int, str, str]]:
    """FEEL of the ``sv`` declarations."""
    ext = node.ext
    for kind, made in (("set", ext.sets), ("input", ext.inputs), ("output", ext.outputs),
                       ("param", ext.params), ("result", ext.results)):
        for assignment in made:
            yield assignment.line, f"sv:{kind} {assignment.variable}", assignment.value
    yield node.line, "sv:sender users", ext.sender_users
    for exclusion in ext.exclusions:
        yield exclusion.line, "sv:exclude persons", exclusion.persons
    if ext.nomination:
        yield ext.nomination.line, "sv:nominate persons", ext.nomination.persons
    for gate in ext.gates:
        yield gate.line, "sv:gate assert", gate.condition
    if ext.limit:
        yield ext.limit.line, "sv:limit start", ext.limit.start
        yield ext.limit.line, "sv:limit until", ext.limit.until
    if ext.schedule:
        yield ext.schedule.line, "sv:schedule units", ext.schedule.units
        yield ext.schedule.line, "sv:schedule each", ext.schedule.each
    yield node.line, "sv:correlation", ext.correlation
    yield node.line, "sv:send toUnit", ext.to_unit
    yield node.line, "sv:priority", ext.priority
    if not is_literal(ext.due):
        yield node.line, "camunda:dueDate", ext.due


def _drawn(node: Node) -> Iterator[tuple[int, str, str]]:
    """FEEL of the BPMN elements."""
    yield node.line, "script", node.script
    yield from ((node.line, "condition", event.condition) for event in node.event.all)
    for event in node.event.all:
        if not is_literal(event.timer[1]):
            yield node.line, "timer", event.timer[1]
    if node.ad_hoc:
        yield node.line, "completionCondition", node.ad_hoc.completion
        yield node.line, "sv:choice begin", node.ad_hoc.begin
    if node.multi:
        yield node.line, "collection", node.multi.collection
        yield node.line, "loopCardinality", node.multi.cardinality
        yield node.line, "completionCondition", node.multi.completion
