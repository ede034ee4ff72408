"""Small diagrams in few words.

    process("p", start("s"), xor("g"), user("a"), user("b"), end("e"),
            "s > g", "g > a: x > 5", "g > b: default", "a > e", "b > e")

Strings are sequence flows, ``a > b > c`` a chain; what follows ``:`` is the last flow's condition, or ``default``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from engine.model.definition import BPMN_NAMESPACE, SV_NAMESPACE

Inner = "Node | str"
DEFINED = (
    '<message id="M" name="letter"/><message id="N" name="other"/><signal id="S" name="alarm"/>'
    '<signal id="S2" name="calm"/><error id="E1" errorCode="lost"/><error id="E2" errorCode="broken"/>'
    '<escalation id="X1" escalationCode="up"/><escalation id="X2" escalationCode="higher"/>'
)
AUTOMATIC = frozenset({"task", "scriptTask", "serviceTask", "businessRuleTask"})


@dataclass(frozen=True)
class Node:
    """One BPMN element: attributes, XML inside it, elements and flows inside it."""

    kind: str
    id: str
    xml: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    inside: tuple[Node | str, ...] = ()

    def but(self, *xml: str, **attributes: str) -> Node:
        """The same with more XML inside and more attributes."""
        return replace(self, xml=self.xml + "".join(xml), attributes={**self.attributes, **attributes})

    def render(self) -> str:
        """The element as XML."""
        given = "".join(f" {name.rstrip('_')}={quoteattr(value)}" for name, value in self.attributes.items())
        inner = self.xml + "".join(contents(self.inside, self.id))
        return f'<{self.kind} id="{self.id}"{given}>{inner}</{self.kind}>'


def contents(inside: tuple[Node | str, ...], owner: str) -> Iterator[str]:
    """Elements and flows of a scope as XML."""
    flows = [flow for each in inside if isinstance(each, str) for flow in _flows(each)]
    defaults = {source: _id(owner, source, target) for source, target, says in flows if says == "default"}
    for node in inside:
        if isinstance(node, Node):
            yield (node.but(default=defaults[node.id]) if node.id in defaults else node).render()
    for source, target, says in flows:
        condition = "" if says in ("", "default") else f"<conditionExpression>{escape(says)}</conditionExpression>"
        yield (f'<sequenceFlow id="{_id(owner, source, target)}" sourceRef="{source}" targetRef="{target}">'
               f"{condition}</sequenceFlow>")


def _id(owner: str, source: str, target: str) -> str:
    return f"{owner}.{source}-{target}"


def _flows(text: str) -> list[tuple[str, str, str]]:
    chain, _, says = text.partition(":")
    steps = list(pairwise(part.strip() for part in chain.split(">")))
    return [(a, b, says.strip() if (a, b) == steps[-1] else "") for a, b in steps]


def process(id_: str, *inside: Node | str, xml: str = "", **attributes: str) -> Node:
    """An executable process."""
    return Node("process", id_, xml, {"isExecutable": "true", **attributes}, inside)


def document(*parts: Node | str) -> str:
    """A BPMN document of processes and other root elements; messages, signals and codes are declared in it."""
    rendered = "".join(part.render() if isinstance(part, Node) else part for part in parts)
    return (f'<definitions xmlns="{BPMN_NAMESPACE}" xmlns:sv="{SV_NAMESPACE}" targetNamespace="urn:test">'
            f"{DEFINED}{rendered}</definitions>")


def node(kind: str, id_: str, *inside: Node | str, xml: str = "", **attributes: str) -> Node:
    """Any element."""
    return Node(kind, id_, xml, attributes, inside)


def start(id_: str = "s", event: str = "", **attributes: str) -> Node:
    """Start event."""
    return node("startEvent", id_, xml=event, **attributes)


def end(id_: str = "e", event: str = "") -> Node:
    """End event."""
    return node("endEvent", id_, xml=event)


def catch(id_: str, event: str, **attributes: str) -> Node:
    """Intermediate catch event."""
    return node("intermediateCatchEvent", id_, xml=event, **attributes)


def throw(id_: str, event: str = "") -> Node:
    """Intermediate throw event."""
    return node("intermediateThrowEvent", id_, xml=event)


def boundary(id_: str, host: str, event: str, *, interrupting: bool = True, **attributes: str) -> Node:
    """Boundary event."""
    return node("boundaryEvent", id_, xml=event, attachedToRef=host, cancelActivity=str(interrupting).lower(),
                **attributes)


def user(id_: str, xml: str = "", **attributes: str) -> Node:
    """User task."""
    return node("userTask", id_, xml=xml, **attributes)


def task(id_: str, xml: str = "", **attributes: str) -> Node:
    """Abstract task: goes on at once."""
    return node("task", id_, xml=xml, **attributes)


def script(id_: str, feel: str, xml: str = "", **attributes: str) -> Node:
    """Script task."""
    return node("scriptTask", id_, xml=f"{xml}<script>{escape(feel)}</script>", **attributes)


def sub(id_: str, *inside: Node | str, xml: str = "", **attributes: str) -> Node:
    """Embedded subprocess."""
    return node("subProcess", id_, *inside, xml=xml, **attributes)


def handler(id_: str, *inside: Node | str) -> Node:
    """Event subprocess."""
    return sub(id_, *inside, triggeredByEvent="true")


def xor(id_: str) -> Node:
    """Exclusive gateway."""
    return node("exclusiveGateway", id_)


def fork(id_: str) -> Node:
    """Parallel gateway."""
    return node("parallelGateway", id_)


def some(id_: str) -> Node:
    """Inclusive gateway."""
    return node("inclusiveGateway", id_)


def race(id_: str, **attributes: str) -> Node:
    """Event-based gateway."""
    return node("eventBasedGateway", id_, **attributes)


def event(kind: str, ref: str = "", **attributes: str) -> str:
    """An event definition; ``ref`` is what it refers to."""
    given = {**({f"{kind}Ref": ref} if ref else {}), **attributes}
    return f"<{kind}EventDefinition" + "".join(f" {name}={quoteattr(value)}" for name, value in given.items()) + "/>"


def timer(what: str, text: str) -> str:
    """A timer: ``Duration``, ``Date`` or ``Cycle``."""
    return f"<timerEventDefinition><time{what}>{escape(text)}</time{what}></timerEventDefinition>"


def condition(feel: str) -> str:
    """A conditional event."""
    return f"<conditionalEventDefinition><condition>{escape(feel)}</condition></conditionalEventDefinition>"


def link(name: str) -> str:
    """A link."""
    return f'<linkEventDefinition name="{name}"/>'


def sv(text: str) -> str:
    """Declarations of the house."""
    return f"<extensionElements>{text}</extensionElements>"


def set_(variable: str, feel: str) -> str:
    """``sv:set`` in extensionElements."""
    return sv(f"<sv:set variable={quoteattr(variable)} value={quoteattr(feel)}/>")


def many(over: str, *, sequential: bool = False, item: str = "item", output: str = "", until: str = "",
         xml: str = "", **attributes: str) -> str:
    """Multi-instance characteristics over a FEEL collection, or a number of times (``over`` in digits)."""
    given = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    counted = over.isdigit()
    ours = "" if counted else f' sv:collection={quoteattr(over)} sv:item="{item}"'
    out = f' sv:output="{output}"' if output else ""
    inner = f"<loopCardinality>{over}</loopCardinality>" if counted else ""
    stop = f"<completionCondition>{escape(until)}</completionCondition>" if until else ""
    return (f'<multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}"{ours}{out}{given}>'
            f"{inner}{xml}{stop}</multiInstanceLoopCharacteristics>")


def loop(feel: str = "", *, before: bool = False, maximum: int = 0) -> str:
    """Standard loop characteristics."""
    most = f' loopMaximum="{maximum}"' if maximum else ""
    inner = f"<loopCondition>{escape(feel)}</loopCondition>" if feel else ""
    return (f'<standardLoopCharacteristics testBefore="{str(before).lower()}"{most}>{inner}'
            "</standardLoopCharacteristics>")
