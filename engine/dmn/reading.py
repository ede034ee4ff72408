"""What all readers of a model share: the problems found, the names known, the types defined, FEEL compiled in place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from engine.dmn.item_types import ItemType
from engine.dmn.xml import Element, line_of, tag, text_in
from engine.feel import Expression, UnaryTests, compile, compile_unary, lookalikes
from engine.feel.errors import FeelSyntaxError
from engine.model.errors import JianduError, Problem

_FEEL = ("feel", "https://www.omg.org/spec/dmn/20230324/feel/")


@dataclass(slots=True)
class Reading:
    """One model being read."""

    file: str
    members: set[str] = field(default_factory=set)
    types: dict[str, ItemType] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def problem(self, element: Element, code: str, zh: str, en: str, line: int | None = None) -> Any | None:
        """Note a problem at an element, named by its id or that of the nearest element around it; returns None."""
        self.problems.append(Problem(self.file, line or line_of(element), _id(element), code, zh, en))
        return None

    def unsupported(self, element: Element) -> None:
        """Note a construct this engine does not know."""
        what = tag(element) or element.tag
        self.problem(element, "dmn_unsupported", f"不支持的元素 {what}", f"unsupported element {what}")

    def expression(self, element: Element, scope: Iterable[str], text: str | None = None) -> Expression | None:
        """FEEL in the ``text`` child, or None after noting the problem. Names outside the scope are a warning."""
        whole = element.getroottree().getroot().get("expressionLanguage", "feel")
        language = str(element.get("expressionLanguage", whole)).lower()
        if not (language.startswith(_FEEL) or "/feel" in language):
            zh, en = f"不支持的表达式语言 {language}", f"expression language {language} is not supported"
            return self.problem(element, "dmn_language", zh, en)
        body = text_in(element) if text is None else text
        if not body:
            self.doubt(element, "dmn_no_expression", "缺少表达式,值为空", "an expression is missing, its value is null")
        try:
            expression = compile(body or "null", self._known(scope))
        except JianduError as fault:
            return self._fault(element, fault)
        self._unknown(element, expression.names, scope)
        self._fullwidth(element, body)
        return expression

    def domain(self, element: Element, scope: Iterable[str]) -> Expression | None:
        """What a boxed loop runs through: an expression, or two of them as in ``1..10``."""
        body = text_in(element)
        try:
            compile(body, self._known(scope))
        except JianduError:
            whole = f"for each in {body}\nreturn each"
            try:
                compile(whole, self._known(scope))
            except JianduError:
                return self.expression(element, scope)
            return self.expression(element, scope, whole)
        return self.expression(element, scope)

    def ranking(self, text: str) -> Expression | None:
        """Unary tests that are plain values, as a list of them; None when they are anything else."""
        try:
            return compile(f"[{text}]", self._known(()))
        except JianduError:
            return None

    def tests(self, element: Element, text: str, scope: Iterable[str]) -> UnaryTests | None:
        """Unary tests, or None after noting the problem."""
        try:
            tests = compile_unary(text, self._known(scope))
        except JianduError as fault:
            return self._fault(element, fault)
        self._unknown(element, tests.names, scope)
        self._fullwidth(element, text)
        return tests

    def _known(self, scope: Iterable[str]) -> frozenset[str]:
        return frozenset(self.members) | frozenset(scope)

    def _fault(self, element: Element, fault: JianduError) -> Any | None:
        offset = fault.line - 1 if isinstance(fault, FeelSyntaxError) else 0
        return self.problem(element, fault.code, fault.zh, fault.en, line_of(element) + offset)

    def _unknown(self, element: Element, used: frozenset[str], scope: Iterable[str]) -> None:
        for name in sorted(used - set(scope)):
            self.doubt(element, "dmn_unknown_name", f"未定义的名称“{name}”", f'unknown name "{name}"')

    def _fullwidth(self, element: Element, text: str) -> None:
        for found in lookalikes(text):
            zh, en = f"名称“{found.name}”含全角符号", f'the name "{found.name}" holds fullwidth punctuation'
            self.doubt(element, "dmn_fullwidth", zh, en)

    def doubt(self, element: Element, code: str, zh: str, en: str) -> None:
        """Note what may be meant so, but hardly is."""
        self.warnings.append(Problem(self.file, line_of(element), _id(element), code, zh, en, "warning"))


def _id(element: Element) -> str:
    current: Element | None = element
    while current is not None:
        if current.get("id"):
            return str(current.get("id"))
        current = current.getparent()
    return ""
