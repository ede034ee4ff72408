"""Notices sent to me: warnings, decisions, letters."""

from __future__ import annotations

from flask import Blueprint, render_template

from api.acts import ask
from api.pages.desk import asked, me
from engine import queries


def mount(site: Blueprint) -> None:
    """Add the routes of this subject."""
    site.add_url_rule("/notices", "notices", notices)


def notices() -> str:
    """One page of notices, newest first."""
    found = ask(queries.Notices(after=asked("after")))
    return render_template("notices.html", me=me(), items=found["items"], next=found.get("next"))
