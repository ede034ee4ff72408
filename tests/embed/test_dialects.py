"""Diagrams as other tools write them: they deploy, run, and are kept byte for byte."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engine import MemoryEngine, errors, open_memory

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
CAMUNDA = f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="{MODEL}" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:modeler="http://camunda.org/schema/modeler/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    id="D" targetNamespace="http://bpmn.io/schema/bpmn" exporter="Camunda Modeler"
    modeler:executionPlatform="Camunda Platform">
  <bpmn:process id="Process_invoice" isExecutable="true" camunda:historyTimeToLive="180">
    <bpmn:startEvent id="S"><bpmn:outgoing>F1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="F1" sourceRef="S" targetRef="A"/>
    <bpmn:userTask id="A" name="Approve" camunda:assignee="${{boss}}" camunda:candidateGroups="sales,it"
        camunda:formKey="embedded:app:approve.html" camunda:dueDate="2026-02-01T10:00:00Z" camunda:priority="50">
      <bpmn:extensionElements>
        <camunda:formData><camunda:formField id="ok" type="boolean"/></camunda:formData>
        <camunda:taskListener class="org.example.Listener" event="create"/>
      </bpmn:extensionElements>
      <bpmn:incoming>F1</bpmn:incoming><bpmn:outgoing>F2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="F2" sourceRef="A" targetRef="G"/>
    <bpmn:exclusiveGateway id="G" default="F4"/>
    <bpmn:sequenceFlow id="F3" sourceRef="G" targetRef="B">
      <bpmn:conditionExpression
          xsi:type="bpmn:tFormalExpression">${{ok &amp;&amp; amount &gt; 5}}</bpmn:conditionExpression>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="F4" sourceRef="G" targetRef="E"/>
    <bpmn:userTask id="B" camunda:candidateUsers="li, wang">
      <bpmn:multiInstanceLoopCharacteristics camunda:collection="people" camunda:elementVariable="who"/>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="F5" sourceRef="B" targetRef="E"/>
    <bpmn:endEvent id="E"/>
  </bpmn:process>
</bpmn:definitions>
"""
SIGNAVIO = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<definitions xmlns="{MODEL}" xmlns:signavio="http://www.signavio.com" exporter="Signavio Process Editor"
    expressionLanguage="http://www.w3.org/TR/XPath" targetNamespace="http://www.signavio.com">
  <collaboration id="sid-C">
    <extensionElements><signavio:signavioDiagramMetaData metaKey="revisionid" metaValue="1"/></extensionElements>
    <participant id="sid-P1" name="Us" processRef="sid-1"/><participant id="sid-P2" name="Them" processRef="sid-2"/>
    <messageFlow id="sid-M" sourceRef="sid-A" targetRef="sid-X"/>
  </collaboration>
  <process id="sid-1" isClosed="false" isExecutable="true" name="Us" processType="None">
    <extensionElements/>
    <laneSet id="sid-L"><lane id="sid-L1" name="Clerk"><extensionElements>
      <signavio:signavioMetaData metaKey="bgcolor" metaValue="#ffffff"/></extensionElements>
      <flowNodeRef>sid-S</flowNodeRef><flowNodeRef>sid-A</flowNodeRef><flowNodeRef>sid-E</flowNodeRef></lane></laneSet>
    <startEvent id="sid-S" name=""><outgoing>sid-F1</outgoing></startEvent>
    <task completionQuantity="1" id="sid-A" isForCompensation="false" name="Check" startQuantity="1">
      <extensionElements><signavio:signavioMetaData metaKey="bgcolor" metaValue="#ffffcc"/></extensionElements>
    </task>
    <endEvent id="sid-E" name=""/>
    <sequenceFlow id="sid-F1" sourceRef="sid-S" targetRef="sid-A"/>
    <sequenceFlow id="sid-F2" sourceRef="sid-A" targetRef="sid-E"/>
  </process>
  <process id="sid-2" isExecutable="false" processType="None"><task id="sid-X" name="Reply"/></process>
