"""Data objects, properties, inputs and outputs: where values live and how they flow; nothing is aliased."""

from __future__ import annotations

import pytest

from engine.model.errors import DiagramError
from engine.runner import Thrown

from .case import Case, without_runs
from .diagrams import (
    catch,
    chain,
    el,
    end,
    flow,
    message,
    program,
    script,
    start,
    sub,
    sv,
    throw,
    undo,
    undoing,
    undone_by,
    user,
)

OBJECTS = (
    el("dataObject", "d1", name="order"), el("dataObject", "d2"), el("dataObjectReference", "r2", dataObjectRef="d2",
                                                                     name="answer"),
)


def io(*inputs: str, outputs: tuple[str, ...] = (), optional: str = "") -> str:
    """``ioSpecification`` with one set of inputs; ids are names with ``i_`` or ``o_`` before."""
    spared = f"<bpmn:optionalInputRefs>i_{optional}</bpmn:optionalInputRefs>" if optional else ""
    refs = "".join(f"<bpmn:dataInputRefs>i_{name}</bpmn:dataInputRefs>" for name in inputs)
    given = "".join(el("dataInput", f"i_{name}", name=name) for name in inputs)
    given += "".join(el("dataOutput", f"o_{name}", name=name) for name in outputs)
    return f"<bpmn:ioSpecification>{given}<bpmn:inputSet>{refs}{spared}</bpmn:inputSet></bpmn:ioSpecification>"


def into(source: str, target: str, transformation: str = "") -> str:
    """Data input association."""
    return _association("dataInputAssociation", source, target, transformation)


def out(source: str, target: str, transformation: str = "") -> str:
    """Data output association."""
    return _association("dataOutputAssociation", source, target, transformation)


def _association(kind: str, source: str, target: str, transformation: str) -> str:
    through = f"<bpmn:transformation>{transformation}</bpmn:transformation>" if transformation else ""
    ends = f"<bpmn:sourceRef>{source}</bpmn:sourceRef><bpmn:targetRef>{target}</bpmn:targetRef>"
    return f"<bpmn:{kind}>{ends}{through}</bpmn:{kind}>"


def one(task: str, *more: str, **variables: object) -> Case:
    """``s -> u -> z -> e``."""
    return Case(program(*OBJECTS, start(), task, user("z"), end(), chain("s", "u", "z", "e"), *more), variables)


def test_values_flow_in_and_out_and_nothing_else_does() -> None:
    case = one(user("u", io("what", outputs=("said",)), into("d1", "i_what"), out("o_said", "r2")), order={"n": [1]})
    assert case.wait("u").local == {"what": {"n": [1]}}
    assert case.done("u", {"said": "yes", "private": 1}) == ["=answer", "-u>u_z", "+z", "?z"]
    assert case.live.variables == {"order": {"n": [1]}, "answer": "yes"}


def test_transformations_and_assignments() -> None:
    assigned = (
        "<bpmn:dataOutputAssociation><bpmn:targetRef>d1</bpmn:targetRef><bpmn:assignment>"
        "<bpmn:from>said + 1</bpmn:from><bpmn:to>d2</bpmn:to></bpmn:assignment></bpmn:dataOutputAssociation>"
    )
    case = one(user("u", io("what", outputs=("said",)), into("d1", "i_what", "order * 2"), assigned), order=4)
    assert case.wait("u").local == {"what": 8}
    case.done("u", {"said": 2})
    assert case.live.variables == {"order": 4, "answer": 3}


def test_values_are_copied_not_aliased() -> None:
    case = one(user("u", io("what", outputs=("what",)), into("d1", "i_what"), out("o_what", "r2")), order=[1])
    case.done("u")
    case.live.variables["order"].append(2)
    assert case.live.variables["answer"] == [1]


def test_an_incomplete_input_set_names_what_is_missing() -> None:
    with pytest.raises(DiagramError, match=r"u.*what"):
        one(user("u", io("what"), into("d1", "i_what")))
    assert one(user("u", io("what", optional="what"), into("d1", "i_what"))).open == ["u"]


