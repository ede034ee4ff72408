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
        ("1 +", 1, 4, "表达式"),
        ("[1, 2", 1, 6, "]"),
        ("a =\n  )", 2, 3, "表达式"),
        ('"open', 1, 1, '"'),
        ("1 /* open", 1, 3, "*/"),
        ("“中文引号”", 1, 1, '"'),
        ("a ≥ 1", 1, 3, ">="),
        ("if a then b", 1, 12, "else"),
        ("f(a: 1, 2)", 1, 11, "全部按名称或全部按位置传参"),
    ],
)
def test_errors_name_their_place(text: str, line: int, column: int, expected: str) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        compile(text)
    assert (caught.value.line, caught.value.column, caught.value.expected) == (line, column, expected)
    assert caught.value.zh.startswith(f"表达式第 {line} 行第 {column} 列有误")
    assert str(caught.value).startswith(caught.value.zh)


@pytest.mark.parametrize(
    ("text", "hint_zh", "hint_en"),
    [
        ("a == b", "判断相等只用一个等号", "Equality is one equals sign"),
        ("a <> b", "不等于写作 !=", "Unequal is !="),
        ("a => b", "大于或等于写作 >=", "Greater or equal is >="),
        ("a && b", "“并且”写作 and", "“And” is written and"),
        ("a || b", "“或者”写作 or", "“Or” is written or"),
        ("!a", "取反写作 not(…),不等于写作 !=", "Negation is not(...), unequal is !="),
        ("a % 2", "取余写作 modulo(a, b)", "The remainder is modulo(a, b)"),
        ("a = 'x'", "文本须用双引号", "Text stands in double quotes"),
        ("${a}", "变量直接写名称,不用 ${…}", "A variable is just its name, without ${...}"),
        ("if a then b", "if 须写全 if … then … else …", "An if is complete only as if ... then ... else ..."),
        ("(a + 1", "有一个左括号没有配对", "A bracket is not closed"),
    ],
)
def test_likely_mistakes_get_a_hint(text: str, hint_zh: str, hint_en: str) -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        compile(text)
    assert caught.value.zh.endswith(f"。{hint_zh}")
    assert caught.value.en.endswith(f". {hint_en}")


def test_each_language_stands_alone() -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        compile("1 +")
    assert caught.value.zh == "表达式第 1 行第 4 列有误:遇到结尾,应为表达式"
    assert caught.value.en == "FEEL line 1, column 4: found the end, expected an expression"
