"""For auditors: cases, the replay of each, and whether the chain of records still holds."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, render_template

from api import security
from api.acts import ask
from api.pages.cases import listing
from api.pages.desk import me
from api.pages.language import either
from api.pages.look import when
from engine import queries

MINOR = frozenset({
    "ElementEntered", "ElementLeft", "JobScheduled", "JobDone", "Noticed", "SubscriptionOpened", "SubscriptionClosed",
    "MemberJoined", "DraftSaved",
})  # fmt: skip
"""Event types an auditor can do without at first sight; every one is still a step."""


def mount(site: Blueprint) -> None:
    """Add the routes of this subject."""
    site.add_url_rule("/audit", "audit", audit)
    site.add_url_rule("/audit/verify", "verify", verify)
    site.add_url_rule("/cases/<id>/replay", "replay", replay)


def audit() -> str:
    """Cases to replay."""
    return listing("replay")


def verify() -> str:
    """Check the whole chain now and say what was found."""
    return render_template("verify.html", me=me(), result=ask(queries.Verify()))


def replay(id: str) -> Response:
    """The story of one case, and the check of its records."""
    story = ask(queries.Replay(id))
    events = [_spoken(event) for event in story["events"]]
    page = {"xml": story["xml"], "events": events, "labels": story["labels"]}
    response = make_response(render_template(
        "replay.html", me=me(), case=ask(queries.Case(id)), story=story, events=events, island_data=page,
        verified=ask(queries.Verify(id)),
    ))  # fmt: skip
    return security.csp(response, style_attr=True)


def _spoken(event: dict[str, Any]) -> dict[str, Any]:
    """An event in the language of the page, with its time as people read it."""
    text = either(event["text"], event["text_en"])
    return {**event, "text": text, "when": when(event["at"]), "minor": event["type"] in MINOR}
