"""The requirement graph: which node needs which, and how each gets its value (DMN 1.5, 6.3 and 10.4)."""

from __future__ import annotations

from collections.abc import Iterable

from engine.dmn.item_reader import type_of
from engine.dmn.item_types import ItemType
from engine.dmn.model import Decision, Invocable
from engine.dmn.node import Node, Requirement, inputs_of
from engine.dmn.node_reader import invocable_of, read_node
from engine.dmn.reading import Reading
from engine.dmn.xml import Element, child, children, name_of

NODES = ("inputData", "decision", "businessKnowledgeModel", "decisionService")
_REQUIREMENTS = {
    "informationRequirement": ("requiredInput", "requiredDecision"),
    "knowledgeRequirement": ("requiredKnowledge",),
}
_PARTS = ("outputDecision", "inputDecision", "inputData")


class Graph:
    """Reads all nodes of a model. ``path``: names of the imports by which the model is reached."""

    def __init__(self, reading: Reading, root: Element, path: tuple[str, ...] = ()) -> None:
        self.reading = reading
        self.root = root
        self.path = path
        self.namespace = str(root.get("namespace", ""))
        self.nodes: dict[str, Node] = {}
        self._imported: dict[str, tuple[str, Graph]] = {}

    def take_in(self, label: str, inner: Graph) -> None:
        """An imported model: its types under the label, its nodes for those who require them."""
        self._imported[inner.namespace] = (label, inner)
        prefix = f"{label}." if label else ""
        self.reading.types.update({prefix + name: kind for name, kind in inner.reading.types.items()})
        self.reading.members |= inner.reading.members | {node.name for node in inner.nodes.values()}

    def read(self) -> None:
        """Find the nodes and give each its value; problems go to the reading."""
        for element in children(self.root, *NODES):
            self._add(element)
        for node in self.nodes.values():
            node.requires = list(self._required(node.element))
            for part in _PARTS:
                found = (self._targets(reference) for reference in children(node.element, part))
                node.parts[part] = [one.node for targets in found for one in targets]
        if self._cycles():
            return
        for node in self.nodes.values():
            read_node(self.reading, node)

    def invocables(self, kind: str) -> dict[str, Invocable]:
        """The nodes that are functions, of one kind, by id."""
        types = self._types()
        return {node.id: invocable_of(node, types) for node in self.nodes.values() if node.kind == kind}

    def decisions(self) -> dict[str, Decision]:
        """The decisions by id."""
        found = {node.id: node for node in self.nodes.values() if node.kind == "decision"}
        return {id_: self._decision(node) for id_, node in found.items()}

    def _decision(self, node: Node) -> Decision:
        requires = tuple(one.node.id for one in node.requires)
        return Decision(node.id, node.name, tuple(inputs_of(node)), requires, node.value, self._types())

    def _types(self) -> dict[str, ItemType]:
        """All types logic may ask for: an imported model speaks of its own without the import's name."""
        types: dict[str, ItemType] = {}
        for _, inner in self._imported.values():
            types |= inner._types()
        return types | self.reading.types

    def _add(self, element: Element) -> None:
        name = name_of(element)
        variable = child(element, "variable")
        id_ = str(element.get("id") or name)
        if id_ in self.nodes:
            self.reading.problem(element, "dmn_duplicate_id", f"重复的 id {id_}", f"id {id_} appears twice")
        own = name_of(variable) if variable is not None and variable.get("name") else name
        self.nodes[id_] = Node(id_, element, own, type_of(self.reading, variable), self.path, self.namespace)

    def _required(self, element: Element) -> Iterable[Requirement]:
        for kind, inner in _REQUIREMENTS.items():
            for requirement in children(element, kind):
                for reference in children(requirement, *inner):
                    yield from self._targets(reference)

    def _targets(self, reference: Element) -> Iterable[Requirement]:
        """The node an ``href`` points to; none, with a problem, when nothing is there."""
        namespace, _, id_ = str(reference.get("href", "")).rpartition("#")
        label, graph = self._imported.get(namespace, ("", self))
        if id_ in graph.nodes:
            yield Requirement(graph.nodes[id_], label)
        else:
            self.reading.problem(reference, "dmn_no_target", f"引用的元素 {id_} 不存在", f"there is no element {id_}")

    def _cycles(self) -> bool:
        done: set[str] = set()
        return any(self._circular(node, [], done) for node in self.nodes.values())

    def _circular(self, node: Node, above: list[Node], done: set[str]) -> bool:
        """Nothing may require itself, but for functions: knowledge models may call each other."""
        if node in above:
            ring = above[above.index(node) :]
            if all(one.kind == "businessKnowledgeModel" for one in ring):
                return False
            path = " → ".join(one.id for one in (*ring, node))
            self.reading.problem(node.element, "dmn_cycle", f"循环依赖:{path}", f"requirements in a circle: {path}")
            return True
        if node.id in done or node.path != self.path:
            return False
        found = any(self._circular(one.node, [*above, node], done) for one in node.requires)
        done.add(node.id)
        return found
