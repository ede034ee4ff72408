"""Read an outline: nodes, flows and lanes as values; a plane of a collapsed subprocess is an outline itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FLOW = re.compile(r"^(\w+)(?:@([lrtb]))?\s*->\s*(\w+)(?:@([lrtb]))?$")

EVENTS = {"start": "startEvent", "end": "endEvent", "catch": "intermediateCatchEvent",
          "throw": "intermediateThrowEvent", "boundary": "boundaryEvent"}
TASKS = {"user": "userTask", "service": "serviceTask", "rule": "businessRuleTask", "script": "scriptTask",
         "call": "callActivity", "manual": "manualTask", "receive": "receiveTask", "send": "sendTask"}
GATEWAYS = {"xor": "exclusiveGateway", "and": "parallelGateway", "or": "inclusiveGateway", "event": "eventBasedGateway"}
KINDS = EVENTS | TASKS | GATEWAYS | {"sub": "subProcess"}
FREE = "lane_events"    # the lane below the others, for event subprocesses without a place


@dataclass
class Node:
    """One flow node; ``at`` is column, lane and row in the lane; ``span`` columns and rows of an open subprocess.

    ``plane`` holds what is inside a collapsed subprocess.
    """

    id: str
    kind: str
    name: str
    at: tuple[float, str, float]
    ext: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    plane: Outline | None = None
    box: tuple[int, int, int, int] = (0, 0, 0, 0)

    @property
    def open(self) -> bool:
        """Is it a subprocess drawn with its inside in place?"""
        return self.kind == "subProcess" and self.plane is None


@dataclass
class Flow:
    """One sequence flow with optional sides to leave and enter by."""

    source: str
    target: str
    out: str = ""
    into: str = ""
    name: str = ""
    condition: str = ""
    default: bool = False
    points: list[tuple[int, int]] = field(default_factory=list)

    @property
    def id(self) -> str:
        """``f_E08_E09``: the row ids of both ends."""
        return f"f_{short(self.source)}_{short(self.target)}"


@dataclass
class Lane:
    """A lane ``rows`` grid rows high."""

    id: str
    name: str
    rows: int
    ext: str
    box: tuple[int, int, int, int] = (0, 0, 0, 0)


@dataclass
class Outline:
    """The description of one diagram, or of one plane: then ``id`` is the subprocess and the one lane is hidden."""

    id: str
    name: str
    procedure: str
    lanes: list[Lane]
    nodes: dict[str, Node]
    flows: list[Flow]


def short(node: str) -> str:
    """Row id of an element id: ``E08_outcome`` -> ``E08``, ``A3_01_plan`` -> ``A3_01``."""
    parts = node.split("_")
    return "_".join(parts[:2]) if len(parts) > 1 and parts[1][:2].isdigit() else parts[0]


def read(path: Path) -> Outline:
    """The outline in the YAML file ``path``. Raises KeyError or ValueError when it is not one."""
    data = yaml.safe_load(path.read_text("utf-8"))
    lanes = [Lane(f"lane_{raw['id']}", raw["name"], raw.get("rows", 1), raw.get("ext", "")) for raw in data["lanes"]]
    outline = Outline(data["id"], data["name"], data["procedure"], lanes, *_inside(data))
    if rows := _place_free(outline, max(node.at[0] for node in outline.nodes.values())):
        lanes.append(Lane(FREE, data.get("events", "随时可能发生"), rows, ""))
    _refuse_twins(outline)
    return outline


def planes(outline: Outline) -> Iterator[Outline]:
    """The outline and the planes of its collapsed subprocesses, nested ones after their parents."""
    yield outline
    for node in outline.nodes.values():
        if node.plane:
            yield from planes(node.plane)


def _plane(key: str, name: str, data: dict[str, Any]) -> Outline:
    outline = Outline(key, name, "", [], *_inside(data))
    placed = [node.at for node in outline.nodes.values() if node.at[1] != FREE]
    rows = int(max(at[2] for at in placed)) + 1
    free = [node for node in outline.nodes.values() if node.at[1] == FREE]
    for number, node in enumerate(free):
        node.at = (float(number), "", float(rows))
    outline.lanes = [Lane("", "", rows + bool(free), "")]
    return outline


def _place_free(outline: Outline, last: float) -> int:
    """Give every event subprocess without a place one in the free lane; returns its rows."""
    free = [node for node in outline.nodes.values() if node.at[1] == FREE]
    across = max(int(last) + 1, 1)
    for number, node in enumerate(free):
        node.at = (float(number % across), FREE, float(number // across))
    return -(-len(free) // across)


def _refuse_twins(outline: Outline) -> None:
    ids = Counter(each.id for plane in planes(outline) for each in (*plane.nodes.values(), *plane.flows))
    if twins := [id_ for id_, times in ids.items() if times > 1]:
        raise ValueError(f"used more than once: {', '.join(twins)}")


def _inside(data: dict[str, Any]) -> tuple[dict[str, Node], list[Flow]]:
    nodes = {key: _node(key, raw) for key, raw in data["nodes"].items()}
    flows = [_flow(text) for text in data.get("flows", [])]
    for flow in flows:
        for end in (flow.source, flow.target):
            if end not in nodes:
                raise ValueError(f"{flow.source} -> {flow.target}: there is no {end} on this plane")
    return nodes, flows


def _node(key: str, raw: dict[str, Any]) -> Node:
    name = str(raw.pop("name", ""))
    plane = _plane(key, name, raw.pop("plane")) if "plane" in raw else None
    return Node(key, KINDS[raw.pop("is")], name, _at(raw), str(raw.pop("ext", "")), raw, plane)


def _at(raw: dict[str, Any]) -> tuple[float, str, float]:
    """Column, lane and row; a plane has no lanes (``[column, row]``), an event subprocess may go without a place."""
    if "at" not in raw:
        return (0.0, "" if "host" in raw else FREE, 0.0)
    column, *rest = raw.pop("at")
    lane = f"lane_{rest.pop(0)}" if rest and isinstance(rest[0], str) else ""
    return (float(column), lane, float(rest[0]) if rest else 0.0)


def _flow(text: str) -> Flow:
    head, name, condition = (*(part.strip() for part in text.split("|", 2)), "", "")[:3]
    match = FLOW.match(head)
    if not match:
        raise ValueError(f"not a flow: {text}")
    source, out, target, into = match.groups()
    is_default = condition == "default"
    return Flow(source, target, out or "", into or "", name, "" if is_default else condition, is_default)
