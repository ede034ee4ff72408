"""Read an outline: nodes, flows and lanes as plain values."""

from __future__ import annotations

import re
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


@dataclass
class Node:
    """One flow node; ``at`` is column, lane and row in the lane; ``span`` columns and rows of an open subprocess."""

    id: str
    kind: str
    name: str
    at: tuple[float, str, float]
    ext: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    box: tuple[int, int, int, int] = (0, 0, 0, 0)


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
    """The whole description of one diagram."""

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
    nodes = {key: _node(key, raw) for key, raw in data["nodes"].items()}
    return Outline(data["id"], data["name"], data["procedure"], lanes, nodes, [_flow(text) for text in data["flows"]])


def _node(key: str, raw: dict[str, Any]) -> Node:
    column, lane, *row = raw.pop("at")
    place = (float(column), f"lane_{lane}", float(row[0]) if row else 0.0)
    return Node(key, KINDS[raw.pop("is")], str(raw.pop("name", "")), place, str(raw.pop("ext", "")), raw)


def _flow(text: str) -> Flow:
    head, name, condition = (*(part.strip() for part in text.split("|", 2)), "", "")[:3]
    match = FLOW.match(head)
    if not match:
        raise ValueError(f"not a flow: {text}")
    source, out, target, into = match.groups()
    is_default = condition == "default"
    return Flow(source, target, out or "", into or "", name, "" if is_default else condition, is_default)
