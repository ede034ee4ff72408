"""A BPMN diagram as values: safe parse, one ``Process`` with every node, flow, lane and ``sv`` declaration.

``read_diagram`` never raises on bad content; what it cannot read it reports, and it returns as much as it understood so
that lint can go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from lxml.etree import _Element as Element

from engine.content import collaboration, declarations, xml
from engine.content.codes import declare
from engine.content.data import read_names
from engine.content.extension import read_assignee, read_candidates, read_circle, read_exceptions, read_procedure
from engine.content.globaltasks import read_global_tasks
from engine.content.nodes import Surroundings, read_node
from engine.content.sheet import Sheet
from engine.content.tree import BPMN, attribute, body, bpmn_name, children, feel, line, reference, text
from engine.content.triggers import Declared, read_declared
from engine.content.vocabulary import GLOBAL_TASKS, NODES, SUBPROCESSES
from engine.model.definition import Flow, Lane, Node, Process
from engine.model.errors import Problem

NOT_BPMN = declare(
    "not-bpmn", "根元素不是 bpmn:definitions", "The root element is not bpmn:definitions", "`<html/>` in a .bpmn file"
)
NO_PROCESS = declare(
    "no-process", "图中没有可执行的流程", "The diagram has no executable process",
    '`<bpmn:process isExecutable="false">` only',
)
MANY_PROCESSES = declare(
    "many-processes", "一个文件只能有一个可执行流程,此处为第二个:{id}",
    "A file holds one executable process; {id} is another", "two executable pools in one .bpmn file",
    house=True,
)
LANE_MEMBER = declare(
    "lane-member-missing", "泳道引用了不存在的元素 {ref}", "The lane names {ref}, which does not exist",
    "`<bpmn:flowNodeRef>gone</bpmn:flowNodeRef>`", house=True,
)
NO_FLOW_ID = declare(
    "no-flow-id", "连线没有 id", "The sequence flow has no id", '`<bpmn:sequenceFlow sourceRef="a" targetRef="b"/>`',
    house=True,
)
NO_ID = declare("no-id", "元素 {kind} 缺少 id", "Element {kind} has no id", "`<bpmn:userTask name=\"登记\"/>`")


def read_diagram(source: bytes, file: str) -> tuple[list[Process], list[Problem]]:
    """The executable processes of a diagram and every fault of its text (not yet of its sense: see ``lint``)."""
    root = xml.parse(source, file)
    if isinstance(root, Problem):
        return [], [root]
    sheet = Sheet(file)
    if root.tag != BPMN + "definitions":
        sheet.note(NOT_BPMN, line(root))
        return [], sheet.problems
    declarations.check(root, sheet)
    collaboration.check(root, sheet)
    declared = read_declared(root)
    processes = [_process(found, declared, sheet) for found in _executable(root, sheet)]
    processes += read_global_tasks(root, file, partial(_global_task, declared, sheet))
    return processes, sheet.problems


def _global_task(
    declared: Declared, sheet: Sheet, element: Element, scope: str, incoming: tuple[str, ...], outgoing: tuple[str, ...]
) -> Node:
    around = Surroundings(scope, {}, {scope: incoming}, {scope: outgoing}, declared, {}, read_names(element))
    return read_node(element, around, sheet)


def _executable(root: Element, sheet: Sheet) -> list[Element]:
    found = [process for process in children(root, "process") if attribute(process, "isExecutable") == "true"]
    if not found:   # the attribute may be left out
        found = [process for process in children(root, "process") if not attribute(process, "isExecutable")]
    if not found and not any(bpmn_name(task) in GLOBAL_TASKS for task in root.iterchildren("*")):
        sheet.note(NO_PROCESS, line(root))
    for extra in found[1:]:
        sheet.note(MANY_PROCESSES, line(extra), attribute(extra, "id"), id=attribute(extra, "id"))
    return found


def _process(element: Element, declared: Declared, sheet: Sheet) -> Process:
    flows = _flows(element, sheet)
    lanes, members = _lanes(element)
    incoming: dict[str, tuple[str, ...]] = {}
    outgoing: dict[str, tuple[str, ...]] = {}
    for flow in flows.values():
        incoming[flow.target] = (*incoming.get(flow.target, ()), flow.id)
        outgoing[flow.source] = (*outgoing.get(flow.source, ()), flow.id)
    around = Surroundings(
        attribute(element, "id"), members, incoming, outgoing, declared, _handlers(element),
        read_names(element),
    )
    nodes = {node.id: node for node in _nodes(element, around, sheet)}
    for ref, lane in members.items():
        if ref not in nodes:
            sheet.note(LANE_MEMBER, lanes[lane].line, lane, ref=ref)
    return Process(
        id=attribute(element, "id"),
        name=attribute(element, "name"),
        file=sheet.file,
        line=line(element),
        procedure=read_procedure(element, sheet),
        nodes=nodes,
        flows=flows,
        lanes=lanes,
        exceptions=read_exceptions(element),
        messages=_messages(element),
    )


def _nodes(scope: Element, around: Surroundings, sheet: Sheet) -> Iterator[Node]:
    for element in scope.iterchildren(*(BPMN + kind for kind in sorted(NODES))):
        if not attribute(element, "id"):
            sheet.note(NO_ID, line(element), kind=bpmn_name(element))
            continue
        yield read_node(element, around, sheet)
        if bpmn_name(element) in SUBPROCESSES:
            yield from _nodes(element, replace(around, scope=attribute(element, "id")), sheet)


def _flows(process: Element, sheet: Sheet) -> dict[str, Flow]:
    """Sequence flows of the process and its subprocesses, in document order."""
    flows: dict[str, Flow] = {}
    for element in process.iter(BPMN + "sequenceFlow"):
        source, target = reference(attribute(element, "sourceRef")), reference(attribute(element, "targetRef"))
        id_ = attribute(element, "id")
        if not id_:
            id_ = f"{source}-{target}" if f"{source}-{target}" not in flows else f"{source}-{target}-{len(flows)}"
            sheet.note(NO_FLOW_ID, line(element), id_)
        flows[id_] = Flow(
            id=id_, source=source, target=target, name=attribute(element, "name"),
            condition=feel(text(element, "conditionExpression")), line=line(element),
        )
    return flows


def _handlers(process: Element) -> dict[str, str]:
    """The compensating activity of each boundary event: the other end of an association, drawn either way."""
    drawn = process.iter(BPMN + "association")
    ends = [(attribute(found, "sourceRef"), attribute(found, "targetRef")) for found in drawn]
    if not ends:
        return {}
    undoing = {attribute(e, "id") for e in process.iter(BPMN + "*") if attribute(e, "isForCompensation") == "true"}
    both_ways = [*ends, *((target, source) for source, target in ends)]
    return {reference(event): reference(activity) for event, activity in both_ways if reference(activity) in undoing}


def _lanes(process: Element) -> tuple[dict[str, Lane], dict[str, str]]:
    """Lanes by id, and the innermost lane of each node (inner lanes follow their parents in the document)."""
    lanes: dict[str, Lane] = {}
    members: dict[str, str] = {}
    for element in process.iter(BPMN + "lane"):
        candidates = read_candidates(element)
        id_ = attribute(element, "id")
        lanes[id_] = Lane(
            id=id_, name=attribute(element, "name"), candidates=candidates, assignee=read_assignee(element),
            circle=read_circle(element, candidates), line=line(element),
        )
        members.update({body(ref): id_ for ref in children(element, "flowNodeRef")})
    return lanes, members


def _messages(process: Element) -> tuple[str, ...]:
    """Names of the messages declared in the diagram."""
    root = process.getroottree().getroot()
    return tuple(attribute(found, "name") for found in children(root, "message") if attribute(found, "name"))
