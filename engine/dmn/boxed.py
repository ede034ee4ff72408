"""Read boxed expressions into closures (DMN 1.5, 7.3 and 10.2.2)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from engine.dmn.item_reader import type_of
from engine.dmn.item_types import ItemType, fitted
from engine.dmn.model import Boxed, Evaluation
from engine.dmn.reading import Reading
from engine.dmn.table_reader import read_table
from engine.dmn.xml import Element, child, children, name_of, tag
from engine.feel import Function, compile
from engine.feel.runtime import Run

Names = Collection[str]
_NOT_EXPRESSIONS = frozenset({
    "description", "extensionElements", "question", "allowedAnswers", "variable", "informationRequirement",
    "knowledgeRequirement", "authorityRequirement", "formalParameter", "supportedObjective",
    "impactedPerformanceIndicator", "decisionMaker", "decisionOwner", "usingProcess", "usingTask", "parameter",
    "typeRef",
})

_TYPED_INSIDE = frozenset({"functionDefinition", "encapsulatedLogic", "decisionTable"})
"""Their ``typeRef`` is not that of the value they are read into: it means what they yield."""


def inner_expression(element: Element) -> Element | None:
    """The boxed expression an element holds."""
    return next((one for one in children(element) if tag(one) not in _NOT_EXPRESSIONS), None)


def read_boxed(reading: Reading, element: Element, scope: Names, owner: str) -> Boxed | None:
    """The closure, or None after noting the problems."""
    reader = _READERS.get(tag(element))
    if reader is None:
        reading.unsupported(element)
        return None
    boxed = reader(reading, element, scope, owner)
    kind = type_of(reading, element)
    if boxed is None or kind is None or tag(element) in _TYPED_INSIDE:
        return boxed
    return lambda values, evaluation: fitted(kind, boxed(values, evaluation), evaluation.run, owner)


def read_inner(reading: Reading, element: Element, scope: Names, owner: str) -> Boxed | None:
    """The closure of the expression inside an element; a missing one is a problem."""
    inner = inner_expression(element)
    if inner is None:
        reading.problem(element, "dmn_no_expression", "缺少表达式", "an expression is missing")
        return None
    return read_boxed(reading, inner, scope, owner)


def _literal(reading: Reading, element: Element, scope: Names, _: str) -> Boxed | None:
    if child(element, "importedValues") is not None:
        reading.unsupported(element)
        return None
    expression = reading.expression(element, scope)
    return (lambda values, evaluation: expression.within(values, evaluation.run)) if expression else None


def _table(reading: Reading, element: Element, scope: Names, owner: str) -> Boxed | None:
    return read_table(reading, element, scope, owner)


def _context(reading: Reading, element: Element, scope: Names, owner: str) -> Boxed | None:
    known = set(scope)
    entries: list[tuple[str, ItemType | None, Boxed | None]] = []
    for entry in children(element, "contextEntry"):
        variable = child(entry, "variable")
        name = name_of(variable) if variable is not None else ""
        entries.append((name, type_of(reading, variable), read_inner(reading, entry, known, owner)))
        if name and any(name == other for other, _, _ in entries[:-1]):
            reading.problem(entry, "dmn_duplicate_entry", f"重复的条目“{name}”", f'entry "{name}" appears twice')
            return None
        known |= {name} if name else set()
    steps = [(name, kind, boxed) for name, kind, boxed in entries if boxed is not None]

    def build(values: Mapping[str, Any], evaluation: Evaluation) -> Any:
        result: dict[str, Any] = {}
        for name, kind, boxed in steps:
            value = fitted(kind, boxed({**values, **result}, evaluation), evaluation.run, name or owner)
            if not name:
                return value
            result[name] = value
        return result

    return build if len(steps) == len(entries) else None


def _list(reading: Reading, element: Element, scope: Names, owner: str) -> Boxed | None:
    items = [read_boxed(reading, one, scope, owner) for one in children(element) if tag(one) not in _NOT_EXPRESSIONS]
    ready = [item for item in items if item is not None]
    if len(ready) < len(items):
        return None
    return lambda values, evaluation: [item(values, evaluation) for item in ready]


def _relation(reading: Reading, element: Element, scope: Names, owner: str) -> Boxed | None:
    columns = [(name_of(column), type_of(reading, column)) for column in children(element, "column")]
    rows = [_list(reading, row, scope, owner) for row in children(element, "row")]
    ready = [row for row in rows if row is not None]
    if len(ready) < len(rows):
        return None

    def build(values: Mapping[str, Any], evaluation: Evaluation) -> list[Any]:
        def cells(row: Boxed) -> dict[str, Any]:
            pairs = zip(columns, row(values, evaluation), strict=False)
            return {name: fitted(kind, value, evaluation.run, name) for (name, kind), value in pairs}

        return [cells(row) for row in ready]

    return build


def _invocation(reading: Reading, element: Element, scope: Names, owner: str) -> Boxed | None:
    callee = read_inner(reading, element, scope, owner)
    bindings: list[tuple[str, Boxed | None]] = []
    for binding in children(element, "binding"):
        parameter = child(binding, "parameter")
        if parameter is None:
            reading.problem(binding, "dmn_no_parameter", "绑定缺少参数", "the binding has no parameter")
        elif inner_expression(binding) is not None:
            bindings.append((name_of(parameter), read_inner(reading, binding, scope, owner)))
        else:
            bindings.append((name_of(parameter), lambda _values, _evaluation: None))
    ready = [(name, boxed) for name, boxed in bindings if boxed is not None]
    if callee is None or len(ready) < len(bindings):
        return None

    def invoke(values: Mapping[str, Any], evaluation: Evaluation) -> Any:
        function = callee(values, evaluation)
        given = {name: boxed(values, evaluation) for name, boxed in ready}
        if type(function) is not Function:
            return evaluation.run.warn(f"“{owner}”调用的不是函数", f'what "{owner}" invokes is no function')
        return evaluation.run.call_named(function, given)

    return invoke


def _function(reading: Reading, element: Element, scope: Names, owner: str) -> Boxed | None:
    """A function definition. ``kind`` Java or PMML would run foreign code, and is refused."""
    if str(element.get("kind", "FEEL")) != "FEEL":
        reading.problem(element, "dmn_unsupported", "不支持外部函数", "external functions are not supported")
        return None
    parameters = children(element, "formalParameter")
    names = tuple(name_of(parameter) for parameter in parameters)
    kinds = tuple(type_of(reading, parameter) for parameter in parameters)
    result = type_of(reading, element)
    if result is not None and result.is_function():
        result = None  # the type of the function itself, not of what it yields
    body: Boxed | None = _nothing
    if inner_expression(element) is None:
        reading.doubt(element, "dmn_no_expression", "函数没有内容", "the function has no body")
    else:
        body = read_inner(reading, element, {*scope, *names}, owner)
    if body is None:
        return None

    def build(values: Mapping[str, Any], evaluation: Evaluation) -> Function:
        def call(run: Run, args: list[Any]) -> Any:
            given = arguments(run, names, kinds, args)
            return None if given is None else fitted(result, body({**values, **given}, evaluation), run, owner)

        return Function(names, call)

    return build


def _nothing(_: Mapping[str, Any], evaluation: Evaluation) -> Any:
    """The body of a function that has none."""
    return evaluation.run.warn("函数没有内容", "the function has no body")


def arguments(
    run: Run, names: tuple[str, ...], kinds: tuple[ItemType | None, ...], args: list[Any]
) -> dict[str, Any] | None:
    """Arguments by name and as their types; None with a warning when they do not fit."""
    if len(args) != len(names):
        return run.warn(f"参数应为 {len(names)} 个", f"{len(names)} arguments wanted")
    given: dict[str, Any] = {}
    for name, kind, value in zip(names, kinds, args, strict=True):
        given[name] = fitted(kind, value, run, name)
        if given[name] is None and value is not None:
            return None
    return given


def _part(reading: Reading, element: Element, name: str, scope: Names, owner: str) -> Boxed | None:
    part = child(element, name)
    if part is None:
        reading.problem(element, "dmn_no_expression", f"缺少 {name}", f"{name} is missing")
        return None
    return read_inner(reading, part, scope, owner)


def _domain(reading: Reading, element: Element, scope: Names, owner: str) -> Boxed | None:
    part = child(element, "in")
    inner = child(part, "literalExpression") if part is not None else None
    if inner is None or inner.get("expressionLanguage"):
        return _part(reading, element, "in", scope, owner)
    expression = reading.domain(inner, scope)
    return (lambda values, evaluation: expression.within(values, evaluation.run)) if expression else None


def _conditional(reading: Reading, element: Element, scope: Names, owner: str) -> Boxed | None:
    condition, then, otherwise = (_part(reading, element, part, scope, owner) for part in ("if", "then", "else"))
    if condition is None or then is None or otherwise is None:
        return None
    return lambda values, evaluation: (
        then(values, evaluation) if condition(values, evaluation) is True else otherwise(values, evaluation)
    )


def _iteration(reading: Reading, element: Element, scope: Names, owner: str) -> Boxed | None:
    """``for``, ``some``, ``every``: FEEL's own loop over the boxed parts, which are its functions."""
    kind = tag(element)
    variable = str(element.get("iteratorVariable", ""))
    domain = _domain(reading, element, scope, owner)
    inner = {*scope, variable, "partial"} if kind == "for" else {*scope, variable}
    body = _part(reading, element, "return" if kind == "for" else "satisfies", inner, owner)
    if domain is None or body is None:
        return None
    loop = compile(_LOOPS[kind])

    def run(values: Mapping[str, Any], evaluation: Evaluation) -> Any:
        def step(_: Run, args: list[Any]) -> Any:
            return body({**values, variable: args[0], "partial": args[1]}, evaluation)

        items = domain(values, evaluation)
        return loop.within({"items": items, "body": Function(("item", "partial"), step)}, evaluation.run)

    return run


