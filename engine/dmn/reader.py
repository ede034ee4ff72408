"""Read a model: its types, its requirement graph, and the logic of each node (DMN 1.5, chapter 6)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.dmn.graph import Graph
from engine.dmn.item_reader import read_types
from engine.dmn.model import Model
from engine.dmn.reading import Reading
from engine.dmn.xml import Element, name_of, parse, tag
from engine.model.errors import InvalidContent

_KNOWN = frozenset({
    "itemDefinition", "inputData", "decision", "businessKnowledgeModel", "decisionService", "knowledgeSource",
    "textAnnotation", "association", "group", "extensionElements", "description", "elementCollection",
    "performanceIndicator", "organizationUnit",
})


def read(source: bytes, name: str) -> Model:
    """The model in the DMN file. Raises InvalidContent that lists every problem with line and element."""
    root = parse(source, name)
    reading = Reading(name, frozenset(_members(root)))
    graph = Graph(reading, root)
    try:
        _read(reading, root, graph)
    except RecursionError:
        reading.problem(root, "dmn_depth", "模型嵌套过深", "the model is nested too deeply")
    if reading.problems:
        raise InvalidContent(reading.problems)
    return Model(name_of(root), graph.decisions(), graph.services, tuple(dict.fromkeys(reading.warnings)))


def _read(reading: Reading, root: Element, graph: Graph) -> None:
    for element in root:
        if tag(element) and tag(element) not in _KNOWN:
            reading.unsupported(element)
    read_types(reading, root)
    graph.read()


def _members(root: Element) -> Iterator[str]:
    """Every name that may follow a dot or stand in a filter: components, columns, context entries."""
    for element in root.iter("{*}itemComponent", "{*}column", "{*}output", "{*}variable"):
        parent = element.getparent()
        inside = tag(element) != "variable" or (parent is not None and tag(parent) == "contextEntry")
        if inside and element.get("name"):
            yield name_of(element)
