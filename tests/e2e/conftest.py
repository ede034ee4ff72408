"""A real server over the repository's content, a real Chromium, and two rules for every page.

A page fails its test when a script throws, and when anything on it breaks the Content-Security-Policy. The browser's
cookies live in real time, so this installation's clock is the machine's.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from werkzeug.serving import make_server

from api.app import create_app
from api.pages.assets import DIST
from engine import commands, system_actor
from tests.scenarios.province import ROOT, Province, found

OFFICER, HANDLER, HEAD = "lj-lh.hancheng", "lj-lh.luoyihe", "lj-lh.chengye"
ADMIN, AUDITOR, SUPERIOR = "lj.wendi", "lj.boning", "lj.luqinghe"
PASSWORD = "correct horse battery"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
LEAVING = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""A browser that leaves a page while a file is being sent makes the test server drop that file unclosed."""
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            item.add_marker(LEAVING)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium: nothing is downloaded."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None or not (DIST / "manifest.json").is_file():
        pytest.skip("needs Chromium and the built front end (cd web && npm ci && npm run build)")
    switches = ["no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
                "disable-component-update", "disable-sync"]  # fmt: skip
    return {**browser_type_launch_args, "executable_path": executable, "args": [f"--{name}" for name in switches]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "zh-CN", "timezone_id": "Asia/Shanghai", "viewport": {"width": 1440, "height": 900},
    }  # fmt: skip


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    """The sample province; everybody named above can log in with ``PASSWORD``."""
    folder = tmp_path_factory.mktemp("site")
    site = found(f"sqlite:///{folder / 'site.db'}", folder)
    site.clock.now = datetime.fromtimestamp(time.time(), UTC)
    for user in (OFFICER, HANDLER, HEAD, ADMIN, AUDITOR, SUPERIOR):
        site.engine.execute(commands.SetAccount(user, user, PASSWORD), system_actor())
    yield site
    site.engine.close()


@pytest.fixture(scope="session")
def base_url(province: Province) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(province.engine), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """Every page of every test: no script error, no breach of the content policy."""
    bad: list[str] = []
    page.on("pageerror", lambda error: bad.append(str(error)))
    page.on("console", lambda message: bad.append(message.text) if message.text.startswith("CSP ") else None)
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.effectiveDirective))"
    )
    yield page
    assert not bad, bad


@pytest.fixture
def enter(page: Page) -> Callable[[str], None]:
    """Log a person in through the form."""

    def log_in(user: str) -> None:
        page.goto("/login")
        page.get_by_label("用户名").fill(user)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(lambda url: "/login" not in url)

    return log_in


@pytest.fixture
def axe(page: Page) -> Callable[[], list[Any]]:
    """Accessibility faults of the page (evaluated over CDP, because the page's policy admits no foreign script)."""
    if not AXE.is_file():
        pytest.skip("needs web/node_modules (cd web && npm ci)")
    source = AXE.read_text(encoding="utf-8")

    def run() -> list[Any]:
        page.evaluate(source)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", AXE_RULES)
        return [(v["id"], v["impact"], [node["target"] for node in v["nodes"]]) for v in found["violations"]]

    return run


def ready(page: Page) -> None:
    """Wait until the page's island has come to life."""
    page.wait_for_selector("[data-ready=true]")
