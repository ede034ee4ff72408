"""Reading one YAML mapping against expectations: each access says what it wants, ``done`` reports the unwanted rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from engine.content.codes import declare
from engine.content.marked import Map, Seq
from engine.content.sheet import Sheet

MISSING = declare("yaml-missing-key", "缺少键 {key}", "Key {key} is missing", "a register without `columns`")
UNKNOWN = declare("yaml-unknown-key", "不认识的键:{key}", "Unknown key: {key}", "`colums:` in a register")
WRONG_TYPE = declare(
    "yaml-wrong-type", "键 {key} 的值应为{want_zh}", "Key {key} must hold {want}", "`secrecy: high` (a whole number)"
)
T = TypeVar("T")

TEXT = ("文本", "text")
NUMBER = ("整数", "a whole number")
FLAG = ("true 或 false", "true or false")
LIST = ("列表", "a list")
MAPPING = ("映射", "a mapping")
DATE = ("日期", "a date")


class Record:
    """One mapping being read. ``element`` names it in faults (an id)."""

    def __init__(self, data: Map, sheet: Sheet, element: str = "") -> None:
        self.data = data
        self.sheet = sheet
        self.element = element or str(data.get("id") or data.get("code") or "")
        self._wanted: set[str] = set()

    @property
    def line(self) -> int:
        """Line on which the mapping begins."""
        return self.data.line

    def line_of(self, key: str) -> int:
        """Line of a key, the mapping's own when the key is absent."""
        return self.data.lines.get(key, self.data.line)

    def __contains__(self, key: str) -> bool:
        return self.data.get(key) is not None

    def text(self, key: str, default: str | None = None) -> str:
        """A text (numbers and dates are taken as written); required unless there is a default."""
        value = self._get(key, default is None)
        if value is None:
            return default or ""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str | int | Decimal | date):
            return str(value).strip()
        return self._wrong(key, TEXT, default or "")

    def number(self, key: str, default: int | None = None) -> int:
        """A whole number; required unless there is a default."""
        value = self._get(key, default is None)
        if value is None:
            return default or 0
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        return self._wrong(key, NUMBER, default or 0)

    def flag(self, key: str, default: bool = False) -> bool:
        """A truth value."""
        value = self._get(key, False)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        return self._wrong(key, FLAG, default)

    def date(self, key: str) -> date | None:
        """A date, None when absent."""
        value = self._get(key, False)
        return value if value is None or isinstance(value, date) else self._wrong(key, DATE, None)

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one text of words separated by blanks."""
        value = self._get(key, False)
        if value is None:
            return ()
        if isinstance(value, str):
            return tuple(value.split())
        if isinstance(value, Seq) and not any(isinstance(item, Map | Seq) for item in value):
            return tuple(str(item) for item in value)
        return self._wrong(key, LIST, ())

    def mapping(self, key: str, required: bool = False) -> Map:
        """A nested mapping, empty when absent."""
        value = self._get(key, required)
        if isinstance(value, Map):
            return value
        return Map() if value is None else self._wrong(key, MAPPING, Map())

    def texts(self, key: str) -> dict[str, str]:
        """A nested mapping of texts."""
        nested = Record(self.mapping(key), self.sheet, self.element)
        return {name: nested.text(name, "") for name in nested.data}

    def records(self, key: str, required: bool = False) -> Iterator[Record]:
        """The mappings of a list."""
        value = self._get(key, required)
        if value is not None:
            yield from records(value, self.sheet, key, self.element)

    def done(self) -> None:
        """Report every key that nobody asked for."""
        for key in self.data:
            if key not in self._wanted:
                self.sheet.note(UNKNOWN, self.line_of(key), self.element, key=key)

    def _get(self, key: str, required: bool) -> Any:
        self._wanted.add(key)
        value = self.data.get(key)
        if value is None and required:
            self.sheet.note(MISSING, self.line, self.element, key=key)
        return value

    def _wrong(self, key: str, want: tuple[str, str], instead: T) -> T:
        self.sheet.note(WRONG_TYPE, self.line_of(key), self.element, key=key, want_zh=want[0], want=want[1])
        return instead


def records(value: Any, sheet: Sheet, key: str = "-", element: str = "") -> Iterator[Record]:
    """The mappings of a list; anything else is reported."""
    if not isinstance(value, Seq):
        sheet.note(WRONG_TYPE, 1, element, key=key, want_zh=LIST[0], want=LIST[1])
        return
    for item, line in zip(value, value.lines, strict=True):
        if isinstance(item, Map):
            yield Record(item, sheet)
        else:
            sheet.note(WRONG_TYPE, line, element, key=key, want_zh=MAPPING[0], want=MAPPING[1])


def record(value: Any, sheet: Sheet) -> Record | None:
    """The one mapping of a document; anything else is reported."""
    if isinstance(value, Map):
        return Record(value, sheet)
    sheet.note(WRONG_TYPE, 1, key="-", want_zh=MAPPING[0], want=MAPPING[1])
    return None
