"""Registers and letters should only ask for what the procedure has that writes them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.content.codes import WARNING, declare
from engine.content.lint import documents
from engine.content.lint.content import register_texts
from engine.content.lint.context import Context
from engine.content.lint.feel import names
from engine.content.lint.variables import ALWAYS, provided
from engine.model.definition import Process
from engine.model.errors import Problem

OF_REGISTER = declare(
    "register-unknown-variable", "流程 {process} 写台账时,{what} 用到的变量 {name} 没有任何表单、赋值或输入提供",
    "When process {process} writes the register, {what} uses {name}, which no form, set or input provides",
    "`amount: =issue_amuont`", WARNING,
)
OF_LETTER = declare(
    "letter-unknown-variable", "文书的 {what} 用到的变量 {name} 没有任何表单、赋值或输入提供",
    "{what} of the letter uses {name}, which no form, set or input provides", "`subject: =subjct_names`", WARNING,
)
_WRITING = frozenset({"row", "item", "task"})


def registers(context: Context) -> Iterator[Problem]:
    """Each name in a write is a variable of the procedure that writes."""
    known: dict[str, frozenset[str]] = {}
    for register in context.bundle.registers.values():
        for write, text in register_texts(register):
            source = context.bundle.processes.get(write.process) if write else None
            if source is None:
                continue
            key = source.process.key
            if key not in known:
                known[key] = _provided([source.process], context) | _WRITING
            for name in sorted(names(text.feel) - known[key]):
                line = context.line(register.file, name, text.line or 1)
                yield OF_REGISTER.at(register.file, line, register.id, process=key, what=text.what, name=name)


def letters(context: Context) -> Iterator[Problem]:
    """Each name in a letter is a variable of its procedure, or of one that makes it."""
    for letter in context.bundle.letters.values():
        users = [source.process for source in context.bundle.processes.values()
                 if source.process.key == letter.procedure or _makes(source.process, letter.id)]
        known = _provided(users, context)
        for text in documents.texts(letter) if users else ():
            for name in sorted(names(text.feel) - known):
                line = context.line(letter.file, name)
                yield OF_LETTER.at(letter.file, line, letter.id, what=text.what, name=name)


def _provided(processes: list[Process], context: Context) -> frozenset[str]:
    return ALWAYS.union(*(provided(process, context) for process in processes))


def _makes(process: Process, letter: str) -> bool:
    return any(node.ext.action and node.ext.action.ref == letter for node in process.nodes.values())
