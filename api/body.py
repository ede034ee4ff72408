"""Reading request bodies: strict JSON, and multipart forms with files.

JSON numbers with a fraction become ``Decimal`` (money must not pass through binary floats). Refused with 400: NaN and
infinities, numbers of more than 40 characters or with a huge exponent, text with NUL or half surrogates (databases
cannot keep them), nesting deeper than 40.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NoReturn

from flask import Request

from api.shapes import NO_FIELDS, Shape, wrong

DEEPEST = 40
_LONGEST_NUMBER = 40
_LARGEST_EXPONENT = 30


@dataclass(frozen=True)
class Json:
    """A JSON body of a declared shape. A body whose fields are all optional may be left out."""

    shape: Shape = NO_FIELDS

    def read(self, request: Request) -> dict[str, Any]:
        raw = request.get_data(cache=True)
        if not raw and not any(field.required for field in self.shape.fields.values()):
            return self.shape.read({})
        if not request.is_json:
            raise wrong("Content-Type", "media_type", "应为 application/json", "must be application/json")
        return self.shape.read(parse_json(raw))


@dataclass(frozen=True)
class Upload:
    """One uploaded file: the name or relative path the client sent, unchecked, and its bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Multipart:
    """A ``multipart/form-data`` body: text fields, and one or many files under the name ``part``.

    ``read`` gives the text fields by name and the uploads (a tuple) under ``part``.
    """

    part: str
    many: bool = False
    shape: Shape = NO_FIELDS

    def read(self, request: Request) -> dict[str, Any]:
        if request.mimetype != "multipart/form-data":
            raise wrong("Content-Type", "media_type", "应为 multipart/form-data", "must be multipart/form-data")
        strangers = sorted(set(request.files) - {self.part})
        if strangers:
            raise wrong(strangers[0][:100], "unknown_field", "未知文件字段", "unknown file field")
        files = request.files.getlist(self.part)
        if not files or (len(files) > 1 and not self.many):
            raise wrong(self.part, "required", "应上传文件", "a file is expected" if not self.many else "no file")
        form = request.form.copy()
        form.pop("csrf_token", None)
        texts = self.shape.parse(form)
        uploads = tuple(Upload(file.filename or "", file.mimetype, file.read()) for file in files)
        return {**texts, self.part: uploads}


def parse_json(raw: bytes) -> Any:
    """Strictly decoded JSON; raises InvalidRequest."""
    try:
        data = json.loads(raw.decode(), parse_float=_number, parse_int=_integer, parse_constant=_constant)
        _check(data, 0)
    except (ValueError, RecursionError):
        raise wrong("body", "json", "请求体不是有效的 JSON", "the body is not valid JSON") from None
    return data


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if len(text) > _LONGEST_NUMBER or abs(number.adjusted()) > _LARGEST_EXPONENT:
        raise ValueError("number out of range")
    return number


def _integer(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise ValueError("number out of range")
    return int(text)


def _constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


def _check(data: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise ValueError("nested too deeply")
    if isinstance(data, str):
        if "\0" in data:
            raise ValueError("NUL in text")
        data.encode()  # raises UnicodeEncodeError, a ValueError, for half a surrogate pair
    elif isinstance(data, dict):
        for key, value in data.items():
            _check(key, depth)
            _check(value, depth + 1)
    elif isinstance(data, list):
        for value in data:
            _check(value, depth + 1)
