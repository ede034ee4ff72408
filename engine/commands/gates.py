"""Gates: what must be true when an element completes. Whoever tries, and however, a closed gate is not passed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine.model.definition import Node
from engine.model.errors import AutomationFailed, Conflict
from engine.runner.effects import Left

if TYPE_CHECKING:
    from engine.commands.course import Course

HUMAN = frozenset({"userTask", "manualTask"})


def check(course: Course, node: Node, local: Mapping[str, Any]) -> None:
    """Refuse to complete an element while one of its gates is closed. Raises Conflict, its code the gate's rule."""
    for gate in node.ext.gates:
        if course.evaluate(gate.condition, local) is not True:
            rule = f"({gate.rule})" if gate.rule else ""
            raise Conflict(f"{gate.zh}{rule}", f"{gate.en} {rule}".rstrip(), gate.rule or "gate")


def check_automatic(course: Course, node: Node, left: Left) -> None:
    """The same for what no person completes: a closed gate is an incident there. Raises AutomationFailed.

    Of a repeated activity each run is checked, not the whole.
    """
    if node.kind in HUMAN or (node.multi and not left.instance_of):
        return
    try:
        check(course, node, left.local)
    except Conflict as closed:
        raise AutomationFailed(node.id, str(closed)) from closed
