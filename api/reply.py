"""Answers: JSON, nothing, or a file that the browser must save and never show.

Instants and dates are ISO 8601 text; a ``Decimal`` is written as the number it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import orjson
from flask import Response

JSON = "application/json"
SHOWN_AS_THEY_ARE = frozenset({
    "application/pdf", "image/png", "image/jpeg", "text/csv", "text/plain",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
})  # fmt: skip
DOWNLOAD_CSP = "default-src 'none'; sandbox"


def json_response(data: Any, status: int = 200, media_type: str = JSON) -> Response:
    """``data`` as a JSON response."""
    return Response(orjson.dumps(data, default=_plain), status, mimetype=media_type)


def _plain(value: object) -> int | float:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"not JSON: {type(value).__name__}")


@dataclass(frozen=True)
class JsonReply:
    """A JSON answer whose schema is component ``schema`` (or a list of it)."""

    schema: str
    many: bool = False
    status: int = 200

    def render(self, data: Any) -> Response:
        return json_response(data, self.status)


@dataclass(frozen=True)
class NoReply:
    """204: done, nothing to say."""

    status: int = 204

    def render(self, data: Any) -> Response:
        return Response(status=self.status)


@dataclass(frozen=True)
class FileReply:
    """A forced download of ``{name, media_type, content}``; types outside a short list go out as plain bytes."""

    status: int = 200

    def render(self, data: Any) -> Response:
        media_type = str(data["media_type"]).split(";")[0].strip().lower()
        mimetype = media_type if media_type in SHOWN_AS_THEY_ARE else "application/octet-stream"
        response = Response(data["content"], mimetype=mimetype)
        response.headers["Content-Disposition"] = disposition(data["name"])
        response.headers["Content-Security-Policy"] = DOWNLOAD_CSP
        return response


Reply = JsonReply | NoReply | FileReply


def disposition(name: str) -> str:
    """``attachment`` with an ASCII fallback and the UTF-8 name of RFC 6266; no path, no control characters."""
    clean = re.sub(r"[\x00-\x1f\x7f/\\]", "_", name).strip() or "file"
    plain = re.sub(r'[^\x20-\x7e]|["%;]', "_", clean)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"
