"""Links between cases: what a case started, called or set off by a message, and what it came from."""

from __future__ import annotations

from engine.commands import ledger
from engine.commands.base import Work
from engine.commands.course import Course
from engine.model import events as e
from engine.model.values import copy

FEEDBACK = "反馈"


def answered(work: Work, course: Course, other: Course) -> None:
    """A case's message reached another that waited for it: linked once, however many messages follow."""
    this = (course.case.id, FEEDBACK, "from")
    known = other.case.need(work.tx.connection, "link").values()
    if this not in {(row["other"], row["relation"], row["direction"]) for row in known}:
        link(work, course, other, FEEDBACK)


def link(work: Work, course: Course, other: Course, relation: str) -> None:
    """Link two cases, both ways, and write the row of the link register where there is one."""
    id_ = work.new_id()
    course.record(e.Linked(id_, other.case.id, relation, "to"))
    other.record(e.Linked(id_, course.case.id, relation, "from"))
    register = course.current.bundle.registers.get("L-30")
    if register is not None:
        ledger.write_row(course, register, id_, {
            "from_process": course.process.key, "from_row": course.case.row["case_no"],
            "to_process": other.process.key, "to_row": other.case.row["case_no"], "relation": relation,
            "at": copy(course.today()), "status": "in_progress",
        })
