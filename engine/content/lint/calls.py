"""What is handed over is something the called or started procedure uses, and what is taken back something it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.content.bundle import DiagramSource
from engine.content.codes import WARNING, declare
from engine.content.lint.context import Context
from engine.content.lint.feel import names
from engine.feel import FeelLimitError, FeelSyntaxError
from engine.feel.syntax.nodes import ContextNode
from engine.feel.syntax.walk import parts
from engine.model.alarm import Start
from engine.model.definition import Process, definition_key
from engine.model.errors import Problem

INPUT = declare(
    "call-unknown-input", "被调用的流程 {called} 没有用到输入 {name}",
    "The called process {called} never uses the input {name}",
    '`<sv:input variable="tehme" value="theme"/>`', WARNING,
)
OUTPUT = declare(
    "call-unknown-output", "被调用的流程 {called} 没有输出所取的变量 {name}",
    "The called process {called} has no {name} that the output could take",
    '`<sv:output variable="result" value="reslt"/>`', WARNING,
)
START = declare(
    "start-unknown-variable", "被启动的流程 {started} 没有用到变量 {name}",
    "The started process {started} never uses the variable {name}",
    '`{adressee: unit}` handed to a procedure whose form has `addressee`', WARNING,
)


def inputs_and_outputs(process: Process, context: Context) -> Iterator[Problem]:
    """Each input is mentioned somewhere in the called procedure, and so is what each output takes."""
    for node in process.nodes.values():
        source = context.bundle.processes.get(node.called)
        if source is None:
            continue
        words = _words(source, context)
        for given in node.ext.inputs:
            if given.variable not in words:
                yield INPUT.at(process.file, given.line, node.id, called=node.called, name=given.variable)
        for taken in node.ext.outputs:
            for name in sorted(names(taken.value) - words):
                yield OUTPUT.at(process.file, taken.line, node.id, called=node.called, name=name)


def started(process: Process, context: Context) -> Iterator[Problem]:
    """Each variable an action hands to the case it starts is mentioned somewhere in that one's procedure."""
    for node in process.nodes.values():
        action = node.ext.action
        source = context.bundle.processes.get(definition_key(action.params.get("definition", ""))) if action else None
        if action is None or source is None or action.type != "start":
            continue
        words = _words(source, context)
        for name in _entries(action.params.get("variables", "")):
            if name not in words:
                yield START.at(process.file, action.line, node.id, started=source.process.key, name=name)


def started_by_alarms(context: Context) -> Iterator[Problem]:
    """The same for the cases early-warning rules start."""
    for rule in context.bundle.rules.values():
        for act in rule.acts:
            source = context.bundle.processes.get(definition_key(act.does.definition)) if isinstance(act.does, Start) \
                else None
            words = _words(source, context) if source else frozenset()
            for name in act.does.variables if source and isinstance(act.does, Start) else ():
                if source and name not in words:
                    line = context.line(rule.file, name)
                    yield START.at(rule.file, line, rule.id, started=source.process.key, name=name)


def _entries(feel: str) -> tuple[str, ...]:
    """Names of the entries of a context written out; none where the text is something else."""
    try:
        first = next(parts(feel), None)
    except (FeelSyntaxError, FeelLimitError):
        return ()
    return tuple(name for name, _value in first.entries) if isinstance(first, ContextNode) else ()


def _words(source: DiagramSource, context: Context) -> frozenset[str]:
    """Every word of the diagram, its forms, its letters and the registers: generous, since this rule only warns."""
    bundle = context.bundle
    texts = [source.xml]
    texts += [bundle.files.get(f"forms/{node.ext.form}.json", b"") for node in source.process.nodes.values()]
    texts += [bundle.files.get(letter.file, b"") for letter in bundle.letters.values()
              if letter.procedure in (source.process.key, "*")]
    texts += [bundle.files.get(register.file, b"") for register in bundle.registers.values()
              if any(write.process == source.process.key for write in register.writes)]
    return frozenset(re.findall(r"\w+", b"\n".join(texts).decode("utf-8", "replace")))
