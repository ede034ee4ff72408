"""The plan of a year: how many cases of which procedure, what people fill in, which messages come from outside.

Values are FEEL where they begin with ``=`` and literals elsewhere; FEEL may use the dice (``dice.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from engine.feel import FeelSyntaxError, compile
from engine.model.errors import InvalidContent, Problem

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Opening:
    """``count`` cases of ``procedure`` a year, opened by holders of ``roles`` in ``units`` (both with weights).

    Days are drawn from all working days between ``days`` (month-day texts), or are the given ``dates``.
    ``values`` go into the start form.
    """

    procedure: str
    count: int
    roles: Mapping[str, int]
    units: Mapping[str, int]
    values: Values = field(default_factory=dict)
    days: tuple[str, str] = ("01-05", "11-15")
    dates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sending:
    """A message from outside that cases wait for: sent ``after`` so many working days, with FEEL ``payload``."""

    name: str
    after: tuple[int, int] = (2, 15)
    payload: Values = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """``answers``: values by form key, under ``*`` those for fields of this name in any form; ``words``: texts by a
    part of the label; ``late``: share of tasks done after their due date; ``paces``: working days until a task with a
    form is done, by form or procedure, where people do not take the time they have."""

    openings: tuple[Opening, ...]
    sendings: Mapping[str, Sending]
    answers: Mapping[str, Values]
    words: Mapping[str, tuple[str, ...]]
    late: float = 0.05
    paces: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def read_plan(file: Path) -> Plan:
    """The plan in a YAML file. Raises InvalidContent naming file and line."""
    try:
        raw = yaml.safe_load(file.read_text("utf-8")) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise _fault(file, mark.line + 1 if mark else 1, "YAML 有误", "This is not YAML") from error
    _check_feel(file, raw)
    try:
        return Plan(
            openings=tuple(Opening(**_tuples(each)) for each in raw.get("openings", ())),
            sendings={each["name"]: Sending(**_tuples(each)) for each in raw.get("messages", ())},
            answers=raw.get("answers", {}),
            words={key: tuple(values) for key, values in raw.get("words", {}).items()},
            late=float(raw.get("late", 0.05)),
            paces={key: (int(least), int(most)) for key, (least, most) in raw.get("paces", {}).items()},
        )
    except (TypeError, KeyError, ValueError) as error:
        raise _fault(file, 1, f"计划有误:{error}", f"The plan is wrong: {error}") from error


def _tuples(entry: Values) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


def _check_feel(file: Path, value: Any) -> None:
    """Refuse what is not FEEL before anything is played."""
    if isinstance(value, Mapping):
        for each in value.values():
            _check_feel(file, each)
    elif isinstance(value, list):
        for each in value:
            _check_feel(file, each)
    elif isinstance(value, str) and value.startswith("="):
        try:
            compile(value)
        except FeelSyntaxError as error:
            line = next((n for n, text in enumerate(file.read_text("utf-8").splitlines(), 1) if value in text), 1)
            raise _fault(file, line, f"不是 FEEL:{error.zh}", f"This is not FEEL: {error.en}") from error


def _fault(file: Path, line: int, zh: str, en: str) -> InvalidContent:
    return InvalidContent([Problem(file.name, line, "", "demo-plan", zh, en)])
