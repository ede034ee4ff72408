"""Choosing in an ad hoc subprocess: by those who may do the activity, told to those who see the case."""

from __future__ import annotations

from engine import commands, errors, queries
from tests.support.house import House
from tests.support.proofs import prove

DIAGRAM = b"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sv="urn:jiandu:bpmn:sv:1"
    targetNamespace="urn:test" id="Definitions_free">
  <bpmn:process id="free" name="X" isExecutable="true">
    <bpmn:extensionElements><sv:procedure code="T" series="XX"/></bpmn:extensionElements>
    <bpmn:startEvent id="E00_start"/>
    <bpmn:sequenceFlow id="F_1" sourceRef="E00_start" targetRef="E01_work"/>
    <bpmn:adHocSubProcess id="E01_work" name="W">
      <bpmn:extensionElements><sv:choice begin="[&quot;E02_ask&quot;]"/></bpmn:extensionElements>
      <bpmn:userTask id="E02_ask" name="A"><bpmn:extensionElements>
        <sv:candidate role="officer"/><sv:form key="line/write"/></bpmn:extensionElements></bpmn:userTask>
      <bpmn:userTask id="E03_judge" name="J"><bpmn:extensionElements>
        <sv:candidate role="head"/><sv:form key="line/write"/></bpmn:extensionElements></bpmn:userTask>
      <bpmn:task id="E04_note" name="N"/>
      <bpmn:completionCondition>enough = true</bpmn:completionCondition>
    </bpmn:adHocSubProcess>
    <bpmn:sequenceFlow id="F_2" sourceRef="E01_work" targetRef="E99_end"/>
    <bpmn:endEvent id="E99_end"/>
  </bpmn:process>
</bpmn:definitions>"""


def begin(house: House) -> str:
    """A case of the procedure; the officer's activity has begun."""
    house.do("system", commands.Deploy({"processes/free.bpmn": DIAGRAM}))
    return house.start("free")


def test_who_may_do_an_activity_may_choose_it(house: House) -> None:
    case = begin(house)
    refused = house.attempt("o1", commands.ChooseActivity(case, "E03_judge"))
    assert isinstance(refused, errors.Forbidden)
    house.do("head", commands.ChooseActivity(case, "E03_judge"))
    house.do("o1", commands.ChooseActivity(case, "E02_ask"))
    house.do("o1", commands.ChooseActivity(case, "E04_note"))       # a task of nobody: by those at work there
    assert sorted(row["element"] for row in house.open_tasks(case)) == ["E02_ask", "E02_ask", "E03_judge"]
    assert house.events(case).count("ActivityChosen") == 3
    prove(house)


def test_what_may_be_chosen_is_told(house: House) -> None:
    case = begin(house)
    items = house.engine.ask(queries.Choices(case), house.actor("head"))["items"]
    assert [(each["element"], each["subprocess"]) for each in items] == [
        ("E02_ask", "E01_work"), ("E03_judge", "E01_work"), ("E04_note", "E01_work")]
    assert [each["element"] for each in items if each["may"]] == ["E03_judge"]
    mine = house.engine.ask(queries.Choices(case), house.actor("o1"))["items"]
    assert [each["element"] for each in mine if each["may"]] == ["E02_ask", "E04_note"]


def test_what_is_not_enabled_is_refused(house: House) -> None:
    case = begin(house)
    refused = house.attempt("o1", commands.ChooseActivity(case, "E99_end"))
    assert isinstance(refused, errors.Conflict)
    assert refused.code == "not_enabled"
