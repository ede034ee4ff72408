"""Runs: what repeats inside a case, and who did what in which of them.

A run is one instance of a multi-instance, or one run of a subprocess with variables of its own. Where a token stands is
told by the runs around it, outermost first, each ``element token``: the local ``WITHIN`` of everything that waits.

What was done in one run is not seen from a sibling: the checker of one item is nobody to the next. It is seen inside
the same run, from outside all of them, and from runs of other elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.model.values import from_json

WITHIN = "_within"

Runs = Sequence[str]


def is_seen(done: Runs, here: Runs) -> bool:
    """Whether what happened in the runs ``done`` counts where one stands in the runs ``here``."""
    for one, other in zip(done, here, strict=False):
        if one != other:
            return one.split(" ")[0] != other.split(" ")[0]
    return True


def note_performer(context: dict[str, Any], element: str, user: str, here: Runs) -> None:
    """Remember in a case's live context that somebody did an element in these runs."""
    done: list[str] = context["performers"].setdefault(element, [])
    if user not in done:
        done.append(user)
    if here:
        inside: list[list[Any]] = context.setdefault("performed_within", {}).setdefault(element, [])
        if [user, list(here)] not in inside:
            inside.append([user, list(here)])


def performers(context: Mapping[str, Any], element: str, here: Runs = ()) -> list[str]:
    """Who has done an element so far, as seen from these runs."""
    inside = context.get("performed_within", {}).get(element)
    if not here or inside is None:
        return list(context.get("performers", {}).get(element, ()))
    return list(dict.fromkeys(user for user, done in inside if is_seen(done, here)))


def performed(context: Mapping[str, Any], here: Runs = ()) -> list[str]:
    """Elements somebody has done, as seen from these runs."""
    return [element for element in context.get("performers", {}) if performers(context, element, here)]


def next_round(context: Mapping[str, Any], tasks: Iterable[Mapping[str, Any]], element: str, here: Runs) -> int:
    """Number of the round a task of an element opens in, counted within its runs; those open side by side are one."""
    beside = any(
        row["element"] == element and row["kind"] == "task" and from_json(row["local"]).get(WITHIN, []) == here
        for row in tasks
    )
    key, rounds = "/".join([element, *here]), context["rounds"]
    rounds[key] = rounds.get(key, 0) + (0 if beside else 1)
    return int(rounds[key])
