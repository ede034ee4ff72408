"""FEEL is the only language of a diagram: compiled once per program, evaluated over case variables and locals.

``FeelEngine`` takes the place of SpiffWorkflow's script engine, so no path through the library can reach Python code.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from engine.feel import Expression, FeelLimitError, FeelSyntaxError, compile
from engine.model.errors import DiagramError, Problem
from engine.model.runs import WITHIN
from engine.model.timertext import is_literal
from engine.model.values import Value, copy
from engine.runner.graph import Graph, Part
from engine.runner.refusals import refuse
from engine.runner.timers import read_literal

if TYPE_CHECKING:
    from SpiffWorkflow.task import Task as Token

Compiled = Expression
_KEPT = 20


def compile_all(graph: Graph) -> tuple[dict[str, Compiled], list[Problem]]:
    """Every expression of a graph by its text, and a problem for each that is not FEEL or not a time."""
    compiled: dict[str, Compiled] = {}
    problems: list[Problem] = []
    for scope in graph.scopes.values():
        for part in scope.parts.values():
            for text in filter(None, _texts(part)):
                try:
                    compiled[text] = compile(text)
                except (FeelSyntaxError, FeelLimitError) as error:
                    problems.append(refuse("expression", graph.file, part.node.line, part.id, str(error)))
            problems.extend(_timer_problems(part, graph.file))
    return compiled, problems


def _texts(part: Part) -> Iterator[str]:
    node, ext, multi = part.node, part.node.ext, part.node.multi
    yield from (edge.condition for edge in part.edges)
    yield from (assignment.value for assignment in (*ext.sets, *ext.inputs, *ext.params, *ext.results))
    yield from (event.condition for event in node.event.all)
    yield from (node.script, node.activation, ext.correlation, ext.to_unit)
    yield from (value.removeprefix("=") for value in payload(part).values() if value.startswith("="))
    yield from (event.timer[1] for event in node.event.all if not is_literal(event.timer[1]))
    if multi is not None:
        yield from (multi.collection, multi.cardinality, multi.completion, multi.each)
        yield from (condition for condition, _ in multi.throws)
    for each in (*node.data.reads, *node.data.writes):
        yield each.transformation
        yield from (text for text, _ in each.assignments)
    if node.ad_hoc is not None:
        yield from (node.ad_hoc.completion, node.ad_hoc.begin)
    if part.loop is not None:
        yield part.loop.condition


def _timer_problems(part: Part, file: str) -> Iterator[Problem]:
    for text in (event.timer[1] for event in part.node.event.all):
        if is_literal(text) and read_literal(text) is None:
            yield refuse("bad-timer", file, part.node.line, part.id, text)


def payload(part: Part) -> Mapping[str, str]:
    """The ``sv:param`` values a part throws."""
    action = part.node.ext.action
    return action.params if action is not None and action.type == "message" else {}


class FeelEngine:
    """The script engine of a workflow."""

    def __init__(self, compiled: Mapping[str, Compiled]) -> None:
        self._compiled = compiled
        self._doubts: deque[tuple[str, str]] = deque(maxlen=_KEPT)

    def evaluate(self, task: Token, expression: str, external_context: Mapping[str, Value] | None = None) -> Value:
        """The value of an expression of the program where ``task`` stands; ``external_context`` shadows variables."""
        machine = task.workflow.top_workflow
        scope = {**machine.scope_of(task), **(external_context or {})}
        element = task.task_spec.part.id
        try:
            functions = machine.env.functions_at(scope.get(WITHIN, ()))
            now = machine.env.now.astimezone(machine.env.timezone)      # ``today()`` is the local day
            result = self._compiled[expression].evaluate(scope, functions, now)
        except FeelLimitError as error:
            raise DiagramError(element, f"表达式过于庞大:{error}", f"Too much work: {error}") from error
        self._doubts.extend((element, warning) for warning in result.warnings)
        return copy(result.value)

    def doubts(self, element: str) -> list[str]:
        """Why expressions of an element came out null, each reason once."""
        return list(dict.fromkeys(warning for at, warning in self._doubts if at == element))

    def execute(self, task: Token, script: str, external_context: Mapping[str, Value] | None = None) -> None:
        """Scripts of SpiffWorkflow never run."""
        raise TypeError(f"no script of SpiffWorkflow runs here: {script!r} in {task.task_spec.name}")