</definitions>
"""
BPMN_IO = f"""<bpmn2:definitions xmlns:bpmn2="{MODEL}" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" id="d" targetNamespace="http://bpmn.io/schema/bpmn">
  <bpmn2:process id="Process_1">
    <bpmn2:startEvent id="S"/><bpmn2:sequenceFlow id="F1" sourceRef="S" targetRef="A"/>
    <bpmn2:userTask id="A"/><bpmn2:sequenceFlow id="F2" sourceRef="A" targetRef="E"/><bpmn2:endEvent id="E"/>
  </bpmn2:process>
  <bpmndi:BPMNDiagram id="BD"><bpmndi:BPMNPlane id="BP" bpmnElement="Process_1">
    <bpmndi:BPMNShape id="A_di" bpmnElement="A" bioc:stroke="#1e88e5"><dc:Bounds x="1" y="1" width="9" height="9"/>
    </bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn2:definitions>
"""
ADONIS = f"""<?xml version="1.0" encoding="UTF-8"?>
<semantic:definitions xmlns:semantic="{MODEL}" xmlns:adonis="http://www.boc-group.com"
    id="_def" targetNamespace="http://www.boc-group.com" exporter="ADONIS">
  <semantic:process id="_p1" name="Order" isExecutable="true">
    <semantic:documentation/>
    <semantic:extensionElements><adonis:model modelid="42"><adonis:attribute name="Owner">Li</adonis:attribute>
    </adonis:model></semantic:extensionElements>
    <semantic:startEvent id="_s" name="Start"/><semantic:manualTask id="_a" name="Pack"/><semantic:endEvent id="_e"/>
    <semantic:sequenceFlow id="_f1" sourceRef="_s" targetRef="_a"/>
    <semantic:sequenceFlow id="_f2" sourceRef="_a" targetRef="_e"/>
  </semantic:process>
</semantic:definitions>
"""
ALL = {"Camunda Modeler": CAMUNDA, "Signavio": SIGNAVIO, "bpmn.io": BPMN_IO, "ADONIS": ADONIS}


def stored(engine: MemoryEngine, key: str) -> bytes:
    """The document a process was deployed with."""
    with engine.engine.database.read() as connection:
        return engine.engine.catalog.latest(connection).bundle.processes[key].xml


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_a_dialect_deploys_runs_and_is_kept_as_it_was(text: str) -> None:
    with open_memory() as engine:
        (key,) = engine.deploy(text)
        assert stored(engine, key) == text.encode()
        case = engine.start(key, {"boss": "li", "people": ["a"], "amount": 1})
        for task in engine.tasks(case):
            engine.complete(task, {"ok": False})
        assert engine.ended(case)


def test_attributes_of_camunda_7_are_understood() -> None:
    with open_memory() as engine:
        engine.deploy(CAMUNDA)
        case = engine.start("Process_invoice", {"boss": "chen", "people": ["x", "y"], "amount": 9})
        (approve,) = engine.tasks(case)
        assert (approve.assignee, approve.form) == ("chen", "embedded:app:approve.html")
        assert approve.due == datetime(2026, 2, 1, 10, tzinfo=UTC)
        engine.complete(approve, {"ok": True})
        each = engine.tasks(case)
        assert [task.local["who"] for task in each] == ["x", "y"]
        assert [task.candidates for task in each] == [("u:li", "u:wang")] * 2


def test_a_pool_that_is_not_executable_is_no_process() -> None:
    with open_memory() as engine:
        assert engine.deploy(SIGNAVIO) == ["sid-1"]


@pytest.mark.parametrize(("old", "new", "code", "element"), [
    ("${ok &amp;&amp; amount &gt; 5}", "${bean.check(execution)}", "feel-syntax", "F3"),
    ("${ok &amp;&amp; amount &gt; 5}", "ok == true", "feel-syntax", "F3"),
    ("${boss}", "${service.boss()}", "feel-syntax", "A"),
])
def test_what_is_no_feel_is_refused_where_it_stands(old: str, new: str, code: str, element: str) -> None:
    assert old in CAMUNDA
    with open_memory() as engine, pytest.raises(errors.InvalidContent) as refusal:
        engine.deploy(CAMUNDA.replace(old, new))
    assert (code, element) in {(each.code, each.element) for each in refusal.value.problems}
