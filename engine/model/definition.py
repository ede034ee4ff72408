"""A procedure as the engine knows it: the diagram's nodes and flows with the house's ``sv`` declarations, no XML.

``content.bpmn`` makes these values from a diagram; routing, limits, registers, lint and replay read them. The runner
compiles the same diagram for execution and refers to nodes by id.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from engine.model.data import NO_DATA, Data
from engine.model.duty import Exclusion, Gate, Nomination, Recusal
from engine.model.schedule import Schedule

SV_NAMESPACE = "urn:jiandu:bpmn:sv:1"
ALL = "*"
"""In place of a variable's name: every variable (what a call hands over or gets back)."""
BPMN_NAMESPACE = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def definition_key(text: str) -> str:
    """The key of a definition: its process id with ``-`` for ``_`` (``clue_transfer`` -> ``clue-transfer``)."""
    return text.replace("_", "-")


@dataclass(frozen=True)
class Candidate:
    """Who may do a task: a role in a unit. ``role`` and ``unit`` may be FEEL (``=expr``).

    ``scope`` is ``own`` (unit where the case started), ``target`` (variable ``target_unit``), ``parent`` (parent of the
    own unit), ``province``, or ``=expr`` giving a unit code. ``of`` narrows a role to the department it serves
    (``leader_in_charge`` of ``finance_audit``). ``circle`` is the circle of knowledge (知悉圈) the performer enters:
    empty sees the whole case, a named one only the steps of lanes and tasks with the same circle.
    """

    role: str
    scope: str = "own"
    of: str = ""
    circle: str = ""
    line: int = 0


@dataclass(frozen=True)
class LimitUse:
    """A time limit by id (``TL-C01``; FEEL when it begins with ``=``).

    ``start`` is FEEL giving a date or time; empty means when the task opens. ``until`` is FEEL: a day somebody set in
    place of the counted one (null: the limit counts).
    """

    ref: str
    start: str = ""
    line: int = 0
    until: str = ""


@dataclass(frozen=True)
class Assignment:
    """``variable`` := FEEL ``value`` (set on completion; input or output of a call or action)."""

    variable: str
    value: str
    line: int = 0


@dataclass(frozen=True)
class Action:
    """What a service task does: ``type`` names a worker action (``letter``, ``register``, ``search`` ...).

    ``params`` are FEEL or literals by name; ``result`` is the variable that receives the outcome.
    """

    type: str
    ref: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    result: str = ""
    line: int = 0


@dataclass(frozen=True)
class ExceptionPath:
    """An exceptional path declared once per procedure instead of being drawn (catalogue section 7).

    ``kind``: withdraw (PT-6), suspend (PT-5), extend (PT-4), swap (PT-16), takeover (PT-17), terminate, leak (PT-19).
    add (one more instance of the multi-instance ``task``).
    ``by``: who may ask (``starter``, ``handler``, ``participant``, ``role@scope``, or ``=FEEL`` without spaces giving
    user ids). ``approve``: ``role@scope`` that
    decides, empty when the asker's word is enough. ``until``: element id; allowed only before it has completed once.
    ``task``: element the path applies to (extend), empty for all. ``stops``: whether a suspension stops the clocks.
    """

    kind: str
    by: tuple[str, ...]
    approve: str = ""
    until: str = ""
    task: str = ""
    stops: bool = True
    most: str = ""      # FEEL: how much an extension may add in all, instead of what the limit says
    latest: str = ""    # FEEL: the last day an extension may reach
    line: int = 0


@dataclass(frozen=True)
class Procedure:
    """What a process says about itself: catalogue code, secrecy level, case title (FEEL), who may start it.

    ``start_by``: roles that may start it by hand (``*`` = any officer). ``series``: type code of the case number
    ``<unit>-<series>-<yyyy>-<4 digits>``.
    """

    code: str = ""
    secrecy: int = 1
    title: str = ""
    series: str = "LC"
    start_by: tuple[str, ...] = ("*",)
    line: int = 0


