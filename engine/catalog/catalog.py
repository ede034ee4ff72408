"""Releases: one deployment's content, read once and shared by all threads."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from sqlalchemy import Connection

from engine.content import Bundle, read_deployed, read_files
from engine.model.actor import Actor, actor_of
from engine.model.definition import Process, definition_key
from engine.model.errors import NotFound, Unauthenticated
from engine.model.org import Organisation, Person
from engine.model.worktime import Calendar
from engine.runner import Program, compile
from engine.store import content


@dataclass
class Release:
    """The content of one deployment. ``program`` compiles a procedure at first use."""

    number: int
    bundle: Bundle
    _programs: dict[str, Program] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def organisation(self) -> Organisation:
        """Units, roles and people."""
        return self.bundle.organisation

    def process(self, key: str) -> Process:
        """The procedure with this key (or process id). Raises NotFound."""
        source = self.bundle.processes.get(definition_key(key))
        if source is None:
            raise NotFound(f"没有流程 {key}", f"No procedure {key}")
        return source.process

    def program(self, key: str) -> Program:
        """The compiled procedure."""
        with self._lock:
            if key not in self._programs:
                source = self.bundle.processes[key]
                self._programs[key] = compile(source.process, source.xml)
            return self._programs[key]

    def person(self, user: str) -> Person:
        """A person by id. Raises NotFound."""
        person = self.organisation.people.get(user)
        if person is None:
            raise NotFound(f"没有人员 {user}", f"No person {user}")
        return person

    def person_name(self, user: str) -> str:
        """Name of a person, or the id when unknown."""
        person = self.organisation.people.get(user)
        return person.name if person else ("系统" if user == "system" else user)

    def unit_name(self, unit: str) -> str:
        """Short name of a unit, or its code when unknown."""
        found = self.organisation.units.get(unit)
        return (found.short_name or found.name) if found else unit

    def actor(self, user: str, via: str) -> Actor:
        """The actor for a person of today's organisation. Raises Unauthenticated when the person is gone."""
        person = self.organisation.people.get(user)
        if person is None:
            raise Unauthenticated("人员已不在组织中", "This person has left the organisation")
        return actor_of(person, via)

    def calendar(self, unit: str) -> Calendar:
        """The working calendar of a unit: its own, else its superior's, else the first there is."""
        for code in (unit, *self.organisation.ancestors(unit)):
            found = self.organisation.units.get(code)
            if found and found.calendar in self.bundle.calendars:
                return self.bundle.calendars[found.calendar]
        return next(iter(self.bundle.calendars.values()), Calendar("CN", {}))


class Catalog:
    """Releases by number; the latest is asked of the database, everything else is cached."""

    KEEP = 8

    def __init__(self, house_rules: bool = True) -> None:
        self._house_rules = house_rules
        self._releases: dict[int, Release] = {}
        self._lock = threading.Lock()

    def release(self, connection: Connection, number: int) -> Release:
        """The content of a deployment; number 0 is the empty content of a new installation."""
        with self._lock:
            if number not in self._releases:
                bundle = self._bundle(content.read_files(connection, number)) if number else Bundle()
                self._releases[number] = Release(number, bundle)
                for old in sorted(self._releases)[:-self.KEEP]:
                    del self._releases[old]
            return self._releases[number]

    def recent(self, connection: Connection) -> Release:
        """The newest release already read here, for checks that are repeated under the case's lock."""
        with self._lock:
            number = max(self._releases, default=0)
        return self.release(connection, number) if number else self.latest(connection)

    def _bundle(self, files: dict[str, bytes]) -> Bundle:
        return read_deployed(files) if self._house_rules else read_files(files, house_rules=False)

    def latest(self, connection: Connection) -> Release:
        """The content of the latest deployment."""
        return self.release(connection, content.head(connection))
