"""Events, the row changes they mean, and replay: every event type reads back, and the fold tells the present."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.model import events as e
from engine.model.chain import canonical
from engine.model.changes import Drop, Put, Set, changes_of
from engine.model.replay import Picture, diff, fold, steps

SAMPLES: dict[str, Any] = {
    "str": "x", "int": 2, "bool": True, "Values": {"a": datetime(2026, 3, 2, tzinfo=UTC)}, "Any": [1, "x"],
    "tuple[str, ...]": ("u:a", "u:b"), "Mapping[str, str]": {"red": "t"},
}
OPENED = e.TaskOpened("t1", "E01", "撰写", "U1", ("r:officer@U1",))
STORY = (
    e.CaseStarted("U1-XX-2026-0001", "line", 1, 1, "U1", "两步", 1, "o1"),
    e.VariablesChanged({"a": 1}), e.ElementEntered("E01", "k1"), OPENED,
    e.TaskRerouted("t1", ("r:officer@U1",), "o1", "claimed"), e.DraftSaved("t1", {"a": 2}),
    e.TaskCompleted("t1", "E01", "o1", {"a": 2}, "pass"), e.VariablesChanged({"a": 2, "b": None}),
    e.ElementLeft("E01", "k1"), e.ElementEntered("E02", "k2"), e.CaseEnded("closed", "E02"),
)


def recorded(*events: e.Event) -> list[e.Recorded]:
    """The events of one case, a second apart."""
    return [
        e.Recorded("c1", seq, f"2026-03-02T01:00:{seq:02d}", "o1", "", event) for seq, event in enumerate(events, 1)
    ]


def sample(cls: type[e.Event]) -> e.Event:
    """An event with every field filled."""
    return cls(**{field.name: SAMPLES[str(field.type)] for field in fields(cls)})


@pytest.mark.parametrize("cls", e.TYPES.values(), ids=e.TYPES.keys())
def test_every_event_reads_back_from_its_logged_text(cls: type[e.Event]) -> None:
    event = sample(cls)
    again = e.read_event(event.type, event.version, json.loads(canonical(event.data())))
    assert again == event
    assert type(again) is cls


@pytest.mark.parametrize("cls", e.TYPES.values(), ids=e.TYPES.keys())
def test_rows_hold_plain_json_only(cls: type[e.Event]) -> None:
    """What a database stores must be what the fold compares with."""
    for change in changes_of(recorded(sample(cls))[0]):
        if not isinstance(change, Drop):
            assert json.loads(json.dumps(change.row)) == change.row


def test_later_fields_may_be_missing_in_an_old_event() -> None:
    old = {name: value for name, value in OPENED.data().items() if name not in ("kind", "plan", "request")}
    assert e.read_event("TaskOpened", 1, old) == OPENED


def test_instants_sort_as_text() -> None:
    moments = [datetime(2026, 3, 2, 1, 0, 0, micro, tzinfo=UTC) for micro in (0, 1, 999_999)]
    assert sorted(map(e.instant, moments)) == [e.instant(moment) for moment in moments]


def test_a_task_is_opened_moved_and_closed() -> None:
    kinds = [[(type(change), change.table) for change in changes_of(item)] for item in recorded(*STORY)]
    assert kinds[3] == [(Put, "task")]
    assert kinds[6] == [(Set, "task")]
    picture = fold(recorded(*STORY))
    row = picture.rows["task"]["t1"]
    assert (row["status"], row["completed_by"], row["assignee"], row["draft"]) == ("completed", "o1", "o1", None)
    assert picture.rows["instance"]["c1"]["status"] == "closed"


def test_replay_tells_where_the_case_stood_at_each_step() -> None:
    seen = [(item.seq, changed, picture.active) for item, changed, picture in steps(recorded(*STORY))]
    assert seen[1] == (2, [("a", None, 1)], [])
    assert seen[2] == (3, [], ["E01"])
    assert seen[7] == (8, [("a", 1, 2)], ["E01"])
    assert seen[-1] == (11, [], [])


def test_fold_in_two_parts_equals_fold_at_once() -> None:
    items = recorded(*STORY)
    for cut in range(len(items)):
        assert fold(items[cut:], fold(items[:cut], Picture())) == fold(items)


def test_folding_does_not_share_values_with_the_log() -> None:
    event = e.VariablesChanged({"list": [1]})
    picture = fold(recorded(event))
    picture.variables["list"].append(2)
    assert event.values == {"list": [1]}


def test_diff_names_what_came_went_and_changed() -> None:
    assert diff({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == [("b", 2, 3), ("c", None, 4)]
