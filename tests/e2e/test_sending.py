"""Officers send what a case waits for: found, filled in, sent once - and choose activities - in both languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from engine import commands, queries, system_actor
from tests.e2e.conftest import HANDLER, OFFICER, ready
from tests.rules.small import form, procedure, work
from tests.scenarios.bpmn.build import end, event, handler, node, start, sv
from tests.scenarios.province import Province

REPORT = '<sv:sender role="auditor" scope="own"/><sv:form key="works/report"/>'
STOP = '<sv:sender role="finance_audit" scope="own"/>'
MINE = '<sv:candidate role="finance_audit" scope="own"/>'
WORKS = procedure(
    "works", start("s"),
    node("adHocSubProcess", "E01_check",
         work("E02_site", who=MINE).but(name="现场查看"), work("E03_talk", who=MINE).but(name="座谈"),
         xml="<completionCondition>false</completionCondition>", name="核查"),
    end(), "s > E01_check > e",
    handler("E20_more", start("E20a", sv(REPORT) + event("message", "N"), isInterrupting="false", name="报送进展"),
            work("E20b_read", who=MINE), end("E20c"), "E20a > E20b_read > E20c"),
    handler("E30_stop", start("E30a", sv(STOP) + event("message", "M"), name="停止核查"), end("E30c"), "E30a > E30c"),
)
FORM = form("works/report", "note*", "paper:filepicker")


@pytest.fixture(scope="module")
def deployed(province: Province) -> Province:
    """The province with a procedure that waits for messages."""
    province.engine.execute(commands.Deploy({**WORKS, **FORM}, "test"), system_actor())
    return province


@pytest.fixture
def case(deployed: Province) -> tuple[str, str]:
    """Id and number of a case of it; the officer who reports takes no part in it."""
    started = deployed.engine.execute(commands.StartInstance("works"), deployed.engine.actor(HANDLER)).result
    return str(started["instance"]), str(started["case_no"])


def received(province: Province, case: str) -> int:
    """How many messages a case was given."""
    history = province.engine.ask(queries.History(case), province.engine.actor(HANDLER))
    return sum(each["type"] == "MessageReceived" for each in history["items"])


def test_a_message_is_found_filled_in_and_sent_once(
    page: Page, enter: Callable[[str], None], axe: Callable[[], list[Any]], case: tuple[str, str], deployed: Province
) -> None:
    enter(OFFICER)
    page.get_by_role("link", name="发起", exact=True).click()
    assert axe() == []
    page.get_by_role("row", name=case[1]).get_by_role("link", name="报送进展").click()
    ready(page)
    assert axe() == []
    page.get_by_role("button", name="确认发送").click()
    expect(page.locator(".faults")).to_contain_text("note")
    page.get_by_label("note").fill("已完成基础施工。")
    page.keyboard.press("Tab")
    paper = {"name": "进度表.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    page.locator("input[type=file]").set_input_files(paper)
    expect(page.get_by_role("link", name="进度表.pdf")).to_be_visible()
    expect(page.locator(".draft-status")).to_contain_text("草稿已保存")
    page.reload()
    ready(page)
    expect(page.get_by_label("note")).to_have_value("已完成基础施工。")
    expect(page.get_by_role("link", name="进度表.pdf")).to_be_visible()
    page.get_by_role("button", name="确认发送").dblclick()
    expect(page.get_by_role("status").first).to_contain_text("已发送")
    assert received(deployed, case[0]) == 1
    assert not [key for key in page.evaluate("Object.keys(sessionStorage)") if key.startswith("send ")]
    page.get_by_role("row", name=case[1]).get_by_role("link", name="报送进展").click()
    ready(page)
    expect(page.get_by_role("link", name="进度表.pdf")).to_be_visible()     # what the case holds, by its name


def test_what_a_case_waits_for_stands_on_its_page(
    page: Page, enter: Callable[[str], None], axe: Callable[[], list[Any]], case: tuple[str, str], deployed: Province
) -> None:
    enter(HANDLER)
    page.goto(f"/cases/{case[0]}?lang=en")
    offers = page.get_by_role("region", name="What may be sent")
    expect(offers.get_by_role("link")).to_have_text(["停止核查", "Add 现场查看", "Add 座谈"])
    page.goto(f"/cases/{case[0]}?lang=zh")
    offers = page.get_by_role("region", name="可发送的事项")
    expect(page.get_by_role("row", name="座谈")).to_have_count(1)
    offers.get_by_role("link", name="增加 座谈").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="座谈")).to_be_visible()
    assert axe() == []
    page.get_by_role("button", name="确认增加").dblclick()
    expect(page.get_by_role("status")).to_contain_text("已增加")
    expect(page.get_by_role("row", name="座谈")).to_have_count(2)
    offers.get_by_role("link", name="停止核查").click()
    expect(page.get_by_role("heading", name="停止核查")).to_be_visible()
    assert axe() == []
    page.get_by_role("button", name="确认发送").dblclick()
    expect(page.get_by_role("status")).to_contain_text("已发送")
    assert received(deployed, case[0]) == 1
    expect(offers).to_have_count(0)


def test_who_comes_too_late_is_told(
    page: Page, enter: Callable[[str], None], case: tuple[str, str], deployed: Province
) -> None:
    enter(OFFICER)
    page.goto("/start")
    page.get_by_role("row", name=case[1]).get_by_role("link", name="报送进展").click()
    ready(page)
    page.get_by_label("note").fill("迟到的报送。")
    place = page.url
    deployed.engine.execute(commands.SendMessage(case[0], "E30a"), deployed.engine.actor(HANDLER))
    page.get_by_role("button", name="确认发送").click()
    expect(page.locator(".faults")).to_be_visible()
    expect(page.get_by_label("note")).to_have_value("迟到的报送。")
    answer = page.goto(place)
    assert answer is not None
    assert answer.status == 404


def test_nothing_to_send_is_said(
    page: Page, enter: Callable[[str], None], case: tuple[str, str], deployed: Province
) -> None:
    enter("lj-lh.chengye")
    page.goto(f"/cases/{case[0]}")
    expect(page.get_by_role("region", name="可发送的事项")).to_contain_text("现在没有由您发送的事项")
