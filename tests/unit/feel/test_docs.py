"""The FEEL page of process admins: every example gives what it says, every function of the platform is explained."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from engine.catalog.host import host_functions
from engine.content import read_folder
from engine.feel import compile
from engine.feel.values.text import text_of

ROOT = Path(__file__).resolve().parents[3]
PAGES = ("feel.md", "feel.zh.md")
VARIABLES = {
    "decision": "accept", "amount": 12000, "sealed": False, "discovery_date": date(2026, 1, 5),
    "subjects": [
        {"name": "甲", "unit": "330101", "manager_scope": "33"},
        {"name": "乙", "unit": "330102", "manager_scope": "3301"},
    ],
}


def examples() -> list[tuple[str, str, str]]:
    blocks = [(page, block) for page in PAGES for block in re.findall(r"```feel\n(.*?)```", _text(page), re.DOTALL)]
    lines = [(page, *line.split(" // ")) for page, block in blocks for line in block.splitlines()]
    return [(page, text.strip(), value.strip()) for page, text, value in lines]


def _text(page: str) -> str:
    return (ROOT / "docs/reference" / page).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def functions() -> dict[str, Any]:
    bundle = read_folder(ROOT)
    calendar = next(iter(bundle.calendars.values()))
    release: Any = SimpleNamespace(bundle=bundle, organisation=bundle.organisation, calendar=lambda unit: calendar)
    return host_functions(release, "", lambda element: [], lambda register, where: [])


@pytest.mark.parametrize(("page", "text", "value"), examples(), ids=lambda part: part[:40])
def test_example(page: str, text: str, value: str) -> None:
    found = compile(text)(VARIABLES, functions())
    assert text_of(found) == text_of(compile(value)({}))


@pytest.mark.parametrize("page", PAGES)
def test_every_function_of_the_platform_is_explained(page: str) -> None:
    missing = [name for name in functions() if f"`{name}(" not in _text(page)]
    assert missing == []


def test_both_pages_show_the_same() -> None:
    counts = [sum(page == shown for shown, _, _ in examples()) for page in PAGES]
    assert counts[0] == counts[1] > 25
