"""Small decisions of the pages that a mistake would make dangerous or ugly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flask import Flask

from api.pages import language, look
from api.pages.desk import local_path


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("/tasks/1?x=1", "/tasks/1?x=1"), (None, "/"), ("", "/"),
        ("https://evil.example", "/"), ("//evil.example", "/"),
        ("/\\evil.example", "/"), ("javascript:alert(1)", "/"), ("/ok\r\nSet-Cookie: a=b", "/"),
    ],
)  # fmt: skip
def test_after_login_one_stays_on_this_site(given: str | None, expected: str) -> None:
    assert local_path(given) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "—"), ("", "—"), ([], "—"), (True, "是"), (False, "否"), (["甲", "乙"], "甲、乙"),
        (Decimal("12.50"), "12.50"),
        ({"a": 1}, '{"a": 1}'), (0, "0"),
    ],
)  # fmt: skip
def test_values_as_people_read_them(value: object, expected: str) -> None:
    app = Flask(__name__)
    with app.test_request_context():
        assert look.plain(value) == expected


@pytest.mark.parametrize(("count", "expected"), [(0, "0 B"), (999, "999 B"), (1_500, "1.5 kB"), (2 * 10**7, "20.0 MB")])
def test_sizes(count: int, expected: str) -> None:
    assert look.size(count) == expected


@pytest.mark.parametrize(
    ("address", "cookie", "expected"),
    [
        ("/", None, "zh"),
        ("/?lang=en", None, "en"),
        ("/", "en", "en"),
        ("/?lang=zh", "en", "zh"),
        ("/?lang=fr", None, "zh"),
    ],
)
def test_chinese_unless_asked_otherwise(address: str, cookie: str | None, expected: str) -> None:
    app = Flask(__name__)
    headers = {"Cookie": f"{language.COOKIE}={cookie}"} if cookie else {}
    with app.test_request_context(address, headers=headers):
        assert language.language() == expected
