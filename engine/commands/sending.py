"""Officers sending a message a case waits for: those its procedure declares, with its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

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
        token, local = self._wait(work, course)
        guard.running(work, case)
        node = course.node(self.element)
        values = filling.message(course, node, self.values, local, work.actor.name)
        note_performer(course.context, self.element, work.actor.user, local.get(WITHIN, ()))
        course.performer = work.actor.user
        messages.hand_over(work, course, token, node.message or node.event.name, values)
        return {"instance": case.id, "element": self.element}

    def _wait(self, work: Work, course: Course) -> tuple[str, Mapping[str, Any]]:
        """The wait meant and its locals. Raises NotFound to who may not know of the case, Forbidden, Conflict."""
        standing = {
            token: local for token, (element, local) in course.context.get("sendable", {}).items()
            if element == self.element and self.wait in ("", token)
        }
        mine = {
            token: local for token, local in standing.items()
            if course.senders(course.node(self.element), local) & work.actor.principals
        }
        if not mine:
            guard.must_know(work, course.case)
            if standing:
                raise Forbidden("您不能发送该消息", "This message is not yours to send", "not_sender")
            raise Conflict("案件未在等待该消息", "The case does not wait for this message", "not_awaited")
        if len(mine) > 1:
            raise Conflict("有多处在等待该消息,请指明", "Several wait for this message; name one", "several_waits")
        return next(iter(mine.items()))
