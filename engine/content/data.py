"""Properties, data objects, ``ioSpecification`` and data associations of a diagram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml.etree import _Element as Element

from engine.content.tree import BPMN, attribute, body, child, children, feel, reference, text
from engine.model.data import NO_DATA, Association, Data, Interface

_NAMED = ("property", "dataObject", "dataInput", "dataOutput", "inputDataItem", "outputDataItem")
Names = Mapping[str, str]


def read_names(process: Element) -> Names:
    """The variable of each property, data object or reference, data input and output, by id."""
    items = process.iter(*(BPMN + kind for kind in _NAMED))
    names = {attribute(found, "id"): attribute(found, "name") for found in items}
    references = list(process.iter(BPMN + "dataObjectReference"))
    for found in references:
        data = reference(attribute(found, "dataObjectRef"))
        if data in names:
            names[data] = names[data] or attribute(found, "name")
    names = {id_: name or id_ for id_, name in names.items()}
    for found in references:
        data = reference(attribute(found, "dataObjectRef"))
        if data in names:
            names[attribute(found, "id")] = names[data]
    return names


def read_data(element: Element, names: Names) -> Data:
    """The data of a node. Associations count only where the node says what it takes in or gives out."""
    if not names:
        return NO_DATA
    interface = _interface(element, names)
    ports = interface or next(children(element, "dataInput"), None) is not None \
        or next(children(element, "dataOutput"), None) is not None
    return Data(
        own=tuple(_own(element, names)),
        interface=interface,
        reads=tuple(_associations(element, "dataInputAssociation", names)) if ports else (),
        writes=tuple(_associations(element, "dataOutputAssociation", names)) if ports else (),
    )


def _own(element: Element, names: Names) -> Iterator[str]:
    for kind in ("property", "dataObject"):
        yield from (names[attribute(found, "id")] for found in children(element, kind) if attribute(found, "id"))


def _interface(element: Element, names: Names) -> Interface | None:
    found = child(element, "ioSpecification")
    if found is None:
        return None
    return Interface(
        inputs=tuple(_listed(found, "dataInput", names)),
        sets=tuple(_needed(given, names) for given in children(found, "inputSet")),
        outputs=tuple(_listed(found, "dataOutput", names)),
    )


def _listed(found: Element, kind: str, names: Names) -> Iterator[str]:
    return (names[attribute(port, "id")] for port in children(found, kind) if attribute(port, "id"))


def _needed(given: Element, names: Names) -> tuple[str, ...]:
    """The inputs of a set that must be there: all but the optional and those that may come later."""
    spared = {body(ref) for kind in ("optionalInputRefs", "whileExecutingInputRefs") for ref in children(given, kind)}
    refs = (body(ref) for ref in children(given, "dataInputRefs"))
    return tuple(names.get(reference(ref), ref) for ref in refs if ref not in spared)


def _associations(element: Element, kind: str, names: Names) -> Iterator[Association]:
    for found in children(element, kind):
        sources = [reference(body(ref)) for ref in children(found, "sourceRef")]
        target = reference(text(found, "targetRef"))
        assignments = tuple(
            (feel(text(each, "from")), _name(feel(text(each, "to")), names)) for each in children(found, "assignment")
        )
        wanted = [*sources, *([target] if target else [])]
        yield Association(
            sources=tuple(names.get(source, source) for source in sources), target=names.get(target, target),
            transformation=feel(text(found, "transformation")), assignments=assignments,
            missing=next((ref for ref in wanted if ref not in names), ""),
        )


def _name(ref: str, names: Names) -> str:
    return names.get(reference(ref), ref)
