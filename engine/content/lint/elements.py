"""Elements that declarations name exist in the same diagram; loops know what they run over."""

from __future__ import annotations

from collections.abc import Iterator

from engine.content.codes import declare
from engine.content.lint.context import Context
from engine.model.definition import Node, Process
from engine.model.errors import Problem

ELEMENT = declare(
    "unknown-element", "{where} 引用了不存在的元素 {ref}", "{where} names {ref}, which does not exist in the diagram",
    '`<sv:exclude rule="SD-1" performersOf="E99_gone"/>`',
)
MULTI = declare(
    "multi-instance-without-collection", "多实例没有集合或次数",
    "The multi-instance has neither collection nor cardinality",
    "`<bpmn:multiInstanceLoopCharacteristics/>` alone",
    basis="10.3.8, Table 10.29: the number of instances comes from loopCardinality or from loopDataInputRef.",
)


def named_elements(process: Process, _: Context) -> Iterator[Problem]:
    """Exclusions, nominations, exceptional paths and signatures name elements that exist."""
    for node in process.nodes.values():
        for line, where, ref in _references(node):
            if ref not in process.nodes:
                yield ELEMENT.at(process.file, line, node.id, where=where, ref=ref)
    for path in process.exceptions:
        for where, ref in (("sv:exception until", path.until), ("sv:exception task", path.task)):
            if ref and ref not in process.nodes:
                yield ELEMENT.at(process.file, path.line, process.id, where=where, ref=ref)


def multi_instances(process: Process, _: Context) -> Iterator[Problem]:
    """A multi-instance has a collection or a cardinality."""
    for node in process.nodes.values():
        if node.multi and not node.multi.collection and not node.multi.cardinality:
            yield MULTI.at(process.file, node.line, node.id)


def _references(node: Node) -> Iterator[tuple[int, str, str]]:
    for exclusion in node.ext.exclusions:
        for ref in exclusion.elements:
            yield exclusion.line, "sv:exclude performersOf", ref
    if node.ext.nomination:
        for ref in node.ext.nomination.exclude:
            yield node.ext.nomination.line, "sv:nominate notPerformersOf", ref
    action = node.ext.action
    signer = action.params.get("signedBy", "") if action else ""
    if action and signer and not signer.startswith("="):
        yield action.line, "sv:param signedBy", signer
