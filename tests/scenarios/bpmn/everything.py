"""All scenarios: importing the modules fills the register."""

from tests.scenarios.bpmn import activities, flows, gateways, subprocesses
from tests.scenarios.bpmn.register import SCENARIOS

MODULES = (flows, activities, subprocesses, gateways)

__all__ = ["MODULES", "SCENARIOS"]
