"""The codes of faults: each has a stable name, a severity, a text in both languages and one example.

A code is declared once, beside the code that finds it, and kept in a table that ``docs/reference/lint.md`` is made of.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.model.errors import Problem

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True)
class Code:
    """One kind of fault. ``zh`` and ``en`` are templates of ``str.format``; ``example`` shows it to an author.

    ``house``: a rule of the house, not of BPMN; where no house rules apply it only warns. ``basis``: what the
    rule rests on in the BPMN specification (2.0.2): section and, in quotation marks, its words; else ours.
    """

    name: str
    zh: str
    en: str
    example: str
    severity: str = ERROR
    house: bool = False
    basis: str = ""

    def at(self, file: str, line: int, element: str = "", **values: object) -> Problem:
        """The fault at a place; ``values`` fill the templates."""
        return Problem(
            file, line, element, self.name, self.zh.format(**values), self.en.format(**values), self.severity
        )


TABLE: dict[str, Code] = {}
"""Every declared code by name."""


def declare(
    name: str, zh: str, en: str, example: str, severity: str = ERROR, *, house: bool = False, basis: str = ""
) -> Code:
    """Declare a code. Raises ValueError when the name is taken."""
    if name in TABLE:
        raise ValueError(f"code declared twice: {name}")
    TABLE[name] = Code(name, zh, en, example, severity, house, basis)
    return TABLE[name]


def relaxed(problem: Problem) -> Problem:
    """The problem where no house rules apply: what breaks only those is a warning."""
    code = TABLE.get(problem.code)
    return replace(problem, severity=WARNING) if code and code.house else problem
