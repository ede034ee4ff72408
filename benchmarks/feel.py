"""``python -m benchmarks.feel``: a gateway's condition and a decision table, compiled before, beside what others need.

The budgets are the project's own: 5 microseconds for the condition, 100 for a table of ten rules. simpleeval is an
evaluator of Python expressions, zen-engine a decision engine in Rust; both come with the extra ``bench``. The exit code
is 1 when a budget is broken.
"""

from __future__ import annotations

import importlib
import json
import platform
from collections.abc import Callable
from decimal import Decimal
from time import perf_counter
from typing import Any

from engine.dmn import read
from engine.feel import compile

CONDITION_BUDGET = 5.0
TABLE_BUDGET = 100.0
ROUNDS = 7
SECONDS = 0.2
VARIABLES: dict[str, Any] = {"decision": "accept", "amount": Decimal(12000), "sealed": False, "level": "province"}
CONDITION = 'decision = "accept" and amount >= 10000'
LEVELS = ("county", "city", "province", "national", "abroad")
RULES = [
    (level, sealed, f"{level}-{'sealed' if sealed else 'open'}") for level in LEVELS for sealed in (True, False)
]
DMN = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="urn:bench">
<inputData id="i1" name="level"/><inputData id="i2" name="amount"/><inputData id="i3" name="sealed"/>
<decision id="route" name="route"><variable name="route"/>{needs}<decisionTable hitPolicy="UNIQUE">{inputs}
<output name="route" typeRef="string"/>{rules}</decisionTable></decision></definitions>"""
COLUMNS = (("level", "string"), ("amount", "number"), ("sealed", "boolean"))


def micros(work: Callable[[], Any]) -> float:
    """The best of several rounds, in microseconds per call."""
    count, spent = 1, 0.0
    while spent < SECONDS / ROUNDS:
        count *= 2
        spent = _spent(work, count)
    return min(_spent(work, count) for _ in range(ROUNDS)) / count * 1e6


def _spent(work: Callable[[], Any], count: int) -> float:
    started = perf_counter()
    for _ in range(count):
        work()
    return perf_counter() - started


def model() -> bytes:
    """Ten rules on three columns: level, amount, sealed."""
    needs = "".join(
        f'<informationRequirement><requiredInput href="#i{at}"/></informationRequirement>' for at in (1, 2, 3)
    )
    inputs = "".join(f'<input><inputExpression typeRef="{kind}"><text>{name}</text></inputExpression></input>'
                     for name, kind in COLUMNS)
    rules = "".join(
        f'<rule id="r{at}"><inputEntry><text>"{level}"</text></inputEntry><inputEntry><text>[0..1000000]</text>'
        f"</inputEntry><inputEntry><text>{str(sealed).lower()}</text></inputEntry>"
        f'<outputEntry><text>"{route}"</text></outputEntry></rule>'
        for at, (level, sealed, route) in enumerate(RULES, 1)
    )
    return DMN.format(needs=needs, inputs=inputs, rules=rules).encode()


def zen_table() -> str:
    """The same table in zen-engine's JSON."""
    columns = [{"id": name, "name": name, "field": name} for name, _ in COLUMNS]
    rules = [
        {"_id": f"r{at}", "level": f'"{level}"', "amount": "[0..1000000]", "sealed": str(sealed).lower(),
         "route": f'"{route}"'} for at, (level, sealed, route) in enumerate(RULES, 1)
    ]
    content = {"hitPolicy": "first", "inputs": columns, "rules": rules,
               "outputs": [{"id": "route", "name": "route", "field": "route"}]}
    nodes = [{"id": "a", "name": "a", "type": "inputNode"},
             {"id": "t", "name": "t", "type": "decisionTableNode", "content": content},
             {"id": "z", "name": "z", "type": "outputNode"}]
    edges = [{"id": "1", "sourceId": "a", "targetId": "t"}, {"id": "2", "sourceId": "t", "targetId": "z"}]
    return json.dumps({"nodes": nodes, "edges": edges})


def ours() -> tuple[float, float]:
    """Condition and table, here."""
    decision = read(model(), "bench.dmn").decisions["route"]
    assert compile(CONDITION)(VARIABLES) is True
    assert decision.decide(VARIABLES).value == "province-open"
    return micros(lambda: compile(CONDITION)(VARIABLES)), micros(lambda: decision.decide(VARIABLES))


def simpleeval() -> tuple[float, float] | None:
    """The condition by simpleeval, its syntax tree kept."""
    library = _library("simpleeval")
    if library is None:
        return None
    evaluator = library.SimpleEval(names=VARIABLES)
    tree = evaluator.parse(CONDITION.replace(" = ", " == "))
    assert evaluator.eval("", previously_parsed=tree) is True
    return micros(lambda: evaluator.eval("", previously_parsed=tree)), float("nan")


def zen() -> tuple[float, float] | None:
    """Condition and table by zen-engine."""
    library = _library("zen")
    if library is None:
        return None
    plain = {**VARIABLES, "amount": float(VARIABLES["amount"])}
    condition = library.compile_expression(CONDITION.replace(" = ", " == "))
    table = library.ZenEngine().create_decision(zen_table())
    assert condition.evaluate(plain) is True
    assert table.evaluate(plain)["result"] == {"route": "province-open"}
    return micros(lambda: condition.evaluate(plain)), micros(lambda: table.evaluate(plain))


def _library(name: str) -> Any | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def main() -> int:
    """Print the figures; 1 when a budget is broken."""
    print(f"Python {platform.python_version()}; microseconds per evaluation, best of {ROUNDS} rounds")
    print(f"{'':14}{'condition':>12}{'10 rules':>12}")
    condition, table = ours()
    print(f"{'jiandu':14}{condition:12.2f}{table:12.1f}")
    for name, measure in (("simpleeval", simpleeval), ("zen-engine", zen)):
        found = measure()
        if found is None:
            print(f"{name:14}not installed (pip install -e '.[bench]')")
        else:
            print(f"{name:14}{found[0]:12.2f}{found[1]:12.1f}".replace("nan", "  -"))
    print(f"{'budget':14}{CONDITION_BUDGET:12.2f}{TABLE_BUDGET:12.1f}")
    return 0 if condition < CONDITION_BUDGET and table < TABLE_BUDGET else 1


if __name__ == "__main__":
    raise SystemExit(main())
