"""Logging in and out."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request, url_for

from api import auth
from api.pages.desk import local_path
from api.pages.language import either
from api.problems import describe
from engine import errors


def mount(site: Blueprint) -> None:
    """Add the routes of this subject."""
    site.add_url_rule("/login", "login", login)
    site.add_url_rule("/login", "enter", enter, methods=["POST"])
    site.add_url_rule("/logout", "leave", leave, methods=["POST"])


def login() -> Response:
    """The login form."""
    return _form(200)


def enter() -> Response:
    """Check name and password; a wrong one shows the form again and does not say which was wrong."""
    try:
        session = auth.log_in(request.form.get("username", ""), request.form.get("password", ""))
    except (errors.Unauthenticated, errors.Throttled) as refused:
        return _form(describe(refused).status, either(refused.zh, refused.en))
    return auth.set_session(_turn(local_path(request.args.get("next"))), session)


def leave() -> Response:
    """End the session."""
    auth.log_out()
    response = auth.clear_session(_turn(url_for("pages.login")))
    response.headers["Clear-Site-Data"] = '"storage"'      # drafts of messages are kept in the browser's tab
    return response


def _turn(path: str) -> Response:
    return Response(status=303, headers={"Location": path})


def _form(status: int, message: str = "") -> Response:
    name = request.form.get("username", "")
    return make_response(render_template("login.html", message=message, username=name, me=None), status)
