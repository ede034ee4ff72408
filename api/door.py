"""The engine behind the current application."""

from __future__ import annotations

from flask import current_app

from engine import Engine

_KEY = "jiandu.engine"


def keep(extensions: dict[str, object], engine: Engine) -> None:
    """Remember ``engine`` among the extensions of an application."""
    extensions[_KEY] = engine


def engine() -> Engine:
    """The engine the current application was made with."""
    found: Engine = current_app.extensions[_KEY]
    return found
