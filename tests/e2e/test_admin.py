"""A process administrator: opens a diagram, edits a property, sees what the server thinks, saves, deploys."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from engine import queries
from tests.e2e.conftest import ADMIN, ready
from tests.scenarios.province import ROOT, Province

TASK = "[data-element-id=E02_register_clue] .djs-hit"
EVERY_ELEMENT = """() => {
  const { modeler } = jianduStudio;
  for (const shape of modeler.get('elementRegistry').getAll()) modeler.get('selection').select(shape);
}"""


def test_edit_lint_save_and_deploy(page: Page, enter: Callable[[str], None], province: Province) -> None:
    enter(ADMIN)
    page.get_by_role("link", name="问题线索移交").click()
    ready(page)
    studio = page.locator("[data-island=modeler]")
    expect(page.locator(".problems summary")).to_contain_text("校验通过")

    page.locator(TASK).first.click()
    page.locator(".bio-properties-panel-group-header", has_text="指派人员").click()
    page.get_by_role("textbox", name="规则编号").fill("SD-9")
    expect(page.locator(".problems summary")).to_contain_text("个错误")
    expect(page.locator(".bjsl-button")).to_contain_text("个错误")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".problems summary")).to_contain_text("校验通过")

    page.locator(".bio-properties-panel-group-header", has_text="办理提示").click()
    page.get_by_role("textbox", name="给承办人的提示").fill("登记前核对线索来源。")
    expect(page.locator(".studio-status")).to_contain_text("有未保存的修改")
    page.keyboard.press("Control+s")
    expect(studio).to_have_attribute("data-saved", "true")
    draft = province.engine.ask(queries.Diagram("clue-transfer"), province.engine.actor(ADMIN))
    assert draft["draft"]
    assert 'text="登记前核对线索来源。"' in draft["xml"]

    page.goto("/studio/clue-transfer/discard")
    expect(page.get_by_role("button", name="确认放弃草稿")).to_be_visible()
    page.get_by_role("link", name="返回").click()
    ready(page)

    page.get_by_role("button", name="部署", exact=True).click()
    page.get_by_label("修改说明").fill("提示更清楚")
    page.get_by_role("button", name="确认部署").click()
    deployed = f"第 {draft['base_version'] + 1} 版"
    expect(page.locator(".studio-version")).to_have_text(deployed, timeout=20_000)     # all content is checked
    page.goto("/studio/clue-transfer/versions")
    expect(page.locator("tbody tr")).to_have_count(draft["base_version"] + 1)


def test_every_word_of_the_editor_is_chinese(page: Page, enter: Callable[[str], None]) -> None:
    enter(ADMIN)
    page.goto("/studio/clue-transfer")
    ready(page)
    page.evaluate(EVERY_ELEMENT)
    page.wait_for_timeout(300)
    missed: list[str] = page.evaluate("[...jianduStudio.missed]")
    assert not missed, " | ".join(missed)


def test_the_properties_of_every_sv_element_can_be_edited() -> None:
    descriptor: dict[str, Any] = json.loads((ROOT / "web/src/bpmn/sv-moddle.json").read_text(encoding="utf-8"))
    fields = (ROOT / "web/src/bpmn/properties/fields.js").read_text(encoding="utf-8")
    names = {kind["name"] for kind in descriptor["types"]} - {"Loop"}
    assert [name for name in sorted(names) if f"'sv:{name}'" not in fields] == []


def test_an_officer_may_not_enter_the_studio(page: Page, enter: Callable[[str], None]) -> None:
    enter("lj-lh.hancheng")
    expect(page.get_by_role("link", name="流程设计")).to_have_count(0)
    page.goto("/studio/clue-transfer")
    expect(page.locator("[data-island]")).to_have_count(0)
