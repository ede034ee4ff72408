"""No other site may act with a person's cookie."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask.testing import FlaskClient
from recording_engine import SESSION, TOKEN, RecordingEngine

from api.csrf import token_for

CLAIM = "/api/v1/tasks/t-1/claim"
GOOD = {"X-CSRF-Token": token_for(SESSION)}


@pytest.fixture
def person(stranger: FlaskClient) -> FlaskClient:
    """A browser with a good session cookie."""
    stranger.set_cookie("jiandu_session", SESSION)
    return stranger


@pytest.mark.parametrize("headers", [{}, {"X-CSRF-Token": "x"}, {"X-CSRF-Token": token_for("another")}])
def test_a_cookie_alone_changes_nothing(person: FlaskClient, engine: RecordingEngine, headers: dict[str, str]) -> None:
    answer = person.post(CLAIM, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (403, "csrf")
    assert engine.executed == []


@pytest.mark.parametrize(
    "headers",
    [GOOD, {**GOOD, "Origin": "http://localhost"}, {**GOOD, "Sec-Fetch-Site": "same-origin"}],
)
def test_the_session_s_own_token_from_its_own_site_passes(
    person: FlaskClient, engine: RecordingEngine, headers: dict[str, str]
) -> None:
    assert person.post(CLAIM, headers=headers).status_code == 200
    assert len(engine.executed) == 1


def test_a_form_may_carry_the_token(person: FlaskClient, engine: RecordingEngine) -> None:
    form = {"csrf_token": token_for(SESSION), "field": "evidence", "file": (BytesIO(b"%PDF-"), "a.pdf")}
    assert person.post("/api/v1/tasks/t-1/attachments", data=form).status_code == 201
    assert len(engine.executed) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://localhost"},
        {"Origin": "http://localhost.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_is_refused_even_with_the_token(
    person: FlaskClient, engine: RecordingEngine, headers: dict[str, str]
) -> None:
    answer = person.post(CLAIM, headers={**GOOD, **headers})
    assert (answer.status_code, answer.json["code"]) == (403, "cross_site")
    assert engine.executed == []


def test_another_site_cannot_log_somebody_in(stranger: FlaskClient, engine: RecordingEngine) -> None:
    body = {"username": "a", "password": "b"}
    answer = stranger.post("/api/v1/session", json=body, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
    assert engine.executed == []


def test_a_program_with_a_token_needs_no_csrf_token(program: FlaskClient, person: FlaskClient) -> None:
    assert program.post(CLAIM).status_code == 200
    answer = person.post(CLAIM, headers={"Authorization": f"Bearer {TOKEN}", "Origin": "http://evil.example"})
    assert answer.status_code == 200


def test_reading_needs_no_token(person: FlaskClient) -> None:
    assert person.get("/api/v1/tasks", headers={"Origin": "http://evil.example"}).status_code == 200
