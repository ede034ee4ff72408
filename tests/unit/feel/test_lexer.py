"""Tokens (DMN 1.5, 10.3.1.2 rules 27-37, 61-64)."""

from __future__ import annotations

import pytest

from engine.feel import FeelSyntaxError, compile
from engine.feel.syntax.lexer import tokenize


def texts(text: str) -> list[str]:
    return [token.text for token in tokenize(text)[:-1]]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("1..3", ["1", "..", "3"]),
        ("1.5..2", ["1.5", "..", "2"]),
        (".5e-3", [".5e-3"]),
        ("a<=b", ["a", "<=", "b"]),
        ("2**3", ["2", "**", "3"]),
        ("金额>=1", ["金额", ">=", "1"]),
        ("a\u3000b", ["a", "b"]),
        ("a // rest\n+ b", ["a", "+", "b"]),
        ("a /* x\ny */ + b", ["a", "+", "b"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert texts(text) == tokens


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"a\nb"', "a\nb"),
        (r'"\u4e2d\u56fd"', "中国"),
        (r'"\U01F40E"', "🐎"),
        (r'"\uD83D\uDC0E"', "🐎"),
        (r'"say \"hi\""', 'say "hi"'),
        (r'"\\d+"', r"\d+"),
        (r'"\d+"', r"\d+"),
        ('"//no comment"', "//no comment"),
    ],
)
def test_string_escapes(text: str, value: str) -> None:
    assert compile(text)({}) == value


@pytest.mark.parametrize(
    ("text", "line", "column", "expected"),
    [
        ("1 +", 1, 4, "表达式 (expression)"),
        ("[1, 2", 1, 6, "]"),
        ("a =\n  )", 2, 3, "表达式 (expression)"),
        ('"open', 1, 1, '"'),
        ("1 /* open", 1, 3, "*/"),
        ("“中文引号”", 1, 1, '"'),
        ("a ≥ 1", 1, 3, ">="),
        ("if a then b", 1, 12, "else"),
        ("f(a: 1, 2)", 1, 11, "全部按名称或全部按位置传参 (arguments all named or all by position)"),
    ],
)
def test_errors_name_their_place(text: str, line: int, column: int, expected: str) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        compile(text)
    assert (caught.value.line, caught.value.column, caught.value.expected) == (line, column, expected)
    assert caught.value.zh.startswith(f"表达式第 {line} 行第 {column} 列有误")
    assert str(caught.value).startswith(caught.value.zh)
