"""Gateways decide by FEEL conditions and a default."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.content.codes import WARNING, declare
from engine.content.lint.context import Context
from engine.model.definition import Node, Process
from engine.model.errors import Problem

NO_CONDITION = declare(
    "condition-missing", "网关出线缺少条件({name})", "The flow out of the gateway has no condition ({name})",
    "two flows out of an exclusive gateway, one without `conditionExpression` and not the default",
    basis="13.4.2: In order to determine the outgoing Sequence Flow that receives the token, the conditions are "
          "evaluated in order.",
)
NO_DEFAULT = declare(
    "gateway-without-default", "网关没有默认出线,条件都不成立时流程会停住",
    "The gateway has no default flow; the case stops when no condition holds",
    "an exclusive gateway without `default`", WARNING,
    basis="13.4.2: If none of the conditionExpressions evaluates to true and no default is specified, an "
          "exception is thrown.",
)
IDLE_CONDITION = declare(
    "condition-ignored", "并行网关的出线不看条件", "Flows out of a parallel gateway ignore conditions",
    "a `conditionExpression` behind a parallel gateway", WARNING,
    basis="8.3.13: a conditional outgoing Sequence Flow from a Gateway MUST be drawn from an Exclusive, "
          "Inclusive or Complex Gateway.",
)
OVERLAP = declare(
    "conditions-overlap", "条件与出线 {other} 重叠({values}),后一条出线在这种情况下走不到",
    "The condition overlaps with that of flow {other} ({values}): this flow is not taken then",
    'two flows out of an exclusive gateway with `decision = "return"`', WARNING,
    basis="13.4.2: In order to determine the outgoing Sequence Flow that receives the token, the conditions are "
          "evaluated in order.",
)

_DECIDING = frozenset({"exclusiveGateway", "inclusiveGateway"})
_ONE = re.compile(r'(?P<name>[\w.]+)\s*=\s*(?P<values>"[^"]*")')
_MANY = re.compile(r'list contains\(\s*\[(?P<values>[^\[\]]*)\]\s*,\s*(?P<name>[\w.]+)\s*\)')


def _splits(process: Process) -> Iterator[Node]:
    return (n for n in process.nodes.values() if n.kind in _DECIDING and len(n.outgoing) > 1)


def conditions(process: Process, _: Context) -> Iterator[Problem]:
    """Each flow out of a deciding gateway but the default has a condition."""
    for node in _splits(process):
        for flow in (process.flows[id_] for id_ in node.outgoing if id_ != node.default):
            if not flow.condition:
                yield NO_CONDITION.at(process.file, flow.line, flow.id, name=flow.name or node.name or node.id)


def defaults(process: Process, _: Context) -> Iterator[Problem]:
    """A deciding gateway has a default."""
    for node in _splits(process):
        if not node.default:
            yield NO_DEFAULT.at(process.file, node.line, node.id)


def overlaps(process: Process, _: Context) -> Iterator[Problem]:
    """Flows out of an exclusive gateway that ask for the same answer: only the first of them is ever taken."""
    for node in _splits(process):
        seen: list[tuple[str, str, frozenset[str]]] = []
        for id_ in node.outgoing if node.kind == "exclusiveGateway" else ():
            flow = process.flows[id_]
            what, answers = _answers(flow.condition) if flow.condition and id_ != node.default else ("", frozenset())
            for other, asked, taken in seen:
                if asked == what and (both := answers & taken):
                    values = "、".join(sorted(both))
                    yield OVERLAP.at(process.file, flow.line, flow.id, other=other, values=values)
            if what:
                seen.append((id_, what, answers))


def _answers(condition: str) -> tuple[str, frozenset[str]]:
    """The variable a condition compares and the texts for which it holds; for another condition its own text."""
    found = _ONE.fullmatch(condition.strip()) or _MANY.fullmatch(condition.strip())
    if found is None:
        return "=", frozenset({" ".join(condition.split())})
    return found["name"], frozenset(re.findall(r'"([^"]*)"', found["values"]))


def idle_conditions(process: Process, _: Context) -> Iterator[Problem]:
    """A condition nobody looks at misleads the reader."""
    for node in process.nodes.values():
        if node.kind in ("parallelGateway", "eventBasedGateway"):
            for flow in (process.flows[id_] for id_ in node.outgoing):
                if flow.condition:
                    yield IDLE_CONDITION.at(process.file, flow.line, flow.id)
