"""Log lines carry ids and numbers, never what people wrote."""

from __future__ import annotations

import json
import logging
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from recording_engine import SESSION, TOKEN

CANARY = "金丝雀-canary"
ACCESS = "jiandu.api"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


def last(caplog: pytest.LogCaptureFixture) -> dict[str, object]:
    return dict(json.loads([record.getMessage() for record in caplog.records if record.name == ACCESS][-1]))


def test_a_line_says_who_did_what_where_with_what_outcome(
    program: FlaskClient, lines: pytest.LogCaptureFixture
) -> None:
    answer = program.post("/api/v1/tasks/t-1/claim", headers={"X-Request-Id": "abc-12345"})
    line = last(lines)
    assert line.pop("ms") >= 0
    assert line == {
        "request": "abc-12345", "method": "POST", "route": "/api/v1/tasks/<task>/claim", "ids": {"task": "t-1"},
        "user": "u-officer", "status": 200, "size": answer.content_length,
    }  # fmt: skip
    assert answer.headers["X-Request-Id"] == "abc-12345"


def test_nothing_people_wrote_reaches_the_log(program: FlaskClient, lines: pytest.LogCaptureFixture) -> None:
    program.post("/api/v1/session", json={"username": CANARY, "password": CANARY})
    program.get(f"/api/v1/tasks?text={CANARY}&{CANARY}=1")
    program.post("/api/v1/tasks/t-1/complete", json={"values": {CANARY: CANARY}, CANARY: 1})
    program.post("/api/v1/instances/i-1/withdraw", json={"reason": CANARY})
    program.get(f"/api/v1/instances/{CANARY}")
    program.get(f"/{CANARY}")
    form = {"field": CANARY, "file": (BytesIO(CANARY.encode()), f"{CANARY}.pdf")}
    program.post("/api/v1/tasks/t-1/attachments", data=form)
    assert len([record for record in lines.records if record.name == ACCESS]) >= 7
    for secret in (CANARY, "canary", TOKEN, SESSION):
        assert secret not in lines.text


@pytest.mark.parametrize("given", ["short", "has space in it", "x" * 65, 'a"b"c"d"e"'])
def test_an_odd_request_id_is_replaced(program: FlaskClient, given: str) -> None:
    answered = program.get("/api/v1/tasks", headers={"X-Request-Id": given}).headers["X-Request-Id"]
    assert answered != given
    assert len(answered) == 16
