"""Text to tokens (DMN 1.5, 10.3.1.2 rules 27-37 and 61-64). Linear in the length of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.feel import limits
from engine.feel.errors import FeelLimitError, FeelSyntaxError
from engine.feel.syntax.mistakes import hint

_SPACE = "\u0009-\u000d\u0020\u0085\u00a0\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
_START = (
    "?A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_PART = _START + "0-9\u00b7\u0300-\u036f\u203f-\u2040"
_TOKEN = re.compile(
    rf"(?P<space>[{_SPACE}]+|//[^\n]*|/\*.*?\*/)"
    r"|(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    rf"|(?P<name>(?![{_SPACE}])[{_START}](?:(?![{_SPACE}])[{_PART}])*)"
    r'|(?P<string>"(?:[^"\\\n\r]|\\.)*")'
    r"|(?P<symbol>\*\*|\.\.|->|<=|>=|!=|/(?!\*)|[-+*.=<>(){}\[\],:@'\u2019])",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HALVES = re.compile("[\ud800-\udfff]")
_LOOKALIKES = dict(zip("“”‘’—–×÷≤≥≠", ['"', '"', "'", "'", "-", "-", "*", "/", "<=", ">=", "!="], strict=True))


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` is number, string, name, symbol or end; ``text`` is as written, a string without quotes and escapes."""

    kind: str
    text: str
    start: int
    end: int


def tokenize(text: str) -> tuple[Token, ...]:
    """All tokens, the last of kind ``end``. Raises FeelSyntaxError at the first character that starts no token."""
    if len(text) > limits.TEXT:
        raise FeelLimitError(f"长度超过 {limits.TEXT} 字", f"longer than {limits.TEXT} characters")
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _refuse(text, at)
        kind = found.lastgroup or ""
        if kind != "space":
            body = unescape(found[0][1:-1]) if kind == "string" else found[0]
            tokens.append(Token(kind, body, at, found.end()))
        at = found.end()
    tokens.append(Token("end", "", at, at))
    return tuple(tokens)


def unescape(text: str) -> str:
    r"""Resolve ``\n``, ``\u4e2d``, ``\U01F600``; a surrogate pair is one character; other escapes stay.

    Half a pair is no character: the replacement character U+FFFD stands for it.
    """
    if "\\" not in text:
        return text
    return _HALVES.sub("\ufffd", _SURROGATES.sub(_pair, _ESCAPE.sub(_unescaped, text)))


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else found[0]
    return _ESCAPES.get(found[3], found[0])


def _pair(found: re.Match[str]) -> str:
    return found[0].encode("utf-16", "surrogatepass").decode("utf-16")


def place(text: str, at: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


def _refuse(text: str, at: int) -> FeelSyntaxError:
    line, column = place(text, at)
    found = text[at]
    if found == '"':
        unclosed = "文本缺少结束引号", "The string is not closed"
        return FeelSyntaxError(line, column, text[at : at + 12], '"', hint=unclosed)
    if text.startswith("/*", at):
        return FeelSyntaxError(line, column, "/*", "*/", hint=("注释没有结束", "The comment is not closed"))
    wanted = _LOOKALIKES.get(found)
    if wanted:
        ascii_wanted = f"请改用半角符号 {wanted}", f"Use the ASCII symbol {wanted}"
        return FeelSyntaxError(line, column, found, wanted, hint=ascii_wanted)
    return FeelSyntaxError(line, column, found, "运算符或表达式", "an operator or an expression", hint(found))
