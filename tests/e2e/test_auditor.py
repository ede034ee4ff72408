"""An auditor: replays a case with the scrubber, sees the data before and after, and that the chain holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from engine import commands
from tests.e2e.conftest import AUDITOR, OFFICER, SUPERIOR, ready
from tests.scenarios.province import Province

TITLE = "完善采购询价制度"


@pytest.fixture(scope="module")
def case(province: Province) -> str:
    """A case of secrecy level 1, open to the superior unit's supervision."""
    values = {"title": TITLE, "loophole": "询价只有一家供应商，建议至少三家。"}
    command = commands.StartInstance("improvement-loop", values)
    return str(province.engine.execute(command, province.engine.actor(OFFICER)).instance)


def test_replay_with_scrubber_and_keys(page: Page, enter: Callable[[str], None], case: str) -> None:
    enter(SUPERIOR)
    page.get_by_role("link", name="审计").click()
    page.get_by_role("row", name=TITLE).get_by_role("link").click()
    ready(page)
    island = page.locator("[data-island=replay]")
    assert page.url.split("?")[0].endswith(f"/cases/{case}/replay")
    expect(page.locator("[data-verified=true]")).to_contain_text("校验通过")

    page.get_by_role("button", name="开头").click()
    expect(island).to_have_attribute("data-step", "0")
    page.get_by_label("时间轴").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(island).to_have_attribute("data-step", "2")

    page.get_by_role("button", name="末尾").click()
    page.get_by_label("显示全部数据").check()
    expect(page.get_by_role("row", name="title")).to_contain_text(TITLE)
    expect(page.locator(".where")).to_contain_text("提出改进建议")
    expect(page.locator(".sv-done")).not_to_have_count(0)


def test_the_data_before_and_after_a_step(page: Page, enter: Callable[[str], None], case: str) -> None:
    enter(SUPERIOR)
    page.goto(f"/cases/{case}/replay?step=0")
    ready(page)
    forth = page.get_by_role("button", name="下一步")
    row = page.get_by_role("row", name="title")
    while row.count() == 0:
        forth.click()
    expect(row.locator("td").nth(0)).to_have_text("—")
    expect(row.locator("td").nth(1)).to_have_text(TITLE)


def test_back_and_forth_show_the_same_picture(page: Page, enter: Callable[[str], None], case: str) -> None:
    enter(SUPERIOR)
    page.goto(f"/cases/{case}/replay?step=3")
    ready(page)
    picture = "() => [...document.querySelectorAll('.sv-done, .sv-active')].map(e => e.dataset.elementId + e.classList)"
    before = page.evaluate(picture)
    page.get_by_role("button", name="末尾").click()
    for _ in range(3):
        page.get_by_role("button", name="上一步").click()
    page.goto(f"/cases/{case}/replay?step=3")
    ready(page)
    assert page.evaluate(picture) == before


def test_the_whole_chain(page: Page, enter: Callable[[str], None], case: str) -> None:
    enter(AUDITOR)
    page.goto("/audit")
    page.get_by_role("link", name="校验全部记录").click()
    expect(page.get_by_role("status")).to_contain_text("全部记录完整")
