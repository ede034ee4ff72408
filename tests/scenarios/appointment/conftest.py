"""The bureau, on every database or on SQLite alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.appointment.bureau import Bureau
from tests.scenarios.province import Province, found


@pytest.fixture
def bureau(province: Province) -> Bureau:
    """The bureau on every database (stories)."""
    return Bureau(province)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Bureau]:
    """The bureau on SQLite (branches)."""
    made = found(f"sqlite:///{tmp_path / 'office.db'}", tmp_path)
    yield Bureau(made)
    made.engine.close()
