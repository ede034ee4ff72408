"""Pools and the flows between them, in the text of a diagram: lint of single processes does not see them."""

from __future__ import annotations

from lxml.etree import _Element as Element

from engine.content.codes import declare
from engine.content.sheet import Sheet
from engine.content.tree import BPMN, attribute, children, line, reference

CROSSES_POOL = declare(
    "flow-crosses-pool", "连线不能跨越泳池:{source} → {target}",
    "A sequence flow stays in its pool: {source} to {target}",
    "a sequence flow from a task of one pool to a task of another",
    basis="7.6.1: Nor can Sequence Flows cross a Pool boundary.",
)
MESSAGE_INSIDE = declare(
    "message-flow-in-pool", "消息流的两端不能在同一泳池", "A message flow connects two pools",
    "a message flow between two tasks of one pool", house=True,
    basis='9.4: "A Message Flow MUST connect two separate Pools." "They MUST NOT connect two objects within the same '
          'Pool."',
)
MESSAGE_END = declare(
    "message-flow-end-missing", "消息流的一端 {ref} 不存在", "An end of the message flow, {ref}, does not exist",
    '`<bpmn:messageFlow sourceRef="gone"/>`', house=True,
    basis="9.4, Table 9.13: sourceRef and targetRef [1]: the InteractionNode the Message Flow connects from and to.",
)
POOL_PROCESS = declare(
    "pool-process-missing", "泳池指向不存在的流程 {ref}", "The pool names process {ref}, which does not exist",
    '`<bpmn:participant processRef="gone"/>`', house=True,
    basis="9.3, Table 9.6: processRef [0..1]: identifies the Process that is used in the Pool.",
)


def check(root: Element, sheet: Sheet) -> None:
    """Note every fault between pools."""
    home = {
        attribute(element, "id"): attribute(process, "id")
        for process in children(root, "process") for element in process.iter("*") if attribute(element, "id")
    }
    _sequence_flows(root, home, sheet)
    for collaboration in children(root, "collaboration"):
        _pools(collaboration, root, home, sheet)


def _sequence_flows(root: Element, home: dict[str, str], sheet: Sheet) -> None:
    for flow in root.iter(BPMN + "sequenceFlow"):
        source, target = reference(attribute(flow, "sourceRef")), reference(attribute(flow, "targetRef"))
        if source in home and target in home and home[source] != home[target]:
            sheet.note(CROSSES_POOL, line(flow), attribute(flow, "id"), source=source, target=target)


def _pools(collaboration: Element, root: Element, home: dict[str, str], sheet: Sheet) -> None:
    pools = dict(home)
    for pool in children(collaboration, "participant"):
        process, id_ = reference(attribute(pool, "processRef")), attribute(pool, "id")
        pools[id_] = process or id_
        if process and process not in home.values() and process not in {
            attribute(found, "id") for found in children(root, "process")
        }:
            sheet.note(POOL_PROCESS, line(pool), id_, ref=process)
    for flow in children(collaboration, "messageFlow"):
        ends = [reference(attribute(flow, name)) for name in ("sourceRef", "targetRef")]
        missing = [end for end in ends if end not in pools]
        for end in missing:
            sheet.note(MESSAGE_END, line(flow), attribute(flow, "id"), ref=end or "-")
        if not missing and pools[ends[0]] == pools[ends[1]]:
            sheet.note(MESSAGE_INSIDE, line(flow), attribute(flow, "id"))
