"""Registers (台账): ``registers/<key>.yaml`` -> ``Register``."""

from __future__ import annotations

from engine.content import marked
from engine.content.codes import declare
from engine.content.record import Record, record
from engine.content.sheet import Sheet
from engine.model.register import Column, Register, Write

COLUMN_TYPES = frozenset(
    {"text", "longtext", "int", "decimal", "money", "date", "datetime", "bool", "enum", "list", "ref"}
)

UNKNOWN_TYPE = declare(
    "register-column-type", "列 {column} 的类型不认识:{type}", "Column {column} has an unknown type: {type}",
    "`{id: amount, type: euro}`",
)
COLUMN_TWICE = declare(
    "register-column-twice", "列重复:{column}", "Column declared twice: {column}", "two columns with `id: amount`"
)

UNKNOWN_ANONYMOUS = declare(
    "register-anonymous", "anonymous 所说的列不存在:{column}", "anonymous names no column: {column}",
    "`anonymous: seald` where the column is `sealed`"
)


def read_register(source: bytes, sheet: Sheet) -> Register | None:
    """The register of one file, None when it cannot be read."""
    data = marked.load(source, sheet)
    found = record(data, sheet) if data is not None or not sheet.problems else None
    if found is None:
        return None
    register = Register(
        id=found.text("id"), key=found.text("key"), name=found.text("name"), name_en=found.text("name_en", ""),
        secrecy=found.number("secrecy", 1), columns=_columns(found),
        writes=tuple(_write(item) for item in found.records("writes")),
        series=found.text("series", ""), unit=found.text("unit", "=own_unit"), readers=found.words("readers"),
        circles=found.words("circles"), anonymous=found.text("anonymous", ""),
        file=sheet.file,
    )
    if register.anonymous and register.anonymous not in {column.id for column in register.columns}:
        sheet.note(UNKNOWN_ANONYMOUS, found.line_of("anonymous"), register.id, column=register.anonymous)
    found.done()
    return register


def _columns(found: Record) -> tuple[Column, ...]:
    columns: dict[str, Column] = {}
    for item in found.records("columns", required=True):
        column = Column(
            id=item.text("id"), name=item.text("name"), name_en=item.text("name_en", ""),
            type=item.text("type", "text"), up=item.flag("up"), mask=item.flag("mask"), options=item.texts("options"),
        )
        item.done()
        if column.type not in COLUMN_TYPES:
            item.sheet.note(UNKNOWN_TYPE, item.line_of("type"), found.element, column=column.id, type=column.type)
        if column.id in columns:
            item.sheet.note(COLUMN_TWICE, item.line, found.element, column=column.id)
        columns.setdefault(column.id, column)
    return tuple(columns.values())


def _write(item: Record) -> Write:
    write = Write(
        process=item.text("process"), at=item.text("at"), set=item.texts("set"), when=item.text("when", ""),
        each=item.text("each", ""), row=item.text("row", ""), track=item.text("track", ""),
        target=item.text("target", ""), adopts=item.flag("adopts"), line=item.line,
    )
    item.done()
    return write
