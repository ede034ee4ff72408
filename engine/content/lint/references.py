"""What a diagram names in other files exists there: forms, limits, decisions, called procedures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.content.codes import declare
from engine.content.lint.context import Context
from engine.model.definition import Process
from engine.model.errors import Problem

_IDS = re.compile(r'"(TL-[^"]*)"')

FORM = declare(
    "unknown-form", "表单不存在:{ref}", "Unknown form: {ref}", '`<sv:form key="clue-transfer/gone"/>`',
    house=True,
)
LIMIT = declare("unknown-limit", "时限不存在:{ref}", "Unknown limit: {ref}", '`<sv:limit ref="TL-Z99"/>`')
DECISION = declare("unknown-decision", "决策不存在:{ref}", "Unknown decision: {ref}", '`<sv:decision ref="gone"/>`')
NO_DECISION = declare(
    "decision-missing", "业务规则任务没有 sv:decision", "The business rule task has no sv:decision",
    "`<bpmn:businessRuleTask/>` without `sv:decision`", house=True,
)
CALLED = declare(
    "unknown-called-process", "被调用的流程不存在:{ref}", "Unknown called process: {ref}",
    '`<bpmn:callActivity calledElement="gone"/>`',
)


def forms(process: Process, context: Context) -> Iterator[Problem]:
    """Forms of tasks and starts exist."""
    for node in process.nodes.values():
        ref = node.ext.form
        if ref and context.misses(ref, context.bundle.forms, f"forms/{ref}.json"):
            yield FORM.at(process.file, node.line, node.id, ref=ref)


def limits(process: Process, context: Context) -> Iterator[Problem]:
    """Limits of tasks exist, also those a FEEL reference chooses between."""
    for node in process.nodes.values():
        limit = node.ext.limit
        for ref in _limit_ids(limit.ref) if limit else ():
            if limit and context.misses(ref, context.bundle.limits, "org/limits.yaml"):
                yield LIMIT.at(process.file, limit.line, node.id, ref=ref or "-")


def _limit_ids(ref: str) -> list[str]:
    """The literal id, or the ids written in the FEEL expression."""
    return _IDS.findall(ref) if ref.startswith("=") else [ref]


def decisions(process: Process, context: Context) -> Iterator[Problem]:
    """Business rule tasks name a decision that exists."""
    for node in process.nodes.values():
        ref = node.ext.decision
        if node.kind == "businessRuleTask" and not ref:
            yield NO_DECISION.at(process.file, node.line, node.id)
        if ref and context.misses(ref, context.bundle.decisions, f"processes/{ref}.dmn"):
            yield DECISION.at(process.file, node.line, node.id, ref=ref)


def called(process: Process, context: Context) -> Iterator[Problem]:
    """Called procedures exist."""
    for node in process.nodes.values():
        if node.kind == "callActivity" and (not node.called or context.misses_process(node.called)):
            yield CALLED.at(process.file, node.line, node.id, ref=node.called or "-")