@dataclass(frozen=True)
class Extension:
    """All ``sv`` declarations of one node."""

    candidates: tuple[Candidate, ...] = ()
    assignee: str = ""          # FEEL: one user id or a list of them; wins over candidates
    form: str = ""              # "<procedure>/<form>"
    limit: LimitUse | None = None
    outcome: str = ""           # form field that carries the decision
    exclusions: tuple[Exclusion, ...] = ()
    nomination: Nomination | None = None
    recusal: Recusal | None = None
    gates: tuple[Gate, ...] = ()
    personal: bool = False      # by one of those it is offered to in person: nobody stands in
    senders: tuple[Candidate, ...] = ()     # officers who may send the awaited message, with the form
    sender_users: str = ""      # FEEL: persons who may send it
    sets: tuple[Assignment, ...] = ()
    inputs: tuple[Assignment, ...] = ()
    outputs: tuple[Assignment, ...] = ()
    params: tuple[Assignment, ...] = ()     # local variables an activity begins with (mappings of other tools)
    results: tuple[Assignment, ...] = ()    # variables set from within it when it completes
    action: Action | None = None
    decision: str = ""          # decision id of a business rule task
    result: str = ""            # result variable of a script or business rule task
    schedule: Schedule | None = None    # of a start event that a timer or condition sets off
    correlation: str = ""       # FEEL: key of a message catch or throw
    outside: str = ""           # who outside sends the awaited message or takes the thrown one (words)
    to_unit: str = ""           # FEEL: unit a thrown message goes to
    priority: str = ""          # FEEL: 普通 | 重要 | 紧急
    due: str = ""               # ISO 8601 or FEEL: when a task without a limit is due
    circle: str = ""            # circle of knowledge, overrides the lane's
    note: str = ""              # guidance shown to the performer

    @property
    def has_senders(self) -> bool:
        """Whether officers are declared who may send the awaited message."""
        return bool(self.senders or self.sender_users)


@dataclass(frozen=True)
class EventDefinition:
    """The event of a node: ``kind`` none, message, timer, signal, error, escalation, conditional, link, compensate,
    cancel, terminate, multiple, or unresolved (``name`` is an ``eventDefinitionRef`` to nothing).

    ``name`` of the message/signal/code; ``timer`` is ``(date|duration|cycle, FEEL)``. A multiple event has its
    definitions in ``each``; ``parallel`` when all of them are needed. A thrown compensation names one ``activity``
    (empty: every completed one of its scope) and waits for it unless ``wait`` is false.
    """

    kind: str = "none"
    name: str = ""
    timer: tuple[str, str] = ("", "")
    condition: str = ""
    activity: str = ""
    wait: bool = True
    each: tuple[EventDefinition, ...] = ()
    parallel: bool = False

    @property
    def all(self) -> tuple[EventDefinition, ...]:
        """The definitions of a multiple event, else the event itself."""
        return self.each or (self,)


@dataclass(frozen=True)
class Multi:
    """Multi-instance: over ``collection`` (FEEL) as ``item``, or ``cardinality`` (FEEL) times."""

    collection: str = ""
    item: str = ""
    cardinality: str = ""
    sequential: bool = False
    completion: str = ""        # FEEL over completed children
    output: str = ""            # variable that receives the list of the children's values
    each: str = ""              # FEEL over one child: what the list receives of it; empty: all its values
    behavior: str = "All"       # when a finished child throws: All (never), One (the first), None (each), Complex
    throws: tuple[tuple[str, EventDefinition], ...] = ()    # condition (FEEL; empty: always) and what is thrown


@dataclass(frozen=True)
class AdHoc:
    """How an ad hoc subprocess runs: one activity at a time or several; over when ``completion`` (FEEL) holds.

    ``begin`` (FEEL: ids of activities): what begins, the rest is left to choice; empty: every activity begins once.
    """

    sequential: bool = False
    completion: str = ""
    cancel_remaining: bool = True
    begin: str = ""


@dataclass(frozen=True)
class Node:
    """One flow node. ``kind`` is the BPMN local name (``userTask``, ``exclusiveGateway`` ...)."""

    id: str
    kind: str
    name: str
    line: int
    scope: str                  # id of the enclosing process or subprocess
    lane: str = ""              # id of the innermost lane
    incoming: tuple[str, ...] = ()
    outgoing: tuple[str, ...] = ()
    default: str = ""
    attached_to: str = ""
    interrupting: bool = True
    triggered_by_event: bool = False
    event: EventDefinition = EventDefinition()
    multi: Multi | None = None
    loop: bool = False
    called: str = ""            # definition key of a call activity
    message: str = ""           # message name of a send/receive task
    script: str = ""
    instantiate: bool = False   # receive task or event gateway that starts a case
    parallel_events: bool = False   # event gateway of type Parallel: every event is needed
    activation: str = ""        # FEEL activationCondition of a complex gateway
    direction: str = ""         # gatewayDirection as written
    start_quantity: int = 1
    completion_quantity: int = 1
    for_compensation: bool = False
    handler: str = ""           # compensating activity of a boundary event
    ad_hoc: AdHoc | None = None
    data: Data = NO_DATA
    ext: Extension = Extension()


