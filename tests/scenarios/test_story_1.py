"""Acceptance story 1: an audit clue over the Spring Festival (clue transfer, recusal, inquiry, feedback).

Each function below is one row of the story's table, in its words. Everybody works through the HTTP API; the clock is
the story's.
"""

from __future__ import annotations

from typing import Any

from engine import queries, system_actor
from tests.scenarios.province import Province, step_values

HAN, LUO, LIANG, BAI = "lj-lh.hancheng", "lj-lh.luoyihe", "lj-lh.liangjiming", "lj-lh.baitang"
CHENG, QIN, YAO, MENG, MIAO = "lj-lh.chengye", "lj-lh.qinruochuan", "lj-lh.yaoxi", "lj-lh.mengzhou", "lj-lh.miaoqing"
HE, FANG = "lj-lh-wq.helin", "lj.fangxiu"


def test_audit_clue_over_the_spring_festival(province: Province) -> None:
    story = Story(province)
    for step in (
        step_1_register, step_2_review, step_3_leader_signs, step_4_sign_in, step_5_distribution, step_6_recusal,
        step_7_handlers, step_8_one_blue_warning, step_9_inquiry_served, step_10_reply, step_11_result,
        step_12_feedback_and_archive, view_checks, history_proves_itself,
    ):
        step(story)


class Story:
    """What the steps pass on to each other."""

    def __init__(self, province: Province) -> None:
        self.province = province
        self.case = ""
        self.inquiry = ""

    def desk(self, user: str) -> Any:
        return self.province.desk(user)

    def at(self, moment: str) -> None:
        self.province.at(moment)

    def row(self, user: str, register: str, index: int = 0) -> dict[str, Any]:
        return dict(self.desk(user).get(f"/registers/{register}/rows")["items"][index])

    def open_elements(self, user: str) -> list[str]:
        return sorted(task["element"].split("_")[0] for task in self.desk(user).tasks())


def step_1_register(story: Story) -> None:
    """02-11 09:00 韩澄 starts and submits; found 02-10. Registration due 02-12; E07 for 罗一禾 due 02-13."""
    story.at("2026-02-11 09:00")
    han = story.desk(HAN)
    started = han.post("/instances", {"definition": "clue-transfer", "values": step_values("01-start")})
    story.case = started["instance"]
    task = han.task("E02")
    assert (task["limit"], task["due"]) == ("TL-C01", "2026-02-12")
    han.complete("E02", step_values("02-register-clue"))
    review = story.desk(LUO).task("E07")
    assert (review["due"], review["candidates"]) == ("2026-02-13", ["罗一禾"])
    assert story.desk(HE).tasks() == []
    case = han.get(f"/instances/{story.case}")
    registered = next(t for t in case["tasks"] if t["element"].startswith("E02"))
    assert registered["status"] == "completed"
    assert registered["completed_at"] < registered["deadline"]


def step_2_review(story: Story) -> None:
    """02-12 10:00 罗一禾 approves: E10 for 梁既明, due 02-14 (Sat), a working Saturday."""
    story.at("2026-02-12 10:00")
    story.desk(LUO).complete("E07", step_values("03-review"))
    sign = story.desk(LIANG).task("E10")
    assert (sign["due"], sign["candidates"]) == ("2026-02-14", ["梁既明"])


def step_3_leader_signs(story: Story) -> None:
    """02-13 16:00 梁既明 signs: D-01 LJ-LH-YJ-2026-0001; L-2 submitted, sent 02-13; E13 for 白棠 due 02-14."""
    story.at("2026-02-13 16:00")
    story.desk(LIANG).complete("E10", step_values("04-leader-sign"))
    row = story.row(LUO, "L-2")
    assert (row["letter_no"], row["status"], row["sent_at"]) == ("LJ-LH-YJ-2026-0001", "submitted", "2026-02-13")
    sign_in = story.desk(BAI).task("E13")
    assert (sign_in["due"], sign_in["candidates"]) == ("2026-02-14", ["白棠"])


def step_4_sign_in(story: Story) -> None:
    """02-14 10:30 白棠: complete, in scope. L-1 row XS-0001; disposal raw 03-14, effective 03-16; E22 due 02-25."""
    story.at("2026-02-14 10:30")
    story.desk(BAI).complete("E13", step_values("05-sign-in"))
    row = story.row(BAI, "L-1")
    assert (row["row_no"], row["received_at"]) == ("LJ-LH-XS-2026-0001", "2026-02-14")
    assert (row["due_raw"], row["due_effective"]) == ("2026-03-14", "2026-03-16")
    assert story.row(LUO, "L-2")["receipt_at"].startswith("2026-02-14")
    assert story.desk(CHENG).task("E22")["due"] == "2026-02-25"


