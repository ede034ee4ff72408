"""Making a site, and the answers of a place that is none."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from engine import Actor, Engine, Settings, commands
from engine.cli import demo
from tests.cli.conftest import Site


def test_init_makes_a_site_that_works(nowhere: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    said = nowhere.run("init", "new").stdout
    assert "cd new" in said
    assert demo.PASSWORD in said

    monkeypatch.chdir("new")
    assert stat.S_IMODE(Path("data").stat().st_mode) == 0o700
    assert stat.S_IMODE(Path("data/secret.key").stat().st_mode) == 0o600
    assert nowhere.json("verify")["ok"]
    assert [each["level"] for each in nowhere.json("doctor") if each["level"] == "fail"] == []
    assert nowhere.json("start", "clue-transfer", "--user", "lj-lh.hancheng", "--set", "discovery_date=2026-01-05",
                        "--set", "source_dept=finance_audit")["tasks"]
    assert _login("lj-lh.hancheng", demo.PASSWORD) == "lj-lh.hancheng"


def test_init_leaves_a_folder_with_something_in_it_alone(nowhere: Site) -> None:
    nowhere.folder.joinpath("new").mkdir()
    nowhere.folder.joinpath("new", "mine.txt").write_text("mine", encoding="utf-8")
    assert "不为空" in nowhere.run("init", "new", code=1).stderr
    assert [path.name for path in nowhere.folder.joinpath("new").iterdir()] == ["mine.txt"]


def test_init_that_fails_takes_its_folder_away(nowhere: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANDU_DATABASE_URL", "postgresql://127.0.0.1:1/none")
    nowhere.run("init", "new", code=3)
    assert not nowhere.folder.joinpath("new").exists()


@pytest.mark.parametrize("words", [["tasks", "--user", "o1"], ["verify"], ["doctor"], ["deploy", "."]])
def test_without_a_site_commands_refuse_and_create_nothing(nowhere: Site, words: list[str]) -> None:
    nowhere.folder.joinpath("org").mkdir()
    assert "jiandu init" in nowhere.run(*words, code=1).stderr
    assert [path.name for path in nowhere.folder.iterdir()] == ["org"]


def test_an_unreachable_database_is_exit_code_3(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIANDU_DATABASE_URL", "postgresql://127.0.0.1:1/none")
    assert "数据库不可用" in site.run("verify", code=3).stderr


@pytest.mark.parametrize(("name", "value"), [("JIANDU_PORT", "many"), ("JIANDU_DATABASE_URL", "nosuch://x")])
def test_wrong_settings_are_wrong_usage(site: Site, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    site.run("verify", code=2)


def test_an_old_schema_is_named_before_anything_is_done(site: Site) -> None:
    site.folder.joinpath("data", "jiandu.db").unlink()
    assert "jiandu migrate" in site.run("verify", code=1).stderr
    assert "-> " in site.run("migrate").stdout
    assert "up to date" in site.run("migrate").stdout


def test_account_sets_a_password(site: Site) -> None:
    site.run("account", "o1", typed="a long password\na long password\n")
    assert _login("o1", "a long password") == "o1"
    assert "too_short" in site.run("account", "o1", "--password", "short", code=1).stderr
    site.run("account", "nobody", "--password", "a long password", code=1)


def _login(username: str, password: str) -> str:
    engine = Engine(Settings.from_environ())
    try:
        return str(engine.execute(commands.Login(username, password), Actor("", "")).result["user"])
    finally:
        engine.close()

