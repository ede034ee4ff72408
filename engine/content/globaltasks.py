"""Global tasks: a call activity calls one as if it were a process with this one task in it (BPMN 2.0.2, 10.3.4).

``<globalUserTask id="ask"/>`` is read as the process ``ask``: start event, user task ``ask``, end event. Nobody may
start it by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml.etree import _Element as Element

from engine.content.tree import BPMN, attribute, bpmn_name, line
from engine.content.vocabulary import GLOBAL_TASKS
from engine.model.definition import Flow, Node, Procedure, Process

Reader = Callable[[Element, str, tuple[str, ...], tuple[str, ...]], Node]


def read_global_tasks(root: Element, file: str, reader: Reader) -> Iterator[Process]:
    """The processes of the global tasks of a diagram. ``reader`` makes a node of an element, given its flows."""
    for element in root.iterchildren(*(BPMN + kind for kind in GLOBAL_TASKS)):
        if id_ := attribute(element, "id"):
            yield _process(element, id_, file, reader)


def _process(element: Element, id_: str, file: str, reader: Reader) -> Process:
    at = line(element)
    begin, finish = f"{id_}_start", f"{id_}_end"
    into, out = Flow(f"{id_}_in", begin, id_, line=at), Flow(f"{id_}_out", id_, finish, line=at)
    task = replace(reader(element, id_, (into.id,), (out.id,)), kind=GLOBAL_TASKS[bpmn_name(element)])
    nodes = (
        Node(begin, "startEvent", "", at, id_, outgoing=(into.id,)), task,
        Node(finish, "endEvent", "", at, id_, incoming=(out.id,)),
    )
    return Process(
        id=id_, name=task.name, file=file, line=at, procedure=Procedure(start_by=(), line=at),
        nodes={node.id: node for node in nodes}, flows={into.id: into, out.id: out}, lanes={},
    )
