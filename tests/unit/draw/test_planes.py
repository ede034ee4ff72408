"""Outlines with collapsed subprocesses: what is drawn deploys, and every plane shows what is inside."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from engine.content.bpmn import read_diagram
from engine.model.definition import Process
from tools.draw.outline import read
from tools.draw.write import drawn

OUTLINE = """
id: staged
name: 分阶段
procedure: <sv:procedure code="X" secrecy="1"/>
events: 随时
lanes:
- {id: leader, name: 组长, ext: '<sv:assignee users="starter"/>'}
nodes:
  E01_start: {is: start, name: 开始, at: [0, leader]}
  E14_stage:
    is: sub
    name: 分阶段监督
    at: [1, leader]
    multi: {collection: stages, item: stage, output: results, sequential: true, completion: 'count(results) = 3'}
    plane:
      nodes:
        S00_start: {is: start, at: [0]}
        S02_file: {is: user, name: 提交资料, at: [1]}
        S02x_red: {is: boundary, name: 超期, host: S02_file, stops: false, timer: {duration: '"P5D"'}}
        S02y_end: {is: end, at: [2, 1]}
        S03_items:
          is: sub
          name: 逐项
          at: [2]
          multi: {collection: stage.items, item: entry}
          own: [note]
          plane:
            nodes:
              I00_start: {is: start, at: [0]}
              I01_check: {is: script, name: 核查, at: [1], script: '{"a": 1 < 2}'}
              I02_wrong: {is: end, name: 有误, at: [2], error: WRONG}
            flows: [I00_start -> I01_check, I01_check -> I02_wrong]
        S03x_wrong: {is: boundary, name: 有误, host: S03_items, error: WRONG}
        S99_end: {is: end, at: [3]}
      flows:
      - S00_start -> S02_file
      - S02_file -> S03_items
      - S02x_red -> S02y_end
      - S03_items -> S99_end
      - S03x_wrong -> S02y_end
  E99_end: {is: end, name: 结束, at: [2, leader]}
  E20_payment:
    is: sub
    triggered: true
    name: 资金拨付审查
    own: [amount]
    plane:
      nodes:
        E20a_asked: {is: start, name: 付款申请, at: [0], message: payment.requested, stops: false}
        E20b_end: {is: end, at: [1]}
      flows: [E20a_asked -> E20b_end]
  E21_low:
    is: sub
    triggered: true
    name: 余额不足
    plane:
      nodes:
        E21a_low: {is: start, at: [0], condition: money < 5}
        E21b_up: {is: end, at: [1], escalation: LOW}
      flows: [E21a_low -> E21b_up]
flows:
- E01_start -> E14_stage
- E14_stage -> E99_end
"""
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"


@pytest.fixture
def xml(tmp_path: Path) -> bytes:
    return _drawn(tmp_path, OUTLINE)


@pytest.fixture
def process(xml: bytes) -> Process:
    (found,), problems = read_diagram(xml, "staged.bpmn")
    assert problems == []
    return found


def _drawn(folder: Path, text: str) -> bytes:
    file = folder / "outline.yaml"
    file.write_text(text, "utf-8")
    return drawn(read(file)).encode()


def test_every_collapsed_subprocess_has_a_plane_with_its_own_nodes(xml: bytes) -> None:
    planes = {
        plane.get("bpmnElement"): {shape.get("bpmnElement") for shape in plane.iter(DI + "BPMNShape")}
        for plane in etree.fromstring(xml).iter(DI + "BPMNPlane")
    }
    assert planes == {
        "staged_collaboration": {"staged_pool", "lane_leader", "lane_events", "E01_start", "E14_stage", "E99_end",
                                 "E20_payment", "E21_low"},
        "E14_stage": {"S00_start", "S02_file", "S02x_red", "S02y_end", "S03_items", "S03x_wrong", "S99_end"},
        "S03_items": {"I00_start", "I01_check", "I02_wrong"},
        "E20_payment": {"E20a_asked", "E20b_end"},
        "E21_low": {"E21a_low", "E21b_up"},
    }


def test_nothing_drawn_on_one_plane_overlaps(xml: bytes) -> None:
    for plane in etree.fromstring(xml).iter(DI + "BPMNPlane"):
        boxes = [
            tuple(float(shape[0].get(side)) for side in ("x", "y", "width", "height"))
            for shape in plane.iter(DI + "BPMNShape")
            if not shape.get("isHorizontal") and "x_" not in str(shape.get("bpmnElement"))
        ]
        for number, (x, y, width, height) in enumerate(boxes):
            for ax, ay, awidth, aheight in boxes[number + 1:]:
                assert x + width <= ax or ax + awidth <= x or y + height <= ay or ay + aheight <= y


def test_nodes_stand_in_the_scope_of_their_plane(process: Process) -> None:
    scopes = {id_: process.nodes[id_].scope for id_ in ("E14_stage", "S02_file", "I01_check", "E20a_asked")}
    assert scopes == {"E14_stage": "staged", "S02_file": "E14_stage", "I01_check": "S03_items",
                      "E20a_asked": "E20_payment"}
    assert process.nodes["I01_check"].script == '{"a": 1 < 2}'


def test_repetition_is_written_as_asked(process: Process) -> None:
    stage, items = process.nodes["E14_stage"].multi, process.nodes["S03_items"].multi
    assert stage is not None
    assert items is not None
    assert (stage.collection, stage.item, stage.output, stage.sequential, stage.completion) == (
        "stages", "stage", "results", True, "count(results) = 3")
    assert (items.collection, items.item, items.sequential) == ("stage.items", "entry", False)


def test_events_are_written_as_asked(process: Process) -> None:
    nodes = process.nodes
    assert not nodes["S02x_red"].interrupting
    assert nodes["S02x_red"].event.timer == ("duration", '"P5D"')
    assert nodes["S03x_wrong"].interrupting
    assert nodes["S03x_wrong"].event.name == nodes["I02_wrong"].event.name == "WRONG"
    assert nodes["E20_payment"].triggered_by_event
    assert not nodes["E20a_asked"].interrupting
    assert nodes["E20a_asked"].event.name == "payment.requested"
    assert nodes["E21a_low"].event.condition == "money < 5"
    assert (nodes["E21b_up"].event.kind, nodes["E21b_up"].event.name) == ("escalation", "LOW")


def test_event_subprocesses_stand_in_a_lane_below(process: Process) -> None:
    assert list(process.lanes) == ["lane_leader", "lane_events"]
    assert process.lanes["lane_events"].name == "随时"
    assert {id_ for id_, node in process.nodes.items() if node.lane == "lane_events"} == {"E20_payment", "E21_low"}


def test_a_flow_to_another_plane_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no S02_file on this plane"):
        _drawn(tmp_path, OUTLINE + "- E01_start -> S02_file\n")


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="used more than once: S99_end"):
        _drawn(tmp_path, OUTLINE.replace("E99_end", "S99_end"))
