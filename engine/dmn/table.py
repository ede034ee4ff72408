"""A decision table at work: which rules match, and what they yield (DMN 1.5, 8.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.dmn import hit_policy
from engine.dmn.item_types import ItemType, fitted
from engine.dmn.model import Evaluation, RuleHit
from engine.feel import Expression, UnaryTests


@dataclass(frozen=True, slots=True)
class Input:
    """A column of conditions. ``allowed`` are its input values."""

    label: str
    expression: Expression
    type: ItemType | None
    allowed: UnaryTests | None


@dataclass(frozen=True, slots=True)
class Output:
    """A column of results. ``order`` lists its output values, the best first."""

    name: str
    type: ItemType | None
    allowed: UnaryTests | None
    order: Expression | None
    default: Expression | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A row."""

    id: str
    tests: tuple[UnaryTests, ...]
    results: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table. ``owner`` is the id of the decision (or knowledge model) it belongs to."""

    owner: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    policy: str
    aggregation: str

    def __call__(self, scope: Mapping[str, Any], evaluation: Evaluation) -> Any:
        """The value for this scope."""
        run = evaluation.run
        values = [self._input(column, scope, evaluation) for column in self.inputs]
        if any(not allowed for _, allowed in values):
            return None
        hits: list[hit_policy.Hit] = []
        for index, rule in enumerate(self.rules, 1):
            run.spend(len(rule.tests) + 1)
            if all(test.within(value, scope, run) is True for test, (value, _) in zip(rule.tests, values, strict=True)):
                results = tuple(result.within(scope, run) for result in rule.results)
                hits.append(hit_policy.Hit(RuleHit(self.owner, rule.id, index), self._typed(results, evaluation)))
                if self.policy == "FIRST":
                    break
        return self._yield(hits, scope, evaluation)

    def _input(self, column: Input, scope: Mapping[str, Any], evaluation: Evaluation) -> tuple[Any, bool]:
        run = evaluation.run
        value = fitted(column.type, column.expression.within(scope, run), run, column.label)
        if value is None or column.allowed is None or column.allowed.within(value, scope, run) is True:
            return value, True
        run.warn(f"输入“{column.label}”不在允许值内", f'input "{column.label}" is not an allowed value')
        return value, False

    def _typed(self, results: tuple[Any, ...], evaluation: Evaluation) -> tuple[Any, ...]:
        pairs = zip(self.outputs, results, strict=True)
        return tuple(self._output(column, value, evaluation) for column, value in pairs)

    def _output(self, column: Output, value: Any, evaluation: Evaluation) -> Any:
        run, label = evaluation.run, column.name or self.owner
        value = fitted(column.type, value, run, label)
        if value is None or column.allowed is None or column.allowed.within(value, {}, run) is True:
            return value
        return run.warn(f"输出“{label}”不在允许值内", f'output "{label}" is not an allowed value')

    def _yield(self, hits: list[hit_policy.Hit], scope: Mapping[str, Any], evaluation: Evaluation) -> Any:
        if not hits:
            return self._default(scope, evaluation)
        policy: Callable[..., hit_policy.Chosen] = hit_policy.POLICIES[self.policy]
        orders = [column.order.within(scope, evaluation.run) if column.order else None for column in self.outputs]
        chosen = policy(hits, evaluation.run, orders)
        evaluation.matched.extend(hit.rule for hit in chosen.hits)
        if chosen.failed:
            return None
        if chosen.single:
            return self._boxed(chosen.hits[0].values)
        if self.aggregation:
            return hit_policy.aggregate(self.aggregation, [hit.values[0] for hit in chosen.hits], evaluation.run)
        return [self._boxed(hit.values) for hit in chosen.hits]

    def _default(self, scope: Mapping[str, Any], evaluation: Evaluation) -> Any:
        if any(column.default is not None for column in self.outputs):
            run = evaluation.run
            values = tuple(
                column.default.within(scope, run) if column.default is not None else None for column in self.outputs
            )
            return self._boxed(self._typed(values, evaluation))
        return evaluation.run.warn("决策表没有规则匹配", "no rule of the decision table matches")

    def _boxed(self, values: tuple[Any, ...]) -> Any:
        if len(self.outputs) == 1:
            return values[0]
        return {column.name: value for column, value in zip(self.outputs, values, strict=True)}
