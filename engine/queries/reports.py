"""Reports (报表): figures over registers, by unit and period, down the unit tree, with the rows behind each figure.

A report is for those who hold one of its roles: they see the unit they hold it in and every unit below. Figures of a
register need the clearance of its rows; the rows behind a figure are those the reader may see anyway, the others are
only counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import select

from engine.model.errors import Conflict, NotFound
from engine.model.period import KINDS, Period, around, parse
from engine.model.register import Register
from engine.model.report import UNIT, Label, Report
from engine.model.values import to_plain
from engine.queries.base import Look, Query, page
from engine.queries.figures import Figures, Key
from engine.queries.registers import sheet_file, visible_rows
from engine.store.tables import register_row

TOTAL = "total"
SEPARATOR = "|"


@dataclass(frozen=True)
class ReportList(Query):
    """Reports the actor may see."""

    permission: ClassVar[str] = "statistics"

    def answer(self, look: Look) -> list[dict[str, Any]]:
        """``[{id, name, name_en, periods, units}]``: ``units`` are the highest the actor may ask for."""
        found = ((report, _tops(look, report)) for report in look.release.bundle.reports.values())
        return [{**_head(report), "periods": list(report.periods), "units": _units(look, tops)}
                for report, tops in sorted(found, key=lambda pair: pair[0].id) if tops]


@dataclass(frozen=True)
class ReportTable(Query):
    """A report for a unit and a period (``2026Q1``, or ``first`` to ``last``); by default the highest unit, now.

    Raises NotFound where the actor may not see the report or the unit.
    """

    report: str
    unit: str | None = None
    period: str | None = None
    first: str | None = None
    last: str | None = None
    permission: ClassVar[str] = "statistics"

    def answer(self, look: Look) -> dict[str, Any]:
        """``{report, unit, path, period, dimensions, columns, rows, total}``; each row has ``key``, ``labels``,
        ``unit`` (where it goes down the tree) and ``cells``.
        """
        report, unit = _asked(look, self.report, self.unit)
        period = _period(look, report, self)
        figures = Figures(look, report, unit, period)
        cells = figures.cells()
        return {
            "report": {**_head(report), "note": report.note, "basis": report.basis}, "unit": _unit(look, unit),
            "path": [_unit(look, code) for code in _path(look, report, unit)],
            "units": _units(look, _tops(look, report)), "period": _told(period),
            "periods": _choices(look, report, period),
            "dimensions": [{"id": d.id, "name": d.name, "name_en": d.name_en} for d in report.dimensions],
            "columns": [{"id": c.id, "name": c.name, "name_en": c.name_en, "format": c.format, "digits": c.digits,
                         "opens": c.kind != "value"} for c in report.columns],
            "rows": [{**_row(look, report, figures, key), "cells": _plain(cells[key])} for key in cells if key],
            "total": _plain(cells[()]) if report.total else None,
        }


@dataclass(frozen=True)
class ReportRows(Query):
    """The register rows behind one figure: ``row`` is the key of a report row (``total``: the last line)."""

    report: str
    row: str
    column: str
    unit: str | None = None
    period: str | None = None
    first: str | None = None
    last: str | None = None
    limit: int = 200
    permission: ClassVar[str] = "statistics"

    def answer(self, look: Look) -> dict[str, Any]:
        """``{count, items, hidden}``; ``hidden`` rows are counted but not for the actor to see."""
        report, unit = _asked(look, self.report, self.unit)
        column = next((each for each in report.columns if each.id == self.column and each.kind != "value"), None)
        if column is None:
            raise NotFound
        figures = Figures(look, report, unit, _period(look, report, self), keep_rows=True)
        key: Key = () if self.row == TOTAL else tuple(self.row.split(SEPARATOR))
        tally = figures.tallies.get(key, {}).get(column.id)
        rows = tally.rows if tally else []
        register = look.release.bundle.registers[report.source(column).register]
        seen = _seen(look, register, figures, {(row["instance"], row["row_no"]) for row in rows})
        return {
            "report": _head(report), "column": {"id": column.id, "name": column.name, "name_en": column.name_en},
            "register": {"id": register.id, "name": register.name, "name_en": register.name_en},
            "count": len(rows), "items": seen[:page(self.limit)], "hidden": len(rows) - len(seen),
        }


@dataclass(frozen=True)
class ReportExport(Query):
    """A report as CSV (UTF-8 with BOM) or XLSX."""

    report: str
    format: str = "csv"
    unit: str | None = None
    period: str | None = None
    first: str | None = None
    last: str | None = None
    permission: ClassVar[str] = "export"

    def answer(self, look: Look) -> dict[str, Any]:
        """``{name, media_type, content}``."""
        asked = ReportTable(self.report, self.unit, self.period, self.first, self.last)
        found = asked.answer(look)
        head = [each["name"] for each in (*found["dimensions"], *found["columns"])]
        ids = [column["id"] for column in found["columns"]]
        lines = [[*row["labels"], *(row["cells"][id_] for id_ in ids)] for row in found["rows"]]
        if found["total"] is not None:
            blank = [""] * (len(found["dimensions"]) - 1)
            lines.append(["合计", *blank, *(found["total"][id_] for id_ in ids)])
        span = found["period"]["text"] or f"{found['period']['from']}_{found['period']['to']}"
        title = f"{found['report']['id']}-{found['report']['name']}-{found['unit']['code']}-{span}"
        return sheet_file(title, found["report"]["name"], [head, *lines], self.format)


def _seen(
    look: Look, register: Register, figures: Figures, wanted: set[tuple[str, str]]
) -> list[dict[str, Any]]:
    """Those of the wanted rows (case, number) that the actor may see."""
    shown = (register_row.c.row_no, register_row.c.unit, register_row.c.status, register_row.c.instance)
    query = select(*shown).where(
        register_row.c.register == register.id, register_row.c.unit.in_(sorted(figures.below)),
        visible_rows(look, register),
    ).order_by(register_row.c.row_no)
    return [{"row_no": row.row_no, "unit": row.unit, "status": row.status, "instance": row.instance}
            for row in look.connection.execute(query) if (row.instance, row.row_no) in wanted]


# -- who may see what ------------------------------------------------------------------------------------------------


def _tops(look: Look, report: Report) -> list[str]:
    """Units in which the actor holds a reader role with the clearance the figures need; the operator: all tops."""
    organisation = look.release.organisation
    if look.actor.is_system:
        return [unit.code for unit in organisation.units.values() if unit.parent not in organisation.units]
    person = organisation.people.get(look.actor.user)
    registers = look.release.bundle.registers
    need = max(registers[id_].secrecy for id_ in report.registers())
    if person is None or person.clearance < need:
        return []
    return list(dict.fromkeys(holding.unit for holding in person.holdings if holding.role in report.readers))


def _asked(look: Look, id_: str, unit: str | None) -> tuple[Report, str]:
    report = look.release.bundle.reports.get(id_)
    tops = _tops(look, report) if report else []
    if report is None or not tops:
        raise NotFound
    if unit is None:
        return report, tops[0]
    if not any(unit in look.release.organisation.descendants(top) for top in tops):
        raise NotFound
    return report, unit


def _path(look: Look, report: Report, unit: str) -> list[str]:
    """Superior units of ``unit`` the actor may ask for too, from the highest down."""
    organisation, tops = look.release.organisation, _tops(look, report)
    above = [code for code in organisation.ancestors(unit)
             if any(code in organisation.descendants(top) for top in tops)]
    return above[::-1]


# -- periods ---------------------------------------------------------------------------------------------------------


def _period(look: Look, report: Report, asked: Any) -> Period:
    """The period asked for. Raises Conflict when it is none."""
    try:
        if asked.first or asked.last:
            span = Period(look.today.fromisoformat(asked.first or "0001-01-01"),
                          look.today.fromisoformat(asked.last or look.today.isoformat()))
            if span.first > span.last:
                raise ValueError("ends before it begins")
            return span
        return parse(asked.period) if asked.period else around(report.periods[0], look.today)
    except ValueError as error:
        zh, en = "期间格式有误,应为 2026-03、2026Q1、2026H1 或 2026", f"Not a period: {error}"
        raise Conflict(zh, en, "period") from error


def _choices(look: Look, report: Report, period: Period) -> list[str]:
    """Periods to pick: of every kind of the report the one around the last day shown, those beside it, and today's."""
    found = []
    for kind in (kind for kind in KINDS if kind in report.periods):
        middle = around(kind, min(period.last, look.today))
        found += [each.text for each in (middle.before(), middle, middle.after(), around(kind, look.today)) if each]
    return list(dict.fromkeys(found))


