"""The reference of BPMN elements (``docs/reference/bpmn.md``), made of the scenarios.

``python -m tests.scenarios.bpmn.table > docs/reference/bpmn.md`` brings it up to date; a test sees to it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.scenarios.bpmn.everything import SCENARIOS
from tests.scenarios.bpmn.play import WAYS
from tests.scenarios.bpmn.register import Scenario

HEAD = """# BPMN elements

A diagram that deploys behaves as BPMN 2.0.2 says; what would not is refused at deployment with the id of the element.
Every row is a scenario: one small diagram and its trace, started, completed, signalled and moved through time by the
[embeddable door](../howto/developers/embed.md). Each runs in one go, with a save and reload after every step, and with
every automatic step replaced by a user task; `(1)` and `(2)` mark those where only the first one or
two ways make sense.

This page is written from the tests: `python -m tests.scenarios.bpmn.table > docs/reference/bpmn.md`. One test alone:
`pytest tests/scenarios/bpmn -k <name>`.
"""
COLUMNS = "| variant | | test |\n|---|---|---|"


def table() -> str:
    """The page as Markdown."""
    elements: dict[str, list[Scenario]] = {}
    for scenario in SCENARIOS.values():
        elements.setdefault(scenario.element, []).append(scenario)
    sections = (line for each in sorted(elements) for line in _section(each, elements[each]))
    return "\n".join((HEAD, *_counts(), *sections))


def _counts() -> Iterator[str]:
    running = sum(not scenario.refused for scenario in SCENARIOS.values())
    yield f"{running} scenarios run, {len(SCENARIOS) - running} show a refusal.\n"


def _section(element: str, scenarios: list[Scenario]) -> Iterator[str]:
    yield f"## {element}\n"
    yield COLUMNS
    for scenario in scenarios:
        few = f" ({len(scenario.ways)})" if len(scenario.ways) < len(WAYS) else ""
        says = f"refused: `{scenario.refused}`" if scenario.refused else f"runs{few}"
        yield f"| {scenario.variant} | {says} | `{scenario.name}` |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(table())
