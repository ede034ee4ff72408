"""Models that import others (DMN 1.5, 6.3.3), and knowledge models that call themselves (6.3.9)."""

from __future__ import annotations

import pytest

from engine.dmn import Model, by_namespace, read
from engine.feel import FeelLimitError
from engine.model.errors import InvalidContent
from tests.unit.dmn.models import NAMESPACE, decision, definitions, inputs, literal, model, needs, only


def imports(name: str, namespace: str) -> str:
    return f'<import name="{name}" namespace="{namespace}" importType="{NAMESPACE}"/>'


def knows(href: str) -> str:
    return f'<knowledgeRequirement><requiredKnowledge href="{href}"/></knowledgeRequirement>'


def requires(*hrefs: str) -> str:
    return "".join(
        f'<informationRequirement><requiredDecision href="{href}"/></informationRequirement>' for href in hrefs
    )


def knowledge(id_: str, parameters: str, body: str, required: str = "") -> str:
    formal = "".join(f'<formalParameter name="{name}"/>' for name in parameters.split())
    return (
        f'<businessKnowledgeModel id="{id_}" name="{id_}"><variable name="{id_}"/>'
        f"<encapsulatedLogic>{formal}{literal(body)}</encapsulatedLogic>{required}</businessKnowledgeModel>"
    )


BASE = definitions(
    '<itemDefinition name="tGrade"><typeRef>string</typeRef><allowedValues><text>"高", "低"</text></allowedValues>'
    "</itemDefinition>" + inputs("金额")
    + decision("级别", literal('if 金额 > 100 then "高" else "低"'), needs("金额"))
    + knowledge("问候", "谁", '"你好," + 谁') + decision("查类型", literal("级别 instance of tGrade"),
                                                   needs(decisions=["级别"])),
    own="urn:base",
)
MIDDLE = definitions(
    imports("base", "urn:base") + decision("m", literal('base.级别 + "!"'), requires("urn:base#级别")),
    own="urn:middle",
)


def reading(*parts: str) -> Model:
    return read(definitions("".join(parts)), "t.dmn", by_namespace([BASE, MIDDLE, b"no model"]))


def test_a_decision_of_another_model() -> None:
    found = reading(imports("基础", "urn:base"), decision("d", literal("基础.级别"), requires("urn:base#级别")))
    assert found.decisions["d"].inputs == ("金额",)
    assert found.decisions["d"].decide({"金额": 200}).value == "高"
    assert found.decisions["d"].decide({"基础": {"金额": 2}, "金额": 200}).value == "低"
    assert found.warnings == ()


def test_an_import_without_a_name_needs_no_prefix() -> None:
    found = reading(imports("", "urn:base"), decision("d", literal('问候("王")'), knows("urn:base#问候")))
    assert found.decisions["d"].decide({}).value == "你好,王"


def test_functions_and_types_of_another_model() -> None:
    data = '<inputData id="in_x" name="x"><variable name="x" typeRef="基础.tGrade"/></inputData>'
    logic = literal('if x instance of 基础.tGrade then 基础.问候(x) else "无"')
    found = reading(imports("基础", "urn:base"), data, decision("d", logic, needs("x") + knows("urn:base#问候")))
    assert found.decisions["d"].decide({"x": "高"}).value == "你好,高"
    assert found.decisions["d"].decide({"x": "中"}).value == "无"


def test_an_imported_decision_knows_the_types_of_its_own_model() -> None:
    found = reading(imports("基础", "urn:base"), decision("d", literal("基础.查类型"), requires("urn:base#查类型")))
    assert found.decisions["d"].decide({"金额": 1}).value is True


