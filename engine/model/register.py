"""Registers (台账) and letters (文书) as declarations: the next procedure adds files, not Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.model.events import day_or_moment
from engine.model.values import from_json


@dataclass(frozen=True)
class Column:
    """One column. ``up`` columns are seen by the superior at once (↑ in the catalogue)."""

    id: str
    name: str
    name_en: str = ""
    type: str = "text"          # text longtext int decimal money date datetime bool enum list ref
    up: bool = False
    mask: bool = False          # shown as 王** to those outside the case
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Write:
    """Which element of which procedure writes which columns. All values are FEEL (``=expr``) or literals.

    ``each`` is FEEL giving a list: one row per item, visible as ``item``. ``row`` is FEEL giving the identity of the
    row within the case (default one row per case). ``track`` names the element whose task's due dates the row follows.
    ``target`` is FEEL giving the number of a row to write into instead, of whatever case (null: the case's own row);
    the values then see that row as ``row``. ``adopts``: that row ends with this case when it is broken off.
    """

    process: str
    at: str
    set: Mapping[str, str]
    when: str = ""
    each: str = ""
    row: str = ""
    track: str = ""
    target: str = ""
    adopts: bool = False
    line: int = 0


@dataclass(frozen=True)
class Register:
    """One register. ``series`` is the type code of its row numbers; empty means rows are numbered by case number."""

    id: str
    key: str
    name: str
    name_en: str
    secrecy: int
    columns: tuple[Column, ...]
    writes: tuple[Write, ...] = ()
    series: str = ""
    unit: str = "=own_unit"     # FEEL: the unit the row belongs to
    readers: tuple[str, ...] = ()   # roles that see rows of their unit (and below) in full
    circles: tuple[str, ...] = ()   # circles of knowledge whose members see their case's rows (beside the whole case)
    anonymous: str = ""             # a column: rows where it is true do not tell who began them
    file: str = ""


@dataclass(frozen=True)
class Letter:
    """One letter template (``D-01``). Texts are FEEL or literals; ``fields`` fill the docx template."""

    id: str
    name: str
    name_en: str
    procedure: str
    template: str               # path of the .docx inside documents/
    series: str                 # type code of its numbers
    unit: str = "=own_unit"
    to: str = ""                # 主送
    cc: str = ""                # 抄送
    secrecy: int = 1
    fields: Mapping[str, str] = field(default_factory=dict)
    file: str = ""


def row_context(row: Mapping[str, Any]) -> dict[str, Any]:
    """A stored register row as expressions see it: common columns beside its own."""
    common = {name: row[name] for name in ("row_no", "unit", "year", "status", "instance")}
    names = ("due_raw", "due_effective", "closed_at")
    dates = {name: day_or_moment(row[name]) if row[name] else None for name in names}
    return {**common, **dates, **from_json(row["data"])}
