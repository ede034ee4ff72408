"""Composition root: environment -> engine -> application. ``waitress-serve --call api.wsgi:create``.

``JIANDU_TRUSTED_PROXIES`` is the number of reverse proxies in front (0 unless set): only then are ``X-Forwarded-*``
headers believed. Behind TLS it must be set, or logins fail as coming from another site.
``JIANDU_HOSTS`` lists the host names to answer to, separated by commas (any, unless set).
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from api.app import create_app
from engine import Engine, Settings


def create(environ: Mapping[str, str] | None = None) -> Flask:
    """The application of this installation, logging to standard error."""
    env = os.environ if environ is None else environ
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    return configured(create_app(Engine(Settings.from_environ(env))), env)


def configured(app: Flask, environ: Mapping[str, str]) -> Flask:
    """``app`` behind the proxies and under the host names that ``environ`` names."""
    hosts = [host.strip() for host in environ.get("JIANDU_HOSTS", "").split(",") if host.strip()]
    if hosts:
        app.config["TRUSTED_HOSTS"] = hosts
    hops = int(environ.get("JIANDU_TRUSTED_PROXIES", "0"))
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app