@dataclass(frozen=True)
class Flow:
    """A sequence flow; ``condition`` is FEEL without ``=``."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: str = ""
    line: int = 0


@dataclass(frozen=True)
class Lane:
    """A lane: a name and who works in it."""

    id: str
    name: str
    candidates: tuple[Candidate, ...] = ()
    assignee: str = ""
    circle: str = ""
    line: int = 0


@dataclass(frozen=True)
class Process:
    """One executable process of a diagram."""

    id: str
    name: str
    file: str
    line: int
    procedure: Procedure
    nodes: Mapping[str, Node]
    flows: Mapping[str, Flow]
    lanes: Mapping[str, Lane]
    exceptions: tuple[ExceptionPath, ...] = ()
    messages: tuple[str, ...] = ()      # names of the messages declared

    @property
    def key(self) -> str:
        """The definition key (see ``definition_key``)."""
        return definition_key(self.id)

    def candidates(self, node: Node) -> tuple[Candidate, ...]:
        """Candidates of a node: its own, else those of its lane (of the nearest enclosing node that has one)."""
        if node.ext.candidates:
            return node.ext.candidates
        lane = self.lane_of(node)
        return lane.candidates if lane else ()

    def assignee(self, node: Node) -> str:
        """FEEL of the assignee(s): the node's, else its lane's unless the node names candidates."""
        if node.ext.assignee or node.ext.candidates:
            return node.ext.assignee
        lane = self.lane_of(node)
        return lane.assignee if lane else ""

    def circle(self, node: Node) -> str:
        """Circle of knowledge of a node: its own, else its lane's."""
        lane = self.lane_of(node)
        return node.ext.circle or (lane.circle if lane else "")

    def lane_of(self, node: Node) -> Lane | None:
        """Innermost lane of the node or of the subprocess around it."""
        seen: set[str] = set()      # ids used twice can make an element its own scope
        while node.id not in seen:
            if node.lane:
                return self.lanes[node.lane]
            seen.add(node.id)
            node = self.nodes.get(node.scope, node)
        return None

    def enclosing(self, element: str) -> list[str]:
        """Ids of the subprocesses around an element, innermost first."""
        found: list[str] = []
        while (element := self.nodes[element].scope) in self.nodes and element not in found:
            found.append(element)
        return found

    def earlier(self, element: str, performed: Collection[str]) -> list[str]:
        """Tasks among those ``performed`` from which ``element`` can be reached, in diagram order."""
        return [
            node.id for node in self.nodes.values()
            if node.kind in ("userTask", "manualTask") and node.id != element and node.id in performed
            and element in self.reachable(node.id)
        ]

    @cached_property
    def _within(self) -> Mapping[str, list[str]]:
        """Ids of the boundary events on an element and of the elements inside it."""
        found: dict[str, list[str]] = {}
        for node in self.nodes.values():
            for owner in {node.attached_to, node.scope} - {""}:
                found.setdefault(owner, []).append(node.id)
        return found

    def reachable(self, element: str) -> frozenset[str]:
        """Elements that can come after ``element``, itself included; boundary events and inner nodes count."""
        if element not in self._reached:
            self._reached[element] = self._reach(element)
        return self._reached[element]

    @cached_property
    def _reached(self) -> dict[str, frozenset[str]]:
        return {}

    def _reach(self, element: str) -> frozenset[str]:
        seen: set[str] = set()
        todo = [element]
        while todo:
            current = todo.pop()
            if current in seen:
                continue
            seen.add(current)
            node = self.nodes[current]
            todo += [self.flows[flow].target for flow in node.outgoing]
            todo += self._within.get(current, ())
            if node.scope in self.nodes:
                todo += [self.flows[flow].target for flow in self.nodes[node.scope].outgoing]
        return frozenset(seen)
