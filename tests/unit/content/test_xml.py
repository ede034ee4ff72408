"""Hostile and broken XML is refused with a place, before anything is expanded."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.content import read_diagram
from engine.content.xml import MAX_BYTES, MAX_DEPTH

LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<a x="&d;">&d;</a>"""


def codes(source: bytes) -> list[tuple[str, int]]:
    processes, problems = read_diagram(source, "x.bpmn")
    assert processes == []
    return [(problem.code, problem.line) for problem in problems]


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        (b"<a>\n<b>\n</a>", "xml-malformed", 3),
        (b"", "xml-malformed", 1),
        (b"\x00\x01", "xml-malformed", 1),
        (b"<a:b/>", "xml-malformed", 1),
        (LAUGHS, "xml-doctype", 2),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "xml-doctype", 1),
        (LAUGHS.decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16"), "xml-doctype", 2),
        (b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1), "xml-too-deep", 1),
        (b"<a>" + b" " * MAX_BYTES + b"</a>", "xml-too-large", 1),
        (b"<html/>", "not-bpmn", 1),
    ],
)
def test_bad_xml_is_one_fault_with_its_line(source: bytes, code: str, line: int) -> None:
    assert codes(source) == [(code, line)]


def test_an_entity_bomb_costs_no_time() -> None:
    started = time.perf_counter()
    codes(LAUGHS * 1)
    assert time.perf_counter() - started < 1


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_raise(source: bytes) -> None:
    assert codes(source)


@given(st.text(alphabet="<>/ab\"'=&;!-[]? \n", max_size=120))
def test_no_markup_makes_the_reader_raise(text: str) -> None:
    assert codes(text.encode())
