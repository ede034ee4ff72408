"""The studio of process administrators: procedures, their versions, and the diagram editor."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template

from api import security
from api.acts import ask
from api.pages.desk import me
from engine import queries


def mount(site: Blueprint) -> None:
    """Add the routes of this subject."""
    site.add_url_rule("/studio", "studio", studio)
    site.add_url_rule("/studio/<key>", "editor", editor)
    site.add_url_rule("/studio/<key>/versions", "versions", versions)


def studio() -> str:
    """Every procedure, with its latest version and whether a draft waits."""
    return render_template("studio.html", me=me(), items=ask(queries.Definitions()))


def editor(key: str) -> Response:
    """The diagram editor; only this page and replay may carry inline style attributes (bpmn-js sets them)."""
    diagram = ask(queries.Diagram(key))
    page = {"xml": diagram["xml"], "catalog": ask(queries.StudioCatalog())}
    response = make_response(render_template("editor.html", me=me(), key=key, diagram=diagram, island_data=page))
    return security.csp(response, style_attr=True)


def versions(key: str) -> str:
    """The versions of one procedure."""
    return render_template("versions.html", me=me(), key=key, items=ask(queries.DefinitionVersions(key)))
