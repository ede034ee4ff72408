"""Small DMN models written in place, so that a test shows all it needs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from engine.dmn import Decision, Model, read

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def definitions(body: str, namespace: str = NAMESPACE, own: str = "urn:m") -> bytes:
    """A whole model around these elements. ``own`` is the namespace others import it by."""
    return f'<definitions xmlns="{namespace}" id="m" name="模型" namespace="{own}">\n{body}\n</definitions>'.encode()


def inputs(*names: str) -> str:
    """Input data ``in_<name>``, each of any type."""
    return "\n".join(f'<inputData id="in_{name}" name="{name}"><variable name="{name}"/></inputData>' for name in names)


def needs(*names: str, decisions: Sequence[str] = ()) -> str:
    """The requirements of a decision."""
    data = "".join(_need("requiredInput", f"in_{name}") for name in names)
    return data + "".join(_need("requiredDecision", decision) for decision in decisions)


def _need(kind: str, target: str) -> str:
    return f'<informationRequirement><{kind} href="#{target}"/></informationRequirement>'


def literal(text: str) -> str:
    """A boxed literal expression."""
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def decision(id_: str, logic: str, required: str = "", variable: str = "") -> str:
    """A decision whose name is its id."""
    return f'<decision id="{id_}" name="{id_}"><variable name="{id_}" {variable}/>{required}{logic}</decision>'


def table(
    rules: Sequence[tuple[Sequence[str], Sequence[str]]], columns: Sequence[str], outputs: str, attributes: str = ""
) -> str:
    """A decision table; rule ids are r1, r2, ..."""
    heads = "".join(f"<input><inputExpression><text>{escape(one)}</text></inputExpression></input>" for one in columns)
    rows = "".join(
        f'<rule id="r{at}">' + _cells("inputEntry", tests) + _cells("outputEntry", results) + "</rule>"
        for at, (tests, results) in enumerate(rules, 1)
    )
    return f"<decisionTable {attributes}>{heads}{outputs}{rows}</decisionTable>"


def _cells(kind: str, texts: Sequence[str]) -> str:
    return "".join(f"<{kind}><text>{escape(text)}</text></{kind}>" for text in texts)


def model(*parts: str) -> Model:
    """Read the parts as one model."""
    return read(definitions("\n".join(parts)), "t.dmn")


def only(*parts: str) -> Decision:
    """The decision ``d`` of the parts."""
    return model(*parts).decisions["d"]
