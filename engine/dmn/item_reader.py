"""Read item definitions and type references."""

from __future__ import annotations

from engine.dmn.item_types import ItemType
from engine.dmn.reading import Reading
from engine.dmn.xml import Element, child, children, content, name_of, text_in
from engine.feel.syntax.nodes import TypeName
from engine.feel.types import is_known


def read_types(reading: Reading, root: Element) -> None:
    """Fill ``reading.types`` with the model's item definitions; they may refer to each other in any order."""
    elements = children(root, "itemDefinition")
    for element in elements:
        reading.types[name_of(element)] = ItemType(name_of(element))
    for element in elements:
        _define(reading, element, reading.types[name_of(element)])
    done: set[int] = set()
    for element in elements:
        if _circular(reading.types[name_of(element)], frozenset(), done):
            name = name_of(element)
            reading.problem(element, "dmn_type_cycle", f"类型“{name}”引用自身", f'type "{name}" refers to itself')


def _define(reading: Reading, element: Element, kind: ItemType) -> None:
    kind.collection = element.get("isCollection") == "true"
    function = child(element, "functionItem")
    components = children(element, "itemComponent")
    reference = child(element, "typeRef")
    if function is not None:
        kind.feel = TypeName("function")
    elif components:
        kind.components = tuple((name_of(part), _component(reading, part)) for part in components)
    elif reference is not None:
        kind.base = type_named(reading, reference, content(reference))
    for name, attribute in (("allowedValues", "allowed"), ("typeConstraint", "whole")):
        constraint = child(element, name)
        if constraint is not None:
            setattr(kind, attribute, reading.tests(constraint, text_in(constraint), ()))
            if attribute == "allowed":
                kind.order = reading.ranking(text_in(constraint))


def _component(reading: Reading, element: Element) -> ItemType:
    kind = ItemType(name_of(element))
    _define(reading, element, kind)
    return kind


def type_named(reading: Reading, element: Element, reference: str) -> ItemType | None:
    """The type of a ``typeRef``; None for Any or none at all. An unknown one is a problem."""
    name = " ".join(reference.removeprefix("feel:").rpartition("}")[2].split())
    prefix, colon, local = name.partition(":")
    if colon and name not in reading.types and prefix in element.nsmap:
        name = local
    if not name or name == "Any":
        return None
    if name in reading.types:
        return reading.types[name]
    if is_known(name):
        return ItemType(name, feel=TypeName(name))
    reading.problem(element, "dmn_unknown_type", f"未知类型“{name}”", f'unknown type "{name}"')
    return None


def type_of(reading: Reading, element: Element | None) -> ItemType | None:
    """The type an element declares in its ``typeRef`` attribute."""
    if element is None or not element.get("typeRef"):
        return None
    return type_named(reading, element, str(element.get("typeRef")))


def _circular(kind: ItemType, above: frozenset[int], done: set[int]) -> bool:
    if id(kind) in above:
        return True
    if id(kind) in done:
        return False
    inner = above | {id(kind)}
    parts = [part for _, part in kind.components] + ([kind.base] if kind.base else [])
    if any(_circular(part, inner, done) for part in parts):
        return True
    done.add(id(kind))
    return False
