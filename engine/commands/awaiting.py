"""What the definitions in force wait for before they start a case: kept in step with every deployment.

Rows of events that say the same as before are kept: a cycle goes on under a new version and begins again only when its
text changes. What is gone from the diagrams is no longer waited for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from engine.catalog import Release
from engine.commands.base import Work
from engine.commands.outside import Outside
from engine.model.definition import EventDefinition
from engine.model.errors import DiagramError, InvalidContent, Problem
from engine.model.events import instant
from engine.model.starting import Start, starts
from engine.model.timertext import is_literal
from engine.runner import Due, ring
from engine.store import starts as rows
from engine.store.starts import NEVER, Key


def awaited(release: Release) -> Iterator[tuple[str, Start]]:
    """Definition and start of everything that waits in a row of its own."""
    for definition, source in sorted(release.bundle.processes.items()):
        for start in starts(source.process):
            if start.parallel or start.event.kind in ("timer", "conditional"):
                yield definition, start


def await_starts(work: Work, release: Release, before: Release) -> None:
    """Wait for what the start events of a new deployment declare. Raises InvalidContent when a timer has no time."""
    if not any(awaited(release)) and not any(awaited(before)):
        return
    connection, outside = work.tx.connection, Outside(work, release)
    known = rows.present(connection)
    wanted: dict[Key, Mapping[str, Any]] = {}
    problems: list[Problem] = []
    for definition, start in awaited(release):
        key, text = (definition, start.element, start.number), _text(start)
        try:
            wanted[key] = {} if known.get(key) == text else {"text": text, **_first(work, start, outside)}
        except DiagramError as error:
            process = release.process(definition)
            line = process.nodes[start.element].line
            problems.append(Problem(process.file, line, start.element, "timer-without-time", error.zh, error.en))
    if problems:
        raise InvalidContent(problems)
    rows.forget(connection, [key for key in known if wanted.get(key, True)])
    names = ("definition", "element", "number")
    rows.add(connection, [{**dict(zip(names, key, strict=True)), **row} for key, row in wanted.items() if row])


def next_time(work: Work, element: str, row: Row[Any], event: EventDefinition, outside: Outside) -> dict[str, Any]:
    """The columns of a timer that just rang: when it rings next.

    A cycle whose FEEL gives a moment is asked again each time, and ends when it names no later one.
    """
    before = datetime.fromisoformat(row.moment)
    following = Due(before, row.every, row.left).next(work.settings.zone)
    kind, text = event.timer
    if following is None and kind == "cycle" and not row.every and not is_literal(text):
        again = ring(kind, outside.value(element, text), work.now, work.settings.zone)
        following = again if again is not None and again.at > before else None
    return _columns(following)


def _first(work: Work, start: Start, outside: Outside) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": start.event.kind, "happened": [], **_columns(None)}
    if start.event.kind == "conditional" and not work.settings.embedded:
        row["due"] = instant(work.now)
    if start.event.kind == "timer":
        kind, text = start.event.timer
        value = text if is_literal(text) else outside.value(start.element, text)
        found = ring(kind, value, work.now, work.settings.zone)
        if found is None:
            raise DiagramError(start.element, f"定时器的时间无效:{value}", f"The timer has no valid time: {value}")
        row |= _columns(found)
    return row


def _columns(due: Due | None) -> dict[str, Any]:
    if due is None:
        return {"due": NEVER, "moment": "", "every": "", "left": 0}
    return {"due": instant(due.at), "moment": instant(due.at), "every": due.every, "left": due.left}


def _text(start: Start) -> str:
    """What an event definition says; a row is kept as long as this stays the same."""
    event = start.event
    said = {"timer": " ".join(event.timer), "conditional": event.condition}.get(event.kind, event.name)
    return f"{'all ' if start.parallel else ''}{event.kind} {said}"
