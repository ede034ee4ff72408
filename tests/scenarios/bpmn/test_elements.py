"""Every scenario in each of the three ways; every refusal with its code and element; the reference is current."""

from __future__ import annotations

import pytest

from tests.architecture.tree import ROOT
from tests.scenarios.bpmn.everything import SCENARIOS
from tests.scenarios.bpmn.play import Play
from tests.scenarios.bpmn.register import Scenario
from tests.scenarios.bpmn.table import table

RUNNING = [
    pytest.param(each, way, id=f"{each.name}-{way.replace(' ', '-')}")
    for each in SCENARIOS.values() if each.run and not each.refused for way in each.ways
]
REFUSED = [each for each in SCENARIOS.values() if each.refused]


@pytest.mark.parametrize(("scenario", "way"), RUNNING)
def test_runs(scenario: Scenario, way: str) -> None:
    play = Play(scenario.documents, way)
    assert scenario.run is not None
    scenario.run(play)
    play.engine.close()


@pytest.mark.parametrize("scenario", REFUSED, ids=lambda each: each.name)
def test_is_refused(scenario: Scenario) -> None:
    assert (scenario.refused, scenario.at) in scenario.refusals()


def test_the_reference_is_current() -> None:
    page = ROOT / "docs" / "reference" / "bpmn.md"
    assert page.read_text(encoding="utf-8") == table(), "python -m tests.scenarios.bpmn.table > docs/reference/bpmn.md"


def test_the_workflow_patterns_are_among_them() -> None:
    assert {each.pattern for each in SCENARIOS.values()} >= set(range(1, 21))
