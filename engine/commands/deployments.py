"""Deploying content: a whole folder or single files, checked as a whole; and drafts of diagrams in the studio."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from sqlalchemy import delete, select

from engine.catalog import Release
from engine.commands.accounts import SYSTEM_STREAM
from engine.commands.awaiting import await_starts
from engine.commands.base import Command, Result, Work
from engine.content import Bundle, lint_diagram, read_files
from engine.model import events as e
from engine.model.definition import definition_key
from engine.model.errors import InvalidContent, NotFound, Problem
from engine.model.events import instant
from engine.runner import compile
from engine.store import content
from engine.store.dialect import upsert
from engine.store.tables import diagram_draft, task

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Deploy(Command):
    """Deploy files: those named replace or join the ones in force; the result must be without fault as a whole."""

    files: Files = field(repr=False)
    note: str = ""
    whole: bool = False         # the files are everything: others are taken out of force
    permission: ClassVar[str] = "administer"

    def run(self, work: Work) -> Result:
        """Raises InvalidContent with every problem; then nothing is deployed. Unchanged diagrams keep their version."""
        old = work.catalog.latest(work.tx.connection)
        files = {**({} if self.whole else old.bundle.files), **self.files}
        bundle = read_files(files, house_rules=not work.settings.embedded)
        if bundle.hash == old.bundle.hash:
            return {"deployed": [], "unchanged": len(bundle.processes), "deployment": old.number}
        _compile_all(bundle)
        number = old.number + 1
        hashes = content.write_files(
            work.tx.connection, number, bundle.files, work.now, work.actor.user, self.note)
        deployed = _versions(work, bundle, number)
        await_starts(work, Release(number, bundle), old)
        work.tx.record_in(SYSTEM_STREAM, e.ContentDeployed(number, hashes, self.note))
        if bundle.calendars != old.bundle.calendars:
            _recount(work)
        return {"deployed": deployed, "unchanged": len(bundle.processes) - len(deployed), "deployment": number}


@dataclass(frozen=True)
class DeployDiagram(Command):
    """Deploy one edited diagram as a new version; its draft is gone then."""

    key: str
    xml: bytes = field(repr=False)
    note: str = ""
    permission: ClassVar[str] = "administer"

    def run(self, work: Work) -> Result:
        """Raises InvalidContent with every problem of the diagram."""
        key = definition_key(self.key)
        bundle = work.release.bundle
        source = bundle.processes.get(key)
        path = source.file if source else f"processes/{key}.bpmn"
        problems = [p for p in lint_diagram(self.xml, path, bundle) if p.severity == "error"]
        if problems:
            raise InvalidContent(problems)
        Deploy({path: self.xml}, self.note).run(work)
        work.tx.connection.execute(delete(diagram_draft).where(diagram_draft.c.key == key))
        return {"key": key, "version": work.deployed()[key].version}


@dataclass(frozen=True)
class SaveDiagram(Command):
    """Keep a draft of a diagram; it may have faults, nobody runs it."""

    key: str
    xml: bytes = field(repr=False)
    base_version: int = 0
    permission: ClassVar[str] = "administer"

    def run(self, work: Work) -> Result:
        """One draft per procedure; saving replaces it."""
        key = definition_key(self.key)
        upsert(work.tx.connection, diagram_draft, [{
            "key": key, "xml": self.xml, "base_version": self.base_version, "actor": work.actor.user,
            "at": instant(work.now),
        }])
        sha256 = hashlib.sha256(self.xml).hexdigest()
        work.tx.record_in(SYSTEM_STREAM, e.DiagramSaved(key, sha256))
        return {"revision": sha256}


@dataclass(frozen=True)
class DiscardDiagram(Command):
    """Throw a draft away."""

    key: str
    permission: ClassVar[str] = "administer"

    def run(self, work: Work) -> Result:
        """Raises NotFound when there is none."""
        key = definition_key(self.key)
        if work.tx.connection.execute(delete(diagram_draft).where(diagram_draft.c.key == key)).rowcount == 0:
            raise NotFound
        work.tx.record_in(SYSTEM_STREAM, e.DiagramSaved(key, "", discarded=True))
        return {}


def _versions(work: Work, bundle: Bundle, number: int) -> list[dict[str, object]]:
    deployed: list[dict[str, object]] = []
    known = work.deployed()
    for key, source in sorted(bundle.processes.items()):
        before = known.get(key)
        if before is not None and before.sha256 == source.hash:
            continue
        version = content.DefinitionVersion(
            key, before.version + 1 if before else 1, number, source.process.name, source.process.procedure.code,
            source.hash,
        )
        content.add_version(work.tx.connection, version, work.now, work.actor.user)
        deployed.append({"kind": "process", "key": key, "version": version.version})
    return deployed


def _compile_all(bundle: Bundle) -> None:
    """Every diagram must also compile for execution; all refusals are reported together."""
    problems: list[Problem] = []
    for source in bundle.processes.values():
        try:
            compile(source.process, source.xml)
        except InvalidContent as error:
            problems += error.problems
    if problems:
        raise InvalidContent(problems)


def _recount(work: Work) -> None:
    """A calendar changed: cases with provisional due dates compute them again, each in its own transaction."""
    cases = work.tx.connection.execute(
        select(task.c.instance).where(task.c.provisional, task.c.status == "open").distinct()
    )
    for row in cases.all():
        case = work.tx.case(row.instance)
        work.tx.record(case, e.JobScheduled(f"y:{work.new_id()}", "calendar", instant(work.now)))
