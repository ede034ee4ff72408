"""The guide to embedding says what is so: its example runs and prints what it claims."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine import MemoryEngine

GUIDE = Path(__file__).parents[2] / "docs" / "howto" / "developers" / "embed.md"


def blocks(language: str) -> list[str]:
    """The code blocks of the guide in one language."""
    return re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


def test_the_example_prints_what_the_guide_says(capsys: pytest.CaptureFixture[str]) -> None:
    (example,), (printed,) = blocks("python"), blocks("text")
    exec(compile(example, str(GUIDE), "exec"), {})  # noqa: S102 - our own guide
    assert capsys.readouterr().out == printed


def test_the_guide_names_what_there_is() -> None:
    named = set(re.findall(r"`(\w+)\(", GUIDE.read_text(encoding="utf-8"))) | {"now", "engine"}
    offered = {name for name in vars(MemoryEngine) if not name.startswith("_")} - {"close"}
    assert offered <= named
