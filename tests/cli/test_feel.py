"""``jiandu feel``: values, warnings, and a caret under what is not FEEL. No site is needed."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Site

CONTEXT = '{"金额": 12.50, "类别": ["专卖", "财务"], "立案日": {"@": "date", "v": "2026-01-05"}, "name with space": 1}'


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("金额 * 2 = 25", "true"), ('list contains(类别, "专卖")', "true"), ("类别[1]", '"专卖"'), ("=1 + 1", "2"),
        ('立案日 + duration("P1M")', "2026-02-05"), ("{a: 金额}", "{a: 12.5}"), ("name with space + 1", "2"),
        ("today() instance of date", "true"), ("null", "null"),
    ],
)
def test_a_value(nowhere: Site, expression: str, printed: str) -> None:
    result = nowhere.run("feel", expression, "--context", "-", typed=CONTEXT)
    assert (result.stdout.strip(), result.stderr) == (printed, "")


def test_nothing_is_made(nowhere: Site) -> None:
    nowhere.run("feel", "now() > date and time(\"2020-01-01T00:00:00Z\")")
    assert list(nowhere.folder.iterdir()) == []


def test_a_wrong_zone(nowhere: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANDU_TIMEZONE", "Mars/Base")
    assert "JIANDU_TIMEZONE" in nowhere.run("feel", "today()", code=2).stderr


def test_why_it_is_null(nowhere: Site) -> None:
    result = nowhere.run("feel", "金額 > 1 and due(1)")
    assert result.stdout == "null\n"
    assert 'unknown name "金額"' in result.stderr
    assert 'unknown function "due"' in result.stderr


def test_json(nowhere: Site) -> None:
    printed = nowhere.json("feel", "[1.5, @\"P1D\", x]")
    assert printed["value"] == [1.5, "PT86400S", None]
    assert printed["feel"] == "[1.5, P1D, null]"
    assert len(printed["warnings"]) == 1


@pytest.mark.parametrize(
    ("expression", "pointed"),
    [
        ("1 + * 2", ["1 + * 2", "    ^"]),
        ("金额 > = 1", ["金额 > = 1", "       ^"]),
        ("if a\nthen b", ["then b", "      ^"]),
        ('= "a', [' "a', " ^"]),
    ],
)
def test_a_syntax_error_is_pointed_at(nowhere: Site, expression: str, pointed: list[str]) -> None:
    said = nowhere.run("feel", expression, code=1).stderr.splitlines()
    assert said[:2] == pointed
    assert "Error: FEEL line" in said[-1]


def test_fullwidth_punctuation_is_pointed_at(nowhere: Site) -> None:
    assert "fullwidth" in nowhere.run("feel", "a\uff0cb").stderr


def test_a_limit(nowhere: Site) -> None:
    assert "FEEL limit exceeded" in nowhere.run("feel", "(" * 100 + "1" + ")" * 100, code=1).stderr


@pytest.mark.parametrize("context", ["[1]", "{", '{"@": "gone", "v": 1}'])
def test_a_context_that_is_none(nowhere: Site, context: str) -> None:
    assert "--context" in nowhere.run("feel", "1", "--context", "-", typed=context, code=2).stderr


def test_help_names_it(nowhere: Site) -> None:
    assert "feel" in nowhere.run("--help").stdout
