"""The shop window loads what is asked for: FEEL and DMN are libraries of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import engine

ROOT = Path(engine.__file__).parents[1]
SCRIPT = """
import sys
from {module} import {name}
heavy = {{"sqlalchemy", "SpiffWorkflow", "flask", "alembic", "apscheduler", "docx"}} & set(sys.modules)
rooms = {{name.split(".")[1] for name in sys.modules if name.startswith("engine.")}}
print(sorted(heavy), sorted(rooms))
"""


@pytest.mark.parametrize(
    ("module", "name", "rooms"),
    [("engine.feel", "compile", ["feel", "model"]), ("engine.dmn", "read", ["dmn", "feel", "model"])],
)
def test_a_library_of_its_own(module: str, name: str, rooms: list[str]) -> None:
    command = [sys.executable, "-c", SCRIPT.format(module=module, name=name)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"[] {rooms}"


def test_every_name_of_the_window_can_be_had() -> None:
    assert all(getattr(engine, name) is not None for name in engine.__all__)
    assert dir(engine) == engine.__all__


def test_no_other_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        engine.nothing  # noqa: B018 - reading it is the test
