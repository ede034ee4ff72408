"""What a read model offers: decisions to be decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.feel import FeelLimitError, Function
from engine.feel.runtime import HostFunction, NamedType, Run
from engine.feel.values.reading import check_size
from engine.model.errors import Problem

Boxed = Callable[[Mapping[str, Any], "Evaluation"], Any]
"""A boxed expression compiled: scope and evaluation to value."""


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A rule that matched; ``index`` counts the rules of the table from 1."""

    decision: str
    rule: str
    index: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The value, the rules that led to it (of required decisions too), and why something turned null."""

    value: Any
    matched: tuple[RuleHit, ...]
    warnings: tuple[str, ...]


@dataclass(slots=True)
class Evaluation:
    """One decide: what was given and what is known so far (by key of the node), each decision decided once."""

    run: Run
    inputs: Mapping[str, Any]
    known: dict[tuple[str, ...], Any] = field(default_factory=dict)
    matched: list[RuleHit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of the model. ``inputs``: names of the input data it needs, through its required decisions too."""

    id: str
    name: str
    inputs: tuple[str, ...]
    requires: tuple[str, ...]
    value_in: Callable[[Evaluation], Any] = field(repr=False)
    types: Mapping[str, NamedType] = field(repr=False)

    def decide(
        self, inputs: Mapping[str, Any], functions: Mapping[str, HostFunction] | None = None,
        now: datetime | None = None,
    ) -> Outcome:
        """Decide for these inputs, given by the name of the input data. Raises only FeelLimitError."""
        evaluation = Evaluation(Run(functions, now, self.types), inputs)
        return _outcome(evaluation, lambda: self.value_in(evaluation))


@dataclass(frozen=True, slots=True)
class Invocable:
    """A function the model offers. Of a decision service ``inputs`` are its input data, then its input decisions, and
    its value is that of its output decision, or a context when ``outputs`` names several. Of a knowledge model they are
    its parameters.
    """

    id: str
    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    function_in: Callable[[Evaluation], Function] = field(repr=False)
    types: Mapping[str, NamedType] = field(repr=False)

    def decide(
        self, inputs: Mapping[str, Any], functions: Mapping[str, HostFunction] | None = None,
        now: datetime | None = None,
    ) -> Outcome:
        """Like ``Decision.decide``; everything in ``inputs`` is given by name."""
        evaluation = Evaluation(Run(functions, now, self.types), inputs)
        run = evaluation.run
        args = [run.read(inputs.get(name)) for name in self.inputs]
        function = self.function_in(evaluation)
        return _outcome(evaluation, lambda: run.call(function, args) if type(function) is Function else None)


def _outcome(evaluation: Evaluation, decide: Callable[[], Any]) -> Outcome:
    try:
        value = decide()
    except RecursionError:
        raise FeelLimitError("决策依赖过深", "decisions require each other too deeply") from None
    check_size(value)
    return Outcome(value, tuple(evaluation.matched), tuple(evaluation.run.warnings))


@dataclass(frozen=True, slots=True)
class Model:
    """A model read; decisions, services and knowledge models by id.

    ``warnings`` are doubts, such as names nobody defines.
    """

    name: str
    decisions: Mapping[str, Decision]
    services: Mapping[str, Invocable] = field(default_factory=dict)
    knowledge: Mapping[str, Invocable] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()

    def decision_named(self, name: str) -> Decision | None:
        """By its name rather than its id."""
        return next((decision for decision in self.decisions.values() if decision.name == name), None)
