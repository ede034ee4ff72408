"""Every scenario in each of the three ways; every refusal with its code and element; the reference is current."""

from __future__ import annotations

import pytest

from engine import errors, open_memory
from tests.scenarios.bpmn.everything import SCENARIOS
from tests.scenarios.bpmn.play import Play
from tests.scenarios.bpmn.register import Scenario

RUNNING = [
    pytest.param(each, way, id=f"{each.name}-{way.replace(' ', '-')}")
    for each in SCENARIOS.values() if each.run for way in each.ways
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
    with open_memory() as engine, pytest.raises(errors.InvalidContent) as refusal:
        engine.deploy(*scenario.documents)
    assert (scenario.refused, scenario.at) in {(each.code, each.element) for each in refusal.value.problems}
