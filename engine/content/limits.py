"""Time limits (时限): ``org/limits.yaml`` -> ``Limit`` by id."""

from __future__ import annotations

import re
from typing import Any, get_args

from engine.content import marked
from engine.content.codes import declare
from engine.content.record import Record, records
from engine.content.sheet import Sheet
from engine.model.limits import END_OF_DAY, Counts, Extension, Limit, Roll, Tag, Unit

LIMIT_TWICE = declare("limit-twice", "时限编号重复:{id}", "Limit declared twice: {id}", "two limits with `id: TL-C01`")
BAD_LIMIT = declare(
    "limit-bad-value", "时限 {id} 的 {key} 无效:{value}", "Limit {id}: {key} is not valid: {value}", "`unit: days`"
)

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
_WORDS = {"unit": get_args(Unit), "roll": get_args(Roll), "tag": get_args(Tag), "counts": get_args(Counts)}


def read_limits(source: bytes, sheet: Sheet) -> dict[str, Limit]:
    """The limits of the file by id; a faulty value is reported and read as the default."""
    data = marked.load(source, sheet)
    limits: dict[str, Limit] = {}
    for item in records(data, sheet) if data is not None else ():
        limit = _limit(item)
        if limit.id in limits:
            sheet.note(LIMIT_TWICE, item.line, limit.id, id=limit.id)
        limits.setdefault(limit.id, limit)
    return limits


def _limit(item: Record) -> Limit:
    limit = Limit(
        id=item.text("id"), name=item.text("name"), name_en=item.text("name_en", ""), amount=_amount(item, "amount"),
        unit=_word(item, "unit", "WD"), start=item.text("start", ""), roll=_word(item, "roll", "next_workday"),
        cutoff=item.text("cutoff", END_OF_DAY), warning=item.text("warning", "auto"), extension=_extension(item),
        suspends=item.flag("suspends", True), basis=item.text("basis", ""), tag=_word(item, "tag", "U"),
        valid_from=item.date("valid_from"), valid_to=item.date("valid_to"), row=item.text("row", ""),
        note=item.text("note", ""), procedures=item.words("procedures"),
    )
    if not _CLOCK.fullmatch(limit.cutoff):
        _bad(item, "cutoff", limit.cutoff)
    if limit.valid_from and limit.valid_to and limit.valid_to < limit.valid_from:
        _bad(item, "valid_to", str(limit.valid_to))
    item.done()
    return limit


def _extension(item: Record) -> Extension | None:
    if "extension" not in item:
        return None
    nested = Record(item.mapping("extension"), item.sheet, item.element)
    extension = Extension(
        max_count=nested.number("max_count", 1), max_amount=_amount(nested, "max_amount"),
        unit=_word(nested, "unit", "WD"), approver=nested.text("approver", ""),
        counts=_word(nested, "counts", "due"),
    )
    nested.done()
    return extension


def _amount(item: Record, key: str) -> int | None:
    """A whole number from 0 up (0 working days: the same day); null says that the rule has none."""
    if key not in item:
        item.number(key, 0)
        return None
    amount = item.number(key)
    if amount < 0:
        _bad(item, key, str(amount))
    return amount


def _word(item: Record, key: str, default: str) -> Any:
    word = item.text(key, default)
    if word not in _WORDS[key]:
        _bad(item, key, word)
        return default
    return word


def _bad(item: Record, key: str, value: str) -> None:
    item.sheet.note(BAD_LIMIT, item.line_of(key), item.element, id=item.element, key=key, value=value)
