"""Registers (台账): lists of rows the cases have written, and their export."""

from __future__ import annotations

from typing import Any

from api.acts import ask
from api.kinds import Choice, Columns, Kind, Text, Whole
from api.reply import FileReply, JsonReply
from api.rest.fields import AFTER, LIMIT, PAGE, SEARCH
from api.routes import Subject
from api.shapes import Field, shape
from engine import queries

SUBJECT = Subject("registers", "台账", "Registers")

_COLUMNS: dict[str, Kind] = {"unit": Text(100), "status": Text(100), "year": Whole(1900, 9999), "row_no": Text(100)}
_WHERE = Field(Columns(_COLUMNS), "按列筛选:where[status]=open", "Filter by column: where[status]=open", required=False)
_FORMAT = Field(Choice(("csv", "xlsx")), "导出格式", "Format of the export")


@SUBJECT.get("/registers", "我可以查看的台账", "Registers I may read", JsonReply("Register", many=True))
def registers() -> Any:
    return ask(queries.Registers())


@SUBJECT.get(
    "/registers/<register>/rows", "台账内容", "Rows of a register", JsonReply("RegisterRows"),
    query=shape(text=SEARCH, where=_WHERE, after=AFTER, limit=LIMIT),
)  # fmt: skip
def rows(register: str, query: dict[str, Any]) -> Any:
    given = {**query, "where": query["where"] or {}, "limit": query["limit"] or PAGE}
    return ask(queries.RegisterRows(register, **given))


@SUBJECT.get(
    "/registers/<register>/export", "导出台账", "Export a register", FileReply(),
    query=shape(format=_FORMAT, where=_WHERE),
)  # fmt: skip
def export(register: str, query: dict[str, Any]) -> Any:
    return ask(queries.RegisterExport(register, query["format"], query["where"] or {}))
