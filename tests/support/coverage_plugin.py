"""Plugin of pytest: at the end of a run of scenario tests, what they have not shown of the content.

    python -m pytest -p tests.support.coverage_plugin tests/scenarios                       # as make coverage-content
    python -m pytest -p tests.support.coverage_plugin --procedure talk-inquiry tests/scenarios/test_talk_inquiry.py

It reads the log of every engine a test closes, and watches the door for refused forms (the log does not keep values
that were refused). The run fails when something is missing that is not on the list in ``coverage_accepted``.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any

import pytest
from sqlalchemy import Select, select

from engine import Engine, commands
from engine.commands.base import Command
from engine.content import Bundle, read_files
from engine.model.actor import Actor
from engine.model.definition import Node
from engine.model.errors import InvalidValues
from engine.store.tables import instance, task
from tests.scenarios.province import content_files
from tests.support.coverage import Counts, Hole, Seen, holes
from tests.support.coverage_accepted import ACCEPTED

BRINGING = (commands.StartInstance, commands.SendMessage)
"""Commands whose forms the log does not name: accepted when they do not raise."""


class Witness:
    """Watches every engine of the run."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle, self.seen = bundle, Seen()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        """While tests run, engines tell what they refuse, and all they know when they close."""
        execute, close = Engine.execute, Engine.close

        def watched(engine: Engine, command: Command, actor: Actor, key: str | None = None) -> Any:
            try:
                receipt = execute(engine, command, actor, key)
            except InvalidValues as refusal:
                named = {problem.path.split("/")[0] for problem in refusal.problems if problem.code != "unknown"}
                self.seen.refused |= {form for form in self._forms(engine, command) if self._owns(form, named)}
                raise
            if isinstance(command, BRINGING) and command.values:
                self.seen.accepted |= self._forms(engine, command)
            return receipt

        def closing(engine: Engine) -> None:
            with engine.database.read() as connection:
                self.seen.read(connection)
            close(engine)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Engine, "execute", watched)
            patch.setattr(Engine, "close", closing)
            return (yield)

    def _forms(self, engine: Engine, command: Command) -> set[str]:
        """Keys of the forms a command fills in."""
        if isinstance(command, commands.StartInstance):
            nodes = self._nodes(command.definition)
            plain = (node for node in nodes if node.kind == "startEvent" and node.event.kind == "none")
            return _asked(node for node in nodes if node.id == command.event) if command.event else _asked(plain)
        if isinstance(command, commands.CompleteTask):
            return self._read(engine, select(task.c.form).where(task.c.id == command.task))
        if isinstance(command, commands.SendMessage):
            keys = self._read(engine, select(instance.c.definition).where(instance.c.id == command.instance))
            return _asked(node for key in keys for node in self._nodes(key) if node.id == command.element)
        return set()

    def _nodes(self, definition: str) -> list[Node]:
        found = self.bundle.processes.get(definition)
        return list(found.process.nodes.values()) if found else []

    def _read(self, engine: Engine, query: Select[tuple[str]]) -> set[str]:
        with engine.database.read() as connection:
            return set(connection.execute(query).scalars())

    def _owns(self, form: str, fields: set[str]) -> bool:
        return form in self.bundle.forms and not fields.isdisjoint(self.bundle.forms[form].keys())

    def verdict(self, only: list[str]) -> tuple[list[Hole], list[str], Counts]:
        """What is missing, which accepted exceptions are not needed any more, and the counts."""
        missing, counts = holes(self.bundle, self.seen)
        idle = sorted(set(ACCEPTED) - {(hole.procedure, hole.id) for hole in missing})
        open_ = [hole for hole in missing if (hole.procedure, hole.id) not in ACCEPTED]
        if only:
            return [hole for hole in open_ if hole.procedure in only], [], {key: counts[key] for key in only}
        return open_, [" ".join(pair) for pair in idle], counts

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Fail when something is missing."""
        missing, idle, _ = self.verdict(session.config.getoption("procedure"))
        if (missing or idle) and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """The report."""
        missing, idle, counts = self.verdict(terminalreporter.config.getoption("procedure"))
        terminalreporter.section("content shown by tests")
        for procedure, kinds in counts.items():
            told = ", ".join(f"{kind} {count.shown}/{count.all}" for kind, count in kinds.items())
            terminalreporter.write_line(f"{procedure}: {told}")
        for hole in missing:
            terminalreporter.write_line(str(hole))
        for pair in idle:
            terminalreporter.write_line(f"shown after all, take it off the list of exceptions: {pair}")
        total = [count for kinds in counts.values() for count in kinds.values()]
        shown, every = sum(count.shown for count in total), sum(count.all for count in total)
        terminalreporter.write_line(f"shown {shown} of {every}, accepted exceptions {len(ACCEPTED)}")


def _asked(nodes: Iterable[Node]) -> set[str]:
    return {node.ext.form for node in nodes if node.ext.form}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which procedures to report on."""
    parser.addoption("--procedure", action="append", default=[], help="report on this procedure only (repeatable)")


def pytest_configure(config: pytest.Config) -> None:
    """The plugin is on when it is named."""
    config.pluginmanager.register(Witness(read_files(content_files())), "content-coverage")
