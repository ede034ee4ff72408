"""Every page, in both languages: no accessibility fault, no script error, no breach of the content policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from engine import commands
from tests.e2e.conftest import ADMIN, AUDITOR, HANDLER, HEAD, OFFICER, ready
from tests.scenarios.province import Province, step_values
from tests.scenarios.test_early_warnings import ISSUE

PAGES = {
    OFFICER: [
        "/", "/?light=red", "/start", "/start/clue-transfer", "/cases", "/registers", "/warnings", "/notices",
        "/tasks/{task}", "/tasks/{task}/extend", "/cases/{case}", "/cases/{case}/withdraw", "/cases/{case}/replay",
        "/tasks/unknown",
    ],
    HEAD: [
        "/reports", "/reports/R-05", "/reports/R-06", "/reports/R-05?period=1999Q1",
        "/reports/R-05/rows?row=total&column=listed", "/warnings",
    ],
    ADMIN: ["/studio", "/studio/clue-transfer", "/studio/clue-transfer/versions"],
    AUDITOR: ["/audit", "/audit/verify"],
}  # fmt: skip
ISLANDS = ("replay", "start/clue-transfer", "studio/clue-transfer", "tasks/{task}")


@pytest.fixture(scope="module")
def places(province: Province) -> dict[str, str]:
    """A case and its open task; and an issue, so that reports have something to tell."""
    command = commands.StartInstance("clue-transfer", step_values("01-start"))
    receipt = province.engine.execute(command, province.engine.actor(OFFICER))
    province.engine.execute(commands.StartInstance("issue-rectification", ISSUE), province.engine.actor(HANDLER))
    return {"case": str(receipt.instance), "task": receipt.result["tasks"][0]}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("user", PAGES)
def test_no_page_has_an_accessibility_fault(
    page: Page, enter: Callable[[str], None], axe: Callable[[], list[Any]], places: dict[str, str], user: str, lang: str
) -> None:
    page.goto("/login")
    faults = {"/login": axe()}
    enter(user)
    for path in PAGES[user]:
        answer = page.goto(f"{path.format(**places)}{'&' if '?' in path else '?'}lang={lang}")
        assert answer is not None
        assert answer.status == (404 if path == "/tasks/unknown" else 200), path
        if path.endswith(ISLANDS):
            ready(page)
        faults[path] = axe()
        assert page.locator("html").get_attribute("lang") == ("en" if lang == "en" else "zh-CN")
    assert {path: found for path, found in faults.items() if found} == {}


def test_the_language_is_remembered(page: Page, enter: Callable[[str], None]) -> None:
    enter(OFFICER)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    page.goto("/cases")
    expect(page.get_by_role("heading", name="Cases")).to_be_visible()
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("heading", name="办件")).to_be_visible()
