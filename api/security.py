"""Response headers that keep a browser safe, and limits on what a request may bring.

The content policy is strict for every answer; a page whose editor or chart needs inline style attributes widens it for
its own response with ``csp``. Uploading routes raise their size limit with ``accepts``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request

KB, MB = 1_000, 1_000_000
BODY_LIMIT = 1 * MB
_LIMIT = "max_content"
_View = TypeVar("_View", bound=Callable[..., Any])

_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_HSTS = "max-age=31536000"


def csp(response: Response, *, style_attr: bool = False, style_inline: bool = False) -> Response:
    """Give ``response`` the content policy, widened for its route only.

    ``style_attr`` allows inline ``style`` attributes (modeler, charts), ``style_inline`` also ``<style>`` elements (the
    form editor's CodeMirror). Scripts are never widened.
    """
    policy = dict(_POLICY)
    if style_inline:
        policy["style-src"] += " 'unsafe-inline'"
    elif style_attr:
        policy["style-src-attr"] = "'unsafe-inline'"
    response.headers["Content-Security-Policy"] = "; ".join(f"{name} {value}" for name, value in policy.items())
    return response


def accepts(size: int) -> Callable[[_View], _View]:
    """Decorator: this view takes bodies of up to ``size`` bytes instead of ``BODY_LIMIT``."""

    def mark(view: _View) -> _View:
        setattr(view, _LIMIT, size)
        return view

    return mark


def install(app: Flask) -> None:
    """Limit every request of ``app`` and put the headers on every response."""
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.before_request(_limit)
    app.after_request(_protect)


def _limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, _LIMIT, BODY_LIMIT)


def _protect(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if "Content-Security-Policy" not in response.headers:
        csp(response)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", _HSTS)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
