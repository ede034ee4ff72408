"""Reports fit the registers and roles they name, and their expressions are FEEL."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.content.codes import declare
from engine.content.lint.alarms import missing_columns
from engine.content.lint.context import Context
from engine.content.lint.feel import Text, faults, names
from engine.model.errors import Problem
from engine.model.report import UNIT, Report, Source

REFERENCE = declare(
    "report-unknown-reference", "报表引用的{what_zh}不存在:{ref}", "The report names an unknown {what}: {ref}",
    "`register: L-99`",
)
FIGURE = declare(
    "report-unknown-figure", "报表的 {what} 用到的 {name} 不是任何列",
    "{what} of the report uses {name}, which is no column",
    "`value: struck_of / all_issues` while the column is `struck_off`",
)
_BESIDE = frozenset({"total", "lines", "key", "staff", "from", "to", "unit", "today"})
_OF_LINES = re.compile(r"\b(?:total|lines)\.(\w+)")
_OF_ROW = re.compile(r"\brow\.(\w+)")


def references(context: Context) -> Iterator[Problem]:
    """Registers and reader roles exist; columns name a source, sources the dimensions they replace."""
    for report in context.bundle.reports.values():
        for register in report.registers():
            if context.misses_register(register):
                yield _missing(context, report, "台账", "register", register)
        for source in report.sources:
            for name in source.keys:
                if name not in {dimension.id for dimension in report.dimensions}:
                    yield _missing(context, report, "行维度", "dimension", name)
        for role in report.readers:
            if context.misses_role(role):
                yield _missing(context, report, "角色", "role", role)
        for column in report.columns:
            if column.source and column.source not in {source.id for source in report.sources}:
                yield _missing(context, report, "数据来源", "source", column.source)


def columns(context: Context) -> Iterator[Problem]:
    """Register columns that expressions read exist."""
    for report in context.bundle.reports.values():
        for source, text in _by_source(report):
            yield from missing_columns(context, report.file, report.id, source.register, _OF_ROW, text)
            for lookup in source.lookups:
                pattern = re.compile(rf"\b{re.escape(lookup.name)}\.(\w+)")
                yield from missing_columns(context, report.file, report.id, lookup.register, pattern, text)
        for lookup in (lookup for source in report.sources for lookup in source.lookups):
            key, every = Text(0, report.id, "lookup key", lookup.key), re.compile(r"(.+)")
            yield from missing_columns(context, report.file, report.id, lookup.register, every, key)


def figures(context: Context) -> Iterator[Problem]:
    """Figures calculated from other columns name columns of the report."""
    for report in context.bundle.reports.values():
        known = {column.id for column in report.columns}
        calculated = [(f"value {column.id}", column.feel) for column in report.columns if column.kind == "value"]
        for what, feel in (*calculated, ("only", report.only)):
            asked = (names(feel) - _BESIDE) | set(_OF_LINES.findall(feel))
            for name in sorted(asked - known):
                yield FIGURE.at(report.file, context.line(report.file, name), report.id, what=what, name=name)


def expressions(context: Context) -> Iterator[Problem]:
    """Every FEEL text of a report compiles."""
    for report in context.bundle.reports.values():
        seen = {text.feel: text for _source, text in _by_source(report)}
        values = (Text(0, column.id, f"value {column.id}", column.feel)
                  for column in report.columns if column.kind == "value" and column.feel)
        only = [Text(0, report.id, "only", report.only)] if report.only else []
        yield from faults(context, report.file, iter([*seen.values(), *values, *only]))


def _by_source(report: Report) -> Iterator[tuple[Source, Text]]:
    """The FEEL texts about rows, with the source whose rows they see."""
    for source in report.sources:
        named = [("on", source.on), ("where", source.where)]
        named += [(f"lookup {lookup.name}", lookup.of) for lookup in source.lookups]
        for dimension in report.dimensions:
            if dimension.by != UNIT:
                named.append((f"by {dimension.id}", source.keys.get(dimension.id, dimension.by)))
        for column in report.columns:
            if column.kind != "value" and report.source(column) is source:
                named.append((f"{column.kind} {column.id}", column.feel))
        yield from ((source, Text(0, report.id, what, feel)) for what, feel in named if feel)


def _missing(context: Context, report: Report, what_zh: str, what: str, ref: str) -> Problem:
    return REFERENCE.at(report.file, context.line(report.file, ref), report.id, what_zh=what_zh, what=what, ref=ref)
