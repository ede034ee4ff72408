"""Walk through an example: ``python -m tools.walk examples/clue-transfer`` plays its story in a throw-away site.

The story is ``story.json``: a list of moments. Each names the local time (``at``), who acts (``user``) and what they
do: a command of ``engine.commands`` (``do``) with its ``fields``; or, for short, an ``element`` of a ``process`` and a
``file`` of values. Texts that begin with ``$`` stand for ids that are known only then:
``$case:LJ-LH-LC-2026-0001``, ``$task:LJ-LH-LC-2026-0001/E07_review/1`` (the first of them open) and ``$file:3`` (the
third file attached). ``night`` lets the clock's work run; ``Deploy`` deploys this repository's content with texts
appended to files. What each moment opens is printed, and at the end what has come of it.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from engine import Engine, Settings, commands, system_actor
from engine.content.assembly import FOLDERS
from engine.store import schema
from engine.store.tables import instance, letter, register_row, task

ROOT = Path(__file__).parents[1]
ZONE = ZoneInfo("Asia/Shanghai")
Step = dict[str, Any]


class Site:
    """An installation that lasts for one walk."""

    def __init__(self, folder: Path) -> None:
        self.now = datetime(2026, 1, 5, tzinfo=UTC)
        numbers = count(1)
        settings = Settings(database_url=f"sqlite:///{folder / 'walk.db'}", data_dir=folder, secret=b"walk" * 8)
        self.engine = Engine(settings, clock=lambda: self.now, ids=lambda: f"{next(numbers):032x}")
        schema.upgrade(self.engine.database.pool)
        self.content = {
            path.relative_to(ROOT).as_posix(): path.read_bytes()
            for name in FOLDERS for path in sorted((ROOT / name).rglob("*")) if path.is_file()
        }
        self.engine.execute(commands.Deploy(self.content, "walk", whole=True), system_actor())
        self.known: set[str] = set()
        self.files: list[str] = []

    def rows(self, query: Any) -> list[Any]:
        """Rows of a query."""
        with self.engine.database.read() as connection:
            return list(connection.execute(query).all())

    def play(self, step: Step) -> str:
        """Do a step; what was done, in words."""
        self.now = datetime.fromisoformat(step["at"]).replace(tzinfo=ZONE).astimezone(UTC)
        if step.get("night"):
            self.engine.run_due(10_000)
            return "定时 / timers"
        actor = system_actor() if step["user"] == "system" else self.engine.actor(step["user"])
        receipt = self.engine.execute(self.command(step), actor)
        if "attachment" in receipt.result:
            self.files.append(receipt.result["attachment"])
        return f"{actor.name or actor.user} {step['says']}"

    def command(self, step: Step) -> Any:
        """The command of a step, with ids in place of what stands for them."""
        fields = {name: self.resolved(value) for name, value in step["fields"].items()}
        if step["do"] == "AttachFile":
            fields["content"] = str(fields["content"]).encode("latin-1")
        if step["do"] == "Deploy":
            more = fields.pop("append", {})
            added = {name: self.content.get(name, b"") + text.encode() for name, text in more.items()}
            fields |= {"files": {**self.content, **added}, "note": "walk", "whole": True}
        return getattr(commands, step["do"])(**fields)

    def resolved(self, value: Any) -> Any:
        """A value with ``$case``, ``$task`` and ``$file`` looked up."""
        if isinstance(value, list):
            return [self.resolved(item) for item in value]
        if isinstance(value, dict):
            return {name: self.resolved(item) for name, item in value.items()}
        if not isinstance(value, str) or not value.startswith("$"):
            return value
        kind, _, name = value[1:].partition(":")
        return self.files[int(name) - 1] if kind == "file" else self.find(kind, name)

    def find(self, kind: str, name: str) -> str:
        """The id of a case by its number, or of its n-th open task of an element."""
        number, *rest = name.split("/")
        case = select(instance.c.id).where(instance.c.case_no == number)
        if kind == "case":
            return str(self.rows(case)[0].id)
        element, nth = rest
        query = select(task.c.id).where(task.c.instance.in_(case), task.c.element == element, task.c.status == "open")
        return str(self.rows(query.order_by(task.c.opened_at, task.c.id))[int(nth) - 1].id)

    def opened(self) -> list[str]:
        """Tasks opened since the last look."""
        query = select(task, instance.c.case_no).join(instance, instance.c.id == task.c.instance)
        found = self.rows(query.where(task.c.status == "open").order_by(task.c.opened_at, task.c.id))
        fresh = [row for row in found if row.id not in self.known]
        self.known |= {row.id for row in fresh}
        lines = Counter(
            f"{row.case_no} {row.element} {row.name}" + (f" ≤ {row.effective_due}" if row.effective_due else "")
            for row in fresh
        )
        return [f"  -> {line}" + (f" x{times}" if times > 1 else "") for line, times in lines.items()]


def story(folder: Path) -> list[Step]:
    """The steps of an example, all in the long form."""
    return [_long(folder, step) for step in json.loads((folder / "story.json").read_text(encoding="utf-8"))]


def _long(folder: Path, step: Step) -> Step:
    if "file" not in step:
        return step
    values = json.loads((folder / step["file"]).read_text(encoding="utf-8"))
    at, element = step["at"][:16].replace("T", " "), step["element"]
    if element.endswith("_start"):
        fields = {"definition": step["process"], "values": values}
        return {"at": at, "user": step["user"], "do": "StartInstance", "fields": fields, "says": element}
    fields = {"task": f"$task:{step['case']}/{element}/{step.get('nth', 1)}", "values": values}
    return {"at": at, "user": step["user"], "do": "CompleteTask", "fields": fields, "says": element}


def walk(folder: Path) -> Iterator[str]:
    """The lines of a walk through the example in ``folder``."""
    with tempfile.TemporaryDirectory() as place:
        site = Site(Path(place))
        for step in story(folder):
            done = site.play(step)
            if step.get("do") in ("Deploy", "AttachFile"):
                continue
            yield f"{step['at']}  {done}"
            yield from site.opened()
        yield from outcome(site)
        site.engine.close()


def outcome(site: Site) -> Iterator[str]:
    """Cases, letters and register rows at the end."""
    yield "== 件 / cases"
    for row in site.rows(select(instance).order_by(instance.c.started_at, instance.c.case_no)):
        yield f"{row.case_no}  {row.definition}  {row.status}"
    yield "== 文书 / letters"
    for row in site.rows(select(letter).order_by(letter.c.made_at, letter.c.number)):
        yield f"{row.number}  {row.letter} {row.name}"
    yield "== 台账 / registers"
    rows = site.rows(select(register_row).order_by(register_row.c.register, register_row.c.status))
    for (register, status), times in Counter((row.register, row.status) for row in rows).items():
        yield f"{register}  {status}  {times}"


def main() -> None:
    """Print the walk through the example named first."""
    for line in walk(Path(sys.argv[1])):
        print(line)


if __name__ == "__main__":
    main()
