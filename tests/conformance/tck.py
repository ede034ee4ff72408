"""Run the DMN Technology Compatibility Kit: ``python -m tests.conformance.tck <folder> [-v]``.

The folder is the kit's checkout or any part of it. Prints passed/total for each folder of models, and last for all.

A model may import those beside it. It is read leniently, as the kit asks: a decision that is no FEEL is expected to be
null, and the other decisions of its model still count.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from engine.dmn import Model, Service, by_namespace, read
from engine.feel.values import temporal
from engine.feel.values.compare import equal
from engine.feel.values.text import text_of
from engine.model.errors import JianduError

TOLERANCE = Decimal("1e-8")
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_NUMERIC = frozenset({"decimal", "double", "integer", "int", "float", "long"})
_TEMPORAL = {
    "date": temporal.parse_date, "time": temporal.parse_time, "dateTime": temporal.parse_date_and_time,
    "duration": temporal.parse_duration, "dayTimeDuration": temporal.parse_duration,
    "yearMonthDuration": temporal.parse_duration,
}
Element = etree._Element
WRONG = object()
"""An expected value that is none of its type: equal to nothing."""


@dataclass(frozen=True)
class Verdict:
    """One expected result and whether it was met."""

    case: str
    passed: bool
    detail: str = ""


def run_folder(folder: Path) -> Iterator[Verdict]:
    """Every expected result of every test file in a folder."""
    models: dict[str, Model | JianduError] = {}
    imports = by_namespace(path.read_bytes() for path in sorted(folder.glob("*.dmn")))
    for path in sorted(folder.glob("*.xml")):
        root = etree.fromstring(path.read_bytes())
        name = root.findtext("{*}modelName") or ""
        if name not in models:
            models[name] = _model(folder / name, imports)
        for case in root.iterfind("{*}testCase"):
            yield from _case(models[name], case)


def _model(path: Path, imports: Mapping[str, bytes]) -> Model | JianduError:
    try:
        return read(path.read_bytes(), path.name, imports, lenient=True)
    except JianduError as fault:
        return fault


def _case(model: Model | JianduError, case: Element) -> Iterator[Verdict]:
    inputs = {str(node.get("name")): value_of(node) for node in case.iterfind("{*}inputNode")}
    for node in case.iterfind("{*}resultNode"):
        label = f"{case.get('id')}:{node.get('name')}"
        expected = node.find("{*}expected")
        if isinstance(model, JianduError):
            problems = getattr(model, "problems", [model])
            yield Verdict(label, False, f"refused: {problems[0]}")
            continue
        yield _judge(model, case, str(node.get("name")), label, inputs, value_of(expected))


def _judge(model: Model, case: Element, name: str, label: str, inputs: dict[str, Any], expected: Any) -> Verdict:
    service = str(case.get("invocableName", "")) if case.get("type") == "decisionService" else ""
    try:
        services = (one for one in model.services.values() if one.name == service)
        logic = next(services, None) or model.decision_named(name)
        if logic is None:
            return Verdict(label, False, "no such decision")
        outcome = logic.decide(inputs)
        value = outcome.value
        if isinstance(logic, Service) and len(logic.outputs) > 1 and isinstance(value, dict):
            value = value.get(name)
    except JianduError as fault:
        return Verdict(label, False, str(fault))
    if close(value, expected):
        return Verdict(label, True)
    why = "; ".join(outcome.warnings[:2])
    return Verdict(label, False, f"{text_of(value)} instead of {text_of(expected)} ({why})")


def value_of(node: Element | None) -> Any:
    """The value of an input or expected node."""
    if node is None:
        return None
    parts = {etree.QName(child).localname: child for child in node if isinstance(child.tag, str)}
    if "list" in parts:
        return _list(parts["list"])
    components = node.findall("{*}component")
    if components:
        return {str(part.get("name")): value_of(part) for part in components}
    return _scalar(parts["value"]) if "value" in parts else None


def _list(node: Element) -> Any:
    return None if node.get(f"{_XSI}nil") == "true" else [value_of(item) for item in node.iterfind("{*}item")]


def _scalar(node: Element) -> Any:
    kind = str(node.get(f"{_XSI}type", "xsd:string")).rpartition(":")[2]
    text = node.text or ""
    if node.get(f"{_XSI}nil") == "true":
        return None
    if kind in _NUMERIC:
        return Decimal(text)
    if kind == "boolean":
        return text.strip() == "true"
    if kind not in _TEMPORAL:
        return text
    value = _TEMPORAL[kind](text)
    return WRONG if value is None else value


def close(value: Any, expected: Any) -> bool:
    """Equal, numbers within the kit's tolerance."""
    if isinstance(value, Decimal) and isinstance(expected, Decimal):
        return abs(value - expected) < TOLERANCE
    if isinstance(value, list) and isinstance(expected, list):
        return len(value) == len(expected) and all(map(close, value, expected))
    if isinstance(value, dict) and isinstance(expected, dict):
        return value.keys() == expected.keys() and all(close(value[key], expected[key]) for key in value)
    return expected is not WRONG and equal(value, expected, lambda _: None) is True


def main() -> int:
    """Exit code 0 when everything passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="also print what failed")
    options = parser.parse_args()
    passed = total = 0
    for folder in sorted({path.parent for path in options.folder.rglob("*.dmn")}):
        verdicts = list(run_folder(folder))
        good = sum(verdict.passed for verdict in verdicts)
        passed, total = passed + good, total + len(verdicts)
        print(f"{folder.name}: {good}/{len(verdicts)}")
        for verdict in verdicts:
            if options.verbose and not verdict.passed:
                print(f"    {verdict.case}: {verdict.detail}")
    print(f"{passed}/{total}")
    return 0 if passed == total else 1


if __name__ == "__main__":
    raise SystemExit(main())
