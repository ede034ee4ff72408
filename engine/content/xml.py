"""Safe XML: refuse before parsing whatever a diagram never needs (DOCTYPE, entities, depth, size).

A first pass with expat stops at a DOCTYPE before any entity is defined; only then lxml builds the tree with line
numbers. Documents must be UTF-8 or UTF-16, the encodings every XML reader knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from lxml import etree

from engine.content.codes import declare
from engine.model.errors import Problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 100

TOO_LARGE = declare(
    "xml-too-large", "文件超过 {limit} 字节", "The file is larger than {limit} bytes",
    "a .bpmn file of 3 MB",
)
TOO_DEEP = declare(
    "xml-too-deep", "元素嵌套超过 {limit} 层:{name}", "Elements are nested deeper than {limit} levels: {name}",
    "a subprocess nested 100 times",
)
DOCTYPE = declare(
    "xml-doctype", "不允许 DOCTYPE 声明", "A DOCTYPE is not allowed",
    "`<!DOCTYPE definitions [ ... ]>`",
)
MALFORMED = declare(
    "xml-malformed", "XML 格式错误:{reason}", "The XML is malformed: {reason}",
    "`<bpmn:task>` without `</bpmn:task>`",
)


class _Refused(Exception):
    """Stops the first pass; carries the fault."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def parse(source: bytes, file: str) -> etree._Element | Problem:
    """The root element of a document, or the fault that makes it unreadable."""
    if len(source) > MAX_BYTES:
        return TOO_LARGE.at(file, 1, limit=MAX_BYTES)
    try:
        _guard(source, file)
        return etree.fromstring(source, _parser())
    except _Refused as refused:
        return refused.problem
    except expat.ExpatError as error:
        return MALFORMED.at(file, error.lineno, reason=expat.ErrorString(error.code))
    except etree.XMLSyntaxError as error:
        return MALFORMED.at(file, error.lineno or 1, reason=error.msg)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )


def _guard(source: bytes, file: str) -> None:
    parser = expat.ParserCreate()
    depth = 0

    def doctype(*_: object) -> None:
        raise _Refused(DOCTYPE.at(file, parser.CurrentLineNumber))

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            element = attributes.get("id", "")
            raise _Refused(TOO_DEEP.at(file, parser.CurrentLineNumber, element, limit=MAX_DEPTH, name=name))

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(source, True)