def step_5_distribution(story: Story) -> None:
    """02-25 程野 proposes self_handle; 02-26 秦若川 approves (due 02-27); E25 for 程野."""
    story.at("2026-02-25 09:30")
    story.desk(CHENG).complete("E22", step_values("06-distribution-opinion"))
    assert story.desk(QIN).task("E23")["due"] == "2026-02-27"
    story.at("2026-02-26 10:00")
    story.desk(QIN).complete("E23", step_values("07-approve-distribution"))
    assert story.open_elements(CHENG) == ["E25"]


def step_6_recusal(story: Story) -> None:
    """姚溪 + 孟舟; 孟舟 is a near relative: recused. E25 again with 姚溪; 孟舟 refused; 姚溪 alone refused (SD-3)."""
    story.at("2026-02-26 14:00")
    story.desk(CHENG).complete("E25", step_values("08-assign-handlers"))
    story.desk(YAO).complete("E26", step_values("09-declare-none"))
    story.desk(MENG).complete("E26", step_values("10-declare-conflict"))
    again = story.desk(CHENG).task("E25")
    assert again["data"]["handlers"] == [YAO]
    assert again["round"] == 2
    path = f"/tasks/{again['id']}/complete"
    status, problem = story.desk(CHENG).refused(path, {"values": {"handlers": [YAO, MENG]}})
    assert (status, [p["code"] for p in problem["problems"]]) == (422, ["recused"])
    status, problem = story.desk(CHENG).refused(path, {"values": {"handlers": [YAO]}})
    assert (status, [p["code"] for p in problem["problems"]]) == (422, ["SD-3"])
    events = story.desk(CHENG).get(f"/instances/{story.case}/events?limit=200")["items"]
    recusals = [event["data"] for event in events if event["type"] == "Recused"]
    assert [(each["user"], each["ground"]) for each in recusals] == [(MENG, "near_relative")]
    assert story.desk(MENG).tasks() == []
    assert story.desk(MENG).call("GET", f"/instances/{story.case}")[0] == 404


def step_7_handlers(story: Story) -> None:
    """姚溪 + 苗青 declare none: E28 for both; blue 03-09, yellow 03-12, red 03-17 00:00."""
    story.at("2026-02-26 16:00")
    story.desk(CHENG).complete("E25", step_values("11-assign-handlers-again"))
    story.desk(YAO).complete("E26", step_values("12-declare-none-yaoxi"))
    story.desk(MIAO).complete("E26", step_values("13-declare-none-miaoqing"))
    task = story.desk(YAO).task("E28")
    assert sorted(task["candidates"]) == sorted(["姚溪", "苗青"])
    assert story.desk(MIAO).task("E28")["id"] == task["id"]
    assert (task["raw_due"], task["due"], task["deadline"]) == (
        "2026-03-14", "2026-03-16", "2026-03-16T16:00:00.000000+00:00")
    opened = next(e for e in _events(story, YAO) if e["type"] == "TaskOpened" and e["element"].startswith("E28"))
    plan = opened["data"]["plan"]
    assert plan["blue"] == "2026-03-08T16:00:00.000000+00:00"      # 03-09 00:00 in Asia/Shanghai
    assert plan["yellow"] == "2026-03-11T16:00:00.000000+00:00"    # 03-12 00:00
    assert plan["red"] == "2026-03-16T16:00:00.000000+00:00"       # 03-17 00:00


def step_8_one_blue_warning(story: Story) -> None:
    """03-09 00:05: exactly one blue warning to 姚溪, 苗青; a second run creates none."""
    story.province.night("2026-03-09 00:05")
    assert _warnings(story) == [("blue", ["姚溪", "苗青"])]
    assert story.desk(YAO).task("E28")["light"] == "blue"
    story.province.night("2026-03-09 00:10")
    assert _warnings(story) == [("blue", ["姚溪", "苗青"])]


def step_9_inquiry_served(story: Story) -> None:
    """03-10 opinion talk_inquiry; 03-11 study; 03-12 approval; letter served 03-12: reply due 04-02."""
    story.at("2026-03-10 11:00")
    story.desk(YAO).complete("E28", step_values("14-disposal-opinion"))
    story.at("2026-03-11 15:00")
    story.desk(CHENG).complete("E29", step_values("15-study"))
    story.at("2026-03-12 09:00")
    story.desk(QIN).complete("E30", step_values("16-approve-disposal"))
    story.desk(YAO).complete("A3_01_plan", step_values("17-inquiry-plan"))
    story.desk(QIN).complete("A3_02_approve", step_values("18-inquiry-approve"))
    story.desk(YAO).complete("A3_08_serve", step_values("19-inquiry-serve"))
    row = story.row(BAI, "L-1")
    assert (row["disposal"], row["disposal_at"], row["colour"]) == ("谈话函询", "2026-03-10", "green")
    assert row["disposal_at"] <= row["due_effective"]
    inquiry = story.row(CHENG, "L-4")
    assert (inquiry["letter_at"], inquiry["reply_due"]) == ("2026-03-12", "2026-04-02")
    assert story.desk(YAO).task("A3_09_reply")["due"] == "2026-04-02"
    story.inquiry = story.desk(YAO).task("A3_09_reply")["instance"]
    letters = story.desk(YAO).get(f"/instances/{story.inquiry}")["letters"]
    assert [letter["status"] for letter in letters] == ["signed"]


