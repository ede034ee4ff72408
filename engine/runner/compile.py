"""From a definition to a program: SpiffWorkflow specs of our own classes, built once and shared by every case.

A program is never changed by a case: whatever a case knows is in its tokens.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec

from engine.model.definition import Process
from engine.model.errors import InvalidContent
from engine.runner.adhoc import AdHoc
from engine.runner.catches import Catch
from engine.runner.complexes import Complex
from engine.runner.elements import INSTANCE, Element, Script
from engine.runner.expressions import Compiled, compile_all
from engine.runner.gateways import EventBased, Exclusive, Inclusive, Parallel
from engine.runner.graph import Graph, Part, Scope
from engine.runner.guards import Arm, Boundary, Handler
from engine.runner.loops import read_loops
from engine.runner.normalise import normalise
from engine.runner.repeats import Looped, Multi
from engine.runner.subprocesses import Subprocess
from engine.runner.throwing import Throwing
from engine.runner.waits import Action, Call, Human

ARM = "#"
"""Divides the name of an event from the number of one of its definitions; no element id may contain it."""
_CLASSES: Mapping[str, type[Element]] = {
    "startEvent": Element, "endEvent": Throwing, "intermediateThrowEvent": Throwing, "intermediateCatchEvent": Catch,
    "boundaryEvent": Boundary, "task": Element, "userTask": Human, "manualTask": Human, "scriptTask": Script,
    "serviceTask": Action, "sendTask": Action, "businessRuleTask": Action, "receiveTask": Catch, "callActivity": Call,
    "subProcess": Subprocess, "transaction": Subprocess, "exclusiveGateway": Exclusive, "parallelGateway": Parallel,
    "inclusiveGateway": Inclusive, "eventBasedGateway": EventBased, "complexGateway": Complex, "adHocSubProcess": AdHoc,
}


@dataclass(frozen=True)
class Program:
    """An executable definition."""

    graph: Graph
    spec: BpmnProcessSpec
    subprocess_specs: Mapping[str, BpmnProcessSpec]
    expressions: Mapping[str, Compiled]


def compile(process: Process, xml: bytes) -> Program:
    """The program of a process. Raises ``InvalidContent`` naming every element that would not run right."""
    graph = normalise(process, read_loops(xml, process.file))
    expressions, problems = compile_all(graph)
    if problems:
        raise InvalidContent(problems)
    specs = {scope.id: _spec(scope, graph.file) for scope in graph.scopes.values()}
    return Program(graph, specs.pop(graph.root), specs, expressions)


def _spec(scope: Scope, file: str) -> BpmnProcessSpec:
    spec = BpmnProcessSpec(name=scope.id, filename=file)
    spec.task_specs.clear()     # the library's own "Start", "End" and end join: elements may bear these names
    for part in scope.parts.values():
        _element(spec, part)
    for handler in scope.handlers:
        _arms(spec, Handler(spec, handler.start.id, Part(handler.start), handler.subprocess))
    return spec


def _arms(spec: BpmnProcessSpec, event: Catch) -> None:
    """A spec for each definition of an event that has several."""
    parts = [replace(event.part, node=replace(event.part.node, event=each)) for each in event.event.each]
    event.arms = tuple(Arm(spec, f"{event.name}{ARM}{n}", part, n).name for n, part in enumerate(parts))


def _element(spec: BpmnProcessSpec, part: Part) -> None:
    kind = _class(part)
    if part.node.multi is not None:
        Multi(spec, part.id, part, part.node.multi)
        kind(spec, part.id + INSTANCE, part)
    elif part.loop is not None:
        Looped(spec, part.id, part, part.loop)
        kind(spec, part.id + INSTANCE, part)
    else:
        made = kind(spec, part.id, part)
        if isinstance(made, Catch):
            _arms(spec, made)


def _class(part: Part) -> type[Element]:
    node = part.node
    if node.script and node.ext.action is None:
        return Script
    if node.kind == "sendTask" and node.message and (node.ext.action is None or node.ext.action.type == "message"):
        return Throwing
    if node.kind == "intermediateCatchEvent" and node.event.kind == "link":
        return Element
    return _CLASSES[node.kind]
