"""Permission is part of every command and query, and named once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import engine
from engine.commands.base import Command
from engine.model.access import ENGINE, FUNCTION_RIGHTS, SELF
from engine.queries.base import Query

KNOWN = FUNCTION_RIGHTS | {SELF, ENGINE}


def subclasses(of: type) -> Iterator[type]:
    """Every class below, however deep."""
    for each in of.__subclasses__():
        yield each
        yield from subclasses(each)


def test_there_are_commands_and_queries() -> None:
    assert len(list(subclasses(Command))) > 30
    assert len(list(subclasses(Query))) > 20


@pytest.mark.parametrize("each", list(subclasses(Command)), ids=lambda each: each.__name__)
def test_a_command_names_its_permission_itself(each: type[Command]) -> None:
    assert vars(each).get("permission") in KNOWN


@pytest.mark.parametrize("each", list(subclasses(Query)), ids=lambda each: each.__name__)
def test_a_query_has_a_known_permission(each: type[Query]) -> None:
    assert each.permission in KNOWN


@pytest.mark.parametrize("room", ["commands", "queries"])
def test_the_window_shows_no_work_of_the_engine_itself(room: str) -> None:
    shown = [getattr(getattr(engine, room), name) for name in getattr(engine, room).__all__]
    internal = [each.__name__ for each in shown if getattr(each, "permission", "") == ENGINE]
    assert internal == (["LogOf"] if room == "queries" else [])     # the server's own export


def test_every_right_is_needed_by_something_or_kept_for_the_catalogue() -> None:
    used = {each.permission for each in (*subclasses(Command), *subclasses(Query)) if "permission" in vars(each)}
    unused = FUNCTION_RIGHTS - used
    assert unused <= {"extend"}, f"no command or query needs {unused}"
