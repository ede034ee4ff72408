"""Every failure leaves as a problem document, and tells no more than it may."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient
from recording_engine import RecordingEngine

from api.problems import MEDIA_TYPE, TABLE, describe, on_pages
from engine import errors

TASK = "/api/v1/tasks/t-1"


def failing(client: FlaskClient, engine: RecordingEngine, failure: Exception) -> tuple[int, dict[str, object]]:
    engine.failure = failure
    answer = client.get(TASK)
    assert answer.mimetype == MEDIA_TYPE
    return answer.status_code, answer.json


@pytest.mark.parametrize(
    ("failure", "status", "code"),
    [
        (errors.Unauthenticated("甲", "a"), 401, "unauthenticated"),
        (errors.Forbidden("甲", "a"), 403, "forbidden"),
        (errors.Forbidden("甲", "a", "sd_1"), 403, "sd_1"),
        (errors.NotFound(), 404, "not_found"),
        (errors.Conflict("甲", "a"), 409, "conflict"),
        (errors.Busy("甲", "a"), 409, "busy"),
        (errors.InvalidValues([]), 422, "invalid_values"),
        (errors.InvalidContent([]), 422, "invalid_content"),
        (errors.RunawayError("甲", "a"), 422, "runaway"),
        (errors.Throttled("甲", "a"), 429, "throttled"),
        (errors.Tampered("甲", "a"), 500, "tampered"),
        (RuntimeError("secret words"), 500, "internal"),
    ],
)
def test_each_error_has_its_status_and_a_stable_code(
    program: FlaskClient, engine: RecordingEngine, failure: Exception, status: int, code: str
) -> None:
    got, body = failing(program, engine, failure)
    assert (got, body["status"], body["code"], body["type"]) == (status, status, code, f"urn:jiandu:problem:{code}")
    assert {"title", "title_en", "detail", "detail_en", "request_id"} <= set(body)


def test_every_error_of_the_engine_has_a_line_of_its_own_in_the_table() -> None:
    family = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.JianduError)}
    assert family <= set(TABLE)


def test_an_error_invented_later_takes_the_line_of_its_parent() -> None:
    class Stale(errors.Conflict):
        """A revision is out of date."""

        code = "stale"

    described = describe(Stale("已过期", "Out of date"))
    assert (described.status, described.code, described.detail) == (409, "stale", "已过期")


def test_wrong_values_are_named_field_by_field(program: FlaskClient, engine: RecordingEngine) -> None:
    problem = errors.FieldProblem("subjects/0/name", "required", "必填", "required")
    _, body = failing(program, engine, errors.InvalidValues([problem]))
    assert body["problems"] == [{"path": "subjects/0/name", "code": "required", "zh": "必填", "en": "required"}]


def test_faulty_content_is_named_by_place(program: FlaskClient, engine: RecordingEngine) -> None:
    problem = errors.Problem("processes/a.bpmn", 12, "E02", "no_form", "缺少表单", "no form")
    _, body = failing(program, engine, errors.InvalidContent([problem]))
    assert body["problems"] == [
        {
            "file": "processes/a.bpmn", "line": 12, "element": "E02", "code": "no_form", "zh": "缺少表单",
            "en": "no form", "severity": "error",
        }
    ]  # fmt: skip


def test_unseen_missing_and_unknown_addresses_look_the_same(program: FlaskClient, engine: RecordingEngine) -> None:
    def body(path: str, failure: Exception | None) -> dict[str, object]:
        engine.failure = failure
        answer = program.get(path)
        assert answer.status_code == 404
        return {name: value for name, value in answer.json.items() if name != "request_id"}

    unseen = body(TASK, errors.NotFound())
    assert body("/api/v1/nothing/here", None) == unseen
    assert body("/api/v1/tasks/%00", None) == unseen
    assert body("/api/v1/tasks/" + "x" * 500, None) == unseen


def test_an_unexpected_error_tells_only_its_request_id(
    program: FlaskClient, engine: RecordingEngine, caplog: pytest.LogCaptureFixture
) -> None:
    engine.failure = RuntimeError("password=hunter2 of 张三")
    with caplog.at_level(logging.INFO):
        answer = program.get(TASK, headers={"X-Request-Id": "request-0001"})
    assert answer.json["request_id"] == "request-0001"
    assert "hunter2" not in answer.text
    assert "hunter2" not in caplog.text
    assert '"error":"RuntimeError"' in caplog.text
    assert "request-0001" in caplog.text


def test_the_wrong_method_names_the_right_ones(program: FlaskClient) -> None:
    answer = program.patch("/api/v1/tasks/t-1/claim")
    assert (answer.status_code, answer.json["code"]) == (405, "method_not_allowed")
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("failure", [errors.Busy("甲", "a"), errors.Throttled("甲", "a")])
def test_who_should_try_again_is_told_when(program: FlaskClient, engine: RecordingEngine, failure: Exception) -> None:
    engine.failure = failure
    assert int(program.get(TASK).headers["Retry-After"]) > 0


def test_failures_outside_the_api_can_become_pages(own_app: Flask) -> None:

    on_pages(own_app, lambda error, described: (f"<p>{described.detail}</p>", described.status))
    answer = own_app.test_client().get("/no/such/page")
    assert (answer.status_code, answer.text) == (404, "<p>未找到</p>")
    assert own_app.test_client().get("/api/v1/no").mimetype == MEDIA_TYPE
