"""Requests that do not fit are refused with 400, naming every field."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from recording_engine import RecordingEngine
from werkzeug.datastructures import MultiDict

from api.body import DEEPEST, parse_json
from api.kinds import Choice, Columns, Day, Flag, Kind, Refused, Text, Whole
from api.shapes import Field, InvalidRequest, shape
from engine import commands

ACT = shape(
    reason=Field(Text(10), "理由", "Reason"),
    amount=Field(Whole(1, 9), "量", "Amount", required=False),
)


def refusals(data: Any) -> dict[str, str]:
    with pytest.raises(InvalidRequest) as refused:
        ACT.read(data)
    return {problem.path: problem.code for problem in refused.value.problems}


def test_a_fitting_body_gives_every_field_with_none_for_what_is_absent() -> None:
    assert ACT.read({"reason": "r"}) == {"reason": "r", "amount": None}
    assert ACT.read({"reason": "r", "amount": None}) == {"reason": "r", "amount": None}
    assert ACT.read({"reason": "r", "amount": 3}) == {"reason": "r", "amount": 3}


def test_all_faults_are_named_at_once() -> None:
    assert refusals({"amount": "3", "raeson": "r"}) == {
        "raeson": "unknown_field", "reason": "required", "amount": "type",
    }  # fmt: skip
    assert refusals([]) == {"body": "type"}


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        (Text(), 1, "type"), (Text(), None, "type"), (Text(), "  ", "required"), (Text(3), "abcd", "too_long"),
        (Text(), "a\0b", "character"), (Text(), "\ud800", "character"), (Choice(("a",)), "b", "choice"),
        (Choice(("a",)), ["a"], "choice"), (Whole(), True, "type"), (Whole(), Decimal("1.0"), "type"),
        (Whole(1, 9), 10, "range"), (Whole(1, 9), 0, "range"), (Flag(), "true", "type"), (Flag(), 1, "type"),
        (Day(), "2026-02-30", "type"), (Day(), 20260301, "type"), (Columns({}), "x", "type"),
        (Columns({"year": Whole()}), {"month": "1"}, "type"), (Columns({"year": Whole()}), {"year": "x"}, "type"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_refused(kind: Kind, value: Any, code: str) -> None:
    with pytest.raises(Refused) as refused:
        kind.read(value)
    assert refused.value.code == code


def test_query_text_is_read_by_kind() -> None:
    query = shape(
        limit=Field(Whole(1, 200), "", "", required=False), light=Field(Choice(("red",)), "", "", required=False),
        day=Field(Day(), "", "", required=False), flag=Field(Flag(), "", "", required=False),
        where=Field(Columns({"a": Text()}), "", "", required=False),
    )  # fmt: skip
    sent = MultiDict([("limit", "5"), ("light", ""), ("day", "2026-03-01"), ("flag", "true"), ("where[a]", "1")])
    assert query.parse(sent) == {
        "limit": 5, "light": None, "day": date(2026, 3, 1), "flag": True, "where": {"a": "1"},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "path", "code"),
    [
        ([("limit", "-1")], "limit", "type"), ([("limit", "²")], "limit", "type"), ([("limit", "0")], "limit", "range"),
        ([("limit", "9" * 17)], "limit", "type"), ([("limit", "1"), ("limit", "2")], "limit", "twice"),
        ([("x", "1")], "x", "unknown_field"), ([("x", "")], "x", "unknown_field"),
        ([("limit[a]", "1")], "limit[a]", "unknown_field"),
    ],
)  # fmt: skip
def test_a_wrong_query_is_refused(sent: list[tuple[str, str]], path: str, code: str) -> None:
    query = shape(limit=Field(Whole(1, 200), "", "", required=False))
    with pytest.raises(InvalidRequest) as refused:
        query.parse(MultiDict(sent))
    assert [(problem.path, problem.code) for problem in refused.value.problems] == [(path, code)]


def test_fractions_stay_exact() -> None:
    assert parse_json(b'{"money": 1234567.10, "count": 3}') == {"money": Decimal("1234567.10"), "count": 3}


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"{", b"\xff", b"NaN", b"[Infinity]", b"1e400", b"1e31", b"1" * 41, b'"a\\u0000b"', b'"\\ud800"',
        b'{"\\u0000": 1}', b"[" * (DEEPEST + 2) + b"]" * (DEEPEST + 2), b"[" * 100_000,
    ],
)  # fmt: skip
def test_dangerous_json_is_refused(raw: bytes) -> None:
    with pytest.raises(InvalidRequest):
        parse_json(raw)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_what_is_accepted_can_be_stored(data: Any) -> None:
    try:
        read = parse_json(json.dumps(data).encode())
    except InvalidRequest:
        return
    assert read == data
    assert "\0" not in json.dumps(read, ensure_ascii=False).encode().decode()


@pytest.mark.parametrize(
    ("data", "media_type", "path"),
    [
        ('{"reason": 1}', "application/json", "reason"), ("[]", "application/json", "body"),
        ("{", "application/json", "body"), ("reason=x", "application/x-www-form-urlencoded", "Content-Type"),
        ("", "application/json", "body"), ("", "", "Content-Type"),
    ],
)  # fmt: skip
def test_a_bad_body_is_a_400_that_names_the_field_and_does_nothing(
    program: FlaskClient, engine: RecordingEngine, data: str, media_type: str, path: str
) -> None:
    answer = program.post("/api/v1/instances/i-1/withdraw", data=data, content_type=media_type)
    assert (answer.status_code, answer.json["code"]) == (400, "invalid_request")
    assert answer.json["problems"][0]["path"] == path
    assert engine.executed == []


def test_a_body_may_be_left_out_when_no_field_is_needed(program: FlaskClient, engine: RecordingEngine) -> None:
    assert program.post("/api/v1/tasks/t-1/claim").status_code == 200
    assert engine.executed[0][0] == commands.ClaimTask("t-1")


@pytest.mark.parametrize("key", ["", "a b", "钥匙", "k" * 201])
def test_an_unusable_idempotency_key_is_refused(program: FlaskClient, engine: RecordingEngine, key: str) -> None:
    answer = program.post("/api/v1/tasks/t-1/claim", headers={"Idempotency-Key": key.encode().decode("latin-1")})
    assert answer.status_code == 400
    assert engine.executed == []
