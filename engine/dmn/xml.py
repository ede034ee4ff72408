"""Read XML that may be hostile. No entities, no DTD, no network, no giant documents."""

from __future__ import annotations

from typing import cast

from lxml import etree

from engine.model.errors import InvalidContent, Problem

NAMESPACES = frozenset({
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
})
"""DMN 1.2, 1.3, 1.4, 1.5."""

LARGEST = 5_000_000
Element = etree._Element


def parse(source: bytes, name: str) -> Element:
    """The root ``definitions`` element. Raises InvalidContent with one problem when it cannot be had."""
    if len(source) > LARGEST:
        raise _refused(name, 1, "xml_size", f"文件超过 {LARGEST} 字节", f"the file has more than {LARGEST} bytes")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False,
        remove_comments=True, remove_pis=True,
    )
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as fault:
        raise _refused(name, fault.lineno or 1, "xml_syntax", f"XML 有误:{fault.msg}", f"XML: {fault.msg}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused(name, 1, "xml_doctype", "不允许 DOCTYPE", "DOCTYPE is not allowed")
    namespace = etree.QName(root).namespace or ""
    if etree.QName(root).localname != "definitions" or namespace not in NAMESPACES:
        raise _refused(name, line_of(root), "dmn_root", "不是 DMN 1.2-1.5 模型", "this is no DMN 1.2-1.5 model")
    return root


def _refused(name: str, line: int, code: str, zh: str, en: str) -> InvalidContent:
    return InvalidContent([Problem(name, line, "", code, zh, en)])


def line_of(element: Element) -> int:
    """The line the element starts on."""
    return cast("int | None", element.sourceline) or 1


def tag(element: Element) -> str:
    """The local name; empty for an element of another namespace (extensions, diagrams)."""
    qualified = etree.QName(element)
    return qualified.localname if qualified.namespace in NAMESPACES else ""


def children(element: Element, *names: str) -> list[Element]:
    """Child elements of DMN by local name, or all of them."""
    return [child for child in element if tag(child) and (not names or tag(child) in names)]


def child(element: Element, *names: str) -> Element | None:
    """The first such child."""
    found = children(element, *names)
    return found[0] if found else None


def text_in(element: Element | None) -> str:
    """The content of the ``text`` child, without the blanks around it."""
    inner = child(element, "text") if element is not None else None
    return content(inner) if inner is not None else ""


def content(element: Element) -> str:
    """All the text inside, without the blanks around it."""
    return "".join(str(part) for part in element.itertext()).strip()


def name_of(element: Element) -> str:
    """The ``name`` attribute, blanks normalised as FEEL does."""
    return " ".join(str(element.get("name", "")).split())
