"""Cases nobody starts by hand: at a time, when a condition becomes true, when several events have all happened.

Each such start event has a row per definition (``awaited_start``). Whoever sets it off locks the row, begins the cases
and writes the next time in one transaction, so no moment starts anything twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from sqlalchemy import Row

from engine.commands.awaiting import awaited, next_time
from engine.commands.base import Command, Result, Work
from engine.commands.course import Course
from engine.commands.instances import open_case
from engine.commands.outside import Outside
from engine.feel import compile
from engine.model.access import ENGINE
from engine.model.definition import EventDefinition
from engine.model.errors import DiagramError
from engine.model.events import instant
from engine.model.schedule import Schedule
from engine.model.values import from_json, to_json
from engine.store import starts as rows
from engine.store.starts import NEVER, Key

Values = Mapping[str, Any]
LOOK = timedelta(minutes=1)
"""How often a server looks at conditions, and the first wait after a failure."""
LONGEST = timedelta(days=1)
"""The longest a failed start waits for its next attempt."""


@dataclass(frozen=True)
class BeginAwaited(Command):
    """Set off one awaited start: its time has come, or its condition is to be looked at."""

    definition: str
    element: str
    number: int
    permission: ClassVar[str] = ENGINE

    def run(self, work: Work) -> Result:
        """``done`` is false when somebody else did it, it is not due, or its condition did not become true."""
        key = (self.definition, self.element, self.number)
        row = rows.lock(work.tx.connection, key)
        if row is None:
            return {"done": False}
        node, outside = work.release.process(self.definition).nodes[self.element], Outside(work, work.release)
        given = _arrived(work, key, row, node.event.all[self.number], outside)
        if given is not None and node.event.parallel:
            given = note(work, key, given)
        begun = [] if given is None else list(_begin(work, key, given, node.ext.schedule or Schedule(), outside))
        return {"done": bool(begun), "instances": [course.case.id for course in begun]}


@dataclass(frozen=True)
class PutOff(Command):
    """An awaited start failed: it is tried again later; the text of the failure stays with it until it succeeds."""

    definition: str
    element: str
    number: int
    message: str
    permission: ClassVar[str] = ENGINE

    def run(self, work: Work) -> Result:
        """The wait doubles with each attempt, from a minute to a day."""
        key = (self.definition, self.element, self.number)
        row = rows.lock(work.tx.connection, key)
        if row is not None:
            again = work.now + min(LOOK * 2 ** min(row.attempts, 20), LONGEST)
            rows.change(work.tx.connection, key, attempts=row.attempts + 1, message=self.message, due=instant(again))
        return {}


@dataclass(frozen=True)
class TellFacts(Command):
    """Tell facts of the world outside (``temperature: 310``): conditions that start cases see them from now on."""

    values: Values
    permission: ClassVar[str] = "administer"

    def run(self, work: Work) -> Result:
        """Conditions are looked at right after; a case begins with the facts its condition names."""
        rows.tell(work.tx.connection, self.values, work.now)
        return {"facts": sorted(self.values)}


def happened(work: Work, kind: str, name: str, payload: Values) -> Iterator[tuple[str, str, Values | None]]:
    """A message or signal came: note it at every start that needs several events.

    Yields definition, element and everything the events carried, or None while others are still awaited.
    """
    for definition, start in awaited(work.release):
        if start.parallel and (start.event.kind, start.event.name) == (kind, name):
            yield definition, start.element, note(work, (definition, start.element, start.number), payload)


def note(work: Work, key: Key, payload: Values) -> Values | None:
    """One of several events happened. Messages that come again line up for the next case, other events do not."""
    found = {row.number: row for row in rows.of_element(work.tx.connection, key[0], key[1])}
    queues = {number: list(row.happened) for number, row in found.items()}
    if found[key[2]].kind == "message" or not queues[key[2]]:
        queues[key[2]].append(to_json(payload))
    complete = all(queues.values())
    given = {name: value for queue in queues.values() for name, value in from_json(queue.pop(0)).items()} \
        if complete else None
    for number in queues if complete else (key[2],):
        rows.change(work.tx.connection, (key[0], key[1], number), happened=queues[number])
    return given


def _arrived(work: Work, key: Key, row: Row[Any], event: EventDefinition, outside: Outside) -> Values | None:
    """What the event brings along if it happens now, else None; the row is ready for the next time."""
    connection, embedded = work.tx.connection, work.settings.embedded
    if row.kind == "timer" and row.due <= instant(work.now):
        rows.change(connection, key, attempts=0, message="", **next_time(work, key[1], row, event, outside))
        return {}
    if row.kind != "conditional":
        return None
    holds = outside.value(key[1], event.condition) is True
    due = NEVER if embedded else instant(work.now + LOOK)
    if (holds, due) != (row.held, row.due):
        rows.change(connection, key, attempts=0, message="", held=holds, due=due)
    named = compile(event.condition).names
    return {name: outside.facts[name] for name in named if name in outside.facts} if holds and not row.held else None


def _begin(work: Work, key: Key, given: Values, schedule: Schedule, outside: Outside) -> Iterator[Course]:
    """One case per unit and item."""
    for unit in _units(work, key[1], schedule, outside):
        items = outside.value(key[1], schedule.each, unit) if schedule.each else [{}]
        for item in items if isinstance(items, list) else [items]:
            values = item if isinstance(item, Mapping) else {"item": item}
            course = open_case(work, key[0], unit, "system", {**given, **values})
            course.begin(key[1])
            yield course


def _units(work: Work, element: str, schedule: Schedule, outside: Outside) -> list[str]:
    found = outside.value(element, schedule.units) if schedule.units else outside.home
    units = found if isinstance(found, list) else [found]
    for unit in units:
        if unit not in work.organisation.units:
            raise DiagramError(element, f"没有单位 {unit}", f"No unit {unit}")
    return units
