"""Flow nodes of a diagram: attributes, repetition and references, without their ``sv`` declarations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from engine.content import camunda, zeebe
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
        called=definition_key(reference(attribute(element, "calledElement")) or zeebe.called(element)),
        message=_message(element, kind, around.declared),
        script=_script(element, kind),
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
        ext=_extension(element, around, sheet),
    )


def _is_extended(element: Element) -> bool:
    """Does the node carry anything beyond BPMN?"""
    foreign = any(str(name).startswith("{") for name in element.attrib)
    return foreign or child(element, "extensionElements") is not None


def _extension(element: Element, around: Surroundings, sheet: Sheet) -> Extension:
    """What is declared on a node; a message may say by which key it is awaited."""
    ext = read_extension(element, sheet) if _is_extended(element) else _PLAIN
    key = around.declared.key(element) if around.declared.keys and not ext.correlation else ""
    return replace(ext, correlation=key) if key else ext


def _message(element: Element, kind: str, declared: Declared) -> str:
    """The message of a send or receive task."""
    found = declared.name(attribute(element, "messageRef"))
    return found or (declared.flow(element) if kind in ("sendTask", "receiveTask") else "")


def _script(element: Element, kind: str) -> str:
    """FEEL of a script task, or of a service task that evaluates an expression."""
    if kind == "scriptTask":
        return feel(text(element, "script")) or zeebe.script(element)
    return camunda.expression(element) if kind in ("serviceTask", "sendTask", "businessRuleTask") else ""


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
        begin=feel(next((attribute(found, "begin") for found in sv_children(element, "choice")), ""))
        or zeebe.begin(element),
    )


def _multi(element: Element, around: Surroundings) -> Multi | None:
    found = child(element, "multiInstanceLoopCharacteristics")
    if found is None:
        return None
    item, output_item = child(found, "inputDataItem"), child(found, "outputDataItem")
    return Multi(
        collection=feel(attribute(found, SV + "collection") or _variable(found, "loopDataInputRef", around.data))
        or camunda.collection(found) or feel(zeebe.loop(found, "inputCollection")),
        item=attribute(found, SV + "item") or _item_name(item) or camunda.item(found)
        or zeebe.loop(found, "inputElement"),
        cardinality=feel(text(found, "loopCardinality")),
        sequential=attribute(found, "isSequential") == "true",
        completion=feel(text(found, "completionCondition")),
        output=attribute(found, SV + "output") or _variable(found, "loopDataOutputRef", around.data)
        or _item_name(output_item) or zeebe.loop(found, "outputCollection"),
        each=_each(found, output_item),
        behavior=attribute(found, "behavior") or "All",
        throws=read_throws(found, around.declared),
    )


def _each(found: Element, output_item: Element | None) -> str:
    """What the output collects of an instance: the output item beside ``loopDataOutputRef``, or what a tool says."""
    if child(found, "loopDataOutputRef") is not None and not attribute(found, SV + "output"):
        return _item_name(output_item)
    return feel(zeebe.loop(found, "outputElement"))


def _variable(found: Element, name: str, data: Names) -> str:
    """The variable behind a reference to data; FEEL may stand there too."""
    written = text(found, name)
    return data.get(written, written)


def _item_name(item: Element | None) -> str:
    return (attribute(item, "name") or attribute(item, "id")) if item is not None else ""
