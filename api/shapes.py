"""Declared shapes of requests: the fields of a JSON body, a multipart form or a query string.

A request that does not fit raises ``InvalidRequest`` (400) naming every wrong field. Unknown fields are refused: a
misspelt optional field must not be silently ignored.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from api.kinds import Columns, Kind, Refused
from engine import errors

Problems = list[errors.FieldProblem]
_KEYED = re.compile(r"(\w{1,50})\[([^\]]{1,100})\]")


class InvalidRequest(errors.JianduError):
    """The request itself is malformed: not JSON, a field missing, unknown or of the wrong kind. Nothing was done."""

    code = "invalid_request"

    def __init__(self, problems: Iterable[errors.FieldProblem]) -> None:
        self.problems = tuple(problems)
        fields = ", ".join(problem.path for problem in self.problems)
        super().__init__(f"请求格式有误:{fields}", f"Malformed request: {fields}")


def wrong(path: str, code: str, zh: str, en: str) -> InvalidRequest:
    """An ``InvalidRequest`` about one field."""
    return InvalidRequest([errors.FieldProblem(path, code, zh, en)])


@dataclass(frozen=True)
class Field:
    """One named value of a request. ``zh``/``en`` describe it; an optional field may be left out or null."""

    kind: Kind
    zh: str
    en: str
    required: bool = True

    def schema(self) -> dict[str, Any]:
        plain = self.kind.schema()
        if not self.required and "enum" in plain:
            plain = {**plain, "type": [plain["type"], "null"], "enum": [*plain["enum"], None]}
        elif not self.required and "type" in plain:
            plain = {**plain, "type": [plain["type"], "null"]}
        return {**plain, "description": f"{self.zh} / {self.en}"}


@dataclass(frozen=True)
class Shape:
    """The fields of a JSON body or of a query string, by name."""

    fields: Mapping[str, Field]

    def read(self, data: Any) -> dict[str, Any]:
        """Values of a decoded JSON body; optional fields that are absent come back as None."""
        if not isinstance(data, dict):
            raise wrong("body", "type", "请求体应为 JSON 对象", "the body must be a JSON object")
        return self._collect(data, lambda field, value: field.kind.read(value))

    def parse(self, arguments: MultiDict[str, str]) -> dict[str, Any]:
        """Values of a query string; a parameter given twice is refused, an empty optional one counts as absent."""
        twice = [name for name, values in arguments.lists() if len(values) > 1]
        if twice:
            raise InvalidRequest(errors.FieldProblem(name[:100], "twice", "参数重复", "given twice") for name in twice)
        given = {name: text for name, text in arguments.items() if text or self._is_required(name)}
        return self._collect(self._fold(given), lambda field, text: field.kind.parse(text))

    def _fold(self, given: Mapping[str, str]) -> dict[str, Any]:
        """``where[a]=1&where[b]=2`` as one parameter ``where`` holding a dictionary, where that is declared."""
        folded: dict[str, Any] = {}
        for name, text in given.items():
            keyed = _KEYED.fullmatch(name)
            field = self.fields.get(keyed[1]) if keyed else None
            if keyed is None or field is None or not isinstance(field.kind, Columns):
                folded[name] = text
            elif isinstance(into := folded.setdefault(keyed[1], {}), dict):
                into[keyed[2]] = text
        return folded

    def _is_required(self, name: str) -> bool:
        return name not in self.fields or self.fields[name].required

    def _collect(self, given: Mapping[str, Any], read: Callable[[Field, Any], Any]) -> dict[str, Any]:
        problems: Problems = [
            errors.FieldProblem(name[:100], "unknown_field", "未知字段", "unknown field")
            for name in given
            if name not in self.fields
        ]
        values: dict[str, Any] = {}
        for name, field in self.fields.items():
            values[name] = _one(name, field, given, read, problems)
        if problems:
            raise InvalidRequest(problems)
        return values


def _one(
    name: str, field: Field, given: Mapping[str, Any], read: Callable[[Field, Any], Any], problems: Problems
) -> Any:
    if given.get(name) is None and not field.required:
        return None
    if name not in given:
        problems.append(errors.FieldProblem(name, "required", "缺少此字段", "missing"))
        return None
    try:
        return read(field, given[name])
    except Refused as refused:
        problems.append(errors.FieldProblem(name, refused.code, refused.zh, refused.en))
        return None


def shape(**fields: Field) -> Shape:
    """``shape(reason=Field(Text(), "原因", "Reason"))``."""
    return Shape(fields)


NO_FIELDS = Shape({})
