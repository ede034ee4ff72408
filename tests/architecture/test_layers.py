"""The arrows of pyproject.toml's [tool.importlinter], as a test: who adds a wrong import sees it here first."""

from __future__ import annotations

import subprocess
import sys

from tests.architecture.tree import ROOT


def test_imports_keep_the_layers() -> None:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True,
        check=False, timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout
