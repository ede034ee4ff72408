"""Kinds of request values: what a field of a body or a query parameter may hold.

Every kind can read a JSON value (``read``), read the text of a query parameter (``parse``) and describe itself as JSON
Schema (``schema``), so the check and the published description are one thing. A wrong value raises ``Refused``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol


class Refused(Exception):
    """A value does not fit its kind; ``code`` is stable, the messages say what would fit."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code, self.zh, self.en = code, zh, en


class Kind(Protocol):
    """What a field may hold."""

    def schema(self) -> dict[str, Any]: ...

    def read(self, value: Any) -> Any: ...

    def parse(self, text: Any) -> Any: ...


@dataclass(frozen=True)
class Text:
    """A string of ``least`` to ``most`` characters; blank counts as empty."""

    most: int = 2_000
    least: int = 1

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": self.least, "maxLength": self.most}

    def read(self, value: Any) -> str:
        if not isinstance(value, str):
            raise Refused("type", "应为文本", "must be text")
        if _unstorable(value):
            raise Refused("character", "含有不允许的字符", "holds a character that is not allowed")
        if len(value) > self.most:
            raise Refused("too_long", f"不得超过 {self.most} 个字符", f"must not exceed {self.most} characters")
        if self.least and len(value.strip()) < self.least:
            raise Refused("required", "不能为空", "must not be empty")
        return value

    def parse(self, text: str) -> str:
        return self.read(text)


def _unstorable(text: str) -> bool:
    return any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words)}

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.words:
            options = ", ".join(self.words)
            raise Refused("choice", f"应为其中之一:{options}", f"must be one of: {options}")
        return value

    def parse(self, text: str) -> str:
        return self.read(text)


@dataclass(frozen=True)
class Whole:
    """A whole number from ``least`` to ``most``."""

    least: int = 0
    most: int = 2**53

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def read(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Refused("type", "应为整数", "must be a whole number")
        if not self.least <= value <= self.most:
            span = f"{self.least} – {self.most}"
            raise Refused("range", f"应在 {span} 之间", f"must lie within {span}")
        return value

    def parse(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) <= 16):
            raise Refused("type", "应为整数", "must be a whole number")
        return self.read(int(text))


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}

    def read(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise Refused("type", "应为 true 或 false", "must be true or false")
        return value

    def parse(self, text: str) -> bool:
        return self.read({"true": True, "false": False}.get(text))


@dataclass(frozen=True)
class Day:
    """A calendar date, ``2026-03-31``."""

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def read(self, value: Any) -> date:
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise Refused("type", "应为日期(如 2026-03-31)", "must be a date such as 2026-03-31") from None

    def parse(self, text: str) -> date:
        return self.read(text)


@dataclass(frozen=True)
class Dictionary:
    """A JSON object with any keys, for instance the values of a form: the engine checks them against the form."""

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": True}

    def read(self, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise Refused("type", "应为 JSON 对象", "must be a JSON object")
        return value

    def parse(self, text: str) -> Mapping[str, Any]:
        raise Refused("type", "不能作为查询参数", "cannot be a query parameter")


@dataclass(frozen=True)
class Columns:
    """A query parameter by column: ``where[status]=open&where[year]=2026`` (OpenAPI's deepObject style).

    Gives the texts by column, each checked against the kind of its column.
    """

    kinds: Mapping[str, Kind]

    def schema(self) -> dict[str, Any]:
        properties = {name: kind.schema() for name, kind in self.kinds.items()}
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def read(self, value: Any) -> dict[str, str]:
        if not isinstance(value, dict) or not set(value) <= set(self.kinds):
            options = ", ".join(self.kinds)
            raise Refused(
                "type", f"应为 where[列]=值,列:{options}", f"must be where[column]=value with columns: {options}"
            )
        for name, text in value.items():
            self.kinds[name].parse(text)
        return value

    def parse(self, text: Any) -> dict[str, str]:
        return self.read(text)


@dataclass(frozen=True)
class Anything:
    """Any JSON value."""

    def schema(self) -> dict[str, Any]:
        return {}

    def read(self, value: Any) -> Any:
        return value

    def parse(self, text: str) -> Any:
        return text
