"""Permission is decided in one place: the right each command and query needs, and that the door asks for it."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any

import pytest

from engine import commands, errors, queries
from engine.commands.base import Command
from engine.queries.base import Query
from tests.scenarios.province import Province

RIGHTS = {
    "administer": {"BroadcastSignal", "Deploy", "DeployDiagram", "DiscardDiagram", "SaveDiagram", "FireTimer",
                   "ResolveIncident",
                   "RetryIncident", "TellFacts", "AwaitedStarts", "Diagram", "LintDiagram", "StudioCatalog",
                   "Incidents"},
    "grant": {"SetAccount"},
    "audit": {"OpenContent"},
    "start": {"StartInstance"},
    "claim": {"ClaimTask", "ReleaseTask"},
    "complete": {"AttachFile", "ChooseActivity", "CompleteTask", "RemoveFile", "SaveDraft"},
    "return": {"ReturnTask"},
    "reassign": {"AssignTask", "RemoveParticipant", "SwapHandler"},
    "suspend": {"Resume", "Suspend"},
    "approve": {"Decide"},
    "export": {"RegisterExport", "ReportExport"},
    "statistics": {"ReportList", "ReportRows", "ReportTable"},
    "engine": {"LogOf"},
}
"""Everything else is ``self``: open to everybody for what they take part in, checked by relation to the case."""

HOLDERS = {
    "administer": "lj.wendi", "grant": "lj.yanche", "audit": "lj.boning", "start": "lj-lh.hancheng",
    "claim": "lj-lh.hancheng", "complete": "lj-lh.hancheng", "return": "lj-lh.hancheng", "reassign": "lj-lh.luoyihe",
    "suspend": "lj-lh.qinruochuan", "approve": "lj-lh.luoyihe", "export": "lj-lh.luoyihe",
    "statistics": "lj-lh.luoyihe",
}


def every() -> list[type[Command] | type[Query]]:
    rooms = ((commands, Command), (queries, Query))
    return [
        found for room, base in rooms for name in sorted(room.__all__)
        if isinstance(found := getattr(room, name), type) and issubclass(found, base) and found is not base
    ]


@pytest.mark.parametrize("cls", every(), ids=lambda cls: cls.__name__)
def test_the_right_is_the_one_agreed(cls: Any) -> None:
    expected = next((right for right, names in RIGHTS.items() if cls.__name__ in names), "self")
    assert cls.permission == expected


def test_the_door_refuses_who_lacks_the_right(province: Province) -> None:
    people = {user: province.engine.ask(queries.Me(), province.engine.actor(user))["actions"]
              for user in set(HOLDERS.values())}
    for cls in every():
        if cls.permission in ("self", "engine"):
            continue
        for user, held in people.items():
            refusal = _refusal(province, cls, user)
            assert (refusal == "no_right") == (cls.permission not in held), (cls.__name__, user, refusal)


def test_nobody_does_the_engines_work(province: Province) -> None:
    assert {_refusal(province, queries.LogOf, user) for user in HOLDERS.values()} == {"no_right"}


def test_each_right_is_held_by_somebody_and_administrators_are_apart(province: Province) -> None:
    administrators = {"administer": "lj.wendi", "grant": "lj.yanche", "audit": "lj.boning"}
    for right, user in HOLDERS.items():
        held = set(province.engine.ask(queries.Me(), province.engine.actor(user))["actions"])
        assert right in held
        if user in administrators.values():
            assert held == {right}


def _refusal(province: Province, cls: Any, user: str) -> str:
    """The code with which the door refuses an instance of the class with placeholder values."""
    values = {
        f.name: _placeholder(str(f.type)) for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING
    }
    actor = province.engine.actor(user)
    try:
        if issubclass(cls, Command):
            province.engine.execute(cls(**values), actor)
        else:
            province.engine.ask(cls(**values), actor)
    except errors.JianduError as error:
        return error.code
    return ""


def _placeholder(kind: str) -> Any:
    return {"bytes": b"-", "bool": True, "int": 1, "Files": {}, "Values": {}}.get(kind, "-")
