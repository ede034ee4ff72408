"""Where names of events, gateways and flows are written: the first place that hits no line, box or other name."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from tools.draw.outline import EVENTS, GATEWAYS, Flow, Node, Outline
from tools.draw.place import Box, centre

CHARACTER, LINE, WIDEST = 12, 14, 96
NAMED = {*EVENTS.values(), *GATEWAYS.values()}


def expected(outline: Outline) -> list[Box]:
    """Boxes the names of events will most likely take (below them); lines should go round these."""
    return [next(_beside(node)) for node in outline.nodes.values() if node.kind in EVENTS.values() and node.name]


def labels(outline: Outline) -> dict[str, Box]:
    """Box of every name, by element id."""
    taken = [node.box for node in outline.nodes.values() if not node.open]
    lines = [segment for flow in outline.flows for segment in pairwise(flow.points)]
    found: dict[str, Box] = {}
    for node in outline.nodes.values():
        if node.kind in NAMED and node.name:
            found[node.id] = _best(_beside(node), [box for box in taken if box != node.box], lines)
            taken.append(found[node.id])
    for flow in outline.flows:
        if flow.name:
            found[flow.id] = _best(_along(flow), taken, lines)
            taken.append(found[flow.id])
    return found


def _best(places: Iterator[Box], taken: list[Box], lines: list[tuple[tuple[int, int], tuple[int, int]]]) -> Box:
    def harm(item: tuple[int, Box]) -> tuple[int, int]:
        order, box = item
        hits = sum(_overlap(box, other) for other in taken) + sum(_overlap(box, _thin(*line)) for line in lines)
        return (hits, order)

    return min(enumerate(places), key=harm)[1]


def _size(text: str) -> tuple[int, int]:
    length = sum(CHARACTER if ord(letter) > 255 else 7 for letter in text)
    return (min(length, WIDEST) + 2, max(1, math.ceil(length / WIDEST)) * LINE)


def _beside(node: Node) -> Iterator[Box]:
    width, height = _size(node.name)
    x, y = centre(node.box)
    half = node.box[3] // 2
    middle, right, left = x - width // 2, x + half // 2 + 4, x - half // 2 - width - 4
    above, below = y - half - height - 2, y + half + 3
    places = [(middle, below), (middle, above)] if node.kind in EVENTS.values() else [(middle, above), (middle, below)]
    for corner in (*places, (right, above + 8), (left, above + 8), (right, below - 6), (left, below - 6)):
        yield (*corner, width, height)


def _along(flow: Flow) -> Iterator[Box]:
    width, height = _size(flow.name)
    shift = 12 if flow.default else 5
    for (ax, ay), (bx, by) in pairwise(flow.points):
        if ay == by:
            x = ax + shift if bx > ax else ax - width - shift
            yield from ((x, ay - height - 2, width, height), (x, ay + 3, width, height))
        else:
            y = ay + shift if by > ay else ay - height - shift
            yield from ((ax + 5, y, width, height), (ax - width - 5, y, width, height))


def _thin(start: tuple[int, int], end: tuple[int, int]) -> Box:
    (ax, ay), (bx, by) = start, end
    return (min(ax, bx), min(ay, by), max(abs(ax - bx), 1), max(abs(ay - by), 1))


def _overlap(one: Box, other: Box) -> bool:
    return (one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
            and one[1] < other[1] + other[3] and other[1] < one[1] + one[3])
