"""HTML for people: Jinja templates, htmx, and small script islands built from ``web/``.

The law of this room:

* A page asks (``api.acts.ask``) and acts (``api.pages.desk.do``); it never decides. What a person may do is the ``can``
  list of the answer, what they may see is the answer.
* Chinese is the source of every text; ``words/en.json`` translates it. Every page speaks both (``?lang=en``).
* Lists, filters and acts work without JavaScript; only forms, the diagram editor and replay are islands.
* A failure is a page too: what happened, and what to do next.
"""

from __future__ import annotations

from flask import Flask

from api import problems
from api.pages import (
    assets,
    audit,
    cases,
    failures,
    inbox,
    language,
    look,
    notices,
    registers,
    reports,
    sending,
    sessions,
    start,
    studio,
    tasks,
)
from api.pages.site import blueprint
from engine import Engine

__all__ = ["register"]

_SUBJECTS = (sessions, inbox, tasks, start, cases, sending, registers, reports, studio, audit, notices)


def register(app: Flask, engine: Engine) -> None:
    """Serve the pages from ``app``; failures outside ``/api/`` become pages."""
    site = blueprint()
    for subject in _SUBJECTS:
        subject.mount(site)
    app.register_blueprint(site)
    language.install(app)
    look.install(app)
    assets.install(app)
    problems.on_pages(app, failures.page)
