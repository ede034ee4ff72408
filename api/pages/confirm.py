"""Acts with a question first: a page that says what will happen, asks for the reason, and acts on confirmation.

An act is offered when its name is in the ``can`` list of the task or case; whether it is allowed is decided by the
command. The page is plain HTML, so every act works without JavaScript.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template

from api.pages.desk import me
from engine import commands, errors

Thing = Mapping[str, Any]
Option = tuple[str, str]


@dataclass(frozen=True)
class Blank:
    """One field of the question. ``kind``: area, number, text, date or choice (``options`` of the task or case)."""

    name: str
    label: str
    kind: str = "area"
    required: bool = True
    options: Callable[[Thing], list[Option]] | None = None
    hint: str = ""


@dataclass(frozen=True)
class Act:
    """One thing a person may do to a task or case. ``said`` names the message shown afterwards."""

    name: str
    label: str
    explanation: str
    command: Callable[[str], commands.Command]
    said: str
    blanks: tuple[Blank, ...] = ()
    grave: bool = False

    def question(self, thing: Thing, back: str) -> str:
        """The page that asks."""
        asked = [(blank, blank.options(thing) if blank.options else []) for blank in self.blanks]
        return render_template("confirm.html", me=me(), act=self, thing=thing, blanks=asked, back=back)


REASON = Blank("reason", "理由")


def offered(acts: Iterable[Act], can: Iterable[str]) -> list[Act]:
    """The acts a person may be offered, in the order of the table."""
    allowed = set(can)
    return [act for act in acts if act.name in allowed]


def find(acts: Iterable[Act], name: str) -> Act:
    """The act called ``name``; raises NotFound."""
    for act in acts:
        if act.name == name:
            return act
    raise errors.NotFound
