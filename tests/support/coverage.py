"""What the scenario tests have not yet shown of the content, element by element.

``Seen`` is what happened in the cases of a test; ``holes`` holds it against the content. A diagram is shown when every
user task has been completed, every node left and every flow taken (each outcome of a gateway, each boundary and catch
event). A form is shown when it was accepted once and refused once with one of its own fields named. A letter is shown
when it was made and its stored file opened again.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import docx
from sqlalchemy import Connection, select

from engine.content import Bundle
from engine.model.definition import Node, Process
from engine.store.tables import blob, event, instance, letter

EVENTS = ("ElementLeft", "TaskCompleted")
TASKS = ("userTask", "manualTask")


@dataclass
class Seen:
    """What tests have shown: pairs of (definition key, element or flow id), form keys, letter ids."""

    completed: set[tuple[str, str]] = field(default_factory=set)
    left: set[tuple[str, str]] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)

    def read(self, connection: Connection) -> None:
        """Add what the cases of a database went through."""
        query = select(instance.c.definition, event.c.type, event.c.payload).join(
            instance, instance.c.id == event.c.instance).where(event.c.type.in_(EVENTS))
        for definition, type_, payload in connection.execute(query):
            data = json.loads(payload)
            if type_ == "TaskCompleted":
                self.completed.add((definition, data["element"]))
                self.accepted.add(data["form"])
            else:
                self.left |= {(definition, data["element"]), (definition, data["flow"])}
        papers = select(letter.c.letter, letter.c.number, blob.c.content).join(blob, blob.c.sha256 == letter.c.sha256)
        self.letters |= {id_ for id_, number, content in connection.execute(papers) if opens(content, number)}


@dataclass(frozen=True, order=True)
class Hole:
    """Something no test has shown: where it is written, its kind and id."""

    procedure: str
    file: str
    line: int
    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.kind}: {self.id}"


@dataclass
class Count:
    """How much of one kind of thing a procedure has, and how much of it was shown."""

    shown: int = 0
    all: int = 0


Counts = dict[str, dict[str, Count]]    # procedure -> kind -> count


def opens(content: bytes, number: str) -> bool:
    """Whether a letter opens as a document that bears its number and leaves no placeholder unfilled."""
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells])
    return number in text and "{{" not in text and "{%" not in text


def holes(bundle: Bundle, seen: Seen) -> tuple[list[Hole], Counts]:
    """Everything not shown, and per procedure and kind how much there is."""
    found: list[Hole] = []
    counts: Counts = {}
    for hole, shown in _claims(bundle, seen):
        count = counts.setdefault(hole.procedure, {}).setdefault(hole.kind, Count())
        count.all += 1
        count.shown += shown
        if not shown:
            found.append(hole)
    return sorted(found), counts


def _claims(bundle: Bundle, seen: Seen) -> Iterator[tuple[Hole, bool]]:
    for key, source in bundle.processes.items():
        yield from _diagram(source.process, key, seen)
    for name in bundle.forms:
        at = (name.split("/")[0], f"forms/{name}.json", 1)
        yield Hole(*at, "form accepted", name), name in seen.accepted
        yield Hole(*at, "form refused", name), name in seen.refused
    for id_, paper in bundle.letters.items():
        line = _line(bundle.files, paper.file, f"id: {id_}")
        yield Hole(paper.procedure, paper.file, line, "letter opened", id_), id_ in seen.letters


def _diagram(process: Process, key: str, seen: Seen) -> Iterator[tuple[Hole, bool]]:
    for node in process.nodes.values():
        kind, shown = _kind(node), seen.completed if node.kind in TASKS else seen.left
        yield Hole(key, process.file, node.line, kind, node.id), (key, node.id) in shown
    for flow in process.flows.values():
        source = process.nodes[flow.source]
        kind = "outcome" if len(source.outgoing) > 1 or flow.condition else "flow"
        yield Hole(key, process.file, flow.line, kind, f"{source.id} -> {flow.target} ({flow.id})"), (
            (key, flow.id) in seen.left)


def _kind(node: Node) -> str:
    if node.kind in TASKS:
        return "task completed"
    if node.kind.endswith("Event"):
        return "event"
    return "step"


def _line(files: Mapping[str, bytes], file: str, text: str) -> int:
    before, found, _ = files.get(file, b"").partition(text.encode())
    return before.count(b"\n") + 1 if found else 1
