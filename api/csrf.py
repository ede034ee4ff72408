"""No other site may act with a person's cookie.

Every unsafe request without an ``Authorization`` header must come from this site (``Origin``, or ``Sec-Fetch-Site``
where a browser leaves ``Origin`` out). With a session cookie it must also carry the session's token, in the header
``X-CSRF-Token`` or in the form field ``csrf_token``. The token is an HMAC under the session secret: it needs no
storage, changes at every login and cannot be computed from outside.
"""

from __future__ import annotations

import hashlib
import hmac

from flask import Flask, request

from api.auth import credential
from engine import errors

HEADER = "X-CSRF-Token"
FIELD = "csrf_token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES = frozenset({"", "same-origin", "none"})


def csrf_token() -> str:
    """The token of the current session, for forms and scripts; empty without a session cookie."""
    shown = credential()
    if shown is None or shown.kind != "session":
        return ""
    return token_for(shown.secret)


def token_for(session: str) -> str:
    """The token of a session just opened, whose cookie this request does not carry yet."""
    return hmac.new(session.encode(), b"jiandu csrf 1", hashlib.sha256).hexdigest()


def check() -> None:
    """Refuse the current request (Forbidden) when another site may have sent it."""
    if request.method in _SAFE or "Authorization" in request.headers:
        return
    if not _from_this_site():
        raise errors.Forbidden("拒绝来自其他站点的请求", "Requests from another site are refused", "cross_site")
    expected = csrf_token()
    if expected and not hmac.compare_digest(expected.encode(), _given().encode()):
        raise errors.Forbidden("页面已过期,请刷新后重试", "The CSRF token is missing or wrong", "csrf")


def _from_this_site() -> bool:
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == request.host_url.rstrip("/")
    return request.headers.get("Sec-Fetch-Site", "") in _OWN_SITES


def _given() -> str:
    return request.headers.get(HEADER) or request.form.get(FIELD, "")


def install(app: Flask) -> None:
    """Check every request of ``app``, pages included."""
    app.before_request(check)
