"""The demonstration year: played by people, at moments they work, the same for the same seed, and provable."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.content import read_folder
from tests.cli.conftest import Site, enter
from tests.cli.yearcount import REPORTS, Log, figures
from tests.scenarios.province import ROOT

PLAY = ("demo", "--scale", "0.02", "--seed", "7")
Make = Callable[[str], Site]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Make]:
    """Makes new sites with the content of the repository; the working directory is in the newest."""
    home = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:

        def make(name: str) -> Site:
            folder = home / name
            patch.chdir(home)
            Site(folder).run("init", str(folder), "--no-demo")
            enter(folder, patch)
            return Site(folder)

        yield make


@pytest.fixture(scope="module")
def played(fresh: Make) -> tuple[Site, str]:
    """A small year, and what was said about it."""
    site = fresh("year")
    return site, site.run(*PLAY).output


def rows(site: Site, query: str) -> list[Any]:
    with closing(sqlite3.connect(site.folder / "data" / "jiandu.db")) as connection:
        return list(connection.execute(query))


def test_a_year_is_played_and_proved(played: tuple[Site, str]) -> None:
    site, said = played
    assert "left undone" not in said
    counted = dict(rows(site, "select definition, count(*) from instance group by definition"))
    assert {"clue-transfer", "special-project-supervision", "rectification-lookback",
            "pre-appointment-integrity-talk"} <= counted.keys()
    for definition, count in counted.items():
        line = next(line for line in said.splitlines() if line.startswith(f"{definition} "))
        assert f" {count} " in line
    assert not rows(site, "select element, message from incident where status = 'open'")
    site.run("verify")


def test_people_act_on_working_days_of_the_year(played: tuple[Site, str]) -> None:
    site, _ = played
    zone = ZoneInfo("Asia/Shanghai")
    calendar = read_folder(ROOT).calendars["CN"]
    acts = [datetime.fromisoformat(at).astimezone(zone)
            for at, in rows(site, "select at from event where type = 'TaskCompleted'")]
    assert len(acts) > 50
    assert all(calendar.is_workday(act.date()) and 9 <= act.hour < 19 for act in acts)
    assert {act.year for act in acts} == {2026}
    assert max(acts).date() > date(2026, 6, 1)


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_equals_an_independent_count_over_the_log(played: tuple[Site, str], report: str) -> None:
    site, _ = played
    with pytest.MonkeyPatch.context() as patch:
        enter(site.folder, patch)
        table = site.json("report", report, "--unit", "LJ", "--period", "2026")
    counted = figures(Log(site.folder / "data" / "jiandu.db"), report)
    told = {name: Decimal(str(table["total"][name] or 0)) for name in counted}
    assert told == counted


def test_the_same_seed_plays_the_same_year(played: tuple[Site, str], fresh: Make) -> None:
    events = ("select instance, seq, at, type, actor, payload from event where instance <> 'system' "
              "order by instance, seq")
    first = rows(played[0], events)
    again = fresh("again")
    again.run(*PLAY)
    assert rows(again, events) == first


def test_a_site_in_use_is_left_alone(fresh: Make) -> None:
    site = fresh("used")
    site.run("start", "clue-transfer", "--user", "lj-lh.hancheng", "--set", "discovery_date=2026-01-05",
             "--set", "source_dept=finance_audit")
    said = site.run(*PLAY, code=1)
    assert "jiandu init" in said.output


def test_a_faulty_plan_is_refused_with_its_line(fresh: Make, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text("late: 0.1\nanswers:\n  '*': {reason: '=1 +'}\n", "utf-8")
    said = fresh("faulty").run("demo", "--plan", str(plan), code=1)
    assert "plan.yaml:3" in said.output
    assert "FEEL" in said.output
