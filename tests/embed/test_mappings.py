"""What diagrams of Camunda 7, its kin and Zeebe declare about people, data, calls and messages."""

from __future__ import annotations

from typing import Any

import pytest

from engine import MemoryEngine, errors, open_memory

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    ' xmlns:flowable="http://flowable.org/bpmn" xmlns:activiti="http://activiti.org/bpmn"'
    ' xmlns:operaton="http://operaton.org/schema/1.0/bpmn" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"'
    ' targetNamespace="urn:t">'
)


def one(element: str, beside: str = "", **variables: Any) -> tuple[MemoryEngine, str]:
    """A case of a process with one element ``a`` between start and end."""
    engine = open_memory()
    engine.deploy(
        f'{HEAD}{beside}<process id="p" isExecutable="true"><startEvent id="s"/><sequenceFlow id="f" sourceRef="s"'
        f' targetRef="a"/>{element}<sequenceFlow id="g" sourceRef="a" targetRef="e"/><endEvent id="e"/></process>'
        '</definitions>')
    return engine, engine.start("p", variables)


def inside(text: str) -> str:
    """Extension elements."""
    return f"<extensionElements>{text}</extensionElements>"


@pytest.mark.parametrize("prefix", ["camunda", "flowable", "activiti", "operaton"])
def test_the_kin_of_camunda_7_say_the_same(prefix: str) -> None:
    engine, case = one(
        f'<userTask id="a" {prefix}:assignee="${{boss}}" {prefix}:formKey="f"><multiInstanceLoopCharacteristics'
        f' {prefix}:collection="people" {prefix}:elementVariable="who"/></userTask>', boss="li", people=["x", "y"])
    assert [(task.assignee, task.form, task.local["who"]) for task in engine.tasks(case)] == [
        ("li", "f", "x"), ("li", "f", "y")]


def test_input_and_output_parameters() -> None:
    mapping = (
        '<camunda:inputOutput><camunda:inputParameter name="text">plain</camunda:inputParameter>'
        '<camunda:inputParameter name="sum">${n + 1}</camunda:inputParameter>'
        '<camunda:inputParameter name="both"><camunda:list><camunda:value>a</camunda:value>'
        "<camunda:value>${n}</camunda:value></camunda:list></camunda:inputParameter>"
        '<camunda:inputParameter name="map"><camunda:map><camunda:entry key="k">v</camunda:entry></camunda:map>'
        "</camunda:inputParameter>"
        '<camunda:outputParameter name="out">${sum + answer}</camunda:outputParameter></camunda:inputOutput>')
    engine, case = one(f'<userTask id="a">{inside(mapping)}</userTask>', n=1)
    task = engine.task("a")
    assert dict(task.local) == {"text": "plain", "sum": 2, "both": ["a", 1], "map": {"k": "v"}}
    engine.complete(task, {"answer": 40, "sum": 3})
    found = engine.variables(case)
    assert (found["out"], found["answer"], "sum" in found, "text" in found) == (43, 40, False, False)


def test_a_program_as_parameter_is_refused() -> None:
    mapping = ('<camunda:inputOutput><camunda:inputParameter name="x"><camunda:script scriptFormat="groovy">1 + 1;'
               "</camunda:script></camunda:inputParameter></camunda:inputOutput>")
    with pytest.raises(errors.InvalidContent) as refused:
        one(f'<userTask id="a">{inside(mapping)}</userTask>')
    assert {problem.element for problem in refused.value.problems if problem.severity == "error"} == {"a"}


def test_an_expression_of_a_service_task_is_evaluated() -> None:
    engine, case = one('<serviceTask id="a" camunda:expression="${n * 2}" camunda:resultVariable="twice"/>', n=4)
    assert engine.variables(case)["twice"] == 8
    engine, case = one('<serviceTask id="a" camunda:expression="${mailer.send(n)}"/>', n=4)
    assert engine.ended(case)       # an implementation of theirs: no action here


CALLED = ('<process id="q" isExecutable="true"><startEvent id="qs"/><sequenceFlow id="qf" sourceRef="qs"'
          ' targetRef="qa"/><scriptTask id="qa"><script>{r: n + 1}</script></scriptTask></process>')


