"""BPMN 2.0 XML with DI from a placed and routed outline."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from tools.draw.label import expected, labels
from tools.draw.outline import EVENTS, TASKS, Flow, Node, Outline, planes
from tools.draw.place import Box, place
from tools.draw.route import route

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
                  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
                  xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
                  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                  xmlns:sv="urn:jiandu:bpmn:sv:1"
                  id="{id}_definitions" targetNamespace="urn:jiandu:processes">"""


NAMED = {"message": "name", "signal": "name", "error": "errorCode", "escalation": "escalationCode"}


def drawn(outline: Outline) -> str:
    """The document of an outline fresh from the file."""
    boxes = []
    for plane in planes(outline):
        boxes.append(place(plane))
        route(plane, boxes[-1], expected(plane))
    return write(outline, boxes[0])


def write(outline: Outline, pool: Box) -> str:
    """The whole document; every plane must be placed and routed."""
    lines = [HEAD.format(id=outline.id), *_declarations(outline)]
    lines += [f'  <bpmn:collaboration id="{outline.id}_collaboration">',
              f'    <bpmn:participant id="{outline.id}_pool" name={quoteattr(outline.name)} '
              f'processRef="{outline.id}"/>', "  </bpmn:collaboration>"]
    lines += _process(outline)
    lines += _diagram(outline, pool)
    return "\n".join([*lines, "</bpmn:definitions>", ""])


def _declarations(outline: Outline) -> Iterator[str]:
    used = [node.more for plane in planes(outline) for node in plane.nodes.values()]
    for kind, attribute in NAMED.items():
        for name in sorted({more[kind] for more in used if kind in more}):
            label = "" if attribute == "name" else f' name="{name}"'
            yield f'  <bpmn:{kind} id="{_named(kind, name)}"{label} {attribute}="{name}"/>'


def _process(outline: Outline) -> Iterator[str]:
    yield f'  <bpmn:process id="{outline.id}" name={quoteattr(outline.name)} isExecutable="true">'
    yield from _extension(outline.procedure, 4)
    yield f'    <bpmn:laneSet id="{outline.id}_lanes">'
    for lane in outline.lanes:
        yield f'      <bpmn:lane id="{lane.id}" name={quoteattr(lane.name)}>'
        yield from _extension(lane.ext, 8)
        for node in outline.nodes.values():
            if node.at[1] == lane.id and "in" not in node.more:
                yield f"        <bpmn:flowNodeRef>{node.id}</bpmn:flowNodeRef>"
        yield "      </bpmn:lane>"
    yield "    </bpmn:laneSet>"
    yield from _scope(outline, "", 4)
    yield "  </bpmn:process>"


def _scope(outline: Outline, scope: str, depth: int) -> Iterator[str]:
    inside = [node for node in outline.nodes.values() if node.more.get("in", "") == scope]
    for node in inside:
        yield from _node(outline, node, depth)
    ids = {node.id for node in inside}
    for flow in outline.flows:
        if flow.source in ids:
            yield from _flow(flow, depth)


def _node(outline: Outline, node: Node, depth: int) -> Iterator[str]:
    pad = " " * depth
    yield f'{pad}<bpmn:{node.kind} id="{node.id}" name={quoteattr(node.name)}{_attributes(outline, node)}>'
    yield from _extension(node.ext, depth + 2)
    yield from (f"{pad}  <bpmn:incoming>{f.id}</bpmn:incoming>" for f in outline.flows if f.target == node.id)
    yield from (f"{pad}  <bpmn:outgoing>{f.id}</bpmn:outgoing>" for f in outline.flows if f.source == node.id)
    if node.kind == "subProcess":
        yield from (f'{pad}  <bpmn:property id="{node.id}_{name}" name="{name}"/>' for name in node.more.get("own", ()))
        yield from _scope(node.plane, "", depth + 2) if node.plane else _scope(outline, node.id, depth + 2)
    if "script" in node.more:
        yield f'{pad}  <bpmn:script>{escape(node.more["script"])}</bpmn:script>'
    yield from (f"{pad}  {line}" for line in (*_event(node), *_multi(node)))
    yield f"{pad}</bpmn:{node.kind}>"


def _attributes(outline: Outline, node: Node) -> str:
    text = "".join(f' default="{flow.id}"' for flow in outline.flows if flow.default and flow.source == node.id)
    if "calls" in node.more:
        text += f' calledElement="{node.more["calls"]}"'
    if "host" in node.more:
        text += f' attachedToRef="{node.more["host"]}" cancelActivity="{_stops(node)}"'
    elif "stops" in node.more:
        text += f' isInterrupting="{_stops(node)}"'
    if node.more.get("triggered"):
        text += ' triggeredByEvent="true"'
    if "script" in node.more:
        text += ' scriptFormat="feel"'
    if "message" in node.more and node.kind in TASKS.values():
        text += f' messageRef="{_named("message", node.more["message"])}"'
    return text


def _stops(node: Node) -> str:
    return str(node.more.get("stops", True)).lower()


