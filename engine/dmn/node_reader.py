"""How each kind of node gets its value: input data, decision, knowledge model, decision service (DMN 1.5, 10.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.dmn.boxed import arguments, inner_expression, read_boxed
from engine.dmn.item_types import fitted
from engine.dmn.model import Boxed, Evaluation, Invocable
from engine.dmn.node import Node, names_in_scope, values_in_scope
from engine.dmn.reading import Reading
from engine.dmn.xml import Element, child, children, name_of
from engine.feel import Function
from engine.feel.runtime import NamedType, Run


def read_node(reading: Reading, node: Node) -> None:
    """Give the node its value; problems go to the reading."""
    value = _READERS[node.kind](reading, node)

    def load(evaluation: Evaluation) -> Any:
        if node.key not in evaluation.known:
            evaluation.known[node.key] = value(evaluation)
        return evaluation.known[node.key]

    node.value = load


def _input(_: Reading, node: Node) -> Callable[[Evaluation], Any]:
    def value(evaluation: Evaluation) -> Any:
        given = evaluation.run.read(_given(evaluation.inputs, node))
        return fitted(node.type, given, evaluation.run, node.name)

    return value


def _given(inputs: Mapping[str, Any], node: Node) -> Any:
    """Input of an imported model is a member of a context named as the import, or else stands by its own name.

    ``{namespace}name`` means the input data of that model however it is reached.
    """
    qualified = f"{{{node.namespace}}}{node.name}"
    if qualified in inputs:
        return inputs[qualified]
    inner: Any = inputs
    for label in filter(None, node.path):
        inner = inner.get(label)
        if not isinstance(inner, Mapping):
            return inputs.get(node.name)
    return inner.get(node.name)


def _decision(reading: Reading, node: Node) -> Callable[[Evaluation], Any]:
    boxed = _logic(reading, node, inner_expression(node.element), names_in_scope(node))

    def value(evaluation: Evaluation) -> Any:
        scope = values_in_scope(node, lambda required: required.value(evaluation))
        return fitted(node.type, boxed(scope, evaluation), evaluation.run, node.name)

    return value


def _logic(reading: Reading, node: Node, element: Element | None, names: list[str]) -> Boxed:
    """What the node's expression makes; null where there is none, and where it has problems."""
    if element is None:
        zh, en = f"“{node.name}”没有逻辑", f'"{node.name}" has no logic'
        reading.doubt(node.element, "dmn_no_expression", zh, en)
    else:
        boxed = read_boxed(reading, element, names, node.id)
        if boxed is not None:
            return boxed
        zh, en = f"“{node.name}”有误", f'"{node.name}" is not valid'
    return lambda _, evaluation: evaluation.run.warn(zh, en)


def _knowledge(reading: Reading, node: Node) -> Callable[[Evaluation], Any]:
    """A function. It may call itself by its name, and other knowledge models that call it."""
    boxed = _logic(reading, node, child(node.element, "encapsulatedLogic"), [*names_in_scope(node), node.name])

    def value(evaluation: Evaluation) -> Any:
        scope = values_in_scope(node, lambda required: _late(required, evaluation))
        return boxed({node.name: _late(node, evaluation), **scope}, evaluation)

    return value


def _late(node: Node, evaluation: Evaluation) -> Any:
    """The value of a required node; of a knowledge model a function that looks for itself only when it is called."""
    logic = child(node.element, "encapsulatedLogic") if node.kind == "businessKnowledgeModel" else None
    if logic is None:
        return node.value(evaluation)

    def call(run: Run, args: list[Any]) -> Any:
        function = node.value(evaluation)
        return function.code(run, args) if type(function) is Function else None

    return Function(tuple(name_of(parameter) for parameter in children(logic, "formalParameter")), call)


def _service(_: Reading, node: Node) -> Callable[[Evaluation], Any]:
    """A decision service is a function of its inputs; its decisions are decided afresh for every call."""
    inputs, outputs = _inputs(node), node.parts["outputDecision"]
    names, kinds = tuple(one.name for one in inputs), tuple(one.type for one in inputs)

    def build(evaluation: Evaluation) -> Function:
        def call(run: Run, args: list[Any]) -> Any:
            fitting = arguments(run, names, kinds, args)
            if fitting is None:
                return None
            inner = Evaluation(run, {}, {one.key: fitting[one.name] for one in inputs}, evaluation.matched)
            values = {output.name: output.value(inner) for output in outputs}
            return fitted(node.type, next(iter(values.values())) if len(values) == 1 else values, run, node.name)

        return Function(names, call)

    return build


def _inputs(node: Node) -> list[Node]:
    """Input data first, then input decisions, each in the order they are drawn in."""
    given = [*node.parts["inputData"], *node.parts["inputDecision"]]
    return [one for kind in ("inputData", "decision") for one in given if one.kind == kind]


def invocable_of(node: Node, types: Mapping[str, NamedType]) -> Invocable:
    """The node as a function the model offers: a decision service or a knowledge model."""
    logic = child(node.element, "encapsulatedLogic")
    if logic is None:
        inputs = tuple(one.name for one in _inputs(node))
    else:
        inputs = tuple(name_of(parameter) for parameter in children(logic, "formalParameter"))
    outputs = tuple(one.name for one in node.parts["outputDecision"]) or (node.name,)
    return Invocable(node.id, node.name, inputs, outputs, node.value, types)


_READERS: dict[str, Callable[[Reading, Node], Callable[[Evaluation], Any]]] = {
    "inputData": _input,
    "decision": _decision,
    "businessKnowledgeModel": _knowledge,
    "decisionService": _service,
}
