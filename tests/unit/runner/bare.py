"""SpiffWorkflow 3.2.0 as it comes, on the diagrams of the tests.

``test_hazards_*`` show for each hazard first what the bare library does, then what the runner does with the same
diagram. When a new release mends a hazard, its test fails and tells that a wall of the runner may come down.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import pytest
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer.workflow import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.specs.event_definitions import timer as timers
from SpiffWorkflow.spiff.parser.process import SpiffBpmnParser
from SpiffWorkflow.spiff.serializer.config import SPIFF_CONFIG
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from .diagrams import document

LIVE = TaskState.READY | TaskState.WAITING | TaskState.STARTED


class Clock(datetime):
    """The library's clock, movable."""

    offset = timedelta(0)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """A fixed moment, moved by ``offset``."""
        return datetime(2026, 3, 2, 4, tzinfo=UTC).astimezone(tz) + cls.offset


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    """A clock for the library's timers."""
    monkeypatch.setattr(timers, "datetime", Clock)
    monkeypatch.setattr(Clock, "offset", timedelta(0))
    return Clock


def specs(*body: str) -> tuple[Any, Any]:
    """Specs of a diagram, as the library parses it."""
    parser = SpiffBpmnParser()
    parser.add_bpmn_str(document(*body).encode())
    return parser.get_spec("p"), parser.get_subprocess_specs("p")


def begin(*body: str, **data: Any) -> BpmnWorkflow:
    """A running workflow of a diagram."""
    workflow = BpmnWorkflow(*specs(*body))
    workflow.task_tree.data.update(data)
    workflow.do_engine_steps()
    return workflow


def ready(workflow: BpmnWorkflow) -> list[str]:
    """Elements whose manual tasks are ready."""
    return sorted(task.task_spec.bpmn_id for task in workflow.get_tasks(state=TaskState.READY, manual=True))


def task(workflow: BpmnWorkflow, element: str) -> Task:
    """The first ready task of an element."""
    found = workflow.get_tasks(state=TaskState.READY, manual=True)
    return next(task for task in found if task.task_spec.bpmn_id == element)


def done(workflow: BpmnWorkflow, element: str, values: Mapping[str, Any] | None = None) -> BpmnWorkflow:
    """Complete a ready task."""
    found = task(workflow, element)
    found.data.update(values or {})
    found.run()
    workflow.do_engine_steps()
    return workflow


def later(workflow: BpmnWorkflow, **time: float) -> BpmnWorkflow:
    """Let time pass."""
    Clock.offset += timedelta(**time)
    workflow.refresh_timers()
    workflow.do_engine_steps()
    return workflow


def reloaded(workflow: BpmnWorkflow) -> BpmnWorkflow:
    """The workflow after a round trip through the library's serialiser."""
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure(SPIFF_CONFIG))
    return serializer.deserialize_json(serializer.serialize_json(workflow))
