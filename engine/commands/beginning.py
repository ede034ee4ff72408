"""What a case begins in a transaction after its own step: another procedure, one more instance of a multi-instance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.commands.base import Work
from engine.commands.instances import open_case
from engine.commands.links import link
from engine.model import events as e
from engine.model.definition import definition_key
from engine.runner import stimuli
from engine.store.cases import StoredCase

Payload = Mapping[str, Any]


def start(work: Work, case: StoredCase, job: str, payload: Payload) -> None:
    """Start another procedure without waiting for it (PT-9); linked on both sides unless the relation is empty."""
    course = work.course(case)
    course.done(job)
    unit = payload.get("unit") or case.row["unit"]
    other = open_case(
        work, definition_key(payload["definition"]), unit, "system", payload["values"], secrecy=case.row["secrecy"],
    )
    relation = payload.get("relation", "派生")
    if relation:
        link(work, course, other, relation)
    other.begin()


def add(work: Work, case: StoredCase, job: str, payload: Payload) -> None:
    """One more instance of a running multi-instance."""
    course = work.course(case)
    course.done(job)
    course.record(e.ParticipantAdded(payload["element"], payload["item"]))
    course.send(stimuli.AddInstance(payload["element"], payload["item"]))
