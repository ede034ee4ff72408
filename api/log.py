"""Log lines: one JSON object per request with ids, numbers and codes; no content, names, search words or secrets.

The route is logged as its rule (``/api/v1/tasks/<task>``), path values only when they look like ids.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable
from time import perf_counter

import orjson
from flask import Flask, Response, g, request

_LOG = logging.getLogger("jiandu.api")
_ID = re.compile(r"[A-Za-z0-9._:-]{1,80}")
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
HEADER = "X-Request-Id"


def request_id() -> str:
    """Id of the current request: the caller's ``X-Request-Id`` when it is a plain id, else a fresh one."""
    return str(g.get("request_id", ""))


def install(app: Flask, new_id: Callable[[], str]) -> None:
    """Number every request of ``app`` and write a line when it ends."""

    def begin() -> None:
        given = request.headers.get(HEADER, "")
        g.request_id = given if _REQUEST_ID.fullmatch(given) else new_id()
        g.request_began = perf_counter()

    def end(response: Response) -> Response:
        response.headers[HEADER] = request_id()
        took = perf_counter() - g.get("request_began", perf_counter())
        _LOG.info(_line(status=response.status_code, ms=round(took * 1000, 1), size=response.content_length))
        return response

    app.before_request(begin)
    app.after_request(end)


def failure(error: Exception) -> None:
    """An unexpected error: its type and the places in the code it came through, not its message."""
    places = [f"{frame.filename}:{frame.lineno}:{frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    _LOG.error(_line(error=type(error).__name__, code=getattr(error, "code", None), trace=places[-12:]))


def _line(**more: object) -> str:
    rule = request.url_rule
    ids = {name: value for name, value in (request.view_args or {}).items() if _ID.fullmatch(str(value))}
    actor = g.get("actor")
    fields = {
        "request": request_id(),
        "method": request.method,
        "route": rule.rule if rule else None,
        "ids": ids or None,
        "user": getattr(actor, "user", None),
        **more,
    }
    return orjson.dumps({name: value for name, value in fields.items() if value is not None}, default=str).decode()
