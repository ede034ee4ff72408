"""A sheet collects the faults of one file while its reader goes on."""

from __future__ import annotations

from engine.content.codes import Code
from engine.model.errors import Problem


class Sheet:
    """The faults of one file, in the order they were found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def note(self, code: Code, line: int, element: str = "", **values: object) -> None:
        """Write down one fault."""
        self.problems.append(code.at(self.file, line, element, **values))
