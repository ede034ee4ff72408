"""What pages do: ask the engine, act for the person, and turn to the next page."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlsplit

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from api.acts import ask
from api.auth import current_actor
from api.door import engine
from api.shapes import wrong
from engine import commands, queries

_KEY = "key"


def me() -> dict[str, Any]:
    """Who is looking at the page; asked once per request."""
    if "me" not in g:
        g.me = ask(queries.Me())
    found: dict[str, Any] = g.me
    return found


def do(command: commands.Command) -> dict[str, Any]:
    """Execute ``command`` for the person. The form's ``key`` makes a second click of the same form harmless."""
    receipt = engine().execute(command, current_actor(), key=request.form.get(_KEY) or None)
    return {**receipt.result, "instance": receipt.result.get("instance") or receipt.instance}


def fresh_key() -> str:
    """A new idempotency key for a form about to be shown."""
    return secrets.token_urlsafe(18)


def turn_to(endpoint: str, said: str = "", **values: Any) -> Response:
    """Redirect to a page after an act; ``said`` names the message it shows (see ``look.SAID``)."""
    return redirect(url_for(f"pages.{endpoint}", said=said or None, **values), 303)


def given(name: str) -> str:
    """A text field of the form that must not be empty."""
    text = request.form.get(name, "").strip()
    if not text:
        raise wrong(name, "required", "此项必填", "This field is required")
    return text


def given_number(name: str) -> int:
    """A positive whole number of the form."""
    text = given(name)
    if not (text.isascii() and text.isdigit() and int(text[:6]) > 0 and len(text) <= 6):
        raise wrong(name, "range", "应为正整数", "must be a positive whole number")
    return int(text)


def asked(name: str) -> str | None:
    """A search parameter; None when absent or blank."""
    return request.args.get(name, "").strip() or None


def local_path(text: str | None) -> str:
    """``text`` when it is a path of this site, else the inbox; never a way out to another site."""
    if not text or not text.startswith("/") or text.startswith(("//", "/\\")) or not text.isprintable():
        return "/"
    parts = urlsplit(text)
    return "/" if parts.scheme or parts.netloc else text
