"""Which language a page speaks, and the words for it. Chinese is the default and the source of every text."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Literal

from flask import Flask, Response, g, request

Language = Literal["zh", "en"]
COOKIE = "jiandu_lang"
_WORDS = Path(__file__).with_name("words") / "en.json"
_A_YEAR = 31_536_000  # seconds


def install(app: Flask) -> None:
    """Choose the language of every request and remember a choice made by ``?lang=``."""
    app.after_request(_remember)
    app.jinja_env.globals.update(t=t, language=language)


def language() -> Language:
    """The language of the current request: ``?lang=``, else the cookie, else Chinese."""
    if "language" not in g:
        wanted = request.args.get("lang") or request.cookies.get(COOKIE)
        g.language = "en" if wanted == "en" else "zh"
    chosen: Language = g.language
    return chosen


def t(chinese: str, **values: object) -> str:
    """``chinese`` in the language of the request, ``{name}`` filled from ``values``."""
    text = english().get(chinese, chinese) if language() == "en" else chinese
    return text.format(**values) if values else text


def either(zh: str, en: str) -> str:
    """The one of two texts that the request's language asks for; the other when it is empty."""
    return (en or zh) if language() == "en" else (zh or en)


@cache
def english() -> dict[str, str]:
    """English by Chinese text."""
    words: dict[str, str] = json.loads(_WORDS.read_text(encoding="utf-8"))
    return words


def _remember(response: Response) -> Response:
    if request.args.get("lang") in {"zh", "en"}:
        secure = request.is_secure
        response.set_cookie(COOKIE, language(), max_age=_A_YEAR, samesite="Lax", secure=secure, httponly=True)
    return response