def _told(period: Period) -> dict[str, str]:
    return {"text": period.text, "from": period.first.isoformat(), "to": period.last.isoformat()}


# -- telling ---------------------------------------------------------------------------------------------------------


def _head(report: Report) -> dict[str, Any]:
    return {"id": report.id, "name": report.name, "name_en": report.name_en}


def _unit(look: Look, code: str) -> dict[str, str]:
    return {"code": code, "name": look.release.unit_name(code)}


def _units(look: Look, codes: list[str]) -> list[dict[str, str]]:
    return [_unit(look, code) for code in codes]


def _row(look: Look, report: Report, figures: Figures, key: Key) -> dict[str, Any]:
    unit = next((name for name, dimension in zip(key, report.dimensions, strict=True) if dimension.by == UNIT), "")
    return {
        "key": SEPARATOR.join(key), "unit": unit if unit and unit != figures.unit else None,
        "labels": [_label(look, report, place, name).name for place, name in enumerate(key)],
        "labels_en": [_label(look, report, place, name).name_en for place, name in enumerate(key)],
    }


def _label(look: Look, report: Report, place: int, name: str) -> Label:
    dimension = report.dimensions[place]
    if dimension.by == UNIT:
        return Label(look.release.unit_name(name))
    if name in dimension.labels:
        return dimension.labels[name]
    register = look.release.bundle.registers[report.sources[0].register]
    options = next((each.options for each in register.columns if dimension.by == f"row.{each.id}"), {})
    return Label(options.get(name, name) or "(空)", "" if name else "(none)")


def _plain(cells: dict[str, Any]) -> dict[str, Any]:
    return {name: to_plain(value) for name, value in cells.items()}
