"""A site on disk and the command line run inside it, as an administrator would."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine.cli import cli
from tests.support.house import CONTENT


@dataclass(frozen=True)
class Site:
    """A site's folder. ``run`` is one call of the program in it."""

    folder: Path

    def run(self, *words: str, typed: str | None = None, code: int = 0) -> Result:
        """Run a command; its exit code must be ``code``."""
        result = CliRunner().invoke(cli, list(words), input=typed)
        assert result.exit_code == code, result.output or result.exception
        return result

    def json(self, *words: str, code: int = 0) -> Any:
        """Run a command with ``--json`` and read what it prints."""
        return json.loads(self.run(*words, "--json", code=code).stdout)

    def start(self) -> dict[str, Any]:
        """Start a case of two steps as officer o1."""
        return dict(self.json("start", "line", "--user", "o1"))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the test content, made by the commands themselves."""
    folder = tmp_path_factory.mktemp("template") / "site"
    shutil.copytree(CONTENT, folder)
    with pytest.MonkeyPatch.context() as patch:
        enter(folder, patch)
        Site(folder).run("migrate")
        Site(folder).run("deploy", ".", "--whole", "--note", "first")
    return folder


@pytest.fixture
def site(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A copy of the template; the working directory is inside it."""
    folder = tmp_path / "site"
    shutil.copytree(template, folder)
    enter(folder, monkeypatch)
    return Site(folder)


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """An empty folder as working directory."""
    enter(tmp_path, monkeypatch)
    return Site(tmp_path)


def enter(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Work in a folder with no setting from outside."""
    patch.chdir(folder)
    for name in [name for name in os.environ if name.startswith("JIANDU_")]:
        patch.delenv(name)
