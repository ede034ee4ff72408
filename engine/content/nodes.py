"""Flow nodes of a diagram: events, loops and references, without their ``sv`` declarations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from engine.content import camunda
from engine.content.extension import read_extension
from engine.content.sheet import Sheet
from engine.content.tree import SV, attribute, body, bpmn_name, child, children, feel, line, reference, text
from engine.content.vocabulary import EVENT_DEFINITIONS
from engine.model.definition import EventDefinition, Multi, Node, definition_key

Names = Mapping[str, str]


@dataclass(frozen=True)
class Surroundings:
    """Where a node stands: the enclosing scope, its lane, its flows, and the names that references resolve to."""

    scope: str
    lanes: Mapping[str, str]
    incoming: Mapping[str, tuple[str, ...]]
    outgoing: Mapping[str, tuple[str, ...]]
    names: Names


def read_node(element: Element, around: Surroundings, sheet: Sheet) -> Node:
    """One flow node."""
    id_ = attribute(element, "id")
    return Node(
        id=id_,
        kind=bpmn_name(element),
        name=attribute(element, "name"),
        line=line(element),
        scope=around.scope,
        lane=around.lanes.get(id_, ""),
        incoming=around.incoming.get(id_, ()),
        outgoing=around.outgoing.get(id_, ()),
        default=attribute(element, "default"),
        attached_to=attribute(element, "attachedToRef"),
        interrupting=_interrupting(element),
        triggered_by_event=attribute(element, "triggeredByEvent") == "true",
        event=_event(element, around.names),
        multi=_multi(element),
        loop=child(element, "standardLoopCharacteristics") is not None,
        called=definition_key(reference(attribute(element, "calledElement"))),
        message=_resolve(attribute(element, "messageRef"), around.names),
        script=feel(text(element, "script")),
        ext=read_extension(element, sheet),
    )


def _interrupting(element: Element) -> bool:
    return "false" not in (attribute(element, "cancelActivity"), attribute(element, "isInterrupting"))


def _resolve(ref: str, names: Names) -> str:
    """Name behind a reference; the id itself when nothing of that id is declared."""
    id_ = reference(ref)
    return names.get(id_, id_)


def _event(element: Element, names: Names) -> EventDefinition:
    found = [inner for inner in element.iterchildren("*") if bpmn_name(inner) in EVENT_DEFINITIONS]
    if not found:
        return EventDefinition()
    if len(found) > 1:
        return EventDefinition("multiple")
    definition = found[0]
    kind = EVENT_DEFINITIONS[bpmn_name(definition)]
    if kind == "timer":
        return EventDefinition(kind, timer=_timer(definition))
    if kind == "conditional":
        return EventDefinition(kind, condition=feel(text(definition, "condition")))
    if kind == "link":
        return EventDefinition(kind, attribute(definition, "name"))
    return EventDefinition(kind, _resolve(attribute(definition, f"{kind}Ref"), names))


def _timer(definition: Element) -> tuple[str, str]:
    for kind in ("date", "duration", "cycle"):
        for found in children(definition, f"time{kind.capitalize()}"):
            return kind, feel(body(found))
    return "", ""


def _multi(element: Element) -> Multi | None:
    found = child(element, "multiInstanceLoopCharacteristics")
    if found is None:
        return None
    item, output_item = child(found, "inputDataItem"), child(found, "outputDataItem")
    return Multi(
        collection=feel(attribute(found, SV + "collection") or text(found, "loopDataInputRef"))
        or camunda.collection(found),
        item=attribute(found, SV + "item") or _item_name(item) or camunda.item(found),
        cardinality=feel(text(found, "loopCardinality")),
        sequential=attribute(found, "isSequential") == "true",
        completion=feel(text(found, "completionCondition")),
        output=attribute(found, SV + "output") or text(found, "loopDataOutputRef") or _item_name(output_item),
    )


def _item_name(item: Element | None) -> str:
    return (attribute(item, "name") or attribute(item, "id")) if item is not None else ""
