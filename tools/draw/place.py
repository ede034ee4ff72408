"""From grid cells to pixels. Every centre is a multiple of the routing pitch."""

from __future__ import annotations

from tools.draw.outline import GATEWAYS, TASKS, Node, Outline

PITCH = 10
COLUMN, ROW = 150, 120
LEFT, TOP = 200, 80
POOL_LABEL, LANE_LABEL = 30, 30
TASK = (110, 70)
SIZES = dict.fromkeys((*TASKS.values(), "subProcess"), TASK) | dict.fromkeys(GATEWAYS.values(), (50, 50))
EVENT = (36, 36)

Box = tuple[int, int, int, int]


def place(outline: Outline) -> Box:
    """Set the boxes of lanes and nodes; returns the pool's box (of a plane: the box round everything)."""
    columns = max(node.at[0] + node.more.get("span", [1, 1])[0] - 1 for node in outline.nodes.values())
    width = int((columns + 1) * COLUMN) + POOL_LABEL + LANE_LABEL
    left = LEFT - COLUMN // 2 - LANE_LABEL
    top = TOP
    tops = {}
    for lane in outline.lanes:
        tops[lane.id] = top
        lane.box = (left, top, width - POOL_LABEL, lane.rows * ROW)
        top += lane.rows * ROW
    for node in outline.nodes.values():
        if node.kind != "boundaryEvent":
            node.box = _box(node, tops[node.at[1]])
    for node in outline.nodes.values():
        if node.kind == "boundaryEvent":
            node.box = _attached(node, outline.nodes[node.more["host"]])
    return (left - POOL_LABEL, TOP, width, top - TOP)


def _box(node: Node, top: int) -> Box:
    x = LEFT + round(node.at[0] * COLUMN / PITCH) * PITCH
    y = top + ROW // 2 + round(node.at[2] * ROW / PITCH) * PITCH
    y = y // PITCH * PITCH
    if node.open:
        columns, rows = node.more["span"]
        return (x - COLUMN // 2 + 10, y - ROW // 2 + 5, int(columns * COLUMN) - 20, int(rows * ROW) - 10)
    width, height = SIZES.get(node.kind, EVENT)
    return (x - width // 2, y - height // 2, width, height)


def _attached(node: Node, host: Node) -> Box:
    x, y, width, height = host.box
    share = node.more.get("share", 0.3)
    centre = round((x + width * share) / PITCH) * PITCH
    edge = y if node.more.get("edge") == "top" else y + height
    return (centre - 18, edge - 18, 36, 36)


def centre(box: Box) -> tuple[int, int]:
    """Middle of a box."""
    return (box[0] + box[2] // 2, box[1] + box[3] // 2)
