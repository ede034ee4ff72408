"""Groups of BPMN flow nodes by local name."""

from __future__ import annotations

SUBPROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
ACTIVITIES = SUBPROCESSES | {
    "task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "scriptTask", "businessRuleTask",
    "callActivity",
}
GATEWAYS = frozenset({"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"})
EVENTS = frozenset({"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"})
SUPPORTED = ACTIVITIES | GATEWAYS | EVENTS

EVENT_KINDS = {
    "startEvent": frozenset(
        {"none", "message", "timer", "signal", "conditional", "error", "escalation", "compensate"}
    ),
    "endEvent": frozenset({"none", "message", "signal", "error", "escalation", "terminate", "compensate", "cancel"}),
    "intermediateCatchEvent": frozenset({"message", "timer", "signal", "conditional", "link"}),
    "intermediateThrowEvent": frozenset({"none", "message", "signal", "escalation", "link", "compensate"}),
    "boundaryEvent": frozenset(
        {"message", "timer", "signal", "conditional", "error", "escalation", "compensate", "cancel"}
    ),
}
ALONE = frozenset({"none", "link"})
"""Events that cannot be one of several."""
PASSIVE = frozenset({"error", "escalation", "cancel", "compensate"})
"""Events that nobody outside can cause: their guards do not wait, they are looked for when something is thrown."""
UNSTOPPABLE = frozenset({"error", "cancel"})
"""Events that always interrupt."""
