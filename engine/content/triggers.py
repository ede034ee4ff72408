"""Event definitions: inline or by reference, one or several on an event, and those a repeated activity throws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from engine.content import zeebe
from engine.content.tree import BPMN, attribute, body, bpmn_name, child, children, feel, reference, text
from engine.content.vocabulary import EVENT_DEFINITIONS
from engine.model.definition import EventDefinition

_THROWING = frozenset({"sendTask", "intermediateThrowEvent", "endEvent"})
_NAMED = {"message": "name", "signal": "name", "error": "errorCode", "escalation": "escalationCode"}


@dataclass(frozen=True)
class Declared:
    """What stands beside the processes: names of messages and signals, codes of errors and escalations, and event
    definitions, by id.
    """

    names: Mapping[str, str]
    events: Mapping[str, Element]
    keys: Mapping[str, str]     # FEEL of the key a message is awaited by

    flows: Mapping[tuple[str, str], str]    # message a flow carries, by the element and its end (source, target)

    def flow(self, element: Element) -> str:
        """The message of a node that names none, by the message flow drawn to or from it; empty without one."""
        id_ = attribute(element, "id")
        thrown = bpmn_name(element) in _THROWING
        return self.flows.get((id_, "sourceRef" if thrown else "targetRef"), "")

    def key(self, element: Element) -> str:
        """The key of the message a node waits for."""
        refs = (attribute(found, "messageRef") for found in (element, *children(element, "messageEventDefinition")))
        return next((self.keys[id_] for ref in refs if (id_ := reference(ref)) in self.keys), "")

    def name(self, ref: str) -> str:
        """Name behind a reference; the id itself when nothing of that id is declared."""
        id_ = reference(ref)
        return self.names.get(id_, id_)


def read_declared(root: Element) -> Declared:
    """The declarations of a diagram."""
    names = {
        attribute(found, "id"): attribute(found, name) or attribute(found, "name")
        for kind, name in _NAMED.items() for found in children(root, kind)
    }
    keys = {attribute(found, "id"): zeebe.correlation(found) for found in children(root, "message")}
    return Declared(
        names, {attribute(e, "id"): e for e in root.iterchildren("*") if bpmn_name(e) in EVENT_DEFINITIONS},
        {id_: key for id_, key in keys.items() if key}, dict(_flows(root, names)),
    )


def _flows(root: Element, names: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], str]]:
    """The message of each message flow: what it names, what one of its ends names, else its own id."""
    drawn = list(root.iter(BPMN + "messageFlow"))
    if not drawn:
        return
    said: dict[str, str] = {}
    for found in root.iter(BPMN + "messageEventDefinition", BPMN + "sendTask", BPMN + "receiveTask"):
        parent = found.getparent()
        owner = found if bpmn_name(found).endswith("Task") or parent is None else parent
        said[attribute(owner, "id")] = reference(attribute(found, "messageRef"))
    for flow in drawn:
        ends = {end: reference(attribute(flow, end)) for end in ("sourceRef", "targetRef")}
        refs = (reference(attribute(flow, "messageRef")), *(said.get(id_, "") for id_ in ends.values()))
        message = next((names.get(ref, ref) for ref in refs if ref), attribute(flow, "id"))
        for end, id_ in ends.items():
            yield (id_, end), message


def read_event(element: Element, declared: Declared) -> EventDefinition:
    """The event of a node."""
    found = tuple(_definitions(element, declared))
    found = tuple(
        replace(each, name=declared.flow(element)) if each.kind == "message" and not each.name else each
        for each in found
    )
    if len(found) > 1:
        return EventDefinition("multiple", each=found, parallel=attribute(element, "parallelMultiple") == "true")
    return found[0] if found else EventDefinition()


def read_throws(multi: Element, declared: Declared) -> tuple[tuple[str, EventDefinition], ...]:
    """What a multi-instance throws when one of its instances is done, as its ``behavior`` says."""
    behavior = attribute(multi, "behavior")
    if behavior in ("None", "One"):
        ref = attribute(multi, f"{behavior.lower()}BehaviorEventRef")
        return (("", _referred(ref, declared)),) if ref else ()
    if behavior != "Complex":
        return ()
    return tuple(
        (feel(text(found, "condition")), definition)
        for found in children(multi, "complexBehaviorDefinition")
        if (event := child(found, "event")) is not None
        for definition in _definitions(event, declared)
    )


def _definitions(element: Element, declared: Declared) -> Iterator[EventDefinition]:
    for inner in element.iterchildren("*"):
        name = bpmn_name(inner)
        if name in EVENT_DEFINITIONS:
            yield _definition(inner, declared)
        elif name == "eventDefinitionRef":
            yield _referred(body(inner), declared)


def _referred(ref: str, declared: Declared) -> EventDefinition:
    found = declared.events.get(reference(ref))
    return EventDefinition("unresolved", reference(ref)) if found is None else _definition(found, declared)


def _definition(definition: Element, declared: Declared) -> EventDefinition:
    kind = EVENT_DEFINITIONS[bpmn_name(definition)]
    if kind == "timer":
        return EventDefinition(kind, timer=_timer(definition))
    if kind == "conditional":
        return EventDefinition(kind, condition=feel(text(definition, "condition")))
    if kind == "link":
        return EventDefinition(kind, attribute(definition, "name"))
    if kind == "compensate":
        waits = attribute(definition, "waitForCompletion") != "false"
        return EventDefinition(kind, activity=reference(attribute(definition, "activityRef")), wait=waits)
    return EventDefinition(kind, declared.name(attribute(definition, f"{kind}Ref")))


def _timer(definition: Element) -> tuple[str, str]:
    for kind in ("date", "duration", "cycle"):
        for found in children(definition, f"time{kind.capitalize()}"):
            return kind, feel(body(found))
    return "", ""
