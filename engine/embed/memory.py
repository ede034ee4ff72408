"""An engine in memory: deploy XML, start, do tasks, send messages and signals, move the clock, read what happened."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from engine.commands import ChooseActivity, CompleteTask, CorrelateMessage, Deploy, StartInstance
from engine.commands.base import Command
from engine.commands.messages import BroadcastSignal
from engine.commands.starts import TellFacts
from engine.content import read_diagram
from engine.embed.clock import BEGINNING, Clock, Ids
from engine.embed.shapes import Event, Incident, Start, Task, Wait
from engine.embed.values import exact, plain
from engine.engine import Engine
from engine.model.actor import system_actor
from engine.model.definition import definition_key
from engine.model.errors import InvalidContent, NotFound, RunawayError
from engine.queries import whole
from engine.queries.base import Query
from engine.queries.choices import Choices
from engine.queries.starting import AwaitedStarts
from engine.settings import Settings
from engine.store.memory import MemoryDatabase

Values = Mapping[str, Any]
UNIT = "HOME"
_UNITS = f"- {{code: {UNIT}, name: {UNIT}, short_name: {UNIT}, level: province}}\n".encode()
_ROUNDS = 10           # each follows up to 200 steps of a chain (engine.INLINE_JOBS)
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


def open_memory(
    saved: bytes = b"", *, now: datetime = BEGINNING, timezone: str = "UTC", step_limit: int = 10_000
) -> MemoryEngine:
    """A new engine in memory, or the one written down by ``MemoryEngine.save``. ``now`` (aware) sets its clock."""
    return MemoryEngine(saved, now=now, timezone=timezone, step_limit=step_limit)


class MemoryEngine:
    """One engine with one caller, who may do everything. ``engine`` is the real one, for what is not offered here."""

    def __init__(self, saved: bytes, *, now: datetime, timezone: str, step_limit: int) -> None:
        self._clock, self._ids = Clock(now), Ids()
        if saved:
            stamp, _, saved = saved.partition(b"\n")
            moment, last = stamp.decode("ascii").split("|")
            self._clock.set(max(now, datetime.fromisoformat(moment)))
            self._ids.last = int(last)
        self._database = MemoryDatabase(saved)
        settings = Settings(
            "sqlite://", Path(), b"memory", timezone=timezone, step_limit=step_limit, embedded=True,
        )
        self.engine = Engine(settings, self._clock, self._ids, self._database)

    def __enter__(self) -> MemoryEngine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- changing ------------------------------------------------------------------------------------------------

    def deploy(self, *diagrams: str | bytes, files: Mapping[str, bytes] | None = None) -> list[str]:
        """Deploy BPMN documents together; the keys of their processes. Raises InvalidContent with every problem.

        A process of the same id gets a new version. ``files`` are further content by path (``forms/a/b.json``,
        ``processes/route.dmn``). What breaks only house rules is no error here; see ``warnings``.
        """
        sources = [each.encode() if isinstance(each, str) else each for each in diagrams]
        content = {"org/sample/units.yaml": _UNITS, **(files or {})}
        keys: list[str] = []
        for number, source in enumerate(sources, start=1):
            processes, problems = read_diagram(source, f"diagram {number}")
            if not processes:
                raise InvalidContent(problems)
            found = [process.key for process in processes]
            content[self._file(found[0])] = source
            keys += found
        self._do(Deploy(content))
        return keys

    def start(self, key: str, variables: Values | None = None, event: str = "") -> str:
        """Start a case of a process by its key or id, at its first plain start event or at ``event``; the case's id."""
        started = self._do(StartInstance(definition_key(key), exact(variables or {}), UNIT, event))
        return str(started["instance"])

    def complete(self, task: Task | str, values: Values | None = None) -> None:
        """Complete a task; ``values`` become variables of its scope."""
        self._do(CompleteTask(task.id if isinstance(task, Task) else task, exact(values or {})))

    def choose(self, element: str, case: str = "") -> None:
        """Begin an activity of a running ad hoc subprocess once more, of one case or of the first that can.

        Raises NotFound when it cannot be chosen anywhere.
        """
        found = next((each for each in ([case] if case else self.cases()) if element in self.choices(each)), None)
        if found is None:
            raise NotFound(f"不能选办 {element}", f"{element} cannot be chosen")
        self._do(ChooseActivity(found, element))

    def message(self, name: str, payload: Values | None = None, correlation: object = "") -> list[str]:
        """Send a message: to one case that waits for it, else it starts what it starts, else it is kept.

        Returns the ids of cases it started. ``correlation`` is the key where the diagram declares one.
        """
        key = "" if correlation is None else str(correlation)
        return list(self._do(CorrelateMessage(name, key, exact(payload or {}), UNIT)).get("instances", ()))

    def signal(self, name: str, values: Values | None = None) -> list[str]:
        """Broadcast a signal to every case that waits for it; returns the ids of cases it started."""
        return list(self._do(BroadcastSignal(name, exact(values or {}), UNIT))["instances"])

    def tell(self, facts: Values) -> list[str]:
        """Tell facts of the world outside, which conditional start events look at; returns the ids of cases begun."""
        before = set(self.cases())
        self._do(TellFacts(exact(facts)))
        return [case for case in self.cases() if case not in before]

    def advance(self, span: timedelta) -> None:
        """Let time pass; timers ring at their moments, one after the other."""
        self.at(self.now + span)

    def at(self, moment: datetime) -> None:
        """Let time pass until a moment (aware). Raises RunawayError when timers ring without end."""
        for _ in range(self.engine.settings.step_limit):
            due = self._ask(whole.NextDue())
            if due is None or datetime.fromisoformat(due) > moment:
                self._clock.set(moment)
                return self._settle()
            self._clock.set(datetime.fromisoformat(due))
            self._settle()
        raise self._runaway("定时器过于频繁", "Timers ring too often")

    # -- looking -------------------------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        """Where the clock stands (UTC)."""
        return self._clock.now

    def tasks(self, case: str = "") -> list[Task]:
        """Open tasks in the order they opened, of one case or of all."""
        return [Task.of(row) for row in self._ask(whole.OpenTasks(case))]

    def task(self, element: str, case: str = "") -> Task:
        """The first open task of an element. Raises NotFound."""
        found = next((task for task in self.tasks(case) if task.element == element), None)
        if found is None:
            raise NotFound(f"没有打开的任务 {element}", f"No open task {element}")
        return found

    def choices(self, case: str) -> list[str]:
        """Activities of the running ad hoc subprocesses of a case that may be chosen now."""
        return [row["element"] for row in self._ask(Choices(case))["items"]]

    def waits(self, case: str = "") -> list[Wait]:
        """Messages, signals, conditions and timers waited for."""
        return [Wait.of(row) for row in self._ask(whole.Waits(case))]

    def starts(self) -> list[Start]:
        """What will start cases by itself: timers, conditions, events that a start needs together."""
        return [Start.of(row) for row in self._ask(AwaitedStarts())["items"]]

    def cases(self, parent: str = "") -> list[str]:
        """Ids of all cases in the order they started, or of those one case called."""
        return list(self._ask(whole.CaseIds(parent)))

    def status(self, case: str) -> str:
        """``in_progress``, ``closed``, ``terminated`` or what the diagram set."""
        return str(self._ask(whole.WholeCase(case))["status"])

    def ended(self, case: str) -> bool:
        """Whether the case is over."""
        return bool(self._ask(whole.WholeCase(case))["ended"])

    def variables(self, case: str) -> dict[str, Any]:
        """Present variables of a case."""
        return dict(plain(self._ask(whole.WholeCase(case))["variables"]))

    def incidents(self, case: str) -> list[Incident]:
        """Open incidents of a case."""
        found = self._ask(whole.WholeCase(case))["incidents"]
        return [Incident(row["element"], row["message"]) for row in found if row["status"] == "open"]

    def events(self, case: str) -> list[Event]:
        """Everything that happened in a case, in order."""
        return [Event.of(recorded) for recorded in self._ask(whole.Log(case))]

    def warnings(self) -> list[str]:
        """What the diagrams in force leave to be desired: ``file:line:element: [code] text``."""
        with self._database.read() as connection:
            return [str(problem) for problem in self.engine.catalog.latest(connection).bundle.warnings]

    # -- keeping -------------------------------------------------------------------------------------------------

    def save(self) -> bytes:
        """Everything as bytes: content, cases, history and the clock. ``open_memory`` takes them."""
        stamp = f"{self.now.isoformat()}|{self._ids.last}\n".encode("ascii")
        return stamp + self._database.dump()

    def close(self) -> None:
        """Let go of the memory."""
        self.engine.close()

    def _do(self, command: Command) -> dict[str, Any]:
        receipt = self.engine.execute(command, system_actor())
        self._settle()
        return receipt.result

    def _settle(self) -> None:
        """Do everything that is due now; what a failing step left is tried again later."""
        for _ in range(_ROUNDS):
            if not self.engine.run_due(1_000):
                return
        raise self._runaway("后台步骤无休止", "Background work does not come to rest")

    def _runaway(self, zh: str, en: str) -> RunawayError:
        element = self._ask(whole.FirstDue())
        return RunawayError(f"{zh},已在环节 {element} 停止", f"{en}; stopped at {element}", element)

    def _ask(self, query: Query) -> Any:
        return self.engine.ask(query, system_actor())

    def _file(self, key: str) -> str:
        """The file that holds the process already, else a new one named after it."""
        with self._database.read() as connection:
            known = self.engine.catalog.latest(connection).bundle.processes.get(key)
        return known.file if known else f"processes/{_UNSAFE.sub('-', key)}.bpmn"
