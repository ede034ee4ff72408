"""What a form hides in the browser it hides on the server: feelin and our FEEL agree on the texts of our forms."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from engine.feel import compile
from engine.feel.values.text import text_of
from tests.conformance.feelin.cases import NOW, Case, cases, texts

ROOT = Path(__file__).resolve().parents[2]
FORMS = ROOT / "forms"
FEELIN = ROOT / "web/node_modules/@bpmn-io/feelin/dist/index.js"
NODE = shutil.which("node")
needs_feelin = pytest.mark.skipif(
    NODE is None or not FEELIN.is_file(), reason="needs node and web/node_modules (cd web && npm ci)"
)


def written(value: Any) -> Any:
    """A value for the browser: dates as the FEEL that makes them."""
    if isinstance(value, datetime):
        return {"@feel": f'date and time("{text_of(value)}")'}
    if isinstance(value, date):
        return {"@feel": f'date("{text_of(value)}")'}
    if isinstance(value, list):
        return [written(item) for item in value]
    return {key: written(item) for key, item in value.items()} if isinstance(value, dict) else value


def theirs(tried: list[Case]) -> list[Any]:
    """What feelin says."""
    sent = [{"test": one.test, "expression": one.expression, "context": written(one.context)} for one in tried]
    told = subprocess.run(
        [str(NODE), str(Path(__file__).parent / "feelin/run.mjs"), str(FEELIN)], check=True, capture_output=True,
        input=json.dumps({"now": text_of(NOW), "cases": sent}), encoding="utf-8", timeout=120,
    )
    results: list[Any] = json.loads(told.stdout)
    return results


@needs_feelin
def test_the_browser_and_the_server_agree() -> None:
    tried = list(cases(FORMS))
    differing = [
        f"{case.file}: {case.expression} on {case.context}: feelin {told!r}, here {ours!r}"
        for case, told in zip(tried, theirs(tried), strict=True)
        if (told is True) is not ((ours := compile(case.expression)(case.context, now=NOW)) is True)
    ]
    assert differing == []


def test_there_is_something_to_compare() -> None:
    found = texts(FORMS)
    assert sum(text.test for text in found) >= 30
    assert sum(not text.test for text in found) >= 15
