"""A diagram as values: every declaration of the contract arrives in the model."""

from __future__ import annotations

import pytest

from engine.content import read_diagram
from engine.model.definition import (
    Action,
    Assignment,
    Candidate,
    EventDefinition,
    ExceptionPath,
    Exclusion,
    LimitUse,
    Multi,
    Node,
    Nomination,
    Procedure,
    Process,
    Recusal,
)

from .samples import DIAGRAM, bundle, good


@pytest.fixture(scope="module")
def process() -> Process:
    return bundle().processes["clue-report"].process


def read(old: str = "", new: str = "") -> Process:
    """The sample diagram with one text replaced."""
    text = good()[DIAGRAM].decode()
    assert old in text
    processes, _ = read_diagram(text.replace(old, new, 1).encode(), DIAGRAM)
    return processes[0]


def test_the_process_says_who_it_is(process: Process) -> None:
    assert (process.id, process.key, process.name, process.file) == ("clue_report", "clue-report", "线索报告", DIAGRAM)
    assert process.procedure == Procedure("P01", 3, '"线索 " + subject', "XS", ("officer", "*"), 8)
    assert process.messages == ("clue.reply", "clue.sent")
    assert process.exceptions[1] == ExceptionPath(
        "extend", ("handler",), approve="secretary@target", task="E02_check", line=10
    )


def test_tasks_have_their_declarations(process: Process) -> None:
    fill, check = process.nodes["E01_fill"].ext, process.nodes["E02_check"].ext
    assert fill.form == "clue-report/fill"
    assert fill.limit == LimitUse("TL-C01", "found_at", 23)
    assert fill.sets == (Assignment("level", 'if amount > 10000 then "high" else "low"', 25),)
    assert (fill.priority, fill.note) == ("priority", "如实填写")
    assert check.outcome == "decision"
    assert check.exclusions == (Exclusion("SD-1", ("E01_fill",), "", 34), Exclusion("recusal", (), "avoid", 35))
    assert check.nomination == Nomination("handlers", "officer", "target", 2, "SD-3", ("E01_fill",), "", 36)
    assert check.recusal == Recusal("has_conflict", "ground", "handlers", 37)


def test_candidates_come_from_the_task_or_else_from_its_lane(process: Process) -> None:
    fill, check, each = (process.nodes[id_] for id_ in ("E01_fill", "E02_check", "E10_each"))
    assert process.candidates(fill) == (Candidate("officer", "own", circle="source", line=14),)
    assert process.circle(fill) == "source"
    assert process.candidates(check) == (Candidate("leader", "target", of="audit", line=31),)
    assert process.assignee(each) == "handler"


def test_automatic_elements_have_theirs(process: Process) -> None:
    nodes = process.nodes
    assert (nodes["E04_decide"].ext.decision, nodes["E04_decide"].ext.result) == ("route", "way")
    assert (nodes["E05_script"].script, nodes["E05_script"].ext.result) == ("amount * 2", "total")
    assert nodes["E06_letter"].ext.action == Action("letter", "D-01", {"signedBy": "E02_check"}, "letter_no", 50)
    assert nodes["E09_call"].called == "clue-report"
    assert [made.variable for made in nodes["E09_call"].ext.inputs] == ["subject"]
    assert [made.variable for made in nodes["E09_call"].ext.outputs] == ["result_code"]


def test_a_thrown_message_carries_its_payload_as_an_action(process: Process) -> None:
    send = process.nodes["E12_send"]
    assert send.event == EventDefinition("message", "clue.sent")
    assert (send.ext.correlation, send.ext.to_unit) == ("case_no", "target_unit")
    assert send.ext.action is not None
    assert (send.ext.action.type, send.ext.action.params) == ("message", {"letter": "=letter_no"})


def test_loops_timers_and_boundaries(process: Process) -> None:
    each, late = process.nodes["E10_each"], process.nodes["E10_late"]
    assert each.multi == Multi(
        "handlers", "handler", completion="nrOfCompletedInstances >= 2", output="declarations"
    )
    assert late.event.timer == ("date", 'due("TL-C01", today).effective')
    assert (late.attached_to, late.interrupting) == ("E10_each", False)


def test_flows_nodes_and_scopes_are_linked(process: Process) -> None:
    route = process.nodes["E03_route"]
    assert (route.incoming, route.outgoing, route.default) == (("F_3",), ("F_back", "F_else"), "F_else")
    assert process.flows["F_back"].condition == 'decision = "return"'
    assert process.nodes["E11_fork"].scope == "E11_sub"
    assert process.nodes["E11_sub"].scope == "clue_report"


def node(process: Process, id_: str) -> Node:
    return process.nodes[id_]


def test_standard_multi_instance_is_read_too() -> None:
    standard = """<bpmn:multiInstanceLoopCharacteristics isSequential="true">
        <bpmn:loopDataInputRef>handlers</bpmn:loopDataInputRef><bpmn:inputDataItem name="handler"/>
        <bpmn:loopDataOutputRef>declarations</bpmn:loopDataOutputRef>"""
    ours = '<bpmn:multiInstanceLoopCharacteristics sv:collection="handlers" sv:item="handler" sv:output="declarations">'
    assert node(read(ours, standard), "E10_each").multi == Multi(
        "handlers", "handler", sequential=True, completion="nrOfCompletedInstances >= 2", output="declarations"
    )


def test_camunda_names_are_understood() -> None:
    alias = 'id="E01_fill" camunda:candidateGroups="officer, leader" camunda:dueDate="TL-C02"'
    text = read('id="E01_fill"', alias)
    assert [candidate.role for candidate in text.candidates(node(text, "E01_fill"))] == ["officer", "leader"]
    form = read('<sv:form key="clue-report/fill"/>', "")
    assert node(form, "E01_fill").ext.form == ""
    aliased = read('id="E10_each"', 'id="E10_each" camunda:formKey="a/b"')
    assert node(aliased, "E10_each").ext.form == "clue-report/check", "the house's own declaration wins"
    assigned = read('id="E01_fill"', 'id="E01_fill" camunda:assignee="${starter}"')
    assert assigned.assignee(node(assigned, "E01_fill")) == "starter"
    named = read('id="E01_fill"', 'id="E01_fill" camunda:assignee="lj.an"')
    assert named.assignee(node(named, "E01_fill")) == '"lj.an"'


@pytest.mark.parametrize(
    ("definition", "event"),
    [
        ('<bpmn:terminateEventDefinition/>', EventDefinition("terminate")),
        ('<bpmn:signalEventDefinition signalRef="Message_sent"/>', EventDefinition("signal", "clue.sent")),
        ('<bpmn:linkEventDefinition name="L"/>', EventDefinition("link", "L")),
        ('<bpmn:conditionalEventDefinition><bpmn:condition>=a &gt; 1</bpmn:condition>'
         '</bpmn:conditionalEventDefinition>',
         EventDefinition("conditional", condition="a > 1")),
        ('<bpmn:timerEventDefinition><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition>',
         EventDefinition("timer", timer=("duration", "P3D"))),
        (
            "<bpmn:terminateEventDefinition/><bpmn:errorEventDefinition/>",
            EventDefinition("multiple", each=(EventDefinition("terminate"), EventDefinition("error"))),
        ),
    ],
)
def test_event_definitions(definition: str, event: EventDefinition) -> None:
    text = read('<bpmn:endEvent id="E15_end"/>', f'<bpmn:endEvent id="E15_end">{definition}</bpmn:endEvent>')
    assert node(text, "E15_end").event == event
