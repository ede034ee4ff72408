"""What every command is: an intention, one permission, one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any, ClassVar

from engine.catalog import Catalog, Release
from engine.commands.course import Course
from engine.model.actor import Actor
from engine.model.errors import FieldProblem, InvalidValues, NotFound
from engine.model.org import Organisation
from engine.settings import Settings
from engine.store import content
from engine.store.cases import StoredCase
from engine.store.transaction import Transaction

Result = dict[str, Any]


@dataclass
class Work:
    """A command at work: its transaction, the content in force, and the courses of the cases it moves."""

    tx: Transaction
    catalog: Catalog
    settings: Settings
    courses: dict[str, Course] = field(default_factory=dict)
    head: int | None = None     # number of the latest deployment, once asked for

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return self.tx.actor

    @property
    def now(self) -> datetime:
        """The engine's clock at the beginning of the command."""
        return self.tx.now

    @property
    def new_id(self) -> Callable[[], str]:
        """Source of ids."""
        return self.tx.new_id

    @property
    def release(self) -> Release:
        """The latest deployment."""
        if self.head is None:
            loaded = (case.release for case in self.tx.cases.values() if case.release)
            self.head = next(loaded, None) or content.head(self.tx.connection)
        return self.catalog.release(self.tx.connection, self.head)

    @property
    def organisation(self) -> Organisation:
        """Today's organisation."""
        return self.release.organisation

    def course(self, case: StoredCase) -> Course:
        """The case set in motion: its runner session on the deployment it was started on."""
        if case.id not in self.courses:
            pinned = self.catalog.release(self.tx.connection, case.row["deployment"])
            self.courses[case.id] = Course(self.tx, case, pinned, self.release, self.settings)
        return self.courses[case.id]

    def case_of_task(self, task: str) -> StoredCase:
        """The locked case of a task. Raises NotFound."""
        return self.tx.case_of_task(task)

    def finish(self) -> None:
        """Save the live state of every course that moved."""
        for course in self.courses.values():
            course.save()

    def deployed(self) -> dict[str, content.DefinitionVersion]:
        """Latest version of every definition."""
        return content.latest(self.tx.connection)


@dataclass(frozen=True)
class Command:
    """An intention. ``permission`` is the function right it needs; relations to the case are checked in ``run``."""

    permission: ClassVar[str]

    def run(self, work: Work) -> Result:
        """Do it. Raises a JianduError when refused; then nothing of it remains."""
        raise NotImplementedError

    def target(self) -> str:
        """Id of the case or task it is aimed at, for the record of refused attempts."""
        return str(getattr(self, "task", "") or getattr(self, "instance", ""))


def required(row: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The row, or NotFound."""
    if row is None:
        raise NotFound
    return row


def check_text(command: Command) -> None:
    """Refuse text no database can keep (NUL, half a surrogate pair) by the name of its field."""
    problems = [
        FieldProblem(f.name, "bad_text", "含有无法保存的字符", "It holds characters that cannot be kept")
        for f in fields(command) if not _is_clean(getattr(command, f.name))
    ]
    if problems:
        raise InvalidValues(problems)


def _is_clean(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" not in value and value.encode(errors="ignore").decode() == value
    if isinstance(value, Mapping):
        return all(_is_clean(key) and _is_clean(item) for key, item in value.items())
    return all(map(_is_clean, value)) if isinstance(value, list | tuple) else True
