"""A decision in the history: its inputs, the rules that matched and its warnings survive the log and are told."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from engine.model.events import CaseEnded, DecisionTaken, Event, JobScheduled, Recorded, TaskCancelled, read_event
from engine.queries.sentences import sentence

TAKEN = DecisionTaken(
    "E05_route", "route", ("grade/r1", "route/2"), Decimal("1.50"), {"amount": Decimal(5), "since": date(2026, 1, 5)},
    ("没有“x”这一项 / no entry \"x\"",),
)


def told(event: Event) -> tuple[str, str]:
    release: Any = SimpleNamespace(person_name=lambda user: user)
    process: Any = SimpleNamespace(nodes={})
    return sentence(release, process, Recorded("i", 1, "2026-01-05", "engine", "", event))


def test_it_survives_the_log() -> None:
    logged = json.loads(json.dumps(TAKEN.data()))
    assert read_event("DecisionTaken", 1, logged) == TAKEN


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (TAKEN, ("决策 route 命中规则 grade/r1、route/2。注意:没有“x”这一项",
                 "Decision route: rules grade/r1、route/2. Note: no entry \"x\"")),
        (DecisionTaken("E05_route", "route", (), None), ("决策 route 命中规则 (无)", "Decision route: rules (none)")),
    ],
)
def test_it_is_told(event: DecisionTaken, text: tuple[str, str]) -> None:
    assert told(event) == text


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (CaseEnded("withdrawn"), ("案件结束,状态“已撤回”", "The case ends: withdrawn")),
        (JobScheduled("j", "warning", ""), ("安排后台事项(预警)", "Work is put on the clock (warning)")),
        (TaskCancelled("t", "interrupted"),
         ("任务撤销:流程转走", "The task is withdrawn: the procedure went another way")),
        (TaskCancelled("t", "另案处理"), ("任务撤销:另案处理", "The task is withdrawn: 另案处理")),
    ],
)
def test_codes_are_told_in_words(event: Event, text: tuple[str, str]) -> None:
    assert told(event) == text
