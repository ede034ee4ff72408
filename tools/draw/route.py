"""Orthogonal lines between boxes: cheapest path on a 10-pixel lattice, lines laid earlier are expensive to share."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import pairwise

from tools.draw.outline import Flow, Outline
from tools.draw.place import PITCH, Box, centre

Point = tuple[int, int]
SIDES: dict[str, Point] = {"r": (1, 0), "l": (-1, 0), "b": (0, 1), "t": (0, -1)}
BEND, CROSS, SHARE, LABEL, BORDER = 6, 8, 60, 12, 3


class Field:
    """The lattice: blocked points, expensive points and lines already laid (by direction)."""

    def __init__(self, outline: Outline, pool: Box, labels: list[Box]) -> None:
        x, y, width, height = pool
        around = (60, 10, 10, 10) if outline.lanes[0].id else (-60, -60, -60, -60)
        left, top, right, bottom = around
        self.room = (x + left, y + top, width - left - right, height - top - bottom)
        self.blocked: set[Point] = set()
        self.dear: set[Point] = {point for box in labels for point in _inside(box, 2)}
        self.lines: dict[tuple[Point, bool], set[str]] = {}
        self.borders = {lane.box[1] // PITCH for lane in outline.lanes}
        for node in outline.nodes.values():
            if not node.open:
                self.blocked |= set(_inside(node.box, 8))
            else:
                self.dear |= set(_rim(node.box))

    def cost(self, point: Point, horizontal: bool, ends: set[str]) -> int:
        """Price of passing ``point``; lines that end at a common node may be joined cheaply."""
        price = LABEL if point in self.dear else 0
        if horizontal and point[1] in self.borders:
            price += BORDER
        if others := self.lines.get((point, horizontal)):
            price += SHARE if not (others & ends) else SHARE // 3
        if self.lines.get((point, not horizontal)):
            price += CROSS
        return price

    def lay(self, path: list[Point], ends: set[str]) -> None:
        """Remember a laid line."""
        for here, there in pairwise(path):
            for point in (here, there):
                self.lines.setdefault((point, here[1] == there[1]), set()).update(ends)

    def holds(self, point: Point) -> bool:
        """Whether the point lies where lines may go: inside the lanes, on a plane also a little round them."""
        x, y, width, height = self.room
        return x <= point[0] * PITCH <= x + width and y <= point[1] * PITCH <= y + height


def route(outline: Outline, pool: Box, labels: list[Box]) -> None:
    """Give every flow its way points, short flows first."""
    field = Field(outline, pool, labels)
    for flow in sorted(outline.flows, key=lambda flow: _distance(outline, flow)):
        source, target = outline.nodes[flow.source].box, outline.nodes[flow.target].box
        found = _search(field, source, target, flow)
        if found is None:
            raise ValueError(f"no way for {flow.source} -> {flow.target}")
        path, out, into = found
        field.lay(path, {f"{flow.target}<"})
        corners = _corners(path)
        points = [(x * PITCH, y * PITCH) for x, y in corners]
        flow.points = _tidy([_port(source, out), *points, _port(target, into)])


def _search(field: Field, source: Box, target: Box, flow: Flow) -> tuple[list[Point], str, str] | None:
    ends = {f"{flow.target}<"}
    goals = {_stub(target, side): side for side in (flow.into or "ltbr")}
    queue: list[tuple[int, int, Point, Point, int]] = []
    came: dict[tuple[Point, Point], tuple[Point, Point] | None] = {}
    best: dict[tuple[Point, Point], int] = {}
    first: dict[Point, str] = {}
    aim = _stub(target, flow.into or "l")
    for count, side in enumerate(flow.out or "rbtl"):
        point, way = _stub(source, side), SIDES[side]
        price = {"r": 0, "b": 1, "t": 1, "l": 4}[side] + 25 * bool(field.lines.get((point, way[1] == 0)))
        best[point, way], came[point, way], first[point] = price, None, side
        heapq.heappush(queue, (price, count, point, way, price))
    while queue:
        _, _, point, way, price = heapq.heappop(queue)
        if best[point, way] < price:
            continue
        if point in goals and way != SIDES[goals[point]]:
            path = list(_back(came, (point, way)))[::-1]
            return path, first[path[0]], goals[point]
        for step in SIDES.values():
            if step == (-way[0], -way[1]):
                continue
            there = (point[0] + step[0], point[1] + step[1])
            if there in field.blocked or not field.holds(there):
                continue
            cost = price + 1 + field.cost(there, step[1] == 0, ends) + (BEND if step != way else 0)
            if there in goals and (-step[0], -step[1]) != SIDES[goals[there]]:
                cost += BEND
            if cost < best.get((there, step), 1 << 30):
                best[there, step], came[there, step] = cost, (point, way)
                guess = abs(there[0] - aim[0]) + abs(there[1] - aim[1])
                heapq.heappush(queue, (cost + max(guess - 14, 0), len(best), there, step, cost))
    return None


def _back(came: dict[tuple[Point, Point], tuple[Point, Point] | None], state: tuple[Point, Point]) -> Iterator[Point]:
    here: tuple[Point, Point] | None = state
    while here is not None:
        yield here[0]
        here = came[here]


def _stub(box: Box, side: str) -> Point:
    x, y = centre(box)
    dx, dy = SIDES[side]
    reach = (box[2] if dx else box[3]) // 2
    away = -(-(reach + 9) // PITCH)
    return (x // PITCH + dx * away, y // PITCH + dy * away)


def _port(box: Box, side: str) -> Point:
    x, y = centre(box)
    dx, dy = SIDES[side]
    return (x + dx * box[2] // 2, y + dy * box[3] // 2)


def _corners(path: list[Point]) -> list[Point]:
    kept = [path[0]]
    for before, here, after in zip(path, path[1:], path[2:], strict=False):
        if (before[0] == here[0]) != (here[0] == after[0]):
            kept.append(here)
    return [*kept, path[-1]]


def _tidy(points: list[Point]) -> list[Point]:
    kept = points[:1]
    for here, after in pairwise(points[1:]):
        if not (kept[-1][0] == here[0] == after[0] or kept[-1][1] == here[1] == after[1]):
            kept.append(here)
    return [*kept, points[-1]]


def _distance(outline: Outline, flow: Flow) -> int:
    (ax, ay), (bx, by) = centre(outline.nodes[flow.source].box), centre(outline.nodes[flow.target].box)
    return abs(ax - bx) + abs(ay - by) + (0 if ay == by else 1)


def _inside(box: Box, margin: int) -> Iterator[Point]:
    x, y, width, height = box
    for column in range(-(-(x - margin) // PITCH), (x + width + margin) // PITCH + 1):
        for row in range(-(-(y - margin) // PITCH), (y + height + margin) // PITCH + 1):
            yield (column, row)


def _rim(box: Box) -> Iterator[Point]:
    inner = set(_inside(box, -6))
    yield from (point for point in _inside(box, 4) if point not in inner)