def test_one_model_reached_two_ways_has_inputs_for_each() -> None:
    parts = (
        imports("base", "urn:base"), imports("middle", "urn:middle"),
        decision("d", literal("[base.级别, middle.m]"), requires("urn:base#级别", "urn:middle#m")),
    )
    given = {"base": {"金额": 200}, "middle": {"base": {"金额": 2}}}
    assert reading(*parts).decisions["d"].decide(given).value == ["高", "低!"]


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([imports("x", "urn:gone")], "dmn_no_import"),
        ([imports("x", "urn:m")], "dmn_import_cycle"),
        (['<import name="x" namespace="urn:base" importType="http://www.w3.org/2001/XMLSchema"/>'], "dmn_unsupported"),
        ([imports("x", "urn:base"), decision("d", literal("1"), requires("urn:base#gone"))], "dmn_no_target"),
    ],
)
def test_bad_imports(parts: list[str], code: str) -> None:
    with pytest.raises(InvalidContent) as caught:
        reading(*parts)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_models_that_import_each_other_are_refused() -> None:
    one = definitions(imports("b", "urn:b"), own="urn:a")
    other = definitions(imports("a", "urn:a"), own="urn:b")
    with pytest.raises(InvalidContent) as caught:
        read(one, "a.dmn", by_namespace([one, other]))
    assert "urn:a" in caught.value.problems[0].en


def test_a_doubling_tower_of_imports_is_refused() -> None:
    tower = [
        definitions(imports("a", f"urn:{at + 1}") + imports("b", f"urn:{at + 1}"), own=f"urn:{at}") for at in range(40)
    ]
    with pytest.raises(InvalidContent):
        read(tower[0], "t.dmn", by_namespace([*tower, definitions("", own="urn:40")]))


def test_a_broken_import_is_told_at_the_import() -> None:
    broken = definitions("\n\n" + decision("d", literal("1 +")), own="urn:broken")
    with pytest.raises(InvalidContent) as caught:
        read(definitions(imports("x", "urn:broken")), "t.dmn", by_namespace([broken]))
    assert [(one.file, one.code, "feel" in one.en.lower()) for one in caught.value.problems] == [
        ("t.dmn", "dmn_import", True)
    ]


FACTORIAL = "if n <= 1 then 1 else n * fac(n - 1)"


def test_a_knowledge_model_calls_itself() -> None:
    read_ = only(knowledge("fac", "n", FACTORIAL), decision("d", literal("fac(20)"), knows("#fac")))
    assert read_.decide({}).value == 2432902008176640000


def test_a_knowledge_model_that_never_ends_is_stopped() -> None:
    endless = only(knowledge("f", "n", "[f(n + 1), f(n + 2)]"), decision("d", literal("f(1)"), knows("#f")))
    with pytest.raises(FeelLimitError):
        endless.decide({})


def test_knowledge_models_call_each_other() -> None:
    even = knowledge("is even", "n", "if n = 0 then true else is odd(n - 1)", knows("#is odd"))
    odd = knowledge("is odd", "n", "if n = 0 then false else is even(n - 1)", knows("#is even"))
    assert only(even, odd, decision("d", literal("is even(9)"), knows("#is even"))).decide({}).value is False


def test_no_logic_is_null_with_a_warning() -> None:
    found = model(decision("d", ""), '<businessKnowledgeModel id="k" name="k"/>', decision("e", literal("")))
    assert [(doubt.element, doubt.code) for doubt in found.warnings] == [
        (id_, "dmn_no_expression") for id_ in ("d", "k", "e")
    ]
    outcome = found.decisions["d"].decide({})
    assert (outcome.value, len(outcome.warnings)) == (None, 1)
    assert found.decisions["e"].decide({}).value is None


def test_lenient_reading_keeps_what_is_good() -> None:
    source = definitions(decision("good", literal("1")) + decision("bad", literal("1 +")))
    found = read(source, "t.dmn", lenient=True)
    assert [problem.code for problem in found.warnings] == ["feel_syntax"]
    assert found.decisions["good"].decide({}).value == 1
    outcome = found.decisions["bad"].decide({})
    assert (outcome.value, len(outcome.warnings)) == (None, 1)
