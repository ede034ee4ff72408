"""Replay: fold the events of a case into the picture at each step. What the log cannot replay did not happen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.model import events as e
from engine.model.changes import Change, Drop, Put, Row, changes_of
from engine.model.values import copy

Tables = dict[str, dict[str, Row]]


@dataclass
class Picture:
    """A case (or several) at one moment: rows by table and key, variables, and where the tokens stand."""

    seq: int = 0
    at: str = ""
    rows: Tables = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)    # token -> element
    done: list[str] = field(default_factory=list)           # elements left, in order

    @property
    def active(self) -> list[str]:
        """Elements where a token stands, in order of arrival."""
        return list(dict.fromkeys(self.tokens.values()))


def fold(recorded: Iterable[e.Recorded], picture: Picture | None = None) -> Picture:
    """The picture after all the events given."""
    picture = picture or Picture()
    for item in recorded:
        apply(picture, item)
    return picture


def steps(recorded: Iterable[e.Recorded]) -> Iterator[tuple[e.Recorded, list[tuple[str, Any, Any]], Picture]]:
    """Each event with the variables it changed (name, before, after) and the (live) picture after it."""
    picture = Picture()
    for item in recorded:
        before = dict(picture.variables)
        apply(picture, item)
        yield item, diff(before, picture.variables), picture


def diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Variables that differ: (name, before, after); None where absent."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return [(name, before.get(name), after.get(name)) for name in names]


def apply(picture: Picture, item: e.Recorded) -> None:
    """Let one event happen."""
    picture.seq, picture.at = item.seq, item.at
    for change in changes_of(item):
        apply_change(picture.rows, change)
    match item.event:
        case e.VariablesChanged(values=values):
            picture.variables.update(copy(values))
        case e.ElementEntered(element=element, token=token):
            picture.tokens[token] = element
        case e.ElementLeft(element=element, token=token):
            picture.tokens.pop(token, None)
            picture.done.append(element)
        case e.ElementDropped(token=token):
            picture.tokens.pop(token, None)
        case e.CaseEnded():
            picture.tokens.clear()


def apply_change(rows: Tables, change: Change) -> None:
    """Apply one row change to rows in memory."""
    table = rows.setdefault(change.table, {})
    match change:
        case Put(key=key, row=row):
            table[key] = dict(row)
        case Drop(key=key):
            table.pop(key, None)
        case _:
            table[change.key].update(change.row)
