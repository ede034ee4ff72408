"""Faults of a diagram's text: unknown elements and attributes, misplaced declarations, ids used twice, dead references.

These need the XML itself, so they are found here and not by the rules of ``lint``, which see only the model.
"""

from __future__ import annotations

from lxml.etree import _Element as Element

from engine.content.codes import WARNING, declare
from engine.content.sheet import Sheet
from engine.content.tree import SV, attribute, body, bpmn_name, line, reference, sv_name
from engine.content.vocabulary import BPMN as KNOWN
from engine.content.vocabulary import MULTI_ATTRIBUTES, NODES
from engine.content.vocabulary import SV as SHAPES

UNKNOWN_BPMN = declare(
    "unknown-bpmn-element", "不认识的 BPMN 元素:{name}", "Unknown BPMN element: {name}", "`<bpmn:usertask/>`"
)
UNKNOWN_SV = declare("unknown-sv-element", "不认识的 sv 元素:{name}", "Unknown sv element: {name}", "`<sv:roles/>`")
UNKNOWN_ATTRIBUTE = declare(
    "unknown-sv-attribute", "sv:{name} 没有属性 {attribute}", "sv:{name} has no attribute {attribute}",
    '`<sv:form ref="x"/>` (the attribute is `key`)',
)
MISSING_ATTRIBUTE = declare(
    "missing-sv-attribute", "sv:{name} 缺少属性 {attribute}", "sv:{name} lacks the attribute {attribute}",
    "`<sv:limit/>` without `ref`",
)
MISPLACED = declare(
    "misplaced-sv-element", "sv:{name} 不能放在 {host} 中", "sv:{name} does not belong in {host}",
    "`<sv:form/>` in a service task",
)
DUPLICATE_ID = declare(
    "duplicate-id", "id 重复:{id}(首次出现在第 {first} 行)", "Id used twice: {id} (first on line {first})",
    'two elements with `id="E02_review"`',
    basis="8.2.1, Table 8.5: id: the unique identifier of BPMN elements.",
)
UNKNOWN_REFERENCE = declare(
    "unknown-reference", "{attribute} 指向不存在的 {ref}", "{attribute} names {ref}, which does not exist",
    '`<bpmn:messageEventDefinition messageRef="Message_9"/>` without such a message',
    basis="10.5.5: messageRef, signalRef, errorRef and escalationRef name an element of the definitions.",
)
NO_SHAPE = declare(
    "no-shape", "图形信息中没有此元素的图形", "The drawing has no shape for this element",
    "a task without `bpmndi:BPMNShape`", WARNING,
)

SCRIPT_LANGUAGE = declare(
    "script-language", "脚本须用 FEEL 编写,不支持 {language}", "Scripts are FEEL; {language} does not run here",
    '`<bpmn:scriptTask scriptFormat="groovy">`',
)
EXPRESSION_LANGUAGE = declare(
    "expression-language", "表达式须用 FEEL 编写,不支持 {language}",
    "Expressions are FEEL; {language} does not run here",
    '`<bpmn:conditionExpression language="groovy">`',
)

_FEEL = ("feel", "juel", "https://www.omg.org/spec/dmn/", "http://www.omg.org/spec/dmn/", "http://www.omg.org/spec/feel/",
         "https://www.omg.org/spec/feel/")
_REFERENCES = {"messageRef": "message", "signalRef": "signal", "errorRef": "error", "escalationRef": "escalation"}
_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"


def check(root: Element, sheet: Sheet) -> None:
    """Note every fault of the text of a diagram."""
    declared = {(bpmn_name(element), attribute(element, "id")) for element in root.iterchildren("*")}
    drawn = {reference(attribute(shape, "bpmnElement")) for shape in root.iter(_DI + "BPMNShape")}
    first: dict[str, int] = {}
    owner = ""
    for element in root.iter("*"):
        if name := bpmn_name(element):
            owner = attribute(element, "id") or owner
            _check_bpmn(element, name, owner, sheet)
            _check_references(element, owner, declared, sheet)
            _check_language(element, name, owner, sheet)
            if drawn and name in NODES and owner not in drawn:
                sheet.note(NO_SHAPE, line(element), owner)
        elif name := sv_name(element):
            _check_sv(element, name, owner, sheet)
        if id_ := attribute(element, "id"):
            if id_ in first:
                sheet.note(DUPLICATE_ID, line(element), id_, id=id_, first=first[id_])
            first.setdefault(id_, line(element))


def _check_bpmn(element: Element, name: str, owner: str, sheet: Sheet) -> None:
    if name not in KNOWN:
        sheet.note(UNKNOWN_BPMN, line(element), owner, name=name)
    allowed = MULTI_ATTRIBUTES if name == "multiInstanceLoopCharacteristics" else frozenset()
    for key in element.attrib:
        attribute_name = str(key).removeprefix(SV)
        if str(key).startswith(SV) and attribute_name not in allowed:
            sheet.note(UNKNOWN_ATTRIBUTE, line(element), owner, name=name, attribute=attribute_name)


def _check_references(element: Element, owner: str, declared: set[tuple[str, str]], sheet: Sheet) -> None:
    for key, kind in _REFERENCES.items():
        ref = reference(attribute(element, key))
        if ref and (kind, ref) not in declared:
            sheet.note(UNKNOWN_REFERENCE, line(element), owner, attribute=key, ref=ref)


def _check_language(element: Element, name: str, owner: str, sheet: Sheet) -> None:
    """A script or expression may say its language; ``${...}`` of the unified expression language is read as FEEL."""
    script = attribute(element, "scriptFormat")
    if script and script.rpartition("/")[2].removeprefix("x-").lower() != "feel" and _has_script(element):
        sheet.note(SCRIPT_LANGUAGE, line(element), owner, language=script)
    language = attribute(element, "language")
    if language and name != "definitions" and not language.lower().startswith(_FEEL):
        sheet.note(EXPRESSION_LANGUAGE, line(element), owner, language=language)


def _has_script(element: Element) -> bool:
    return any(bpmn_name(inner) == "script" and body(inner) for inner in element)


def _check_sv(element: Element, name: str, owner: str, sheet: Sheet) -> None:
    shape = SHAPES.get(name)
    if shape is None:
        sheet.note(UNKNOWN_SV, line(element), owner, name=name)
        return
    host = _host(element)
    if host not in shape.on:
        sheet.note(MISPLACED, line(element), owner, name=name, host=host)
    for key in sorted({str(key) for key in element.attrib} - shape.attributes):
        sheet.note(UNKNOWN_ATTRIBUTE, line(element), owner, name=name, attribute=key)
    for key in sorted(shape.required):
        if key not in element.attrib:
            sheet.note(MISSING_ATTRIBUTE, line(element), owner, name=name, attribute=key)


def _host(element: Element) -> str:
    """Local name of the BPMN element (or ``sv:action``) that a declaration belongs to."""
    parent = element.getparent()
    if parent is not None and bpmn_name(parent) == "extensionElements":
        parent = parent.getparent()
    return (bpmn_name(parent) or sv_name(parent)) if parent is not None else ""
