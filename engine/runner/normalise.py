"""A definition and its loops become the runner's graph, or a list of everything the runner refuses.

Links become edges, event subprocesses become handlers of their scope, boundary events become guards of their host.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from engine.model.definition import Flow, Node, Process
from engine.model.errors import InvalidContent, Problem
from engine.runner.graph import Edge, Graph, Handler, Loop, Part, Scope
from engine.runner.kinds import ACTIVITIES, SUBPROCESSES
from engine.runner.law import faults
from engine.runner.refusals import refuse


def normalise(process: Process, loops: Mapping[str, Loop]) -> Graph:
    """The graph of a process. Raises ``InvalidContent`` with every refusal at once."""
    problems: list[Problem] = []
    scopes: dict[str, Scope] = {}
    inner = [node for node in process.nodes.values() if node.kind in SUBPROCESSES]
    reader = _Reader(process, loops, problems)
    for id_, outer in [(process.id, ""), *((node.id, node.scope) for node in inner)]:
        scopes[id_] = reader.scope(id_, outer)
    home = {part: scope.id for scope in scopes.values() for part in scope.parts}
    graph = Graph(process.id, process.file, scopes, home)
    problems.extend(faults(process, graph))
    if problems:
        raise InvalidContent(problems)
    return graph


class _Ties:
    """What hangs together in one scope: flows and attached events by element."""

    def __init__(self, nodes: Mapping[str, Node], flows: list[Flow]) -> None:
        self.outgoing: dict[str, list[Flow]] = defaultdict(list)
        self.incoming: dict[str, list[Flow]] = defaultdict(list)
        self.attached: dict[str, list[Node]] = defaultdict(list)
        for flow in flows:
            self.outgoing[flow.source].append(flow)
            self.incoming[flow.target].append(flow)
        for node in nodes.values():
            if node.attached_to:
                self.attached[node.attached_to].append(node)


class _Reader:
    """Reads scopes."""

    def __init__(self, process: Process, loops: Mapping[str, Loop], problems: list[Problem]) -> None:
        self.process = process
        self.loops = loops
        self.problems = problems
        self.inside: dict[str, list[Node]] = defaultdict(list)
        self.leaving: dict[str, list[Flow]] = defaultdict(list)
        for node in process.nodes.values():
            self.inside[node.scope].append(node)
        for flow in process.flows.values():
            source = process.nodes.get(flow.source)
            self.leaving[source.scope if source else process.id].append(flow)

    def scope(self, id_: str, outer: str) -> Scope:
        nodes = {node.id: node for node in self.inside[id_]}
        flows = [flow for flow in self.leaving[id_] if self._inside(flow, nodes)]
        ties = _Ties(nodes, flows)
        parts = {node.id: self._part(node, nodes, ties) for node in nodes.values()}
        handlers = list(self._handlers(nodes))
        undoing = [handler for handler in handlers if handler.start.event.kind == "compensate"]
        for extra in undoing[1:]:
            self._refuse("compensation-handler", extra.start.line, extra.start.id)
        waking = tuple(handler for handler in handlers if handler not in undoing)
        return Scope(id_, parts, tuple(_starts(parts)), waking, outer, undoing[0] if undoing else None)

    def _inside(self, flow: Flow, nodes: Mapping[str, Node]) -> bool:
        if flow.source in nodes and flow.target in nodes:
            return True
        self._refuse("dangling-flow", flow.line, flow.id, flow.id)
        return False

    def _part(self, node: Node, nodes: Mapping[str, Node], ties: _Ties) -> Part:
        edges = tuple(
            Edge(flow.id, flow.target, flow.condition, flow.id == node.default) for flow in ties.outgoing[node.id]
        )
        attached = ties.attached[node.id]
        undoing = [event.id for event in attached if event.event.kind == "compensate"]
        return Part(
            node=node,
            edges=edges + tuple(self._link(node, nodes)),
            incoming=tuple(flow.id for flow in ties.incoming[node.id]),
            guards=tuple(event.id for event in attached if event.id not in undoing),
            loop=self.loops.get(node.id),
            undo=undoing[0] if undoing else "",
        )

    def _link(self, node: Node, nodes: Mapping[str, Node]) -> Iterator[Edge]:
        if node.event.kind != "link" or node.kind != "intermediateThrowEvent":
            return
        catches = [other.id for other in nodes.values() if _catches_link(other) and other.event.name == node.event.name]
        if len(catches) == 1:
            yield Edge("", catches[0])
        else:
            self._refuse("link-target", node.line, node.id, node.event.name)

    def _handlers(self, nodes: Mapping[str, Node]) -> Iterator[Handler]:
        for node in nodes.values():
            if not node.triggered_by_event:
                continue
            starts = [inner for inner in self.inside[node.id] if inner.kind == "startEvent"]
            if len(starts) == 1 and starts[0].event.kind != "none":
                yield Handler(node.id, starts[0])
            else:
                self._refuse("handler-start", node.line, node.id)

    def _refuse(self, code: str, line: int, element: str, what: str = "") -> None:
        problem = refuse(code, self.process.file, line, element, what)
        if problem not in self.problems:
            self.problems.append(problem)


def _starts(parts: Mapping[str, Part]) -> list[str]:
    """Start events and what instantiates; in a scope without any, all that nothing leads to (the implicit start)."""
    explicit = [part.id for part in parts.values() if part.node.kind == "startEvent" or part.node.instantiate]
    return explicit or [part.id for part in parts.values() if _implicit_start(part)]


def _implicit_start(part: Part) -> bool:
    node = part.node
    loose = node.attached_to or node.triggered_by_event or node.for_compensation or _catches_link(node)
    return not part.incoming and not loose and (node.kind in ACTIVITIES or node.kind.endswith(("Gateway", "Event")))


def _catches_link(node: Node) -> bool:
    return node.kind == "intermediateCatchEvent" and node.event.kind == "link"
