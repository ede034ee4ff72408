"""Run the DMN Technology Compatibility Kit: ``python -m tests.conformance.tck <folder> [-v]``.

The folder is the kit's checkout or any part of it. Prints passed/total for each folder of models, and last for all.

A model may import those beside it. It is read leniently, as the kit asks: a decision that is no FEEL is expected to be
null, and the other decisions of its model still count. The exit code is 0 when nothing failed but what ``KNOWN`` names.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from lxml import etree

from engine.dmn import Invocable, Model, Outcome, by_namespace, read
from engine.feel.values.text import text_of
from engine.model.errors import JianduError
from tests.conformance.expected import Element, close, value_of

KNOWN: Mapping[str, str] = {
    "0076-feel-external-java": "external Java functions would run foreign code and are refused on purpose",
}
"""Folders whose failures are known, and why."""

NOW = datetime(2026, 1, 15, 9, 30, tzinfo=timezone(timedelta(hours=8)))
"""The clock of ``now()`` and ``today()``; the kit asks of them only what they are."""


@dataclass(frozen=True)
class Verdict:
    """One expected result and whether it was met."""

    case: str
    passed: bool
    detail: str = ""


class Folder:
    """The models of a folder, each read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sources = by_namespace(path.read_bytes() for path in sorted(folder.glob("*.dmn")))
        self._models: dict[str, Model | JianduError] = {}

    def named(self, name: str) -> Model | JianduError:
        """The model of a file."""
        path = self.folder / name
        return self._read(name, path.read_bytes()) if path.is_file() else JianduError("没有模型", f"no model {name}")

    def within(self, namespace: str) -> Model | JianduError:
        """The model of a namespace."""
        source = self._sources.get(namespace)
        return self._read(namespace, source) if source else JianduError("没有模型", f"no model {namespace}")

    def _read(self, name: str, source: bytes) -> Model | JianduError:
        if name not in self._models:
            try:
                self._models[name] = read(source, name, self._sources, lenient=True)
            except JianduError as fault:
                self._models[name] = fault
        return self._models[name]


def run_folder(path: Path) -> Iterator[Verdict]:
    """Every expected result of every test file in a folder."""
    folder = Folder(path)
    for file in sorted(path.glob("*.xml")):
        root = etree.fromstring(file.read_bytes())
        if etree.QName(root).localname == "testCases":
            for case in root.iterfind("{*}testCase"):
                yield from _case(folder, root, case)


def _case(folder: Folder, root: Element, case: Element) -> Iterator[Verdict]:
    inputs = {_key(node): value_of(node) for node in case.iterfind("{*}inputNode")}
    for node in case.iterfind("{*}resultNode"):
        label = f"{case.get('id')}:{node.get('name')}"
        namespace = node.get("namespace") or case.get("namespace") or root.get("namespace")
        name = root.findtext("{*}modelName")
        model = folder.within(str(namespace)) if namespace else folder.named(name or "")
        if isinstance(model, JianduError):
            problems = getattr(model, "problems", [model])
            yield Verdict(label, False, f"refused: {problems[0]}")
        else:
            yield _judge(model, case, node, label, inputs)


def _key(node: Element) -> str:
    name, namespace = str(node.get("name")), node.get("namespace")
    return f"{{{namespace}}}{name}" if namespace else name


def _judge(model: Model, case: Element, node: Element, label: str, inputs: dict[str, Any]) -> Verdict:
    expected = value_of(node.find("{*}expected"))
    try:
        outcome = _decide(model, case, str(node.get("name")), inputs)
    except JianduError as fault:
        return Verdict(label, False, str(fault))
    if outcome is None:
        return Verdict(label, False, "no such decision")
    if close(outcome.value, expected):
        return Verdict(label, True)
    why = "; ".join(outcome.warnings[:2])
    return Verdict(label, False, f"{text_of(outcome.value)} instead of {text_of(expected)} ({why})")


def _decide(model: Model, case: Element, name: str, inputs: dict[str, Any]) -> Outcome | None:
    invocable = _invocable(model, str(case.get("type", "")), str(case.get("invocableName", "")))
    if invocable is None:
        decision = model.decision_named(name)
        return decision.decide(inputs, now=NOW) if decision else None
    outcome = invocable.decide(inputs, now=NOW)
    if len(invocable.outputs) > 1 and isinstance(outcome.value, dict):
        return Outcome(outcome.value.get(name), outcome.matched, outcome.warnings)
    return outcome


def _invocable(model: Model, kind: str, name: str) -> Invocable | None:
    offered = {"decisionService": model.services, "bkm": model.knowledge}.get(kind, {})
    return next((one for one in offered.values() if one.name == name), None)


def main() -> int:
    """Exit code 0 when everything passed, known failures aside."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="also print what failed")
    options = parser.parse_args()
    passed = total = surprises = 0
    for folder in sorted({path.parent for path in options.folder.rglob("*.dmn")}):
        verdicts = list(run_folder(folder))
        failed = [verdict for verdict in verdicts if not verdict.passed]
        passed, total = passed + len(verdicts) - len(failed), total + len(verdicts)
        surprises += 0 if folder.name in KNOWN else len(failed)
        reason = f"  ({KNOWN[folder.name]})" if failed and folder.name in KNOWN else ""
        print(f"{folder.name}: {len(verdicts) - len(failed)}/{len(verdicts)}{reason}")
        for verdict in failed if options.verbose else ():
            print(f"    {verdict.case}: {verdict.detail}")
    print(f"{passed}/{total}")
    return 0 if total and not surprises else 1


if __name__ == "__main__":
    raise SystemExit(main())
