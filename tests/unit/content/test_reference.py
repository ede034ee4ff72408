"""The reference page is what the table of codes says."""

from __future__ import annotations

from pathlib import Path

from engine.content.reference import reference

PAGE = Path(__file__).parents[3] / "docs/reference/lint.md"


def test_the_lint_reference_is_current() -> None:
    remedy = "python -m engine.content.reference > docs/reference/lint.md"
    assert PAGE.read_text(encoding="utf-8") == reference(), remedy
