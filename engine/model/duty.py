"""Duties of people as a task declares them: who must not do it, whom it nominates, recusal, and gates."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Exclusion:
    """Separation of duty: performers of ``elements`` (ids) or ``persons`` (FEEL: user ids) may not do this task."""

    rule: str
    elements: tuple[str, ...] = ()
    persons: str = ""
    line: int = 0


@dataclass(frozen=True)
class Nomination:
    """The task's form nominates performers: variable ``variable`` holds user ids.

    At completion every nominee must hold ``role`` in the unit of ``scope``, be neither recused nor in ``exclude``
    (performers of those elements) nor in ``persons`` (FEEL: user ids, seeing the form's values), and there must be at
    least ``minimum`` of them (rule ``rule``, e.g. SD-3).
    """

    variable: str
    role: str = ""
    scope: str = "own"
    minimum: int = 1
    rule: str = ""
    exclude: tuple[str, ...] = ()
    persons: str = ""
    line: int = 0


@dataclass(frozen=True)
class Recusal:
    """The task declares conflicts of interest: form field ``field`` true recuses the performer from the case.

    The recused person is removed from the user list in ``variable`` and may not act in the case again.
    """

    field: str = "has_conflict"
    ground: str = "ground"
    variable: str = ""
    line: int = 0


@dataclass(frozen=True)
class Gate:
    """What must be true when an element completes: ``condition`` (FEEL). ``rule`` is named with the refusal."""

    condition: str
    rule: str = ""
    zh: str = ""
    en: str = ""
    line: int = 0
