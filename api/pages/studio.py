"""The studio of process administrators: procedures, their versions, and the diagram editor."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, url_for
from werkzeug.wrappers import Response as Redirect

from api import security
from api.acts import ask
from api.pages.confirm import Act
from api.pages.desk import do, me, turn_to
from engine import commands, queries

DISCARD = Act(
    "discard", "放弃草稿", "未部署的修改将全部丢弃，编辑器恢复为已部署的版本。",
    commands.DiscardDiagram, "discarded", grave=True,
)  # fmt: skip


def mount(site: Blueprint) -> None:
    """Add the routes of this subject."""
    site.add_url_rule("/studio", "studio", studio)
    site.add_url_rule("/studio/<key>", "editor", editor)
    site.add_url_rule("/studio/<key>/versions", "versions", versions)
    site.add_url_rule("/studio/<key>/discard", "discard_question", discard_question)
    site.add_url_rule("/studio/<key>/discard", "discard", discard, methods=["POST"])


def studio() -> str:
    """Every procedure, with its latest version and whether a draft waits."""
    return render_template("studio.html", me=me(), items=ask(queries.Definitions()))


def editor(key: str) -> Response:
    """The diagram editor; only this page and replay may carry inline style attributes (bpmn-js sets them)."""
    diagram = ask(queries.Diagram(key))
    page = {"xml": diagram["xml"], "catalog": ask(queries.StudioCatalog())}
    response = make_response(render_template("editor.html", me=me(), key=key, diagram=diagram, island_data=page))
    return security.csp(response, style_attr=True)


def discard_question(key: str) -> str:
    """Ask before a draft is thrown away."""
    return DISCARD.question({"name": key}, url_for("pages.editor", key=key))


def discard(key: str) -> Redirect:
    """Throw the draft away."""
    do(DISCARD.command(key))
    return turn_to("editor", DISCARD.said, key=key)


def versions(key: str) -> str:
    """The versions of one procedure."""
    return render_template("versions.html", me=me(), key=key, items=ask(queries.DefinitionVersions(key)))