@pytest.mark.parametrize("element", [
    '<callActivity id="a" calledElement="q">' + inside('<camunda:in variables="all"/><camunda:out variables="all"/>')
    + "</callActivity>",
    '<callActivity id="a">' + inside('<zeebe:calledElement processId="q"/>') + "</callActivity>",
    '<callActivity id="a">' + inside('<zeebe:calledElement processId="q"/><zeebe:ioMapping>'
                                     '<zeebe:output source="=r" target="r"/></zeebe:ioMapping>') + "</callActivity>",
])
def test_a_call_may_hand_over_everything(element: str) -> None:
    engine, case = one(element, CALLED, n=1, other="o")
    found = engine.variables(case)
    assert (found["r"], found["other"], found["case_no"]) == (2, "o", "HOME-LC-2026-0001")
    (child,) = engine.cases(case)
    assert engine.variables(child)["other"] == "o"
    assert engine.variables(child)["case_no"] != found["case_no"]


def test_people_and_forms_of_zeebe() -> None:
    engine, _case = one('<userTask id="a">' + inside(
        '<zeebe:assignmentDefinition assignee="=boss" candidateGroups="sales, it"/><zeebe:formDefinition formId="f1"/>'
        '<zeebe:taskSchedule dueDate="=now + duration(&quot;P1D&quot;)"/>') + "</userTask>", boss="li")
    task = engine.task("a")
    assert (task.assignee, task.form, task.due is not None) == ("li", "f1", True)
    engine, _case = one('<userTask id="a">' + inside(
        '<zeebe:assignmentDefinition candidateGroups="sales, it"/>') + "</userTask>")
    assert engine.task("a").candidates == ("r:sales@HOME", "r:it@HOME")


def test_mappings_loops_and_scripts_of_zeebe() -> None:
    engine, case = one('<userTask id="a">' + inside(
        '<zeebe:ioMapping><zeebe:input source="=n + 1" target="x"/><zeebe:output source="=x + y" target="z"/>'
        "</zeebe:ioMapping>") + "</userTask>", n=1)
    assert dict(engine.task("a").local) == {"x": 2}
    engine.complete(engine.task("a"), {"y": 5})
    assert engine.variables(case)["z"] == 7
    engine, case = one('<userTask id="a"><multiInstanceLoopCharacteristics>' + inside(
        '<zeebe:loopCharacteristics inputCollection="=items" inputElement="it" outputCollection="all"'
        ' outputElement="=it + more"/>') + "</multiInstanceLoopCharacteristics></userTask>", items=[1, 2])
    for task in engine.tasks(case):
        engine.complete(task, {"more": 10})
    assert engine.variables(case)["all"] == [11, 12]
    engine, case = one('<scriptTask id="a">' + inside('<zeebe:script expression="=n + 1" resultVariable="m"/>')
                       + "</scriptTask>", n=1)
    assert engine.variables(case)["m"] == 2


def test_a_message_of_zeebe_says_by_which_key_it_is_awaited() -> None:
    message = '<message id="M" name="paid">' + inside('<zeebe:subscription correlationKey="=order"/>') + "</message>"
    engine, case = one('<receiveTask id="a" messageRef="M"/>', message, order="A")
    other = engine.start("p", {"order": "B"})
    engine.message("paid", correlation="B")
    assert (engine.ended(case), engine.ended(other)) == (False, True)


def test_every_instance_gives_its_output_item() -> None:
    engine, case = one(
        '<userTask id="a"><ioSpecification><dataInput id="in" name="list"/><dataOutput id="out" name="sums"/><inputSet>'
        "<dataInputRefs>in</dataInputRefs></inputSet><outputSet><dataOutputRefs>out</dataOutputRefs></outputSet>"
        "</ioSpecification><dataInputAssociation><sourceRef>L</sourceRef><targetRef>in</targetRef></dataInputAssociation>"
        "<dataOutputAssociation><sourceRef>out</sourceRef><targetRef>R</targetRef></dataOutputAssociation>"
        "<multiInstanceLoopCharacteristics><loopDataInputRef>in</loopDataInputRef><loopDataOutputRef>out"
        '</loopDataOutputRef><inputDataItem id="i" name="each"/><outputDataItem id="o" name="sum"/>'
        "<completionCondition>numberOfCompletedInstances = 2 and numberOfActiveInstances = 1</completionCondition>"
        '</multiInstanceLoopCharacteristics></userTask><dataObject id="L" name="l"/><dataObject id="R" name="r"/>',
        l=[1, 2, 3])
    for task in engine.tasks(case)[:2]:
        engine.complete(task, {"sum": task.local["each"] * 10})
    assert engine.ended(case)
    assert engine.variables(case)["r"] == [10, 20]
