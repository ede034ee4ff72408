"""Which BPMN and ``sv`` elements exist, with which attributes and where they may stand.

The editor's moddle descriptor (``web``) says the same for the browser; this table is what the server believes.
"""

from __future__ import annotations

from dataclasses import dataclass

EVENTS = frozenset({"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"})
GATEWAYS = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"}
)
TASKS = frozenset(
    {"task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "scriptTask", "businessRuleTask"}
)
SUBPROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
ACTIVITIES = TASKS | SUBPROCESSES | {"callActivity"}
NODES = ACTIVITIES | EVENTS | GATEWAYS
GLOBAL_TASKS = {
    "globalTask": "task", "globalUserTask": "userTask", "globalManualTask": "manualTask",
    "globalScriptTask": "scriptTask", "globalBusinessRuleTask": "businessRuleTask",
}
"""Tasks outside any process, for call activities, and what each is within one."""
HUMAN_TASKS = frozenset({"userTask", "manualTask"})

EVENT_DEFINITIONS = {
    "messageEventDefinition": "message",
    "timerEventDefinition": "timer",
    "signalEventDefinition": "signal",
    "errorEventDefinition": "error",
    "escalationEventDefinition": "escalation",
    "conditionalEventDefinition": "conditional",
    "linkEventDefinition": "link",
    "compensateEventDefinition": "compensate",
    "cancelEventDefinition": "cancel",
    "terminateEventDefinition": "terminate",
}

_PARTS = frozenset({
    "definitions", "process", "collaboration", "participant", "participantMultiplicity", "messageFlow", "message",
    "signal", "error", "escalation", "sequenceFlow", "conditionExpression", "laneSet", "lane", "childLaneSet",
    "flowNodeRef", "incoming", "outgoing", "extensionElements", "documentation", "script", "condition",
    "multiInstanceLoopCharacteristics", "standardLoopCharacteristics", "loopCondition", "loopCardinality",
    "loopDataInputRef", "loopDataOutputRef", "inputDataItem", "outputDataItem", "completionCondition",
    "timeDuration", "timeDate", "timeCycle", "source", "target", "eventDefinitionRef", "activationCondition",
    "complexBehaviorDefinition", "event",
})
_IGNORED = frozenset({
    "association", "textAnnotation", "text", "group", "category", "categoryValue", "dataObject", "dataObjectReference",
    "dataStore", "dataStoreReference", "dataState", "dataInput", "dataOutput", "dataInputAssociation",
    "dataOutputAssociation", "ioSpecification", "inputSet", "outputSet", "dataInputRefs", "dataOutputRefs",
    "sourceRef", "targetRef", "assignment", "from", "to", "property", "itemDefinition", "import", "resource",
    "correlationKey", "correlationProperty", "correlationPropertyRef", "correlationPropertyRetrievalExpression",
    "correlationSubscription", "correlationPropertyBinding", "messagePath", "dataPath", "potentialOwner",
    "resourceAssignmentExpression", "formalExpression", "rendering", "supports", "extension", "relationship",
    "auditing", "monitoring", "ioBinding", "interface", "operation", "inMessageRef", "outMessageRef", "errorRef",
    "operationRef", "endPoint", "partnerEntity", "partnerRole", "participantRef", "interfaceRef", "endPointRef",
    "participantAssociation", "innerParticipantRef", "outerParticipantRef", "messageFlowAssociation", "messageFlowRef",
    "conversation", "subConversation", "callConversation", "globalConversation", "conversationNode",
    "conversationLink", "conversationAssociation", "choreography", "globalChoreographyTask", "choreographyTask",
    "subChoreography", "callChoreography", "choreographyRef", "initiatingParticipantRef", "categoryValueRef",
    "partitionElement", "performer", "humanPerformer", "resourceRole", "resourceRef", "resourceParameter",
    "resourceParameterBinding", "transformation", "optionalInputRefs", "whileExecutingInputRefs", "inputSetRefs",
    "optionalOutputRefs", "whileExecutingOutputRefs", "outputSetRefs", "supportedInterfaceRef", "artifactRef",
    "correlationKeyRef", "definitionalCollaborationRef", "eventDefinition", "expression",
    "extensionDefinition", "extensionAttributeDefinition", "globalChoreography",
})
BPMN = NODES | frozenset(GLOBAL_TASKS) | frozenset(EVENT_DEFINITIONS) | _PARTS | _IGNORED
"""Local names of BPMN elements a diagram may contain; ``_IGNORED`` ones are drawn but mean nothing to the engine."""


@dataclass(frozen=True)
class Shape:
    """One ``sv`` element: the BPMN elements it may stand in, its attributes, and those it must have."""

    on: frozenset[str]
    attributes: frozenset[str]
    required: frozenset[str] = frozenset()


def _shape(on: frozenset[str], attributes: str, required: str = "") -> Shape:
    must = frozenset(required.split())
    return Shape(on, frozenset(attributes.split()) | must, must)


_PROCESS = frozenset({"process"})
_THROW = frozenset({"intermediateThrowEvent", "endEvent", "sendTask"})
_CORRELATED = _THROW | {"intermediateCatchEvent", "boundaryEvent", "startEvent", "receiveTask"}

_AWAITING = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask"})

SV = {
    "procedure": _shape(_PROCESS, "code secrecy title series startBy"),
    "exception": _shape(_PROCESS, "approve until task stops max latest", "kind by"),
    "candidate": _shape(HUMAN_TASKS | {"lane"}, "scope of circle", "role"),
    "assignee": _shape(HUMAN_TASKS | {"lane"}, "circle", "users"),
    "form": _shape(HUMAN_TASKS | _AWAITING, "", "key"),
    "sender": _shape(_AWAITING, "role scope of users"),
    "schedule": _shape(frozenset({"startEvent"}), "units each"),
    "choice": _shape(frozenset({"adHocSubProcess"}), "", "begin"),
    "limit": _shape(ACTIVITIES | {"intermediateCatchEvent"}, "start until", "ref"),
    "outcome": _shape(HUMAN_TASKS, "", "field"),
    "exclude": _shape(HUMAN_TASKS, "performersOf persons", "rule"),
    "nominate": _shape(HUMAN_TASKS, "role scope minimum rule notPerformersOf persons", "variable"),
    "recusal": _shape(HUMAN_TASKS, "field ground variable"),
    "gate": _shape(TASKS | {"callActivity"}, "rule", "assert zh en"),
    "personal": _shape(HUMAN_TASKS, ""),
    "priority": _shape(HUMAN_TASKS, "", "value"),
    "note": _shape(NODES, "", "text"),
    "set": _shape(NODES, "", "variable value"),
    "input": _shape(frozenset({"callActivity"}), "", "variable value"),
    "output": _shape(frozenset({"callActivity"}), "", "variable value"),
    "decision": _shape(frozenset({"businessRuleTask"}), "result", "ref"),
    "result": _shape(frozenset({"scriptTask"}), "", "variable"),
    "action": _shape(frozenset({"serviceTask", "sendTask"}), "ref result", "type"),
    "correlation": _shape(_CORRELATED, "from", "key"),
    "send": _shape(_THROW, "toUnit to"),
    "param": _shape(_THROW | {"action"}, "", "name value"),
}
"""``sv`` elements by local name."""

MULTI_ATTRIBUTES = frozenset({"collection", "item", "output"})
"""``sv`` attributes of ``multiInstanceLoopCharacteristics``."""

SCOPES = frozenset({"own", "target", "parent", "province"})
EXCEPTIONS = frozenset({"withdraw", "suspend", "extend", "swap", "takeover", "terminate", "leak", "add"})
ACTIONS = frozenset({
    "letter", "sign", "register", "search", "start", "notify", "status", "alarm", "reroute", "swap", "add",
})
ASKERS = frozenset({"starter", "handler", "participant"})
