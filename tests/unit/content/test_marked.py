"""Our YAML: a small dialect, with lines, that no input can bring down."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engine.content.marked import Map, Seq, load
from engine.content.sheet import Sheet


def read(source: str) -> Any:
    sheet = Sheet("x.yaml")
    value = load(source.encode(), sheet)
    assert sheet.problems == []
    return value


def fault(source: bytes) -> tuple[str, int]:
    sheet = Sheet("x.yaml")
    load(source, sheet)
    return sheet.problems[0].code, sheet.problems[0].line


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None), ("~", None), ("null", None), ("true", True), ("false", False), ("no", "no"), ("on", "on"),
        ("truex", "truex"), ("0", 0), ("-12", -12), ("007", "007"), ("1_000", "1_000"), ("10:30", "10:30"),
        ("1.50", Decimal("1.50")), ("2026-01-31", date(2026, 1, 31)), ("'2026-01-31'", "2026-01-31"), ('"5"', "5"),
        ("=x + 1", "=x + 1"), ("=", "="), ("9" * 30, "9" * 30), ("<<", "<<"), ("0x1F", "0x1F"),
    ],
)
def test_a_plain_text_means_what_yaml_1_2_says(text: str, value: Any) -> None:
    found = read(f"key: {text}")["key"]
    assert found == value
    assert type(found) is type(value)


def test_everything_knows_its_line() -> None:
    found = read("a: 1\n\nb:\n  - x\n  - {c: 2,\n     d: 3}\n")
    assert isinstance(found, Map)
    assert (found.line, found.lines) == (1, {"a": 1, "b": 3})
    assert isinstance(found["b"], Seq)
    assert found["b"].lines == [4, 5]
    assert (found["b"][1].line, found["b"][1].lines) == (5, {"c": 5, "d": 6})


def test_an_empty_file_is_nothing() -> None:
    assert read("# only a comment\n") is None


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (b"a: 1\nb: [", 3), (b"a: &x 1\nb: *x", 1), (b"a: *x", 1), (b"a: !!python/name:os.system x", 1),
        (b"a: 2026-02-30", 1), (b"a: 1\n---\nb: 1", 2), (b"? [a]\n: 1", 1), (b"\xff\xfe\x00", 1), (b"a: \x00", 1),
        (b"[" * 200_000, 1), (b"- " * 200_000, 1), (b"{a: " * 200_000, 1), (b"a:\n" + b"  - b:\n" * 3 + b" c", 5),
    ],
)
def test_what_is_not_our_yaml_is_one_fault_with_its_line(source: bytes, line: int) -> None:
    assert fault(source) == ("yaml-malformed", line)


def test_a_key_given_twice_is_named_at_its_second_place() -> None:
    assert fault(b"a: 1\nb: 2\na: 3") == ("yaml-key-twice", 3)
