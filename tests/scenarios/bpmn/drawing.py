"""What is drawn but does not run: lanes, pools, artifacts; and data."""

from tests.scenarios.bpmn.build import end, event, node, process, script, start, sub, task, user
from tests.scenarios.bpmn.play import Play
from tests.scenarios.bpmn.register import refused, shows


@shows("Lane", "nested lanes do not disturb", process(
    "p", '', start(), user("a"), task("b"), end(), "s > a > b > e", xml=(
        '<laneSet id="ls"><lane id="l1" name="one"><flowNodeRef>s</flowNodeRef><flowNodeRef>a</flowNodeRef>'
        '<childLaneSet id="cl"><lane id="l2"><flowNodeRef>b</flowNodeRef></lane></childLaneSet></lane></laneSet>')))
def lanes(play: Play) -> None:
    play.start()
    play.do("a")
    play.passed("s a b e")
    play.over()


@shows("Participant", "a collaboration with an executable pool, a black box and message flows", (
    '<collaboration id="co"><participant id="pa" name="us" processRef="p"/><participant id="pb" name="them"/>'
    '<messageFlow id="mf" sourceRef="a" targetRef="pb"/></collaboration>'), process(
    "p", start(), user("a"), end(), "s > a > e"))
def participant(play: Play) -> None:
    play.start()
    play.do("a")
    play.over()


@shows("Participant", "two executable pools that send each other messages", (
    '<collaboration id="co"><participant id="pa" processRef="p"/><participant id="pb" processRef="q"/>'
    '<messageFlow id="m1" sourceRef="a" targetRef="qs"/><messageFlow id="m2" sourceRef="qe" targetRef="b"/>'
    "</collaboration>"), process(
    "p", start(), node("sendTask", "a", messageRef="M"), node("receiveTask", "b", messageRef="N"), end(),
    "s > a > b > e"), process(
    "q", start("qs", event("message", "M")), user("qa"), end("qe", event("message", "N")), "qs > qa > qe"))
def two_pools(play: Play) -> None:
    play.start("p")
    play.passed("s a b")
    play.do("qa")
    play.over()


@shows("Participant", "messages known by the message flows drawn between the pools alone", (
    '<collaboration id="co"><participant id="pa" processRef="p"/><participant id="pb" processRef="q"/>'
    '<messageFlow id="m1" sourceRef="a" targetRef="qs"/><messageFlow id="m2" sourceRef="qe" targetRef="b"/>'
    "</collaboration>"), process(
    "p", start(), node("sendTask", "a"), node("receiveTask", "b"), end(), "s > a > b > e"), process(
    "q", start("qs", event("message")), user("qa"), end("qe", event("message")), "qs > qa > qe"))
def pools_by_flows(play: Play) -> None:
    play.start()
    play.open("qa")
    play.do("qa")
    play.over()


@shows("Send task", "without a message: sends nothing and goes on", process(
    "p", start(), node("sendTask", "a"), end(), "s > a > e"))
def send_nothing(play: Play) -> None:
    play.start()
    play.passed("s a e")


@shows("Sequence flow", "without an id", process(
    "p", start(), user("a"), end(), "s > a", xml='<sequenceFlow sourceRef="a" targetRef="e"/>'))
def flow_without_id(play: Play) -> None:
    play.start()
    play.do("a")
    play.over()


@shows("Participant", "a pool that is not executable is left out", (
    '<collaboration id="co"><participant id="pa" processRef="p"/><participant id="pb" processRef="q"/>'
    "</collaboration>"),
    process("p", start(), user("a"), end(), "s > a > e"),
    process("q", task("qa"), isExecutable="false"))
def pool_not_executable(play: Play) -> None:
    assert play.keys == ["p"]
    play.start()
    play.do("a")
    play.over()


@shows("Artifacts", "text annotations, associations and groups do not disturb", process(
    "p", start(), user("a"), end(), "s > a > e", xml=(
        '<textAnnotation id="ta"><text>look</text></textAnnotation><association id="as" sourceRef="a" targetRef="ta"/>'
        '<group id="gr" categoryValueRef="cv"/>')),
    '<category id="ca"><categoryValue id="cv" value="x"/></category>')
def artifacts(play: Play) -> None:
    play.start()
    play.do("a")
    play.over()


@shows("Data object", "references, stores and associations drawn do not disturb", process(
    "p", start(), user("a", '<dataOutputAssociation id="doa"><targetRef>dr</targetRef></dataOutputAssociation>'), end(),
    "s > a > e", xml='<dataObject id="do" name="paper"/><dataObjectReference id="dr" dataObjectRef="do"/>'
    '<dataStoreReference id="ds" dataStoreRef="st"/>'), '<dataStore id="st" name="files"/>')
def data_object_drawn(play: Play) -> None:
    play.start()
    play.do("a", x=1)
    play.over(x=1)


@shows("Extension elements", "of other tools do not disturb", process(
    "p", start(), user("a", '<extensionElements><x:color xmlns:x="urn:tool" rgb="red"/></extensionElements>'), end(),
    "s > a > e"))
def foreign_extensions(play: Play) -> None:
    play.start()
    play.do("a")
    play.over()


_READS = (
    '<ioSpecification><dataInput id="in1" name="what"/><dataOutput id="out1" name="answer"/>'
    "<inputSet><dataInputRefs>in1</dataInputRefs></inputSet><outputSet><dataOutputRefs>out1</dataOutputRefs></outputSet>"
    "</ioSpecification>"
    '<dataInputAssociation id="ia"><sourceRef>d1</sourceRef><targetRef>in1</targetRef></dataInputAssociation>'
    '<dataOutputAssociation id="oa"><sourceRef>out1</sourceRef><targetRef>d2</targetRef></dataOutputAssociation>'
)


@shows("Data association", "an activity reads a data object through an input and writes one through an output", process(
    "p", start(), user("a", _READS), end(), "s > a > e",
    xml='<dataObject id="d1" name="question"/><dataObject id="d2" name="result"/>'))
def data_association(play: Play) -> None:
    play.start(question="why")
    (task_,) = play.engine.tasks()
    assert task_.local["what"] == "why"
    play.do("a", answer="because")
    play.over(question="why", result="because")


@shows("Property", "of a subprocess: its own variable, gone when it ends", process(
    "p", start(), sub("u", start("us"), script("b", "{n: 5}"), user("a"), end("ue"), "us > b > a > ue",
                      xml='<property id="pr" name="n"/>'), end(), "s > u > e"))
def property_scope(play: Play) -> None:
    play.start(n=1)
    play.do("a")
    play.over(n=1)


refused("no_executable_process", "Process", "not executable", "no-process", "", process(
    "p", start(), end(), "s > e", isExecutable="false"))
refused("unknown_element", "Any other element", "of the BPMN namespace", "unknown-bpmn-element", "zz", process(
    "p", start(), node("wishTask", "zz"), end(), "s > e"))
