"""Every file: of a size one can read, saying what it is for, and naming nothing of the place it was written in."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median

import pytest

from tests.architecture.tree import files, name

HARD_LIMIT = 300
MEDIAN_LIMIT = 100
LONG = {
    "engine/store/migrations/versions/0001_foundation.py": 420,     # every table once; a revision is never edited
    "engine/model/events.py": 520,      # one dataclass per fact
    "engine/model/definition.py": 380,  # one dataclass per diagram element
}
SOURCES = [path for path in files("*.py") if name(path).split("/")[0] in ("engine", "api", "tools")]
BINARY = (".docx", ".png", ".ico", ".woff2")
FORBIDDEN = [before + after for before, after in (
    ("/wo", "rk/"), ("/tm", "p/j"), ("/ro", "ot/"), ("/ho", "me/"), ("shared/", "design"), ("shared/", "domain"),
    ("shared/", "prototypes"),
)]


def lines(path: Path) -> list[str]:
    """The lines of a text file."""
    return path.read_text(encoding="utf-8").splitlines()


def test_source_files_stay_small() -> None:
    long = {name(path): len(lines(path)) for path in SOURCES if len(lines(path)) > LONG.get(name(path), HARD_LIMIT)}
    assert long == {}


def test_the_usual_file_is_read_at_one_look() -> None:
    assert median(len(lines(path)) for path in SOURCES) < MEDIAN_LIMIT


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not tree.body or ast.get_docstring(tree)


def test_nothing_names_the_place_it_was_written_in() -> None:
    found = [
        f"{name(path)}:{number}: {word}"
        for path in files() if path.suffix not in BINARY
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        for word in FORBIDDEN if word in line
    ]
    assert found == []