def test_a_data_object_of_a_subprocess_lives_in_it() -> None:
    inner = sub("u", el("dataObject", "d3", name="note"), el("property", "p3", name="count"), start("is"),
                user("iu"), script("ix", 'count + 1', sv("result", variable="total")), end("ie"),
                chain("is", "iu", "ix", "ie"))
    case = one(inner, note="outside")
    assert without_runs(case.wait("iu").local) == {"count": None, "note": None}
    case.done("iu", {"note": "inside", "count": 4, "other": 1})
    assert case.live.variables == {"note": "outside", "other": 1, "total": 5}


def test_what_wakes_an_event_subprocess_is_told_to_its_own_data_first() -> None:
    handler = sub("h", '<bpmn:property id="h_n" name="n"/>',
                  start("hs", message(), isInterrupting="false"), user("b"), end("he"), chain("hs", "b", "he"),
                  triggeredByEvent="true")
    case = Case(program(start(), user("a"), end(), handler, chain("s", "a", "e")), {"n": 0})
    for number in (1, 2):
        case.deliver("hs", {"n": number, "seen": number})
    assert [wait.local["n"] for wait in case.waits.values() if wait.element == "b"] == [1, 2]
    assert case.live.variables == {"n": 0, "seen": 2}


def test_the_subprocess_is_undone_over_its_data_as_of_its_completion() -> None:
    inner = sub("u", el("dataObject", "d3", name="note"), start("is"), user("iu"), undone_by("ub", "iu", "xu"),
                undoing("xu"), end("ie"), chain("is", "iu", "ie"))
    case = Case(program(start(), inner, user("z"), end("e", undo()), chain("s", "u", "z", "e")))
    case.done("iu", {"note": "then"})
    case.done("z", {"note": "later"})
    assert case.live.scope(case.token("xu"))["note"] == "then"
    case.done("xu")
    assert case.live.variables == {"note": "later"}


def test_a_subprocess_takes_in_and_gives_out() -> None:
    inner = sub("u", io("what", outputs=("said",)), into("d1", "i_what"), out("o_said", "r2"), start("is"),
                script("ix", "what + 1", sv("result", variable="said")), end("ie"), chain("is", "ix", "ie"))
    case = one(inner, order=1)
    assert case.live.variables == {"order": 1, "answer": 2}


def test_a_repeated_activity_runs_over_its_input() -> None:
    many = (
        '<bpmn:multiInstanceLoopCharacteristics><bpmn:loopDataInputRef>i_list</bpmn:loopDataInputRef>'
        '<bpmn:loopDataOutputRef>o_all</bpmn:loopDataOutputRef><bpmn:inputDataItem id="it" name="each"/>'
        '</bpmn:multiInstanceLoopCharacteristics>'
    )
    case = one(user("u", io("list", outputs=("all",)), into("d1", "i_list"), out("o_all", "r2"), many), order=[1, 2])
    for each in (1, 2):
        case.done("u", {"v": each}, each=each)
    assert case.live.variables == {"order": [1, 2], "answer": [{"v": 1}, {"v": 2}]}


def test_events_send_and_receive_along_associations() -> None:
    sends = throw("u", message(), el("dataInput", "i_a", name="a"), into("d1", "i_a"))
    takes = catch("c", message(), el("dataOutput", "o_b", name="b"), out("o_b", "r2", "b + 1"))
    case = Case(program(*OBJECTS, start(), sends, takes, end(), chain("s", "u", "c", "e")), {"order": 7})
    assert [effect.payload for effect in case.told if isinstance(effect, Thrown)] == [{"a": 7}]
    case.deliver("c", {"b": 1, "more": 2})
    assert case.live.variables == {"order": 7, "answer": 2}


def test_drawn_associations_without_specification_do_nothing() -> None:
    drawn = user("u", el("property", "ph", name="__targetRef_placeholder"), into("r2", "ph"))
    case = one(drawn, el("dataStoreReference", "ds"), answer=1)
    assert case.wait("u").local == {}
    case.done("u", {"answer": 2})
    assert case.live.variables == {"answer": 2}


def test_a_call_gets_its_inputs() -> None:
    call = el("callActivity", "u", io("what", outputs=("said",)), into("d1", "i_what"), out("o_said", "r2"),
              calledElement="other")
    case = one(call, flow("s", "z", id_="direct"), order=3)
    assert case.wait("u").local == {"what": 3}
    case.done("u", {"said": 4})
    assert case.live.variables == {"order": 3, "answer": 4}
