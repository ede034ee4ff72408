"""The demonstration year: played by people, at moments they work, the same for the same seed, and provable."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.content import read_folder
from tests.cli.conftest import Site, enter
from tests.scenarios.province import ROOT

SMALL = ("demo", "--scale", "0.05")
Make = Callable[[str], Site]


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Makes new sites with the content of the repository; the working directory is in the newest."""

    def make(name: str) -> Site:
        folder = tmp_path / name
        monkeypatch.chdir(tmp_path)
        Site(folder).run("init", str(folder), "--no-demo")
        enter(folder, monkeypatch)
        return Site(folder)

    return make


def rows(site: Site, query: str) -> list[Any]:
    with closing(sqlite3.connect(site.folder / "data" / "jiandu.db")) as connection:
        return list(connection.execute(query))


def test_a_year_is_played_and_proved(fresh: Make) -> None:
    site = fresh("year")
    said = site.run(*SMALL, "--seed", "7")
    assert "left undone" not in said.output
    counted = dict(rows(site, "select definition, count(*) from instance group by definition"))
    assert counted["clue-transfer"] >= 3
    for definition, count in counted.items():
        line = next(line for line in said.stdout.splitlines() if line.startswith(f"{definition} "))
        assert f" {count} " in line
    assert not rows(site, "select element, message from incident where status = 'open'")
    site.run("verify")


def test_people_act_on_working_days_of_the_year(fresh: Make) -> None:
    site = fresh("days")
    site.run(*SMALL)
    zone = ZoneInfo("Asia/Shanghai")
    calendar = read_folder(ROOT).calendars["CN"]
    acts = [datetime.fromisoformat(at).astimezone(zone)
            for at, in rows(site, "select at from event where type = 'TaskCompleted'")]
    assert len(acts) > 20
    assert all(calendar.is_workday(act.date()) and 9 <= act.hour < 19 for act in acts)
    assert {act.year for act in acts} == {2026}
    assert max(acts).date() > date(2026, 6, 1)


def test_the_same_seed_plays_the_same_year(fresh: Make) -> None:
    found = []
    for name, seed in (("one", "3"), ("two", "3"), ("three", "4")):
        site = fresh(name)
        site.run(*SMALL, "--seed", seed)
        found.append(rows(site, "select instance, seq, at, type, actor, payload from event where instance <> 'system' "
                          "order by instance, seq"))
    assert found[0] == found[1] != found[2]


def test_a_site_in_use_is_left_alone(fresh: Make) -> None:
    site = fresh("used")
    site.run("start", "clue-transfer", "--user", "lj-lh.hancheng", "--set", "discovery_date=2026-01-05",
             "--set", "source_dept=finance_audit")
    said = site.run(*SMALL, code=1)
    assert "jiandu init" in said.output


def test_a_faulty_plan_is_refused_with_its_line(fresh: Make, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("late: 0.1\nanswers:\n  '*': {reason: '=1 +'}\n", "utf-8")
    said = fresh("faulty").run("demo", "--plan", str(plan), code=1)
    assert "plan.yaml:3" in said.output
    assert "FEEL" in said.output

