"""Built files: found through the manifest, served compressed, kept by browsers; a missing build leaves plain pages."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.pages import assets

MANIFEST = {
    "src/islands/app.js": {"file": "assets/app-1.js", "css": ["assets/app-1.css"], "imports": ["_dom.js"]},
    "_dom.js": {"file": "assets/dom-1.js", "css": ["assets/dom-1.css"]},
}


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "assets").mkdir()
    monkeypatch.setattr(assets, "DIST", tmp_path)
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    assets.island.cache_clear()
    assets._manifest.cache_clear()


@pytest.fixture
def client(dist: Path) -> FlaskClient:
    app = Flask(__name__)
    assets.install(app)
    (dist / "assets" / "app-1.js").write_bytes(b"export {};")
    (dist / "assets" / "app-1.js.gz").write_bytes(gzip.compress(b"export {};"))
    return app.test_client()


def test_an_island_brings_what_it_imports(dist: Path) -> None:
    (dist / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    found = assets.island("app")
    assert found == assets.Island(
        "/static/dist/assets/app-1.js",
        ("/static/dist/assets/dom-1.js",),
        ("/static/dist/assets/dom-1.css", "/static/dist/assets/app-1.css"),
    )


def test_without_a_build_there_is_no_island(dist: Path) -> None:
    assert assets.island("app") is None


def test_a_browser_that_reads_gzip_gets_gzip(client: FlaskClient) -> None:
    answer = client.get("/static/dist/assets/app-1.js", headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.mimetype == "text/javascript"
    assert gzip.decompress(answer.data) == b"export {};"
    assert "immutable" in answer.headers["Cache-Control"]


def test_another_browser_gets_the_file_itself(client: FlaskClient) -> None:
    answer = client.get("/static/dist/assets/app-1.js", buffered=True)
    assert "Content-Encoding" not in answer.headers
    assert answer.data == b"export {};"


@pytest.mark.parametrize("name", ["missing.js", "..%2f..%2f__init__.py", "%2e%2e/manifest.json"])
def test_nothing_else_is_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/dist/assets/{name}").status_code == 404
