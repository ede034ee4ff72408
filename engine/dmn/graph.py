"""The requirement graph: which node needs which, and how each gets its value (DMN 1.5, 6.3 and 10.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from engine.dmn.boxed import arguments, inner_expression, read_boxed
from engine.dmn.item_reader import type_of
from engine.dmn.item_types import ItemType, fitted
from engine.dmn.model import Boxed, Decision, Evaluation, Service
from engine.dmn.reading import Reading
from engine.dmn.xml import Element, child, children, name_of, tag
from engine.feel import Function
from engine.feel.runtime import Run

_NODES = ("inputData", "decision", "businessKnowledgeModel", "decisionService")
_REQUIREMENTS = {
    "informationRequirement": ("requiredInput", "requiredDecision"),
    "knowledgeRequirement": ("requiredKnowledge",),
}


@dataclass(slots=True)
class Node:
    """One node. ``value`` computes it for an evaluation, once per evaluation."""

    id: str
    element: Element
    name: str
    type: ItemType | None
    requires: list[str] = field(default_factory=list)
    value: Callable[[Evaluation], Any] = lambda _: None


class Graph:
    """Reads all nodes of a model."""

    def __init__(self, reading: Reading, root: Element) -> None:
        self.reading = reading
        self.nodes: dict[str, Node] = {}
        self.services: dict[str, Service] = {}
        self._root = root

    def read(self) -> None:
        """Find the nodes and give each its value; problems go to the reading."""
        for element in children(self._root, *_NODES):
            self._add(element)
        for node in self.nodes.values():
            node.requires = [target for target in self._targets(node.element) if target]
        if self._cycles():
            return
        for node in self.nodes.values():
            _READERS[tag(node.element)](self, node)

    def decisions(self) -> dict[str, Decision]:
        """The decisions by id."""
        decisions = [node for node in self.nodes.values() if tag(node.element) == "decision"]
        types = self.reading.types
        return {
            node.id: Decision(node.id, node.name, tuple(self._inputs(node)), tuple(node.requires), node.value, types)
            for node in decisions
        }

    def _add(self, element: Element) -> None:
        name = name_of(element)
        variable = child(element, "variable")
        id_ = str(element.get("id") or name)
        if id_ in self.nodes:
            self.reading.problem(element, "dmn_duplicate_id", f"重复的 id {id_}", f"id {id_} appears twice")
        own = name_of(variable) if variable is not None and variable.get("name") else name
        self.nodes[id_] = Node(id_, element, own, type_of(self.reading, variable))

    def _targets(self, element: Element) -> Iterable[str]:
        for kind, inner in _REQUIREMENTS.items():
            for requirement in children(element, kind):
                for reference in children(requirement, *inner):
                    yield self.target(reference)

    def target(self, reference: Element) -> str:
        """The id an ``href`` points to; empty, with a problem, when nothing is there."""
        id_ = str(reference.get("href", "")).rpartition("#")[2]
        if id_ in self.nodes:
            return id_
        self.reading.problem(reference, "dmn_no_target", f"引用的元素 {id_} 不存在", f"there is no element {id_}")
        return ""

    def _cycles(self) -> bool:
        done: set[str] = set()
        return any(self._circular(start, [], done) for start in self.nodes)

    def _circular(self, id_: str, above: list[str], done: set[str]) -> bool:
        if id_ in above:
            path = " → ".join([*above[above.index(id_) :], id_])
            element = self.nodes[id_].element
            self.reading.problem(element, "dmn_cycle", f"循环依赖:{path}", f"requirements in a circle: {path}")
            return True
        if id_ in done:
            return False
        found = any(self._circular(target, [*above, id_], done) for target in self.nodes[id_].requires)
        done.add(id_)
        return found

    def _inputs(self, node: Node) -> list[str]:
        names: dict[str, None] = {}
        pending, seen = [node.id], set[str]()
        while pending:
            current = self.nodes[pending.pop()]
            if current.id in seen:
                continue
            seen.add(current.id)
            pending.extend(current.requires)
            if tag(current.element) == "inputData":
                names[current.name] = None
        return sorted(names)

    def scope_of(self, node: Node) -> dict[str, str]:
        """Names in scope of a node's logic, with the ids behind them."""
        return {self.nodes[id_].name: id_ for id_ in node.requires}


def _read_input(_: Graph, node: Node) -> None:
    def value(evaluation: Evaluation) -> Any:
        given = evaluation.run.read(evaluation.inputs.get(node.name))
        return fitted(node.type, given, evaluation.run, node.name)

    node.value = _once(node, value)


def _read_decision(graph: Graph, node: Node) -> None:
    inner = inner_expression(node.element)
    scope = graph.scope_of(node)
    boxed = read_boxed(graph.reading, inner, list(scope), node.id) if inner is not None else None
    if inner is None:
        graph.reading.problem(node.element, "dmn_no_expression", "决策没有逻辑", "the decision has no logic")
    if boxed is None:
        return
    ready: Boxed = boxed

    def value(evaluation: Evaluation) -> Any:
        return fitted(node.type, ready(_values(graph, scope, evaluation), evaluation), evaluation.run, node.name)

    node.value = _once(node, value)


def _read_knowledge(graph: Graph, node: Node) -> None:
    logic = child(node.element, "encapsulatedLogic")
    scope = graph.scope_of(node)
    if logic is None:
        graph.reading.problem(node.element, "dmn_no_expression", "知识模型没有逻辑", "the knowledge model has no logic")
        return
    boxed = read_boxed(graph.reading, logic, list(scope), node.id)
    if boxed is None:
        return
    ready: Boxed = boxed
    node.value = _once(node, lambda evaluation: ready(_values(graph, scope, evaluation), evaluation))


def _read_service(graph: Graph, node: Node) -> None:
    """A decision service is a function of its inputs; its decisions are decided afresh for every call."""
    outputs, given = (
        [graph.nodes[id_] for one in kinds for ref in children(node.element, one) if (id_ := graph.target(ref))]
        for kinds in (("outputDecision",), ("inputDecision", "inputData"))
    )
    inputs = [one for kind in ("inputData", "decision") for one in given if tag(one.element) == kind]
    names, kinds = tuple(one.name for one in inputs), tuple(one.type for one in inputs)

    def build(evaluation: Evaluation) -> Function:
        def call(run: Run, args: list[Any]) -> Any:
            fitting = arguments(run, names, kinds, args)
            if fitting is None:
                return None
            inner = Evaluation(run, {}, {one.id: fitting[one.name] for one in inputs}, evaluation.matched)
            values = {output.name: output.value(inner) for output in outputs}
            return fitted(node.type, next(iter(values.values())) if len(values) == 1 else values, run, node.name)

        return Function(names, call)

    node.value = _once(node, build)
    output_names = tuple(output.name for output in outputs)
    graph.services[node.id] = Service(node.id, node.name, names, output_names, build, graph.reading.types)


def _values(graph: Graph, scope: dict[str, str], evaluation: Evaluation) -> dict[str, Any]:
    return {name: graph.nodes[id_].value(evaluation) for name, id_ in scope.items()}


def _once(node: Node, value: Callable[[Evaluation], Any]) -> Callable[[Evaluation], Any]:
    def load(evaluation: Evaluation) -> Any:
        if node.id not in evaluation.known:
            evaluation.known[node.id] = value(evaluation)
        return evaluation.known[node.id]

    return load


_READERS: dict[str, Callable[[Graph, Node], None]] = {
    "inputData": _read_input,
    "decision": _read_decision,
    "businessKnowledgeModel": _read_knowledge,
    "decisionService": _read_service,
}
