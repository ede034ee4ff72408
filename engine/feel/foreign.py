"""Expressions other tools wrap: ``${x > 5}`` and ``#{x > 5}`` (unified expression language) read as FEEL.

Only what means the same in FEEL is translated: comparison, arithmetic, logic, choice, literals, paths and a few methods
of strings and lists. Anything else is left as it stands; it is no FEEL then, and is refused where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_TOKEN = re.compile(
    r"""\s*(?:(?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<number>\d+(?:\.\d+)?)"""
    r"""|(?P<name>[^\W\d]\w*)|(?P<op>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()\[\]]))"""
)
_WORDS = {"&&": "and", "||": "or", "==": "=", "eq": "=", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">=",
          "div": "/"}
_LEVELS = (("or",), ("and",), ("=", "!="), ("<", ">", "<=", ">="), ("+", "-"), ("*", "/"))
_METHODS: dict[tuple[str, int], Callable[..., str]] = {
    ("contains", 1): lambda it, part: f"(if {it} instance of list<Any> then list contains({it}, {part}) "
                                      f"else contains({it}, {part}))",
    ("startsWith", 1): lambda it, part: f"starts with({it}, {part})",
    ("endsWith", 1): lambda it, part: f"ends with({it}, {part})",
    ("equals", 1): lambda it, other: f"({it} = {other})",
    ("size", 0): lambda it: f"count({it})",
    ("length", 0): lambda it: f"string length({it})",
    ("isEmpty", 0): lambda it: f"(if {it} instance of list<Any> then count({it}) = 0 else {it} = \"\")",
    ("toUpperCase", 0): lambda it: f"upper case({it})",
    ("toLowerCase", 0): lambda it: f"lower case({it})",
}
MAX_DEPTH = 50


class _Untranslatable(Exception):
    """The expression means something FEEL cannot say."""


def unwrap(text: str) -> str:
    """The FEEL of an attribute or element that is always FEEL: a leading ``=`` or a ``${...}`` around it is dropped."""
    text = text.strip()
    if text.startswith("="):
        return text[1:].strip()
    if text[:2] in ("${", "#{") and text.endswith("}"):
        try:
            return _Translator(_tokens(text[2:-1])).whole()
        except _Untranslatable:
            return text
    return text


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _Untranslatable
        token = match.group(match.lastgroup or 0)
        found.append(_string(token) if match.lastgroup == "string" else _WORDS.get(token, token))
        at = match.end()
    return found


def _string(token: str) -> str:
    inner = re.sub(r"\\(.)", r"\1", token[1:-1])
    return '"' + inner.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Translator:
    """Recursive descent over the tokens, giving FEEL text with the same nesting."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens, self.at, self.depth = tokens, 0, 0

    def whole(self) -> str:
        found = self.choice()
        if self.at != len(self.tokens):
            raise _Untranslatable
        return found

    def take(self, *wanted: str) -> str:
        if self.at < len(self.tokens) and self.tokens[self.at] in wanted:
            self.at += 1
            return self.tokens[self.at - 1]
        return ""

    def need(self, wanted: str) -> None:
        if not self.take(wanted):
            raise _Untranslatable

    def choice(self) -> str:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _Untranslatable
        found = self.level(0)
        if self.take("?"):
            then = self.choice()
            self.need(":")
            found = f"(if {found} then {then} else {self.choice()})"
        self.depth -= 1
        return found

    def level(self, number: int) -> str:
        if number == len(_LEVELS):
            return self.unary()
        found = self.level(number + 1)
        while operator := self.take(*_LEVELS[number]):
            found = f"{found} {operator} {self.level(number + 1)}"
        return found

    def unary(self) -> str:
        if self.take("!", "not"):
            return f"not({self.unary()})"
        if self.take("-"):
            return f"-{self.unary()}"
        if self.take("empty"):
            what = self.unary()
            return f'(if {what} instance of list<Any> then count({what}) = 0 else {what} = null or {what} = "")'
        return self.path()

    def path(self) -> str:
        found = self.primary()
        while True:
            if self.take("."):
                found = self.member(found)
            elif self.take("["):
                key = self.choice()
                self.need("]")
                if not key.startswith('"'):
                    raise _Untranslatable      # a number counts from 0 there and from 1 in FEEL
                found = f"get value({found}, {key})"
            else:
                return found

    def member(self, of: str) -> str:
        name = self.name()
        if not self.take("("):
            return f"{of}.{name}"
        arguments = self.arguments()
        if name == "getVariable" and of == "execution" and len(arguments) == 1 and _is_name(arguments[0][1:-1]):
            return arguments[0][1:-1]
        method = _METHODS.get((name, len(arguments)))
        if method is None:
            raise _Untranslatable
        return method(of, *arguments)

    def arguments(self) -> list[str]:
        found: list[str] = []
        while not self.take(")"):
            if found:
                self.need(",")
            found.append(self.choice())
        return found

    def primary(self) -> str:
        if self.take("("):
            found = self.choice()
            self.need(")")
            return f"({found})"
        if self.at < len(self.tokens) and self.tokens[self.at][0] in '"0123456789':
            self.at += 1
            return self.tokens[self.at - 1]
        name = self.name()
        if self.at < len(self.tokens) and self.tokens[self.at] == "(":
            raise _Untranslatable
        return name

    def name(self) -> str:
        if self.at >= len(self.tokens) or not _is_name(self.tokens[self.at]):
            raise _Untranslatable
        self.at += 1
        return self.tokens[self.at - 1]


def _is_name(token: str) -> bool:
    return token.isidentifier() and token not in ("and", "or", "not", "empty", "instanceof", "mod")
