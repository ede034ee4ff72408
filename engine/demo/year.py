"""Playing the year: openings, tasks, messages and nightly timers in the order of their moments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from engine import commands, queries
from engine.demo.agenda import DAY, Agenda, Entry, Office
from engine.demo.answers import Filler, readable
from engine.demo.dice import Dice, value
from engine.demo.plan import Opening, Plan, Sending, Values
from engine.embed.clock import Clock
from engine.engine import Engine
from engine.model.actor import Actor, holders_of, system_actor
from engine.model.errors import Conflict, Forbidden, InvalidValues, JianduError, NotFound
from engine.queries import whole

NIGHT = timedelta(minutes=5)
JOBS = 10_000
FILE = b"%PDF-1.4\n% demonstration\n"


@dataclass(frozen=True)
class Left:
    """A task nobody could do: the plan has no answer its form accepts, or nobody may do it."""

    definition: str
    element: str
    why: str


@dataclass
class Tally:
    """What happened: acts, timers, messages, and what was left undone with how often."""

    completed: int = 0
    messages: int = 0
    jobs: int = 0
    left: Counter[Left] = field(default_factory=Counter)


class Year:
    """One year on one engine, whose clock it moves. ``scale`` shrinks the number of cases (0.1 is a tenth)."""

    def __init__(self, engine: Engine, clock: Clock, plan: Plan, year: int, seed: int, scale: float = 1.0) -> None:
        self.engine, self.clock, self.plan, self.year, self.scale = engine, clock, plan, year, scale
        self.dice = Dice(seed)
        with engine.database.read() as connection:
            self.release = engine.catalog.latest(connection)
        self.organisation = self.release.organisation
        province = next(iter(self.organisation.units))
        self.zone = engine.settings.zone
        self.office = Office(self.release.calendar(province), self.zone, self.dice)
        self.agenda = Agenda()
        self.tally = Tally()
        self._known: set[str] = set()
        self._looked: datetime | None = None
        self._waits: set[str] = set()
        self._rounds: Counter[tuple[str, str]] = Counter()
        self._plan_openings()

    def play(self) -> Iterator[date]:
        """Play day after day; yields each day when it is over, for a progress bar."""
        day = date(self.year, 1, 1)
        while day.year == self.year:
            self._night(day)
            midnight = datetime.combine(day + DAY, datetime.min.time(), self.zone)
            for entry in self.agenda.until(midnight):
                self._go_to(entry.at)
                self._do(entry)
            yield day
            day += DAY

    # -- the course of a day -------------------------------------------------------------------------------------

    def _night(self, day: date) -> None:
        """Timers of the night, then a look at everything that is open."""
        self._go_to(datetime.combine(day, datetime.min.time(), self.zone) + NIGHT)
        while done := self.engine.run_due(JOBS):
            self.tally.jobs += done
        self._look("")

    def _go_to(self, moment: datetime) -> None:
        self.clock.set(max(self.clock.now, moment.astimezone(UTC)))

    def _do(self, entry: Entry) -> None:
        match entry.kind:
            case "open":
                self._open(entry.what)
            case "task":
                self._task(entry.what)
            case "message":
                self._message(*entry.what)

    # -- what is planned -----------------------------------------------------------------------------------------

    def _plan_openings(self) -> None:
        for opening in self.plan.openings:
            for day in self._days(opening.count, opening.days, opening.dates):
                self.agenda.note(self.office.on(day), "open", opening)

    def _days(self, count: int, days: tuple[str, str], dates: tuple[str, ...]) -> list[date]:
        wanted = max(1, round(count * self.scale))
        if dates:
            return [self._day(text) for text in dates[:wanted]]
        working = self.office.days(self._day(days[0]), self._day(days[1]))
        return sorted(self.dice.one(working) for _ in range(wanted))

    def _day(self, text: str) -> date:
        return date.fromisoformat(f"{self.year}-{text}")

    # -- what people do ------------------------------------------------------------------------------------------

    def _open(self, opening: Opening) -> None:
        """Somebody starts a case; who may not, or whose form is refused, is named at the end."""
        try:
            case = self._start(opening)
        except (Forbidden, NotFound, InvalidValues, Conflict) as error:
            self.tally.left[Left(opening.procedure, "start", _reason(error))] += 1
        else:
            self._look(case)

    def _start(self, opening: Opening) -> str:
        person = self._starter(opening)
        actor = self.engine.actor(person, "web")
        form = self.engine.ask(queries.StartForm(opening.procedure), actor)
        filled = {}
        if form["form"]:
            filler = self._filler(actor, form["options"], {}, "")
            filled = filler.fill(form["form"]["key"], form["form"]["schema"])
        local = self.clock.now.astimezone(self.zone)
        given = {name: value(each, {"me": person, "unit": actor.unit}, self.dice, local)
                 for name, each in opening.values.items()}
        receipt = self.engine.execute(commands.StartInstance(opening.procedure, {**filled, **given}), actor)
        return str(receipt.result["instance"])

    def _starter(self, opening: Opening) -> str:
        for _ in range(100):
            unit, role = self.dice.weighted(opening.units), self.dice.weighted(opening.roles)
            holders = self.organisation.holders(role, unit)
            if holders:
                return self.dice.one(holders)
        raise NotFound(f"无人可发起 {opening.procedure}", f"Nobody can start {opening.procedure}")

    def _task(self, row: Values) -> None:
        """Somebody does a task: the assignee, else whoever of the candidates may."""
        why = "nobody"
        for person in self._people(row):
            try:
                actor = self.engine.actor(person, "web")
                task = self.engine.ask(queries.Task(row["id"]), actor)
                if task["suspended"]:
                    return self.agenda.note(self.office.soon(self.clock.now, (1, 5)), "task", row)
                if task["status"] != "open":
                    return None
                if "decide" in task["can"]:
                    command: Any = commands.Decide(row["id"], True, "同意。")
                elif "complete" in task["can"]:
                    command = commands.CompleteTask(row["id"], self._answers(actor, task))
                else:
                    continue
                self.engine.execute(command, actor)
            except (Forbidden, NotFound) as error:
                why = error.en
                continue
            except (InvalidValues, Conflict) as error:
                why = _reason(error)
                continue
            self.tally.completed += 1
            return self._look(row["instance"])
        self.tally.left[Left(self._definition(row), row["element"], why)] += 1
        return None

    def _people(self, row: Values) -> list[str]:
        if row["assignee"]:
            return [row["assignee"]]
        found = dict.fromkeys(user for each in row["principals"] for user in holders_of(each, self.organisation))
        return sorted(found, key=lambda _: self.dice.whole(0, 1000))

    def _answers(self, actor: Actor, task: Values) -> dict[str, Any]:
        if task["form"] is None:
            return {}
        key = (task["instance"], task["element"])
        self._rounds[key] += 1
        scope = {**readable(task["data"]), "round": self._rounds[key]}
        filler = self._filler(actor, task["options"], scope, task["id"], task["outcome_field"])
        return filler.fill(task["form"]["key"], task["form"]["schema"])

    def _filler(self, actor: Actor, options: Values, scope: Values, task: str, outcome: str = "") -> Filler:
        def upload(name: str) -> str:
            command = commands.AttachFile(task, name, "材料.pdf", FILE, "application/pdf")
            return str(self.engine.execute(command, actor).result["attachment"])

        local = self.clock.now.astimezone(self.zone)
        around = {**scope, "me": actor.user, "my_name": actor.name, "my_unit": actor.unit, "options": options}
        return Filler(self.plan, self.dice, local, actor.name, options, around, upload, outcome)

    def _message(self, sending: Sending, correlation: str, unit: str, variables: Values) -> None:
        local = self.clock.now.astimezone(self.zone)
        payload = {name: value(each, {**variables, "unit": unit}, self.dice, local)
                   for name, each in sending.payload.items()}
        self.engine.execute(commands.CorrelateMessage(sending.name, correlation, payload, unit or None), system_actor())
        self.tally.messages += 1
        self._look("")

    # -- what lies on the desks ----------------------------------------------------------------------------------

    def _look(self, case: str) -> None:
        """Note every task opened meanwhile, and every message waited for that the plan sends; all cases where empty."""
        system, now = system_actor(), self.clock.now
        since = now if case else self._looked
        self._looked = self._looked if case else now
        for row in self.engine.ask(whole.OpenTasks(case, since), system):
            if row["id"] not in self._known:
                self._known.add(row["id"])
                self.agenda.note(self._moment(row), "task", row)
        for wait in self.engine.ask(whole.Waits(case), system):
            sending = self.plan.sendings.get(wait.get("name") or "")
            if sending is not None and wait["id"] not in self._waits:
                self._waits.add(wait["id"])
                self._note_message(sending, wait)

    def _moment(self, row: Values) -> datetime:
        """When somebody gets to a task."""
        form = row["form"] or ""
        pace = self.plan.paces.get(form) or self.plan.paces.get(form.partition("/")[0])
        if pace:
            return self.office.soon(self.clock.now, pace)
        due = datetime.fromisoformat(row["deadline"]) if row["deadline"] else None
        return self.office.between(self.clock.now, due, self.plan.late)

    def _note_message(self, sending: Sending, wait: Mapping[str, Any]) -> None:
        today = self.clock.now.astimezone(self.zone).date()
        day = self.office.calendar.add_workdays(today, self.dice.whole(*sending.after))
        variables = self.engine.ask(whole.WholeCase(wait["instance"]), system_actor())["variables"]
        unit = str(variables.get("own_unit") or "")
        what = (sending, wait["correlation"], unit, readable(variables))
        self.agenda.note(self.office.on(day), "message", what)

    def _definition(self, row: Values) -> str:
        return str(self.engine.ask(whole.WholeCase(row["instance"]), system_actor())["definition"])


def _reason(error: JianduError) -> str:
    if isinstance(error, InvalidValues):
        return "; ".join(f"{each.path}: {each.code}" for each in error.problems)
    return error.en
