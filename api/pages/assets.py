"""Where the built scripts and styles are: read once from Vite's manifest in ``api/static/dist``."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request, send_from_directory

DIST = Path(__file__).parents[1] / "static" / "dist"
BASE = "/static/dist/"
_A_YEAR = 31_536_000  # seconds


@dataclass(frozen=True)
class Island:
    """Addresses a page needs to load one island: its module, modules to fetch early, style sheets."""

    script: str
    preload: tuple[str, ...]
    styles: tuple[str, ...]


@cache
def island(name: str) -> Island | None:
    """The island ``name``; None when the front end has not been built (pages then stay plain HTML)."""
    manifest = _manifest()
    entry = f"src/islands/{name}.js"
    if entry not in manifest:
        return None
    chunks = list(_chunks(entry, manifest))
    styles = dict.fromkeys(BASE + style for chunk in reversed(chunks) for style in chunk.get("css", ()))
    script, *others = (BASE + chunk["file"] for chunk in chunks)
    return Island(script, tuple(others), tuple(styles))


def install(app: Flask) -> None:
    """Serve built files compressed, and let browsers keep them: their names carry a hash of their content."""
    app.add_url_rule(f"{BASE}assets/<name>", "built", built)


def built(name: str) -> Response:
    """One built file, compressed when the browser can read that and a compressed one is there."""
    folder = DIST / "assets"
    zipped = request.accept_encodings.quality("gzip") > 0 and (folder / f"{name}.gz").is_file()
    media_type = mimetypes.guess_type(name)[0]
    response = send_from_directory(folder, f"{name}.gz" if zipped else name, mimetype=media_type)
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable"
    return response


@cache
def _manifest() -> dict[str, Any]:
    path = DIST / "manifest.json"
    if not path.is_file():
        return {}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _chunks(key: str, manifest: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The chunk ``key`` and all it imports, each once, importer first."""
    waiting, seen = [key], set()
    while waiting:
        current = waiting.pop(0)
        if current not in seen:
            seen.add(current)
            yield manifest[current]
            waiting.extend(manifest[current].get("imports", ()))