def step_10_reply(story: Story) -> None:
    """03-31 reply with the principal's opinion: report due (TL-A09) 04-30."""
    story.at("2026-03-31 10:00")
    story.desk(YAO).complete("A3_09_reply", step_values("20-inquiry-reply"))
    report = story.desk(YAO).task("A3_12_report")
    assert (report["limit"], report["due"]) == ("TL-A09", "2026-04-30")


def step_11_result(story: Story) -> None:
    """04-10 result 谈话提醒: feedback due 04-17; L-6 event row; A8 child with L-30 link.

    The archive task opens when feedback is done; step 12 sees that it is due 04-24, counted from this closing.
    """
    story.at("2026-04-10 09:00")
    story.desk(YAO).complete("A3_12_report", step_values("21-inquiry-report"))
    story.desk(QIN).complete("A3_13_approve", step_values("22-inquiry-report-approve"))
    story.desk(YAO).complete("E34", step_values("23-result"))
    assert story.desk(BAI).task("E36")["due"] == "2026-04-17"
    people = [row["person"] for row in story.desk(CHENG).get("/registers/L-6/rows")["items"]]
    assert "许某" in people
    links = story.desk(YAO).get(f"/instances/{story.case}")["links"]
    assert "reminder-admonition" in [link["definition"] for link in links]
    rows = story.desk(CHENG).get("/registers/L-30/rows")["items"]
    assert "reminder-admonition" in [row["to_process"] for row in rows]


def step_12_feedback_and_archive(story: Story) -> None:
    """04-14 白棠 feeds back 已按程序处置; 04-22 archived: instance archived, L-1 closed, 0 days overdue."""
    story.at("2026-04-14 10:00")
    story.desk(BAI).complete("E36", step_values("24-feedback"))
    story.at("2026-04-15 09:00")
    story.desk(LUO).complete("E36b", step_values("25-receipt"))
    assert story.desk(BAI).task("E41")["due"] == "2026-04-24"
    story.at("2026-04-22 09:00")
    story.desk(BAI).complete("E41", step_values("26-archive"))
    out = story.row(LUO, "L-2")
    assert (out["feedback_at"], out["feedback_code"]) == ("2026-04-14", "processed")
    assert story.desk(YAO).get(f"/instances/{story.case}")["status"] == "archived"
    row = story.row(BAI, "L-1")
    assert (row["status"], row["overdue_days"]) == ("closed", 0)


def view_checks(story: Story) -> None:
    """罗一禾: L-1 denied, sees her own L-2 row only. 贺临: nothing. 方岫 (LJ): columns marked ↑ and 内容受限."""
    luo = story.desk(LUO)
    assert luo.call("GET", "/registers/L-1/rows")[0] == 404
    assert [row["letter_no"] for row in luo.get("/registers/L-2/rows")["items"]] == ["LJ-LH-YJ-2026-0001"]
    source_side = {task["element"].split("_")[0] for task in luo.get(f"/instances/{story.case}")["tasks"]}
    assert source_side <= {"E02", "E07", "E10", "E15", "E36b"}
    assert luo.call("GET", f"/instances/{story.case}/variables")[0] == 404
    he = story.desk(HE)
    assert he.tasks() == []
    assert he.get("/instances")["items"] == []
    assert he.call("GET", f"/instances/{story.case}")[0] == 404
    [row] = story.desk(FANG).get("/registers/L-1/rows")["items"]
    assert (row["restricted"], row["note"]) == (True, "内容受限")
    assert {"status", "due_effective", "category"} <= row.keys()
    assert not {"subject", "summary", "handlers", "amount", "instance", "case_no"} & row.keys()
    assert story.desk(FANG).call("GET", f"/instances/{story.case}")[0] == 404


def history_proves_itself(story: Story) -> None:
    """Every chain holds, and every row equals the fold of its case's events."""
    proof = story.province.engine.ask(queries.Verify(), system_actor())
    assert proof["problems"] == []
    assert proof["instances"] >= 3
    incidents = story.desk("lj.wendi").get("/incidents")["items"]
    assert incidents == []


def _events(story: Story, user: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after: int | None = 0
    while after is not None:
        page = story.desk(user).get(f"/instances/{story.case}/events?after={after}&limit=200")
        found += page["items"]
        after = page["next"]
    return found


def _warnings(story: Story) -> list[tuple[str, list[str]]]:
    """Warnings of the disposal opinion."""
    case = story.desk(YAO).get(f"/instances/{story.case}")
    tasks = {task["id"] for task in case["tasks"] if task["element"].startswith("E28")}
    return [(w["class"], w["recipients"]) for w in case["warnings"] if w["task"] in tasks]

