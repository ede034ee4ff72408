"""Who sent the request: cookies for people, tokens for programs."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from recording_engine import OFFICER, SESSION, TOKEN, RecordingEngine

from api import csrf
from api.auth import ANONYMOUS
from engine import commands, errors, queries

LOGIN = {"session": SESSION, "user": "u-officer", "expires_at": "2026-03-02T08:00:00+00:00"}
WHO = {"username": "officer", "password": "correct horse"}
HTTPS = "https://localhost"


@pytest.fixture(autouse=True)
def _login_works(engine: RecordingEngine) -> None:
    engine.answers[commands.Login] = LOGIN


def test_login_gives_a_guarded_cookie_and_never_the_secret_in_the_body(stranger: FlaskClient) -> None:
    answer = stranger.post("/api/v1/session", json=WHO)
    assert answer.status_code == 201
    assert answer.json == {
        "user": "u-officer", "expires_at": LOGIN["expires_at"], "csrf_token": csrf.token_for(SESSION),
    }  # fmt: skip
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"jiandu_session={SESSION};")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert "Expires=Mon, 02 Mar 2026 08:00:00 GMT" in cookie


def test_over_https_the_cookie_is_bound_to_the_host(stranger: FlaskClient) -> None:
    cookie = stranger.post("/api/v1/session", json=WHO, base_url=HTTPS).headers["Set-Cookie"]
    assert cookie.startswith("__Host-jiandu_session=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


def test_login_is_executed_for_nobody_with_the_address_for_the_throttle(
    stranger: FlaskClient, engine: RecordingEngine
) -> None:
    stranger.post("/api/v1/session", json=WHO, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert engine.executed == [(commands.Login("officer", "correct horse", "192.0.2.7"), ANONYMOUS, None)]
    assert not ANONYMOUS.principals
    assert ANONYMOUS.clearance == 0


def test_a_session_may_ask_and_gets_its_token(stranger: FlaskClient, engine: RecordingEngine) -> None:
    stranger.post("/api/v1/session", json=WHO)
    assert stranger.get("/api/v1/session").json == {"user": "u-officer", "csrf_token": csrf.token_for(SESSION)}
    stranger.get("/api/v1/me")
    assert engine.asked == [(queries.Me(), OFFICER)]


def test_logout_ends_the_session_in_the_engine_and_in_the_browser(
    stranger: FlaskClient, engine: RecordingEngine
) -> None:
    token = stranger.post("/api/v1/session", json=WHO).json["csrf_token"]
    answer = stranger.delete("/api/v1/session", headers={"X-CSRF-Token": token})
    assert answer.status_code == 204
    assert engine.executed[-1][0] == commands.Logout(SESSION)
    assert "jiandu_session=;" in answer.headers["Set-Cookie"]
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    assert stranger.get("/api/v1/me").status_code == 401


def test_a_token_has_no_session_to_end(program: FlaskClient, engine: RecordingEngine) -> None:
    answer = program.delete("/api/v1/session")
    assert (answer.status_code, answer.json["code"]) == (409, "no_session")
    assert engine.executed == []


@pytest.mark.parametrize("header", [f"Bearer {TOKEN}x", "Bearer ", "Basic dTpw", TOKEN, "Bearer a b", ""])
def test_a_wrong_authorization_header_is_never_saved_by_a_good_cookie(stranger: FlaskClient, header: str) -> None:
    stranger.set_cookie("jiandu_session", SESSION)
    answer = stranger.get("/api/v1/me", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="jiandu"'


def test_a_session_secret_is_no_token_and_a_token_no_session(stranger: FlaskClient) -> None:
    assert stranger.get("/api/v1/me", headers={"Authorization": f"Bearer {SESSION}"}).status_code == 401
    stranger.set_cookie("jiandu_session", TOKEN)
    assert stranger.get("/api/v1/me").status_code == 401


def test_a_failed_login_sets_no_cookie(stranger: FlaskClient, engine: RecordingEngine) -> None:
    engine.failure = errors.Unauthenticated("用户名或密码错误", "Wrong user name or password")
    answer = stranger.post("/api/v1/session", json=WHO)
    assert answer.status_code == 401
    assert "Set-Cookie" not in answer.headers
