"""Flow nodes of a diagram: attributes, repetition and references, without their ``sv`` declarations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element as Element

from engine.content import camunda
from engine.content.data import Names, read_data
from engine.content.extension import read_extension
from engine.content.sheet import Sheet
from engine.content.tree import SV, attribute, bpmn_name, child, feel, line, reference, sv_children, text
from engine.content.triggers import Declared, read_event, read_throws
from engine.content.vocabulary import ACTIVITIES, EVENTS
from engine.model.definition import AdHoc, EventDefinition, Extension, Multi, Node, definition_key

_PLAIN, _NO_EVENT = Extension(), EventDefinition()


@dataclass(frozen=True)
class Surroundings:
    """Where a node stands: the enclosing scope, its lane, its flows, what references resolve to, and the compensating
    activity at the other end of an association.
    """

    scope: str
    lanes: Mapping[str, str]
    incoming: Mapping[str, tuple[str, ...]]
    outgoing: Mapping[str, tuple[str, ...]]
    declared: Declared
    handlers: Mapping[str, str]
    data: Names


def read_node(element: Element, around: Surroundings, sheet: Sheet) -> Node:
    """One flow node."""
    id_, kind = attribute(element, "id"), bpmn_name(element)
    return Node(
        id=id_,
        kind=kind,
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
        event=read_event(element, around.declared) if kind in EVENTS else _NO_EVENT,
        multi=_multi(element, around) if kind in ACTIVITIES else None,
        loop=kind in ACTIVITIES and child(element, "standardLoopCharacteristics") is not None,
        called=definition_key(reference(attribute(element, "calledElement"))),
        message=around.declared.name(attribute(element, "messageRef")),
        script=feel(text(element, "script")) if kind == "scriptTask" else "",
        instantiate=attribute(element, "instantiate") == "true",
        parallel_events=attribute(element, "eventGatewayType") == "Parallel",
        activation=feel(text(element, "activationCondition")) if kind == "complexGateway" else "",
        direction=attribute(element, "gatewayDirection"),
        start_quantity=_quantity(element, "startQuantity"),
        completion_quantity=_quantity(element, "completionQuantity"),
        for_compensation=attribute(element, "isForCompensation") == "true",
        handler=around.handlers.get(id_, ""),
        ad_hoc=_ad_hoc(element) if kind == "adHocSubProcess" else None,
        data=read_data(element, around.data),
        ext=read_extension(element, sheet) if _is_extended(element) else _PLAIN,
    )


def _is_extended(element: Element) -> bool:
    """Does the node carry anything beyond BPMN?"""
    foreign = any(str(name).startswith("{") for name in element.attrib)
    return foreign or child(element, "extensionElements") is not None


def _interrupting(element: Element) -> bool:
    return "false" not in (attribute(element, "cancelActivity"), attribute(element, "isInterrupting"))


def _quantity(element: Element, name: str) -> int:
    """A number of tokens; 0 for what is none."""
    written = element.get(name, "1")
    return int(written) if written.isascii() and written.isdigit() else 0


def _ad_hoc(element: Element) -> AdHoc:
    return AdHoc(
        sequential=attribute(element, "ordering") == "Sequential",
        completion=feel(text(element, "completionCondition")),
        cancel_remaining=attribute(element, "cancelRemainingInstances") != "false",
        begin=feel(next((attribute(found, "begin") for found in sv_children(element, "choice")), "")),
    )


def _multi(element: Element, around: Surroundings) -> Multi | None:
    found = child(element, "multiInstanceLoopCharacteristics")
    if found is None:
        return None
    item, output_item = child(found, "inputDataItem"), child(found, "outputDataItem")
    return Multi(
        collection=feel(attribute(found, SV + "collection") or _variable(found, "loopDataInputRef", around.data))
        or camunda.collection(found),
        item=attribute(found, SV + "item") or _item_name(item) or camunda.item(found),
        cardinality=feel(text(found, "loopCardinality")),
        sequential=attribute(found, "isSequential") == "true",
        completion=feel(text(found, "completionCondition")),
        output=attribute(found, SV + "output") or _variable(found, "loopDataOutputRef", around.data)
        or _item_name(output_item),
        behavior=attribute(found, "behavior") or "All",
        throws=read_throws(found, around.declared),
    )


def _variable(found: Element, name: str, data: Names) -> str:
    """The variable behind a reference to data; FEEL may stand there too."""
    written = text(found, name)
    return data.get(written, written)


def _item_name(item: Element | None) -> str:
    return (attribute(item, "name") or attribute(item, "id")) if item is not None else ""
