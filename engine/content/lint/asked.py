"""What FEEL asks for by a name in quotation marks exists: limits, roles, elements, registers with their columns."""

from __future__ import annotations

from collections.abc import Iterator

from engine.content.lint import alarms, content, documents, expressions, forms
from engine.content.lint.actions import REGISTER
from engine.content.lint.alarms import COLUMN, ROW_KEYS
from engine.content.lint.context import Context
from engine.content.lint.elements import ELEMENT
from engine.content.lint.feel import Text
from engine.content.lint.people import ROLE
from engine.content.lint.references import LIMIT
from engine.feel import FeelLimitError, FeelSyntaxError
from engine.feel.syntax.nodes import Call, ContextNode, Filter, For, Literal, Name, Node, Path, Quantified
from engine.feel.syntax.walk import below, parts
from engine.model.definition import Process
from engine.model.errors import Problem

ROWS = "register rows"
BY_ELEMENT = ("performers", "current performer")


def in_diagrams(process: Process, context: Context) -> Iterator[Problem]:
    """Names in the expressions of a diagram."""
    for text in expressions.texts(process):
        yield from _judged(context, process.file, text, process)
        action = process.nodes[text.element].ext.action if text.element in process.nodes else None
        if action and text.what == "sv:param where":
            register = action.params.get("register", "")
            yield from alarms.missing_columns(context, process.file, text.element, register, alarms.OF_ROW, text)


def in_content(context: Context) -> Iterator[Problem]:
    """Names in the expressions of registers, letters, forms and early-warning rules."""
    bundle = context.bundle
    for register in bundle.registers.values():
        for write, text in content.register_texts(register):
            source = bundle.processes.get(write.process) if write else None
            yield from _judged(context, register.file, text, source.process if source else None)
    for letter in bundle.letters.values():
        source = bundle.processes.get(letter.procedure)
        for text in documents.texts(letter):
            yield from _judged(context, letter.file, text, source.process if source else None)
    for form in bundle.forms.values():
        for text in forms.texts(form):
            yield from _judged(context, forms.file_of(form), text, None)
    for rule in bundle.rules.values():
        for text in alarms.texts(rule):
            yield from _judged(context, rule.file, text, None)


def _judged(context: Context, file: str, text: Text, process: Process | None) -> Iterator[Problem]:
    try:
        nodes = list(parts(text.feel))
    except (FeelSyntaxError, FeelLimitError):
        return
    for node in nodes:
        ref = _literal(node)
        line = _line(context, file, text, ref) if ref else text.line
        if ref and _asks(node, "due") and context.misses(ref, context.bundle.limits, "org/limits.yaml"):
            yield LIMIT.at(file, line, text.element, ref=ref)
        if ref and _asks(node, "holders") and context.misses_role(ref):
            yield ROLE.at(file, line, text.element, role=ref)
        if ref and process and _asks(node, *BY_ELEMENT) and ref not in process.nodes:
            yield ELEMENT.at(file, line, text.element, where=text.what, ref=ref)
        if ref and _asks(node, ROWS) and context.misses_register(ref):
            yield REGISTER.at(file, line, text.element, ref=ref)
        for register, column in _columns(node):
            found = context.bundle.registers.get(register)
            if found and column not in ROW_KEYS | {each.id for each in found.columns}:
                place = _line(context, file, text, column)
                yield COLUMN.at(file, place, text.element, register=register, column=column)


def _line(context: Context, file: str, text: Text, name: str) -> int:
    """The first line that mentions the name, from where the text begins; in a diagram that is the declaration."""
    return text.line if file.endswith(".bpmn") else context.line(file, name, text.line or 1)


def _asks(node: Node, *functions: str) -> bool:
    return isinstance(node, Call) and isinstance(node.callee, Name) and node.callee.name in functions


def _literal(node: Node) -> str:
    """The first argument of a call where it is a text."""
    first = node.args[0] if isinstance(node, Call) and node.args else None
    return first.value if isinstance(first, Literal) and isinstance(first.value, str) else ""


def _columns(node: Node) -> Iterator[tuple[str, str]]:
    """Register and column, wherever a node names columns of the rows it asks for."""
    if _asks(node, ROWS) and isinstance(node, Call) and len(node.args) > 1 and isinstance(node.args[1], ContextNode):
        yield from ((_literal(node), name) for name, _value in node.args[1].entries)
    elif isinstance(node, Path) and (register := _rows(node.source)):
        yield register, node.member
    elif isinstance(node, Filter) and (register := _rows(node.source)):
        yield from ((register, member) for member in _members(node.condition, "item"))
    elif isinstance(node, For | Quantified):
        body = node.body if isinstance(node, For) else node.condition
        for each in node.iterators:
            if register := _rows(each.source):
                yield from ((register, member) for member in _members(body, each.name))


def _rows(node: Node) -> str:
    """The register whose rows, or some of them, a node stands for."""
    while isinstance(node, Filter):
        node = node.source
    return _literal(node) if _asks(node, ROWS) else ""


def _members(node: Node, name: str) -> Iterator[str]:
    """Members asked of a name."""
    return (each.member for each in below(node) if isinstance(each, Path) and each.source == Name(name))
