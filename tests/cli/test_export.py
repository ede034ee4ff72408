"""The event log as XES, read back by pm4py (in a process of its own: it is a tool beside ours, not a part)."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.cli.conftest import Site

READ = """
import json, sys, pm4py
log = pm4py.read_xes(sys.argv[1], return_legacy_log_object=True)
print(json.dumps([
    {"case": trace.attributes["concept:name"], "events": [
        {**event, "time:timestamp": event["time:timestamp"].isoformat()} for event in trace]}
    for trace in log
]))
"""


@pytest.fixture
def exported(site: Site) -> Path:
    """Three cases, one of them with a completed task, exported."""
    first, _, _ = site.start(), site.start(), site.start()
    site.run("complete", first["tasks"][0], "--user", "o1", "--set", "note=机密内容")
    file = site.folder / "log.xes"
    assert "3 cases" in site.run("export", "--format", "xes", str(file)).stdout
    return file


def read_back(file: Path) -> list[dict[str, Any]]:
    """The traces as pm4py reads them."""
    done = subprocess.run([sys.executable, "-c", READ, file], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout.splitlines()[-1]))


def test_pm4py_reads_every_event_back(site: Site, exported: Path) -> None:
    traces = read_back(exported)
    assert {each["case"]: len(each["events"]) for each in traces} == _logged(site)
    assert len(traces) == 3

    completed = [e for each in traces for e in each["events"] if e["type"] == "TaskCompleted"]
    assert [(e["concept:name"], e["org:resource"], e["lifecycle:transition"]) for e in completed] == [
        ("撰写", "o1", "complete")]


def test_events_keep_their_order_and_instant(exported: Path) -> None:
    for trace in read_back(exported):
        assert [event["seq"] for event in trace["events"]] == list(range(1, len(trace["events"]) + 1))
        assert all(event["time:timestamp"].endswith("+00:00") for event in trace["events"])


def test_the_file_is_well_formed_and_holds_no_content(exported: Path) -> None:
    root = etree.parse(str(exported)).getroot()
    assert [child.get("prefix") for child in root.iterfind("extension")] == ["concept", "time", "org", "lifecycle"]
    order = [key for key, _ in Counter(child.tag for child in root).items()]
    assert order == ["extension", "global", "classifier", "trace"]
    assert "机密内容" not in exported.read_text(encoding="utf-8")


def _logged(site: Site) -> dict[str, int]:
    """Events of each case, counted in the database."""
    with closing(sqlite3.connect(site.folder / "data" / "jiandu.db")) as connection:
        return dict(connection.execute(
            "SELECT case_no, count(*) FROM event JOIN instance ON instance.id = event.instance GROUP BY case_no"))
