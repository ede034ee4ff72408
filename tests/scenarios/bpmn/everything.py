"""All scenarios: importing the modules fills the register."""

from tests.scenarios.bpmn import flows, gateways
from tests.scenarios.bpmn.register import SCENARIOS

MODULES = (flows, gateways)

__all__ = ["MODULES", "SCENARIOS"]
