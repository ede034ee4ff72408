"""Request -> Actor, and nothing else: what the actor may do is the engine's decision.

People carry a session cookie (``HttpOnly``, ``SameSite=Lax``, over https also ``Secure`` with the ``__Host-`` prefix);
programs send ``Authorization: Bearer <token>``. When both are there the header counts, also when it is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from flask import Response, g, request

from api.door import engine
from engine import Actor, commands, errors

ANONYMOUS = Actor(user="", name="")
_COOKIE = "jiandu_session"


@dataclass(frozen=True)
class Credential:
    """What the request shows to prove who sent it."""

    kind: Literal["session", "token"]
    secret: str


def credential() -> Credential | None:
    """The credential of the current request, not yet checked; None for a stranger."""
    header = request.headers.get("Authorization")
    if header is not None:
        scheme, _, token = header.partition(" ")
        return Credential("token", token.strip() if scheme.lower() == "bearer" else "")
    secret = request.cookies.get(_cookie_name())
    return Credential("session", secret) if secret else None


def current_actor() -> Actor:
    """Who sent the current request; raises Unauthenticated. Checked once per request."""
    if "actor" not in g:
        shown = credential()
        if shown is None or not shown.secret:
            raise errors.Unauthenticated("请先登录", "Please log in")
        g.actor = engine().authenticate(shown.secret, shown.kind)
    actor: Actor = g.actor
    return actor


def actor_or_anonymous() -> Actor:
    """The sender when the credential is good, else ``ANONYMOUS`` (an actor with no rights at all)."""
    try:
        return current_actor()
    except errors.Unauthenticated:
        return ANONYMOUS


def log_in(username: str, password: str) -> dict[str, Any]:
    """Check the password; ``{session, user, expires_at}``. Give the result to ``set_session`` to keep the login."""
    command = commands.Login(username, password, request.remote_addr or "")
    return dict(engine().execute(command, ANONYMOUS).result)


def log_out() -> None:
    """End the session of the current request in the engine; raises Conflict when it has none."""
    actor, shown = current_actor(), credential()
    if shown is None or shown.kind != "session":
        raise errors.Conflict("令牌没有会话可退出", "A token has no session to end", "no_session")
    engine().execute(commands.Logout(shown.secret), actor)


def set_session(response: Response, login: dict[str, Any]) -> Response:
    """Put the session of ``log_in`` into the browser's cookie."""
    expires = login["expires_at"]
    response.set_cookie(
        _cookie_name(),
        login["session"],
        expires=datetime.fromisoformat(expires) if isinstance(expires, str) else expires,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def clear_session(response: Response) -> Response:
    """Forget the session in the browser, and what pages stored there."""
    response.delete_cookie(_cookie_name(), secure=request.is_secure, httponly=True, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


def _cookie_name() -> str:
    return f"__Host-{_COOKIE}" if request.is_secure else _COOKIE
