"""Parallel joins that can never fire: two of their ways begin at different choices of one exclusive gateway."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.content.codes import WARNING, declare
from engine.content.lint.context import Context
from engine.model.definition import Flow, Node, Process
from engine.model.errors import Problem

NEVER = declare(
    "join-never-fires", "并行合并永远等不齐:{one} 与 {other} 来自排他网关 {choice} 的不同分支",
    "The parallel join can never fire: {one} and {other} come from different ways out of {choice}",
    "an exclusive split joined by a parallel gateway", WARNING,
    basis="13.4.1: The Parallel Gateway is activated if there is at least one token on each incoming Sequence Flow. "
          "13.4.2: the Exclusive Gateway routes each token to exactly one outgoing Sequence Flow.",
)

MAX_NODES = 500
"""Larger diagrams are not searched: the search looks at every way out of every choice."""
_CHOICES = frozenset({"exclusiveGateway", "eventBasedGateway"})
Out = Mapping[str, list[Flow]]


def joins(process: Process, _: Context) -> Iterator[Problem]:
    """Warn about each parallel join that waits for ways that exclude each other."""
    if len(process.nodes) > MAX_NODES:
        return
    waiting = [n for n in process.nodes.values() if n.kind == "parallelGateway" and len(n.incoming) > 1]
    choices = [n for n in process.nodes.values() if n.kind in _CHOICES and len(n.outgoing) > 1] if waiting else []
    for join in waiting:
        for choice in choices:
            if choice.scope == join.scope and (pair := _exclusive(process, join, choice)):
                one, other = pair
                yield NEVER.at(process.file, join.line, join.id, one=one, other=other, choice=choice.id)
                break


def _exclusive(process: Process, join: Node, choice: Node) -> tuple[str, str] | None:
    """Two incoming flows of the join that need different ways out of the choice, which no token passes twice."""
    out = _steps(process, choice.scope)
    starts = [n.id for n in process.nodes.values() if n.scope == choice.scope and not n.incoming and not n.attached_to]
    if choice.id in _reached([process.flows[flow].target for flow in choice.outgoing], out, ""):
        return None
    needed: dict[str, str] = {}     # way out -> an incoming flow of the join that cannot be come to without it
    for way in choice.outgoing:
        without = _reached(starts, out, way)
        for flow in join.incoming:
            if process.flows[flow].source not in without or flow == way:
                needed.setdefault(way, flow)
    pairs = [(a, b) for a in needed.values() for b in needed.values() if a != b]
    return pairs[0] if pairs and _distinct(process, join, choice, out, starts, pairs[0]) else None


def _distinct(
    process: Process, join: Node, choice: Node, out: Out, starts: list[str], pair: tuple[str, str]
) -> bool:
    """Each of the two is reachable at all, and neither needs both ways (then it is merely unreachable)."""
    everything = _reached(starts, out, "")
    return all(process.flows[flow].source in everything for flow in pair)


def _steps(process: Process, scope: str) -> Out:
    out: dict[str, list[Flow]] = {}
    for flow in process.flows.values():
        if flow.source in process.nodes and process.nodes[flow.source].scope == scope:
            out.setdefault(flow.source, []).append(flow)
    for node in process.nodes.values():
        if node.attached_to:    # a token may leave by the border as well
            out.setdefault(node.attached_to, []).append(Flow("", node.attached_to, node.id))
    return out


def _reached(starts: list[str], out: Out, closed: str) -> set[str]:
    seen, todo = set(starts), list(starts)
    while todo:
        for flow in out.get(todo.pop(), ()):
            if flow.target not in seen and (not closed or flow.id != closed):
                seen.add(flow.target)
                todo.append(flow.target)
    return seen
