"""Warnings (预警) of a limit and the light (灯) a matter shows. All thresholds and recipients are data.

A plan is made when the due date is known and made again when it moves. Five steps, in this order of gravity: ``blue``
(提示), ``yellow`` (临期), ``red`` (超期), ``esc1`` and ``esc2`` (escalations after red).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from engine.model.limits import Limit, Unit
from engine.model.worktime import Calendar, Due

Step = Literal["blue", "yellow", "red", "esc1", "esc2"]
Light = Literal["green", "blue", "yellow", "red"]
Warned = tuple[Step, datetime]
Plan = tuple[Warned, ...]

STEPS: tuple[Step, ...] = ("blue", "yellow", "red", "esc1", "esc2")
AUTO = "auto"


@dataclass(frozen=True)
class Mark:
    """When a step comes: ``offset`` days (WD or CD) from the effective day, negative before it, at local time ``at``.

    ``deadline`` marks come at the instant the matter becomes overdue; offset and time are then not used.
    """

    offset: int = 0
    unit: Literal["WD", "CD"] = "WD"
    at: time = time()
    deadline: bool = False


@dataclass(frozen=True)
class WarningClass:
    """One class of warnings. ``up_to`` is the longest limit it serves, by unit of the limit; a unit not named there is
    not served, None is any length. ``recipients`` override those of the policy for single steps.
    """

    id: str
    name: str
    name_en: str
    marks: Mapping[Step, Mark]
    up_to: Mapping[Unit, int | None] = field(default_factory=dict)
    recipients: Mapping[Step, tuple[str, ...]] = field(default_factory=dict)

    def serves(self, limit: Limit) -> bool:
        """Whether a limit of this length belongs here."""
        if limit.unit not in self.up_to:
            return False
        longest = self.up_to[limit.unit]
        return longest is None or limit.number() <= longest


@dataclass(frozen=True)
class Policy:
    """Classes from the shortest to the longest, and who hears of each step (words explained in org/warnings.yaml)."""

    classes: tuple[WarningClass, ...]
    recipients: Mapping[Step, tuple[str, ...]] = field(default_factory=dict)

    def class_of(self, limit: Limit) -> WarningClass:
        """The class the limit names, else the first that serves its length. Raises LookupError when there is none."""
        for each in self.classes:
            if each.serves(limit) if limit.warning == AUTO else each.id == limit.warning:
                return each
        raise LookupError(f"no warning class for limit {limit.id}: {limit.warning}")

    def recipients_of(self, limit: Limit, step: Step) -> tuple[str, ...]:
        """Who hears of this step of this limit."""
        return self.class_of(limit).recipients.get(step, self.recipients.get(step, ()))


def warnings(limit: Limit, due: Due, calendar: Calendar, policy: Policy) -> Plan:
    """The steps and their instants (UTC) in order of time, without steps that would come before the clock starts."""
    plan = ((step, _instant(mark, due, calendar)) for step, mark in policy.class_of(limit).marks.items())
    begin = _begin(due.start, calendar)
    return tuple(sorted((w for w in plan if w[1] >= begin), key=lambda w: (w[1], STEPS.index(w[0]))))


def light(now: datetime, due: Due, plan: Plan) -> Light:
    """The light at ``now`` (aware): red once overdue, else that of the gravest step already reached, else green."""
    if due.overdue(now):
        return "red"
    reached = {step for step, at in plan if at <= now}
    return "yellow" if "yellow" in reached else "blue" if "blue" in reached else "green"


def _instant(mark: Mark, due: Due, calendar: Calendar) -> datetime:
    if mark.deadline:
        return due.deadline
    day = calendar.day_of(due.effective)
    moved = calendar.add_workdays(day, mark.offset) if mark.unit == "WD" else day + timedelta(days=mark.offset)
    return calendar.midnight(moved, mark.at)


def _begin(start: date | datetime, calendar: Calendar) -> datetime:
    return calendar.local(start) if isinstance(start, datetime) else calendar.midnight(start)
