"""Reports (报表): ``reports/<id>.yaml`` -> ``Report``."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from engine.content import marked
from engine.content.codes import declare
from engine.content.marked import Map, Seq
from engine.content.record import Record, record
from engine.content.sheet import Sheet
from engine.model.period import KINDS
from engine.model.report import FORMATS, MEASURES, SPANS, Dimension, Label, Lookup, Measure, Report, Source

BAD_VALUE = declare(
    "report-bad-value", "报表的 {key} 无效:{value}", "{key} of the report is not valid: {value}", "`periods: [W]`"
)
ONE_MEASURE = declare(
    "report-measure", "列应恰有 count、sum、mean、min、max、value 之一",
    "A column has exactly one of count, sum, mean, min, max and value",
    "a column with only a name",
)
COLUMN_TWICE = declare(
    "report-column-twice", "报表的列或行维度重复:{id}", "Column or dimension of the report given twice: {id}",
    "two columns with `id: total`",
)


def read_report(source: bytes, sheet: Sheet) -> Report | None:
    """The report of one file, None when it cannot be read."""
    data = marked.load(source, sheet)
    item = record(data, sheet) if data is not None else None
    if item is None:
        return None
    report = Report(
        id=item.text("id"), name=item.text("name"), name_en=item.text("name_en", ""),
        periods=item.words("periods") or tuple(KINDS),
        readers=item.words("readers"), sources=tuple(_source(each) for each in item.records("sources", required=True)),
        dimensions=tuple(_dimension(each) for each in item.records("rows", required=True)),
        columns=tuple(_column(each) for each in item.records("columns", required=True)),
        total=item.flag("total", True), only=_feel(item, "only"),
        sort=item.text("sort", ""), basis=item.text("basis", ""), note=item.text("note", ""), file=sheet.file,
    )
    item.done()
    for kind in report.periods:
        _known(item, "periods", kind, KINDS)
    if report.sort:
        _known(item, "sort", report.sort, {column.id for column in report.columns})
    _unique(item, report)
    return report if report.sources and report.columns else None


def _source(item: Record) -> Source:
    register = item.text("register")
    source = Source(
        id=item.text("id", register), register=register, on=_feel(item, "on"), where=_feel(item, "where"),
        open=item.flag("open"), keys={name: text.removeprefix("=") for name, text in item.texts("keys").items()},
        lookups=_lookups(item),
    )
    item.done()
    return source


def _lookups(item: Record) -> tuple[Lookup, ...]:
    found = []
    whole = Record(item.mapping("lookup"), item.sheet, item.element)
    for name in whole.data:
        nested = Record(whole.mapping(name), item.sheet, item.element)
        found.append(Lookup(name, nested.text("register"), nested.text("key"), _feel(nested, "of", required=True)))
        nested.done()
    return tuple(found)


def _dimension(item: Record) -> Dimension:
    dimension = Dimension(
        id=item.text("id"), name=item.text("name"), name_en=item.text("name_en", ""),
        by=_feel(item, "by", required=True), labels=_labels(item),
    )
    item.done()
    return dimension


def _labels(item: Record) -> dict[str, Label]:
    """A list of keys, or keys with their names (``[zh, en]`` or ``zh``)."""
    if isinstance(item.data.get("values"), Map):
        nested = item.mapping("values")
        return {key: _label(value) for key, value in nested.items()}
    return {key: Label(key) for key in item.words("values")}


def _label(value: Any) -> Label:
    return Label(*map(str, value[:2])) if isinstance(value, Seq) and value else Label(str(value))


def _column(item: Record) -> Measure:
    given = [kind for kind in MEASURES if kind in item]
    if len(given) != 1:
        item.sheet.note(ONE_MEASURE, item.line, item.element)
    kind = given[0] if given else "count"
    column = Measure(
        id=item.text("id"), name=item.text("name"), name_en=item.text("name_en", ""), kind=kind,
        feel=_feel(item, kind), source=item.text("source", ""), span=item.text("span", "within"),
        format=item.text("format", "number"), digits=item.number("digits", 0),
    )
    _known(item, "span", column.span, SPANS)
    _known(item, "format", column.format, FORMATS)
    item.done()
    return column


def _feel(item: Record, key: str, *, required: bool = False) -> str:
    return item.text(key, None if required else "").removeprefix("=").strip()


def _known(item: Record, key: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        item.sheet.note(BAD_VALUE, item.line_of(key), item.element, key=key, value=value)


def _unique(item: Record, report: Report) -> None:
    seen: set[str] = set()
    for id_ in (*(each.id for each in report.dimensions), *(each.id for each in report.columns)):
        if id_ in seen:
            item.sheet.note(COLUMN_TWICE, item.line_of("columns"), item.element, id=id_)
        seen.add(id_)
