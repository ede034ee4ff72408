"""Registers and file names fit the procedures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.content.codes import WARNING, declare
from engine.content.lint.context import Context
from engine.content.lint.feel import Text, faults, literal_or_feel
from engine.model.errors import Problem
from engine.model.register import Register, Write

FILE_NAME = declare(
    "process-file-name", "文件名应与流程 id 一致:{want}", "The file should be named after the process id: {want}",
    "process `clue_transfer` in `processes/clue.bpmn`", house=True,
)
REGISTER_KEY = declare(
    "register-key-twice", "台账 key 重复:{key}", "Register key used twice: {key}",
    "two registers with `key: clue_ledger`",
)
PROCESS = declare(
    "register-unknown-process", "台账写入引用了不存在的流程 {process}", "The write names process {process}, unknown",
    "`process: clue-transferr`",
)
ELEMENT = declare(
    "register-unknown-element", "台账写入的 {where} 引用了流程 {process} 中不存在的元素 {ref}",
    "The write's {where} names {ref}, which process {process} lacks", "`at: E99_gone`",
)
COLUMN = declare(
    "register-unknown-column", "台账没有列 {column}", "The register has no column {column}", "`set: {recieved_at: now}`"
)
UNWRITTEN = declare(
    "register-column-unwritten", "没有任何写入填写列 {column}", "No write fills the column {column}",
    "a column `amount` that no `set` names", WARNING,
)
READER = declare(
    "register-unknown-reader", "台账读者角色不存在:{role}", "Unknown reader role of the register: {role}",
    "`readers: [clue_admn]`",
)

COMMON_COLUMNS = frozenset({
    "row_no", "unit", "year", "status", "due_raw", "due_effective", "colour", "closed_at", "days_used",
    "overdue_days", "version", "level", "link_count", "archived",
})
"""Columns every register has (catalogue section 11)."""


def process_files(context: Context) -> Iterator[Problem]:
    """``processes/<key>.bpmn`` holds the process ``<key>``."""
    for key, source in context.bundle.processes.items():
        global_task = source.process.id in source.process.nodes
        if global_task:
            continue
        if source.file.startswith("processes/") and source.file != f"processes/{key}.bpmn":
            yield FILE_NAME.at(source.file, source.process.line, source.process.id, want=f"{key}.bpmn")


def register_keys(context: Context) -> Iterator[Problem]:
    """Keys of registers are unique (their ids are the bundle's own keys)."""
    count = Counter(register.key for register in context.bundle.registers.values())
    for register in context.bundle.registers.values():
        if count[register.key] > 1:
            yield REGISTER_KEY.at(register.file, context.line(register.file, "key"), register.id, key=register.key)


def register_writes(context: Context) -> Iterator[Problem]:
    """Writes hang on elements that exist."""
    for register, write in _writes(context):
        source = context.bundle.processes.get(write.process)
        if source is None:
            if context.misses_process(write.process):
                line = context.line(register.file, write.process, write.line)
                yield PROCESS.at(register.file, line, register.id, process=write.process)
            continue
        for where, ref in (("at", write.at), ("track", write.track)):
            if ref and ref not in source.process.nodes:
                line = context.line(register.file, ref, write.line)
                yield ELEMENT.at(register.file, line, register.id, where=where, process=write.process, ref=ref)


def register_columns(context: Context) -> Iterator[Problem]:
    """Writes fill columns that exist."""
    for register, write in _writes(context):
        known = COMMON_COLUMNS | {column.id for column in register.columns}
        for column in write.set:
            if column not in known:
                line = context.line(register.file, column, write.line)
                yield COLUMN.at(register.file, line, register.id, column=column)


def unwritten_columns(context: Context) -> Iterator[Problem]:
    """Each column of a register that procedures write is filled by one of them."""
    for register in context.bundle.registers.values():
        written = {column for write in register.writes for column in write.set}
        for column in register.columns if register.writes else ():
            if column.id not in written:
                line = context.line(register.file, column.id)
                yield UNWRITTEN.at(register.file, line, register.id, column=column.id)


def register_readers(context: Context) -> Iterator[Problem]:
    """Readers are roles that exist."""
    for register in context.bundle.registers.values():
        for role in register.readers:
            if role != "*" and context.misses_role(role):
                yield READER.at(register.file, context.line(register.file, role), register.id, role=role)


def register_expressions(context: Context) -> Iterator[Problem]:
    """Every FEEL text of a register compiles."""
    for register in context.bundle.registers.values():
        yield from faults(context, register.file, (text for _, text in register_texts(register)))


def _writes(context: Context) -> Iterator[tuple[Register, Write]]:
    for register in context.bundle.registers.values():
        for write in register.writes:
            yield register, write


def register_texts(register: Register) -> Iterator[tuple[Write | None, Text]]:
    """All FEEL texts of a register, each with the write it belongs to."""
    yield from ((None, text) for text in literal_or_feel(0, register.id, "unit", register.unit))
    for write in register.writes:
        for what, feel in (("each", write.each), ("when", write.when), ("target", write.target)):
            if feel:
                yield write, Text(write.line, register.id, what, feel.removeprefix("=").strip())
        values = [("row", write.row), *((f"set {column}", value) for column, value in write.set.items())]
        for what, value in values:
            yield from ((write, text) for text in literal_or_feel(write.line, register.id, what, value))
