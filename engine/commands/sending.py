"""Officers sending a message a case waits for: those its procedure declares, with its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.catalog.sight import Wait
from engine.commands import filling, guard, messages
from engine.commands.base import Command, Result, Work
from engine.commands.course import Course
from engine.model.access import SELF
from engine.model.errors import Conflict, Forbidden
from engine.model.runs import WITHIN, note_performer


@dataclass(frozen=True)
class SendMessage(Command):
    """Send the message that an event of a case waits for. ``wait``: which wait, where several stand side by side."""

    instance: str
    element: str
    values: Mapping[str, Any] = field(default_factory=dict)
    wait: str = ""
    permission: ClassVar[str] = SELF

    def run(self, work: Work) -> Result:
        """Refused to everybody but the declared senders; the values must fit the form."""
        case = work.tx.case(self.instance)
        course = work.course(case)
        wait = awaited(work, course, self.element, self.wait)
        guard.running(work, case)
        values = filling.message(course, wait.node, self.values, wait.local, work.actor.name)
        note_performer(course.context, self.element, work.actor.user, wait.local.get(WITHIN, ()))
        course.performer = work.actor.user
        messages.hand_over(work, course, wait.token, wait.node.message or wait.node.event.name, values)
        return {"instance": case.id, "element": self.element}


def awaited(work: Work, course: Course, element: str, token: str) -> Wait:
    """The wait meant, by element, token or both, which the actor may end.

    Raises NotFound to who may not know of the case, Forbidden, Conflict.
    """
    standing = [wait for wait in course.waits() if element in ("", wait.node.id) and token in ("", wait.token)]
    mine = [wait for wait in standing if course.may_send(work.actor, wait)]
    if not mine:
        guard.must_know(work, course.case)
        if standing:
            raise Forbidden("您不能发送该消息", "This message is not yours to send", "not_sender")
        raise Conflict("案件未在等待该消息", "The case does not wait for this message", "not_awaited")
    if len(mine) > 1:
        raise Conflict("有多处在等待该消息,请指明", "Several wait for this message; name one", "several_waits")
    return mine[0]
