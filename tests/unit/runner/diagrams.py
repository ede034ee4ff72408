"""Small diagrams for tests: elements as text, flows by chains, read by the real content reader."""

from __future__ import annotations

from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from engine.content.bpmn import read_diagram
from engine.runner import Program, compile

NAMESPACES = (
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sv="urn:jiandu:bpmn:sv:1" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
HEAD = (
    '<bpmn:message id="M" name="letter"/><bpmn:message id="N" name="other"/><bpmn:signal id="S" name="alarm"/>'
    '<bpmn:error id="E1" name="lost" errorCode="lost"/><bpmn:error id="E2" name="broken" errorCode="broken"/>'
    '<bpmn:escalation id="X1" name="up" escalationCode="up"/>'
)


def el(kind: str, id_: str, *inner: str, **attributes: str) -> str:
    """``<bpmn:kind id=.. attributes>inner</bpmn:kind>``; ``sv:`` elements go into extensionElements."""
    ours = "".join(part for part in inner if part.startswith("<sv:"))
    rest = "".join(part for part in inner if not part.startswith("<sv:"))
    extension = f"<bpmn:extensionElements>{ours}</bpmn:extensionElements>" if ours else ""
    given = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f'<bpmn:{kind} id="{id_}"{given}>{extension}{rest}</bpmn:{kind}>'


def sv(kind: str, **attributes: str) -> str:
    """``<sv:kind attributes/>``."""
    return f"<sv:{kind}" + "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items()) + "/>"


def set_(variable: str, value: str) -> str:
    """``<sv:set>``."""
    return sv("set", variable=variable, value=value)


def start(id_: str = "s", *inner: str, **attributes: str) -> str:
    """Start event."""
    return el("startEvent", id_, *inner, **attributes)


def end(id_: str = "e", *inner: str) -> str:
    """End event."""
    return el("endEvent", id_, *inner)


def user(id_: str, *inner: str, **attributes: str) -> str:
    """User task."""
    return el("userTask", id_, *inner, **attributes)


def script(id_: str, feel: str, *inner: str, **attributes: str) -> str:
    """Script task."""
    return el("scriptTask", id_, *inner, f"<bpmn:script>{escape(feel)}</bpmn:script>", **attributes)


def catch(id_: str, *inner: str) -> str:
    """Intermediate catch event."""
    return el("intermediateCatchEvent", id_, *inner)


def throw(id_: str, *inner: str) -> str:
    """Intermediate throw event."""
    return el("intermediateThrowEvent", id_, *inner)


def boundary(id_: str, host: str, *inner: str, cancel: bool = True) -> str:
    """Boundary event."""
    return el("boundaryEvent", id_, *inner, attachedToRef=host, cancelActivity=str(cancel).lower())


def handler(id_: str, *inner: str) -> str:
    """Event subprocess."""
    return sub(id_, *inner, triggeredByEvent="true")


def undone_by(id_: str, host: str, activity: str) -> str:
    """Compensation boundary event with its association to the activity that compensates."""
    tie = f'<bpmn:association id="{id_}_{activity}" sourceRef="{id_}" targetRef="{activity}"/>'
    return el("boundaryEvent", id_, event("compensate"), attachedToRef=host) + tie


def undoing(id_: str, *inner: str, kind: str = "userTask") -> str:
    """Activity that compensates."""
    return el(kind, id_, *inner, isForCompensation="true")


def undo(activity: str = "", *, wait: bool = True) -> str:
    """Thrown compensation."""
    of = f' activityRef="{activity}"' if activity else ""
    return f'<bpmn:compensateEventDefinition{of} waitForCompletion="{str(wait).lower()}"/>'


def sub(id_: str, *inner: str, **attributes: str) -> str:
    """Embedded subprocess."""
    return el("subProcess", id_, *inner, **attributes)


def event(kind: str, ref: str = "") -> str:
    """Event definition of a kind, with its reference."""
    attribute = f' {kind}Ref="{ref}"' if ref else ""
    return f"<bpmn:{kind}EventDefinition{attribute}/>"


def message(ref: str = "M") -> str:
    """Message event definition."""
    return event("message", ref)


def link(name: str) -> str:
    """Link event definition."""
    return f'<bpmn:linkEventDefinition name="{name}"/>'


def timer(text: str, kind: str = "Duration") -> str:
    """Timer event definition."""
    return f"<bpmn:timerEventDefinition><bpmn:time{kind}>{escape(text)}</bpmn:time{kind}></bpmn:timerEventDefinition>"


def when(feel: str) -> str:
    """Conditional event definition."""
    condition = f"<bpmn:condition>{escape(feel)}</bpmn:condition>"
    return f"<bpmn:conditionalEventDefinition>{condition}</bpmn:conditionalEventDefinition>"


def multi(collection: str = "", output: str = "", *, item: str = "item", cardinality: str = "", done: str = "",
          sequential: bool = False) -> str:
    """Multi-instance characteristics."""
    inner = f"<bpmn:loopCardinality>{cardinality}</bpmn:loopCardinality>" if cardinality else ""
    inner += f"<bpmn:completionCondition>{escape(done)}</bpmn:completionCondition>" if done else ""
    ours = f" sv:collection={quoteattr(collection)} sv:item={quoteattr(item)}" if collection else ""
    ours += f" sv:output={quoteattr(output)}" if output else ""
    tag = "bpmn:multiInstanceLoopCharacteristics"
    return f'<{tag} isSequential="{str(sequential).lower()}"{ours}>{inner}</{tag}>'


def loop(condition: str = "", maximum: str = "", before: bool = False) -> str:
    """Standard loop characteristics."""
    limit = f' loopMaximum="{maximum}"' if maximum else ""
    inner = f"<bpmn:loopCondition>{escape(condition)}</bpmn:loopCondition>" if condition else ""
    tag = "bpmn:standardLoopCharacteristics"
    return f'<{tag} testBefore="{str(before).lower()}"{limit}>{inner}</{tag}>'


def flow(source: str, target: str, condition: str = "", id_: str = "") -> str:
    """Sequence flow; its id is ``source_target`` unless given."""
    inner = f"<bpmn:conditionExpression>{escape(condition)}</bpmn:conditionExpression>" if condition else ""
    id_ = id_ or f"{source}_{target}"
    return f'<bpmn:sequenceFlow id="{id_}" sourceRef="{source}" targetRef="{target}">{inner}</bpmn:sequenceFlow>'


def chain(*ids: str) -> str:
    """Flows along a list of ids."""
    return "".join(flow(a, b) for a, b in pairwise(ids))


def document(*body: str) -> str:
    """A whole diagram with one process ``p``, each element on its own line. Event definitions stand beside it."""
    newline = "\n"
    declared = "".join(part for part in body if part.startswith("<bpmn:") and "EventDefinition id=" in part[:50])
    body = tuple(part for part in body if part not in declared)
    process = f'<bpmn:process id="p" isExecutable="true">{newline.join(body)}</bpmn:process>'
    return f'<bpmn:definitions {NAMESPACES} id="definitions" targetNamespace="http://t">{HEAD}{declared}{process}</bpmn:definitions>'


def program(*body: str) -> Program:
    """The compiled program of a diagram."""
    xml = document(*body).encode()
    (process,), problems = read_diagram(xml, "t.bpmn")
    assert not [problem for problem in problems if problem.severity == "error"], problems
    return compile(process, xml)
