"""Replay and proof on the command line."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.cli.conftest import Site


@pytest.fixture
def case(site: Site) -> str:
    """Number of a case with one completed task."""
    started = site.start()
    site.run("complete", started["tasks"][0], "--user", "o1", "--set", "note=第一稿")
    return str(started["case_no"])


def alter(site: Site, statement: str) -> None:
    """What somebody with the database file, but without the key, might do."""
    with closing(sqlite3.connect(site.folder / "data" / "jiandu.db")) as connection, connection:
        assert connection.execute(statement).rowcount > 0


def test_replay_shows_data_before_and_after(site: Site, case: str) -> None:
    said = site.run("replay", case, "--user", "o1").stdout
    assert said.startswith(case)
    assert 'note: - → "第一稿"' in said
    assert "TaskCompleted [E01_write]  承办甲" in said


def test_replay_of_one_step_shows_all_data_at_that_moment(site: Site, case: str) -> None:
    found = site.json("replay", case, "--user", "o1")
    seq = next(event["seq"] for event in found["events"] if event["type"] == "TaskCompleted")
    before = site.json("replay", case, "--user", "o1", "--seq", str(seq))
    assert [event["seq"] for event in before["events"]] == [seq]
    assert "note" not in before["picture"]["variables"]     # values become data with an event of their own

    changed = next(event["seq"] for event in found["events"] if any(c["name"] == "note" for c in event["diff"]))
    said = site.run("replay", found["instance"], "--user", "o1", "--seq", str(changed)).stdout
    assert "第一稿" in said
    assert "status: in_progress" in said


def test_replay_refuses_what_is_not_there_or_not_yours(site: Site, case: str) -> None:
    site.run("replay", case, "--user", "o1", "--seq", "9999", code=1)
    site.run("replay", "U1-XX-1999-0001", "--user", "o1", code=1)
    site.run("replay", case, "--user", "stranger", code=1)


def test_verify_holds(site: Site, case: str) -> None:
    assert "1 cases" in site.run("verify").stdout
    assert site.json("verify", case, "--user", "o1")["ok"] is True
    site.run("verify", case, code=2)


@pytest.mark.parametrize(("statement", "what"), [
    ("UPDATE event SET payload = replace(payload, '第一稿', '二稿') WHERE payload LIKE '%第一稿%'", "payload altered"),
    ("UPDATE event SET actor = 'o2' WHERE seq = 3 AND instance <> 'system'", "altered"),
    ("DELETE FROM event WHERE seq = 4 AND instance <> 'system'", "missing or out of order"),
    ("UPDATE task SET completed_by = 'o2' WHERE completed_by = 'o1'", "does not equal its history"),
    ("UPDATE event SET payload = replace(payload, 'first', 'other') WHERE instance = 'system'", "payload altered"),
])
def test_verify_lists_what_was_altered(site: Site, case: str, statement: str, what: str) -> None:
    alter(site, statement)
    said = site.run("verify", code=1).stdout
    assert what in said
    assert site.json("verify", code=1)["problems"]
