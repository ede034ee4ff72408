"""The walks through the examples print what they promise."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.walk import walk

EXAMPLES = sorted(path.parent for path in (Path(__file__).parents[2] / "examples").glob("*/story.json"))


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_a_walk_prints_what_is_expected(example: Path) -> None:
    """Changed on purpose? ``python -m tools.walk examples/<name> > examples/<name>/expected.txt``."""
    printed = "\n".join(walk(example)) + "\n"
    assert printed == (example / "expected.txt").read_text(encoding="utf-8")


def test_the_four_named_procedures_have_one() -> None:
    assert {example.name for example in EXAMPLES} == {
        "clue-transfer", "special-project-supervision", "rectification-lookback", "pre-appointment-integrity-talk",
    }
