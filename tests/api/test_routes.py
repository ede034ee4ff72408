"""Every route, one by one: who may knock, and what exactly the engine is told."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from catalogue import SAMPLES, Sample
from flask import Flask
from flask.testing import FlaskClient
from recording_engine import OFFICER, RecordingEngine

from api.auth import ANONYMOUS
from api.rest import SUBJECTS
from api.routes import PREFIX, Route
from engine import commands, queries

ROUTES = [route for subject in SUBJECTS for route in subject.routes]
FILE = {"name": "a.txt", "media_type": "text/plain", "content": b"x"}
FILES = (queries.AttachmentFile, queries.LetterFile, queries.RegisterExport, queries.ReportExport)
OWN_TESTS = {("POST", "/session"), ("GET", "/session"), ("DELETE", "/session"), ("GET", "/health")}
KEEPS_A_SECRET = commands.CreateToken  # the engine must not store its result under the key
COMMAND_LINE_ONLY = {"LogOf"}  # streams every case out of the database


def name(thing: Sample | Route) -> str:
    return f"{thing.method} {urlsplit(thing.path).path}"


@pytest.mark.parametrize("sample", SAMPLES, ids=name)
def test_a_request_becomes_exactly_this_command_or_query(
    program: FlaskClient, engine: RecordingEngine, sample: Sample
) -> None:
    engine.answers.update(dict.fromkeys(FILES, FILE))
    key = None if isinstance(sample.means, KEEPS_A_SECRET) else "key-1"
    headers = {"Idempotency-Key": "key-1"}
    answer = program.open(PREFIX + sample.path, method=sample.method, headers=headers, **sample.options())
    assert answer.status_code in {200, 201}, answer.text
    if isinstance(sample.means, queries.Query):
        assert (engine.asked, engine.executed) == ([(sample.means, OFFICER)], [])
    else:
        assert (engine.executed, engine.asked) == ([(sample.means, OFFICER, key)], [])
        assert answer.json["receipt"] == {"instance": "i-1", "seq": 7, "mac": "mac-7"}


@pytest.mark.parametrize("sample", SAMPLES, ids=name)
def test_a_stranger_reaches_nothing(stranger: FlaskClient, engine: RecordingEngine, sample: Sample) -> None:
    answer = stranger.open(PREFIX + sample.path, method=sample.method, **sample.options())
    assert (answer.status_code, answer.json["code"]) == (401, "unauthenticated")
    assert engine.executed == []
    assert engine.asked == []


def test_the_samples_cover_every_route() -> None:
    def rule(route: Route) -> str:
        return f"{route.method} {re.sub(r'<[^>]+>', '[^/]+', route.path)}"

    missing = [
        name(route)
        for route in ROUTES
        if (route.method, route.path) not in OWN_TESTS
        and not any(re.fullmatch(rule(route), name(sample)) for sample in SAMPLES)
    ]
    assert missing == []


def test_every_command_and_query_of_the_engine_has_a_door() -> None:
    def names(room: object, kind: type) -> set[str]:
        found = [thing for thing in vars(room).values() if isinstance(thing, type) and issubclass(thing, kind)]
        return {thing.__name__ for thing in found} - {kind.__name__}

    told = {type(sample.means).__name__ for sample in SAMPLES}
    wanted = names(commands, commands.Command) | names(queries, queries.Query)
    assert wanted - told - COMMAND_LINE_ONLY == {"Login", "Logout", "Health"}


def test_every_address_below_the_prefix_comes_from_the_table(app: Flask) -> None:
    served = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    declared = {(route.method, PREFIX + route.path) for route in ROUTES}
    assert served == declared | {("GET", "/api/v1/openapi.json")}


def test_only_logging_in_and_health_are_open() -> None:
    assert {(route.method, route.path) for route in ROUTES if route.public} == {
        ("POST", "/session"),
        ("GET", "/health"),
    }


@pytest.mark.parametrize(("status", "code"), [("ok", 200), ("degraded", 503)])
def test_strangers_see_of_health_only_the_status(
    stranger: FlaskClient, program: FlaskClient, engine: RecordingEngine, status: str, code: int
) -> None:
    engine.answers[queries.Health] = {"status": status, "jobs_due": 4}
    answer = stranger.get("/api/v1/health")
    assert (answer.status_code, answer.json) == (code, {"status": status})
    assert engine.asked == [(queries.Health(), ANONYMOUS)]
    assert program.get("/api/v1/health").json == {"status": status, "jobs_due": 4}


def test_health_answers_even_when_the_database_does_not(stranger: FlaskClient, engine: RecordingEngine) -> None:
    engine.failure = RuntimeError("no such table")
    answer = stranger.get("/api/v1/health")
    assert (answer.status_code, answer.json) == (503, {"status": "down"})
