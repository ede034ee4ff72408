"""What a caller hands over is something the called procedure uses, and what it takes back something that one has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.content.bundle import DiagramSource
from engine.content.codes import WARNING, declare
from engine.content.lint.context import Context
from engine.content.lint.feel import names
from engine.model.definition import Process
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
