"""Registers: rows an actor may read - by office, as a participant, or from above by the columns marked ``up``."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from openpyxl import Workbook
from sqlalchemy import ColumnElement, Row, false, func, or_, select

from engine.model.access import MAX_OPEN_LEVEL
from engine.model.errors import NotFound
from engine.model.register import Column, Register
from engine.model.values import from_json, to_plain
from engine.queries import shapes
from engine.queries.base import Look, Query, page
from engine.queries.words import COLUMNS, LIGHTS, STATES
from engine.store.tables import instance, link, member, register_row

COMMON = tuple(COLUMNS)
WRITTEN = ("days_used", "overdue_days", "created_by", "created_at")     # common columns the writer of a row notes in it
UP_COMMON = frozenset({"row_no", "unit", "year", "status", "due_raw", "due_effective", "colour", "closed_at"})
EXPORT_LIMIT = 100_000


@dataclass(frozen=True)
class Registers(Query):
    """Registers of which the actor may see at least one row, or whose rows the actor reads by office."""

    def answer(self, look: Look) -> list[dict[str, Any]]:
        """``[{id, key, name, name_en, count, restricted}]``."""
        found = []
        for register in look.release.bundle.registers.values():
            full, up = _full(look, register), _up(look, register)
            query = select(func.count()).select_from(register_row).where(register_row.c.register == register.id)
            n = look.connection.execute(query.where(full | up)).scalar_one()
            office = _by_office(look, register)
            if n or office:
                open_ = n and look.connection.execute(query.where(full)).scalar_one()
                found.append({"id": register.id, "key": register.key, "name": register.name,
                              "name_en": register.name_en, "count": n, "restricted": not open_ and not office})
        return found


@dataclass(frozen=True)
class RegisterRows(Query):
    """Rows of a register the actor may see; NotFound when there is nothing for this actor in it."""

    register: str
    text: str | None = None
    after: str | None = None
    limit: int = 50
    where: Mapping[str, str] = field(default_factory=dict)

    def answer(self, look: Look) -> dict[str, Any]:
        """``{register, items, next}``; a restricted item shows the columns marked ``up`` only.

        ``labels`` of a column say what the codes in these items mean, where they are not words themselves.
        """
        register = _register(look, self.register)
        size = page(self.limit)
        rows = _rows(look, register, self.text, self.after, self.where, size + 1)
        if not rows and not _by_office(look, register) and not self.after and not self._narrows():
            raise NotFound
        items = [_item(look, register, row) for row in rows[:size]]
        return {
            "register": {
                "id": register.id, "key": register.key, "name": register.name, "name_en": register.name_en,
                "columns": [{"id": c.id, "name": c.name, "name_en": c.name_en, "type": c.type, "up": c.up,
                             "labels": _labels(look, c, items)} for c in register.columns],
            },
            "items": items, "next": rows[size - 1].row_no if len(rows) > size else None,
        }

    def _narrows(self) -> bool:
        return bool(self.text or self.where)


@dataclass(frozen=True)
class RegisterExport(Query):
    """A register as CSV (UTF-8 with BOM, for spreadsheets) or XLSX, with what the actor may see of it."""

    register: str
    format: str = "csv"
    where: Mapping[str, str] = field(default_factory=dict)
    permission: ClassVar[str] = "export"

    def answer(self, look: Look) -> dict[str, Any]:
        """``{name, media_type, content}``."""
        register = _register(look, self.register)
        rows = [_item(look, register, row) for row in _rows(look, register, None, None, self.where, EXPORT_LIMIT)]
        names = {**COLUMNS, **{c.id: c.name for c in register.columns}}
        said = {"status": STATES, "colour": LIGHTS, **{c.id: _labels(look, c, rows) for c in register.columns}}
        table: list[list[Any]] = [
            list(names.values()), *[[_said(row.get(name), said.get(name, {})) for name in names] for row in rows]]
        return sheet_file(f"{register.id}-{register.name}", register.name, table, self.format)


def sheet_file(name: str, title: str, table: list[list[Any]], form: str) -> dict[str, Any]:
    """A table as a file: CSV (UTF-8 with BOM) or XLSX with one sheet ``title``; ``{name, media_type, content}``."""
    table = [[_cell(value) for value in line] for line in table]
    if form == "xlsx":
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return {"name": f"{name}.xlsx", "media_type": kind, "content": _xlsx(title, table)}
    return {"name": f"{name}.csv", "media_type": "text/csv; charset=utf-8", "content": _csv(table)}


def visible_rows(look: Look, register: Register) -> ColumnElement[bool]:
    """Condition on ``register_row``: rows the actor may see, be it only by their ``up`` columns."""
    return _full(look, register) | _up(look, register)


def _register(look: Look, id_: str) -> Register:
    for register in look.release.bundle.registers.values():
        if id_ in (register.id, register.key):
            return register
    raise NotFound


def _by_office(look: Look, register: Register) -> list[str]:
    """Units whose rows the actor reads in full by office: of level 3 those of the office itself, else also below."""
    person = look.release.organisation.people.get(look.actor.user)
    if person is None or person.clearance < register.secrecy:
        return []
    if register.secrecy > MAX_OPEN_LEVEL:
        return sorted({holding.unit for holding in person.holdings if holding.role in register.readers})
    return sorted(unit for role, unit in look.reach.readers if role in register.readers)


def _full(look: Look, register: Register) -> ColumnElement[bool]:
    units = _by_office(look, register)
    office = register_row.c.unit.in_(units) if units else false()
    circles = ["", *register.circles]
    mine = select(member.c.instance).where(member.c.user == look.actor.user, member.c.circle.in_(circles))
    return or_(office, register_row.c.instance.in_(mine))


def _up(look: Look, register: Register) -> ColumnElement[bool]:
    if not look.reach.penetrates or not any(column.up for column in register.columns):
        return false()
    return register_row.c.unit.in_(sorted(look.reach.penetrates))


def _rows(
    look: Look, register: Register, text: str | None, after: str | None, where: Mapping[str, str], limit: int
) -> list[Row[Any]]:
    full = _full(look, register)
    links = select(func.count()).where(link.c.instance == register_row.c.instance).scalar_subquery()
    query = (
        select(register_row, full.label("open"), instance.c.case_no, instance.c.ended_at, links.label("link_count"))
        .join(instance, instance.c.id == register_row.c.instance)
        .where(register_row.c.register == register.id, full | _up(look, register))
        .order_by(register_row.c.row_no, register_row.c.id).limit(limit)
    )
    if text:
        query = query.where(register_row.c.row_no.contains(text, autoescape=True) | (
            full & register_row.c.data.cast(register_row.c.row_no.type).contains(text, autoescape=True)))
    if after:
        query = query.where(register_row.c.row_no > after)
    for name, value in where.items():
        if name in ("unit", "status", "year", "row_no"):
            query = query.where(register_row.c[name] == (int(value) if name == "year" else value))
    return list(look.connection.execute(query))


def _item(look: Look, register: Register, row: Row[Any]) -> dict[str, Any]:
    item = {name: row._mapping[name] for name in COMMON if name in row._mapping}
    values = from_json(row.data or {})
    item |= {name: values.get(name) for name in WRITTEN}
    item |= {"colour": _colour(look, row), "level": row.secrecy, "process_instance": row.instance,
             "archived": bool(row.ended_at)}
    item |= {column.id: to_plain(values.get(column.id)) for column in register.columns}
    item |= {"instance": row.instance, "case_no": row.case_no, "restricted": False}
    if row.open:
        return item
    shown = UP_COMMON | {column.id for column in register.columns if column.up}
    seen = {name: value for name, value in item.items() if name in shown}
    return {**seen, "restricted": True, "note": shapes.RESTRICTED}


def _labels(look: Look, column: Column, items: list[dict[str, Any]]) -> Mapping[str, str]:
    """What codes of a column mean: its declared options, and names of people, units, departments and procedures."""
    found = {text for item in items for text in _texts(item.get(column.id))}
    return {text: label for text in sorted(found) if (label := column.options.get(text) or _named(look, text))}


def _texts(value: Any) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def _named(look: Look, text: str) -> str:
    organisation, processes = look.release.organisation, look.release.bundle.processes
    if text in organisation.people:
        return organisation.people[text].name
    if text in organisation.units:
        return look.release.unit_name(text)
    return organisation.departments.get(text) or (processes[text].process.name if text in processes else "")


def _said(value: Any, labels: Mapping[str, str]) -> Any:
    """A value in words: several are listed."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "、".join(labels.get(each, each) for each in value)
    return labels.get(value, value) if isinstance(value, str) else value


def _colour(look: Look, row: Row[Any]) -> str:
    if not row.due_effective:
        return ""
    end = row.closed_at or look.today.isoformat()
    return "red" if end > row.due_effective[:10] else "green"


def _cell(value: Any) -> Any:
    """A cell no spreadsheet takes for a formula."""
    if isinstance(value, list | dict):
        return str(value)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t"):
        return f"'{value}"
    return "" if value is None else value


def _csv(table: list[list[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(table)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _xlsx(title: str, table: list[list[Any]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    for line in table:
        sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
