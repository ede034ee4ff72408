"""The figures of a report: rows are read once per source, narrowed in the database, then counted one by one.

The register and the units are narrowed by index, ``open`` by column; dates and conditions are FEEL over each row. A
report over more than ``ROWS_LIMIT`` rows of one register is refused (docs/reference/reports.md has measured times).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from engine.catalog.host import host_functions
from engine.feel import compile
from engine.model.errors import Conflict
from engine.model.org import Organisation
from engine.model.period import Period
from engine.model.register import row_context
from engine.model.report import UNIT, Lookup, Measure, Report, Source
from engine.model.values import to_plain
from engine.queries.base import Look
from engine.store.tables import register_row

ROWS_LIMIT = 100_000
Key = tuple[str, ...]
Names = dict[str, Any]


@dataclass
class Tally:
    """What one column has gathered for one key: how many rows, sum, extremes, and - when asked for - which rows."""

    count: int = 0
    sum: Decimal = Decimal(0)
    min: Any = None
    max: Any = None
    rows: list[Mapping[str, Any]] = field(default_factory=list)

    def value(self, kind: str) -> Any:
        """The figure; mean and extremes of nothing are null."""
        if kind == "mean":
            return self.sum / self.count if self.count else None
        return getattr(self, kind)

    def add(self, value: Any) -> None:
        """One more row, with its number (or date, for extremes)."""
        self.count += 1
        if isinstance(value, date):
            value = value.date() if isinstance(value, datetime) else value
        else:
            self.sum += value
        self.min = value if self.min is None else min(self.min, value)
        self.max = value if self.max is None else max(self.max, value)


class Figures:
    """A report computed for a unit and a period. ``tallies`` by key and column; the key () is the total."""

    def __init__(self, look: Look, report: Report, unit: str, period: Period, keep_rows: bool = False) -> None:
        self.look, self.report, self.unit, self.period = look, report, unit, period
        self.keep_rows = keep_rows
        self.tallies: dict[Key, dict[str, Tally]] = {}
        self.organisation: Organisation = look.release.organisation
        self.functions = host_functions(look.release, unit, lambda element: [], lambda register, where: [])
        self.below = self._below()
        for source in report.sources:
            self._read(source)

    # -- reading -------------------------------------------------------------------------------------------------

    def _read(self, source: Source) -> None:
        columns = [each for each in self.report.columns if each.kind != "value" and self.report.source(each) is source]
        looks = {lookup.name: self._index(lookup) for lookup in source.lookups}
        spans = {span: self._days(span) for span in dict.fromkeys(column.span for column in columns)}
        for row in self._rows(source):
            names: Names = {"row": row, "from": self.period.first, "to": self.period.last, "today": self.look.today,
                            "unit": self.unit}
            within = self._spans(source, spans, names)
            if not within:
                continue
            for lookup in source.lookups:
                names[lookup.name] = looks[lookup.name].get(_text(self._feel(lookup.of, names)))
            if source.where and self._feel(source.where, names) is not True:
                continue
            key = self._key(source, names)
            for column in columns:
                if column.span in within:
                    self._gather(column, key, names)

    def _index(self, lookup: Lookup) -> dict[str, dict[str, Any]]:
        """Rows of a register by one of its columns; of several the one found last."""
        query = select(register_row).where(register_row.c.register == lookup.register).order_by(register_row.c.row_no)
        rows = (row_context(dict(row._mapping)) for row in self.look.connection.execute(query.limit(ROWS_LIMIT)))
        return {_text(row[lookup.key]): row for row in rows if row.get(lookup.key) is not None}

    def _rows(self, source: Source) -> Iterator[dict[str, Any]]:
        query = select(register_row).where(
            register_row.c.register == source.register, register_row.c.unit.in_(sorted(self.below)),
        ).limit(ROWS_LIMIT + 1)
        if source.open:
            query = query.where(register_row.c.closed_at == "")
        for number, found in enumerate(self.look.connection.execute(query)):
            if number == ROWS_LIMIT:
                raise Conflict(
                    f"台账行数超过 {ROWS_LIMIT},请缩小单位范围", f"More than {ROWS_LIMIT} rows", "too_many_rows")
            yield row_context(dict(found._mapping))

    def _days(self, span: str) -> tuple[date, date]:
        period = self.period.year_ago() if span == "year_ago" else self.period
        return (date.min if span == "until" else period.first, period.last)

    def _spans(self, source: Source, spans: Mapping[str, tuple[date, date]], names: Names) -> set[str]:
        """The spans of time the row belongs to; a row without its date belongs to none."""
        if not source.on:
            return set(spans)
        on = self._feel(source.on, names)
        if not isinstance(on, date):
            return set()
        day = self.look.release.calendar(self.unit).day_of(on)
        return {span for span, (first, last) in spans.items() if first <= day <= last}

    def _key(self, source: Source, names: Names) -> Key:
        return tuple(
            self.below[names["row"]["unit"]] if dimension.by == UNIT
            else _text(self._feel(source.keys.get(dimension.id, dimension.by), names))
            for dimension in self.report.dimensions
        )

    def _gather(self, column: Measure, key: Key, names: Names) -> None:
        value = _counted(column.kind, self._feel(column.feel, names))
        for each in (key, ()):
            line = self.tallies.setdefault(each, {})
            if value is None:
                continue
            tally = line.setdefault(column.id, Tally())
            tally.add(value)
            if self.keep_rows:
                tally.rows.append(names["row"])

    def _below(self) -> dict[str, str]:
        """Every unit of the report -> the unit it is shown under: one directly below, or the report's own."""
        children = [unit.code for unit in self.organisation.units.values() if unit.parent == self.unit]
        shown = {self.unit: self.unit}
        for child in children:
            shown |= dict.fromkeys(self.organisation.descendants(child), child)
        return shown

    # -- telling -------------------------------------------------------------------------------------------------

    def _staff(self, key: Key) -> Decimal | None:
        """Head count of the units a line stands for, null when none is known."""
        under = {name for name, dimension in zip(key, self.report.dimensions, strict=False) if dimension.by == UNIT}
        units = (code for code, shown in self.below.items() if not under or shown in under)
        return Decimal(sum(self.organisation.units[code].staff for code in units)) or None

    def order(self) -> list[Key]:
        """Keys in order: those declared (zeros included) first, then those found."""
        found = [key for key in self.tallies if key]
        orders = [self._order(place) for place in range(len(self.report.dimensions))]
        if len(orders) == 1:
            found += [(name,) for name in orders[0] if (name,) not in self.tallies]
        return sorted(found, key=lambda key: [(orders[place].get(name, len(orders[place])), name)
                                              for place, name in enumerate(key)])

    def cells(self) -> dict[Key, dict[str, Any]]:
        """Values by key and column, calculations included, in the order of the lines; () is the total, at the end."""
        keys = [*self.order(), ()]
        gathered = {key: self._gathered(key) for key in keys}
        names: Names = {
            "lines": [gathered[key] for key in keys if key], "total": gathered[()], "from": self.period.first,
            "to": self.period.last, "unit": self.unit,
        }
        done = {key: self._calculated(values, key, names) for key, values in gathered.items()}
        total, sort = done.pop(()), self.report.sort
        lines = [(key, cells) for key, cells in done.items() if self._shows(cells)]
        if sort:
            lines.sort(key=lambda line: _or_least(line[1][sort]), reverse=True)
        return {**dict(lines), (): total}

    def _shows(self, cells: Names) -> bool:
        return not self.report.only or self._feel(self.report.only, cells) is True

    def _gathered(self, key: Key) -> dict[str, Any]:
        tallies = self.tallies.get(key, {})
        return {
            column.id: tallies.get(column.id, Tally()).value(column.kind)
            for column in self.report.columns if column.kind != "value"
        }

    def _calculated(self, values: dict[str, Any], key: Key, names: Names) -> dict[str, Any]:
        named = dict(zip((dimension.id for dimension in self.report.dimensions), key, strict=False))
        done = {**values, "staff": self._staff(key)}
        for column in self.report.columns:
            if column.kind == "value":
                done[column.id] = self._feel(column.feel, {**names, **done, "key": named})
        return {column.id: _rounded(done[column.id], column) for column in self.report.columns}

    def _order(self, place: int) -> dict[str, int]:
        dimension = self.report.dimensions[place]
        names = dimension.labels if dimension.by != UNIT else [
            self.unit, *(unit.code for unit in self.organisation.units.values() if unit.parent == self.unit),
        ]
        return {name: number for number, name in enumerate(names)}

    def _feel(self, text: str, names: Names) -> Any:
        return compile(text)(names, self.functions, self.look.now.astimezone(self.look.settings.zone))


def _or_least(value: Any) -> Any:
    return Decimal("-Infinity") if value is None else value


def _counted(kind: str, value: Any) -> Any:
    """What a row adds to a column, None when nothing."""
    if kind == "count":
        return Decimal(0) if value is True else None
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    return value if isinstance(value, date) and kind in ("min", "max") else None


def _rounded(value: Any, column: Measure) -> Any:
    """A number as the column shows it: percentages as shares of one with two more digits."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    digits = column.digits + (2 if column.format == "percent" else 0)
    return round(Decimal(value), max(digits, 2 if column.format == "money" else digits))


def _text(value: Any) -> str:
    return "" if value is None else str(to_plain(value))
