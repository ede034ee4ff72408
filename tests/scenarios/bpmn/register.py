"""The list of scenarios: what each shows, its diagrams, and how it is played."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine import errors, open_memory
from tests.scenarios.bpmn.build import Node, document
from tests.scenarios.bpmn.play import WAYS, Play

Run = Callable[[Play], None]


@dataclass(frozen=True)
class Scenario:
    """``element`` and ``variant`` head the row in the table; ``pattern`` is a workflow control pattern (WCP).

    ``refused``: the code of the refusal; empty for what runs. With ``run`` it is what the engine does not run yet.
    """

    name: str
    element: str
    variant: str
    documents: tuple[str, ...]
    run: Run | None = None
    refused: str = ""
    at: str = ""                # element the refusal names
    pattern: int = 0
    ways: tuple[str, ...] = WAYS


    def refusals(self) -> set[tuple[str, str]]:
        """Code and element of every refusal of the diagrams; none when they deploy."""
        with open_memory() as engine:
            try:
                engine.deploy(*self.documents)
            except errors.InvalidContent as refusal:
                return {(each.code, each.element) for each in refusal.problems if each.severity == "error"}
        return set()


SCENARIOS: dict[str, Scenario] = {}


def shows(
    element: str, variant: str, *parts: Node | str, also: tuple[str, ...] = (), pattern: int = 0,
    ways: tuple[str, ...] = WAYS, awaits: str = "", at: str = "",
) -> Callable[[Run], Run]:
    """The function plays the diagram of ``parts``; ``also`` are further documents deployed with it.

    ``awaits``: code of the refusal (at element ``at``) as long as the engine does not run this.
    """

    def register(run: Run) -> Run:
        documents = (document(*parts), *also)
        _add(Scenario(run.__name__, element, variant, documents, run, awaits, at, pattern, ways))
        return run

    return register


def refused(name: str, element: str, variant: str, code: str, at: str, *parts: Node | str) -> None:
    """The diagram of ``parts`` is refused with ``code`` at element ``at``."""
    _add(Scenario(name, element, variant, (document(*parts),), None, code, at))


def _add(scenario: Scenario) -> None:
    if scenario.name in SCENARIOS:
        raise ValueError(f"two scenarios named {scenario.name}")
    SCENARIOS[scenario.name] = scenario
