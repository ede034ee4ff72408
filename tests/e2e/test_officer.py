"""An officer: logs in, starts a case, reviews one through its form, keeps drafts, uses the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from engine import commands, queries
from tests.e2e.conftest import HANDLER, OFFICER, PASSWORD, ready
from tests.scenarios.province import Province, step_values


@pytest.fixture
def registered(province: Province) -> str:
    """A clue whose registration is done; its number."""
    actor = province.engine.actor(OFFICER)
    started = province.engine.execute(commands.StartInstance("clue-transfer", step_values("01-start")), actor)
    values = step_values("02-register-clue")
    province.engine.execute(commands.CompleteTask(started.result["tasks"][0], values), actor)
    return str(started.result["case_no"])


def test_a_wrong_password_is_explained(page: Page) -> None:
    page.goto("/")
    expect(page).to_have_url(re.compile("/login"))
    page.get_by_label("用户名").fill(OFFICER)
    page.get_by_label("密码").fill("wrong password")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("用户名")).to_have_value(OFFICER)


def test_start_a_case_through_its_form(page: Page, enter: Callable[[str], None]) -> None:
    enter(OFFICER)
    page.get_by_role("link", name="发起").click()
    page.get_by_role("link", name="问题线索移交").click()
    ready(page)
    page.get_by_role("button", name="确认发起").click()
    expect(page.locator(".faults")).to_contain_text("移交部门")
    page.get_by_label("发现日期").fill("2026/2/10")
    page.get_by_label("发现日期").press("Enter")
    page.locator(".fjs-form-field-select", has_text="移交部门").locator(".fjs-input-group").click()
    page.get_by_text("财务审计", exact=True).click()
    page.get_by_role("button", name="确认发起").click()
    expect(page.get_by_role("heading", name="填写线索登记表")).to_be_visible()
    expect(page.get_by_role("status").first).to_contain_text("已立件")


def test_review_a_clue_through_its_form(
    page: Page, enter: Callable[[str], None], registered: str, province: Province
) -> None:
    enter(HANDLER)
    page.get_by_role("row", name=re.compile(registered)).get_by_role("link").click()
    if page.get_by_role("link", name="签收").count():
        page.get_by_role("link", name="签收").click()
        page.get_by_role("button", name="确认签收").click()
    ready(page)
    page.get_by_role("button", name="办理完成").click()
    expect(page.locator(".faults")).to_contain_text("意见")
    page.get_by_label("同意", exact=True).check()
    page.get_by_label("意见").fill("事实清楚，同意移交。")
    expect(page.locator(".draft-status")).to_contain_text("草稿已保存")
    page.reload()
    ready(page)
    expect(page.get_by_label("意见")).to_have_value("事实清楚，同意移交。")
    case = page.get_by_role("link", name=registered).get_attribute("href").rpartition("/")[2]
    page.get_by_role("button", name="办理完成").click()
    expect(page.get_by_text("已办理完成。")).to_be_visible()
    found = province.engine.ask(queries.Case(case), province.engine.actor(HANDLER))
    (review,) = [task for task in found["tasks"] if task["element"] == "E07_review"]
    assert (review["outcome"], review["completed_by"]) == ("approve", HANDLER)


def test_the_reviewer_reads_what_was_handed_in(
    page: Page, enter: Callable[[str], None], axe: Callable[[], list[Any]], registered: str
) -> None:
    enter(HANDLER)
    page.goto(f"/?text={registered}")
    page.get_by_role("link", name="部门审核").click()
    page.get_by_role("link", name="填写线索登记表").click()
    ready(page)
    expect(page.get_by_role("heading", name="填写线索登记表")).to_be_visible()
    expect(page.get_by_label("摘要")).to_have_value(str(step_values("02-register-clue")["summary"]))
    expect(page.get_by_label("摘要")).not_to_be_editable()
    expect(page.get_by_role("button", name="办理完成")).to_have_count(0)
    expect(page.get_by_role("button", name="新增一行")).to_have_count(0)
    assert axe() == []


def test_the_servers_word_stands_beside_the_field(page: Page, enter: Callable[[str], None], province: Province) -> None:
    actor = province.engine.actor(OFFICER)
    started = province.engine.execute(commands.StartInstance("clue-transfer", step_values("01-start")), actor)
    task = started.result["tasks"][0]
    future = {**step_values("02-register-clue"), "discovery_date": "2100-01-01"}
    province.engine.execute(commands.SaveDraft(task, future), actor)
    enter(OFFICER)
    page.goto(f"/tasks/{task}")
    ready(page)
    page.get_by_role("button", name="办理完成").click()
    field = page.locator(".fjs-form-field-datetime", has_text="发现日期")
    expect(field.locator(".fjs-form-field-error")).to_be_visible()
    expect(page.locator(".faults a", has_text="发现日期")).to_be_visible()


def test_filters_work_without_javascript(browser: Browser, base_url: str, registered: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url, locale="zh-CN")
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("用户名").fill(HANDLER)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_label("编号、标题").fill(registered)
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_label("编号、标题").fill("no such case")
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_text("没有符合条件的待办")).to_be_visible()
    context.close()


def test_the_inbox_by_keyboard(page: Page, enter: Callable[[str], None], registered: str) -> None:
    enter(HANDLER)
    page.goto(f"/?text={registered}")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="部门审核")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/tasks/"))


def test_a_task_is_asked_about_before_it_is_returned(page: Page, enter: Callable[[str], None], registered: str) -> None:
    enter(HANDLER)
    page.goto(f"/?text={registered}")
    page.get_by_role("link", name="部门审核").click()
    page.get_by_role("link", name="退回").click()
    page.get_by_label("退回到").select_option(label="填写线索登记表")
    page.get_by_label("理由").fill("事实不清，请补充。")
    page.get_by_role("button", name="确认退回").click()
    expect(page.get_by_text("已退回。")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("填写线索登记表.*第 2 次"))).to_be_visible()


def test_what_may_not_be_known_is_not_found(page: Page, enter: Callable[[str], None]) -> None:
    enter(OFFICER)
    page.goto("/tasks/0000")
    expect(page.get_by_role("heading", name="未找到")).to_be_visible()
    expect(page.get_by_role("link", name="回到待办")).to_be_visible()


def test_a_file_is_attached_at_once_and_can_be_removed(
    page: Page, enter: Callable[[str], None], province: Province
) -> None:
    actor = province.engine.actor(OFFICER)
    started = province.engine.execute(commands.StartInstance("clue-transfer", step_values("01-start")), actor)
    task = started.result["tasks"][0]
    enter(OFFICER)
    page.goto(f"/tasks/{task}")
    ready(page)
    field = page.locator(".fjs-form-field-files").first
    field.locator("input[type=file]").set_input_files(
        {"name": "取证单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    )
    expect(field.get_by_role("link", name="取证单.pdf")).to_be_visible()
    (kept,) = province.engine.ask(queries.Task(task), actor)["attachments"]
    assert (kept["name"], kept["size"]) == ("取证单.pdf", 8)
    with page.expect_download() as download:
        field.get_by_role("link", name="取证单.pdf").click()
    assert download.value.suggested_filename == "取证单.pdf"
    field.get_by_role("button", name="移除附件 取证单.pdf").click()
    expect(field.get_by_role("link")).to_have_count(0)
    page.reload()
    assert province.engine.ask(queries.Task(task), actor)["attachments"] == []
