"""Small readers of an lxml tree: names without namespaces, children by name, text, lines, references."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml.etree import _Element as Element

from engine.feel import unwrap
from engine.model.definition import BPMN_NAMESPACE, SV_NAMESPACE

BPMN = f"{{{BPMN_NAMESPACE}}}"
SV = f"{{{SV_NAMESPACE}}}"
CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"


def bpmn_name(element: Element) -> str:
    """Local name of a BPMN element, empty for any other namespace."""
    tag = str(element.tag)
    return tag.removeprefix(BPMN) if tag.startswith(BPMN) else ""


def sv_name(element: Element) -> str:
    """Local name of an ``sv`` element, empty for any other namespace."""
    tag = str(element.tag)
    return tag.removeprefix(SV) if tag.startswith(SV) else ""


def children(element: Element, name: str) -> Iterator[Element]:
    """BPMN children with a local name."""
    return element.iterchildren(BPMN + name)


def child(element: Element, name: str) -> Element | None:
    """The first BPMN child with a local name."""
    return next(children(element, name), None)


def text(element: Element, name: str) -> str:
    """Stripped text of the first BPMN child with a local name, empty when there is none."""
    found = child(element, name)
    return body(found) if found is not None else ""


def body(element: Element) -> str:
    """Stripped text of an element."""
    return (element.text or "").strip()


def attribute(element: Element, name: str) -> str:
    """Stripped attribute, empty when absent."""
    return (element.get(name) or "").strip()


def line(element: Element) -> int:
    """Source line of an element."""
    sourceline: Any = element.sourceline  # the stubs leave its type open
    return int(sourceline or 0)


def reference(text_: str) -> str:
    """The id in a reference that may carry a namespace prefix (``tns:Message_1``)."""
    return text_.strip().rsplit(":", 1)[-1]


def extensions(element: Element) -> Iterator[Element]:
    """Children of the element's ``bpmn:extensionElements``."""
    for holder in children(element, "extensionElements"):
        yield from holder.iterchildren("*")


def sv_children(element: Element, name: str) -> Iterator[Element]:
    """The element's ``sv`` declarations of one name."""
    return (found for found in extensions(element) if sv_name(found) == name)


def feel(text_: str) -> str:
    """An expression that is always FEEL: a leading ``=`` or a ``${...}`` around it is allowed and dropped."""
    return unwrap(text_)