def _event(node: Node) -> Iterator[str]:
    more = node.more
    if node.kind not in EVENTS.values():
        return
    for kind in NAMED:
        if kind in more:
            yield f'<bpmn:{kind}EventDefinition id="{node.id}_event" {kind}Ref="{_named(kind, more[kind])}"/>'
    if "condition" in more:
        yield f'<bpmn:conditionalEventDefinition id="{node.id}_event">'
        yield f'  <bpmn:condition xsi:type="bpmn:tFormalExpression">{escape(more["condition"])}</bpmn:condition>'
        yield "</bpmn:conditionalEventDefinition>"
    if "timer" in more:
        (kind, text), = more["timer"].items()
        tag = {"date": "timeDate", "duration": "timeDuration", "cycle": "timeCycle"}[kind]
        yield f'<bpmn:timerEventDefinition id="{node.id}_event">'
        yield f'  <bpmn:{tag} xsi:type="bpmn:tFormalExpression">{escape(text)}</bpmn:{tag}>'
        yield "</bpmn:timerEventDefinition>"
    if more.get("terminate"):
        yield f'<bpmn:terminateEventDefinition id="{node.id}_event"/>'


def _multi(node: Node) -> Iterator[str]:
    if multi := node.more.get("multi"):
        sequential = str(multi.get("sequential", False)).lower()
        output = f' sv:output="{multi["output"]}"' if "output" in multi else ""
        yield (f'<bpmn:multiInstanceLoopCharacteristics isSequential="{sequential}" '
               f'sv:collection={quoteattr(multi["collection"])} sv:item="{multi["item"]}"{output}>')
        if "completion" in multi:
            yield ('  <bpmn:completionCondition xsi:type="bpmn:tFormalExpression">'
                   f'{escape(multi["completion"])}</bpmn:completionCondition>')
        yield "</bpmn:multiInstanceLoopCharacteristics>"


def _flow(flow: Flow, depth: int) -> Iterator[str]:
    pad = " " * depth
    name = f" name={quoteattr(flow.name)}" if flow.name else ""
    start = f'{pad}<bpmn:sequenceFlow id="{flow.id}"{name} sourceRef="{flow.source}" targetRef="{flow.target}"'
    if not flow.condition:
        yield f"{start}/>"
        return
    yield f"{start}>"
    yield (f'{pad}  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{escape(flow.condition)}'
           "</bpmn:conditionExpression>")
    yield f"{pad}</bpmn:sequenceFlow>"


def _extension(text: str, depth: int) -> Iterator[str]:
    if text.strip():
        pad = " " * depth
        yield f"{pad}<bpmn:extensionElements>"
        yield from (f"{pad}  {line}" for line in text.strip().splitlines())
        yield f"{pad}</bpmn:extensionElements>"


def _diagram(outline: Outline, pool: Box) -> Iterator[str]:
    yield f'  <bpmndi:BPMNDiagram id="{outline.id}_diagram">'
    yield f'    <bpmndi:BPMNPlane id="{outline.id}_plane" bpmnElement="{outline.id}_collaboration">'
    yield from _shape(f"{outline.id}_pool", pool, ' isHorizontal="true"')
    for lane in outline.lanes:
        yield from _shape(lane.id, lane.box, ' isHorizontal="true"')
    yield from _shapes(outline)
    yield from ("    </bpmndi:BPMNPlane>", "  </bpmndi:BPMNDiagram>")
    for plane in planes(outline):
        if plane is not outline:
            yield f'  <bpmndi:BPMNDiagram id="{plane.id}_diagram">'
            yield f'    <bpmndi:BPMNPlane id="{plane.id}_plane" bpmnElement="{plane.id}">'
            yield from _shapes(plane)
            yield from ("    </bpmndi:BPMNPlane>", "  </bpmndi:BPMNDiagram>")


def _shapes(outline: Outline) -> Iterator[str]:
    names = labels(outline)
    for node in outline.nodes.values():
        extra = ' isMarkerVisible="true"' if node.kind == "exclusiveGateway" else ""
        if node.kind == "subProcess":
            extra = f' isExpanded="{str(node.open).lower()}"'
        yield from _shape(node.id, node.box, extra, names.get(node.id))
    for flow in outline.flows:
        yield f'      <bpmndi:BPMNEdge id="{flow.id}_di" bpmnElement="{flow.id}">'
        yield from (f'        <di:waypoint x="{x}" y="{y}"/>' for x, y in flow.points)
        if flow.id in names:
            yield from _label(names[flow.id])
        yield "      </bpmndi:BPMNEdge>"


def _shape(element: str, box: Box, extra: str = "", label: Box | None = None) -> Iterator[str]:
    yield f'      <bpmndi:BPMNShape id="{element}_di" bpmnElement="{element}"{extra}>'
    yield f"        {_bounds(box)}"
    if label:
        yield from _label(label)
    yield "      </bpmndi:BPMNShape>"


def _label(box: Box) -> Iterator[str]:
    yield "        <bpmndi:BPMNLabel>"
    yield f"          {_bounds(box)}"
    yield "        </bpmndi:BPMNLabel>"


def _bounds(box: Box) -> str:
    return '<dc:Bounds x="{}" y="{}" width="{}" height="{}"/>'.format(*box)


def _named(kind: str, name: str) -> str:
    return f"{kind}_" + name.replace(".", "_")
