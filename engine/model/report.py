"""Reports (报表) as declarations: which rows of which registers, counted how, by what, for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

UNIT = "unit"
"""A dimension ``by`` this word goes down the unit tree: one row per unit directly below, and one for the unit's own."""
MEASURES = ("count", "sum", "mean", "min", "max", "value")
SPANS = ("within", "until", "year_ago")
FORMATS = ("number", "percent", "money")


@dataclass(frozen=True)
class Label:
    """What a key of a dimension is called."""

    name: str
    name_en: str = ""


@dataclass(frozen=True)
class Lookup:
    """A row of another register, seen as ``name``: the one whose column ``key`` equals ``of`` (FEEL), else null."""

    name: str
    register: str
    key: str
    of: str


@dataclass(frozen=True)
class Source:
    """Rows of a register. ``on`` (FEEL over ``row``, a date) places a row in time; without it every row counts always.

    ``open`` narrows in the database, ``where`` (FEEL over ``row``) after it. ``keys`` replaces the FEEL of dimensions;
    ``lookups`` are at hand in both, in their order.
    """

    id: str
    register: str
    on: str = ""
    where: str = ""
    open: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    lookups: tuple[Lookup, ...] = ()


@dataclass(frozen=True)
class Dimension:
    """What the report's rows stand for: ``by`` is ``unit`` or FEEL over ``row``; ``labels`` fix the order and zeros."""

    id: str
    name: str
    name_en: str
    by: str
    labels: Mapping[str, Label] = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """One column. ``kind`` says what ``feel`` is: a condition to count, a number to sum or average, a number or date of
    which the least or greatest is taken, a calculation over the other columns.

    ``span``: rows dated within the period, up to its end (``until``), or within the same period of the year before.
    """

    id: str
    name: str
    name_en: str
    kind: str
    feel: str
    source: str = ""
    span: str = "within"
    format: str = "number"
    digits: int = 0


@dataclass(frozen=True)
class Report:
    """One report. ``periods`` are the kinds offered (``engine.model.period``), ``readers`` the roles that see it.

    ``only`` (FEEL over the columns) drops lines; ``sort`` names the column that orders them, greatest first.
    """

    id: str
    name: str
    name_en: str
    periods: tuple[str, ...]
    readers: tuple[str, ...]
    sources: tuple[Source, ...]
    dimensions: tuple[Dimension, ...]
    columns: tuple[Measure, ...]
    total: bool = True
    only: str = ""
    sort: str = ""
    basis: str = ""
    note: str = ""
    file: str = ""

    def registers(self) -> tuple[str, ...]:
        """Ids of the registers the figures come from."""
        looked = (lookup.register for source in self.sources for lookup in source.lookups)
        return tuple(dict.fromkeys((*(source.register for source in self.sources), *looked)))

    def source(self, column: Measure) -> Source:
        """The source of a column: the one it names, else the first."""
        return next((each for each in self.sources if each.id == column.source), self.sources[0])