_LOOPS = {
    "for": "for each in items return body(each, partial)",
    "some": "some each in items satisfies body(each, null)",
    "every": "every each in items satisfies body(each, null)",
}


def _filter(reading: Reading, element: Element, scope: Names, owner: str) -> Boxed | None:
    domain = _part(reading, element, "in", scope, owner)
    match = _part(reading, element, "match", {*scope, "item", *reading.members}, owner)
    if domain is None or match is None:
        return None
    select = compile("items[body(item)]")

    def run(values: Mapping[str, Any], evaluation: Evaluation) -> Any:
        def step(_: Run, args: list[Any]) -> Any:
            own = args[0] if type(args[0]) is dict else {}
            return match({**values, "item": args[0], **own}, evaluation)

        scope = {"items": domain(values, evaluation), "body": Function(("item",), step)}
        return select.within(scope, evaluation.run)

    return run


_READERS: dict[str, Callable[[Reading, Element, Names, str], Boxed | None]] = {
    "literalExpression": _literal,
    "decisionTable": _table,
    "context": _context,
    "list": _list,
    "relation": _relation,
    "invocation": _invocation,
    "functionDefinition": _function,
    "encapsulatedLogic": _function,
    "conditional": _conditional,
    "for": _iteration,
    "some": _iteration,
    "every": _iteration,
    "filter": _filter,
}
