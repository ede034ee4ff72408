"""All scenarios: importing the modules fills the register."""

from tests.scenarios.bpmn import activities, drawing, events, flows, gateways, patterns, starts, subprocesses
from tests.scenarios.bpmn.register import SCENARIOS

MODULES = (flows, activities, subprocesses, gateways, events, starts, drawing, patterns)

__all__ = ["MODULES", "SCENARIOS"]
