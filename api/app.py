"""Making the web application around an engine."""

from __future__ import annotations

import importlib.util
import secrets
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version

from flask import Flask

from api import csrf, door, log, openapi, problems, security
from api.rest import SUBJECTS
from api.routes import mount
from engine import Engine

_PAGES = "api.pages"


def create_app(engine: Engine, *, request_ids: Callable[[], str] | None = None) -> Flask:
    """A Flask application serving ``engine``: the JSON API, its document and, where installed, the pages.

    Order matters: a request is numbered, then its size limited, then checked for forgery, then routed.
    """
    app = Flask("api", static_folder="static")
    door.keep(app.extensions, engine)
    problems.install(app)
    log.install(app, request_ids or (lambda: secrets.token_hex(8)))
    security.install(app)
    csrf.install(app)
    mount(app, SUBJECTS)
    openapi.install(app, SUBJECTS, _version())
    _register_pages(app, engine)
    return app


def _register_pages(app: Flask, engine: Engine) -> None:
    """The pages sit above this module, so they are found by name: ``api.pages.register(app, engine)``."""
    if importlib.util.find_spec(_PAGES) is not None:
        import_module(_PAGES).register(app, engine)


def _version() -> str:
    try:
        return installed_version("jiandu")
    except PackageNotFoundError:
        return "0"
