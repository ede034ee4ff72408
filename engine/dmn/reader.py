"""Read a model: what it imports, its types, its requirement graph, and the logic of each node (DMN 1.5, chapter 6)."""

from __future__ import annotations

from collections.abc import Iterator

from engine.dmn.graph import Graph
from engine.dmn.imports import Library, Sources
from engine.dmn.item_reader import read_types
from engine.dmn.model import Model
from engine.dmn.reading import Reading
from engine.dmn.xml import Element, children, name_of, parse, tag
from engine.model.errors import InvalidContent

_KNOWN = frozenset({
    "import", "itemDefinition", "inputData", "decision", "businessKnowledgeModel", "decisionService",
    "knowledgeSource", "textAnnotation", "association", "group", "extensionElements", "description",
    "elementCollection", "performanceIndicator", "organizationUnit",
})


def read(source: bytes, name: str, imports: Sources | None = None, *, lenient: bool = False) -> Model:
    """The model in the DMN file. ``imports``: models it may import, by namespace (see ``by_namespace``).

    Raises InvalidContent that lists every problem with line and element. ``lenient`` raises only for what is no DMN
    at all: problems go to the model's warnings, and a decision that has one is null.
    """
    root = parse(source, name)
    graph = _graph(root, name, (), Library(imports or {}), frozenset())
    reading = graph.reading
    if reading.problems and not lenient:
        raise InvalidContent(reading.problems)
    doubts = tuple(dict.fromkeys((*reading.problems, *reading.warnings)))
    services, knowledge = graph.invocables("decisionService"), graph.invocables("businessKnowledgeModel")
    return Model(name_of(root), graph.decisions(), services, knowledge, doubts)


def _graph(root: Element, name: str, path: tuple[str, ...], library: Library, above: frozenset[str]) -> Graph:
    reading = Reading(name, set(_members(root)))
    graph = Graph(reading, root, path)
    try:
        _import(graph, library, above | {graph.namespace})
        _read(reading, root, graph)
    except RecursionError:
        reading.problem(root, "dmn_depth", "模型嵌套过深", "the model is nested too deeply")
    return graph


def _import(graph: Graph, library: Library, above: frozenset[str]) -> None:
    reading = graph.reading
    for element in children(graph.root, "import"):
        found = library.find(element, above)
        if isinstance(found, tuple):
            reading.problem(element, *found)
            continue
        label, namespace = name_of(element), str(element.get("namespace", ""))
        try:
            inner = _graph(parse(found, namespace), namespace, (*graph.path, label), library, above)
        except InvalidContent as refusal:
            _refuse(reading, element, refusal)
            continue
        if inner.reading.problems:
            _refuse(reading, element, InvalidContent(inner.reading.problems))
        graph.take_in(label, inner)


def _refuse(reading: Reading, element: Element, refusal: InvalidContent) -> None:
    first = refusal.problems[0]
    reading.problem(
        element, "dmn_import", f"导入的模型有误(第 {first.line} 行):{first.zh}",
        f"the imported model is not valid (line {first.line}): {first.en}",
    )


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
