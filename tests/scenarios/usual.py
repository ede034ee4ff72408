"""What people usually fill in, by element: functions of the local moment and the performer's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from tests.scenarios.people import CHENG, HE, LUO, MIAO, QIN, SHAO, YAO
from tests.scenarios.province import step_values

Usual = Callable[[datetime, str], dict[str, Any]]


def _fixed(**values: Any) -> Usual:
    return lambda now, name: dict(values)


def _example(step: str, **values: Any) -> Usual:
    return lambda now, name: step_values(step) | values


def _day(now: datetime, days: int = 0) -> str:
    return (now + timedelta(days=days)).date().isoformat()


def _meeting(now: datetime, name: str) -> dict[str, Any]:
    return {"meeting_no": "专题会-1", "meeting_date": _day(now), "meeting_attendees": [QIN, CHENG],
            "meeting_members": 2, "study_decision": "agree", "study_opinion": "同意。"}


CLUE: Mapping[str, Usual] = {
    "E02": lambda now, name: step_values("02-register-clue") | {"discovery_date": _day(now)},
    "E06": lambda now, name: {"sealed_sent_on": _day(now), "sealed_receiver": "岚江省局", "sealed_carrier": "秦若川",
                              "sealed_pages": 22, "sealed_sign": name},
    "E07": _example("03-review"), "E10": _example("04-leader-sign"),
    "E13": lambda now, name: step_values("05-sign-in") | {"received_at": now.isoformat(timespec="seconds")},
    "E15": _fixed(supplements=[{"title": "付款凭证", "original": "copy", "pages": 3}],
                  supplement_statement="已补正。"),
    "E16": _fixed(forward_to="LJ-QY", forward_reason="被反映人已调任青砚市局。", forward_basis="干部管理权限"),
    "E19": _fixed(merge_decision="new", merge_reason="事项不同。"),
    "E22": _example("06-distribution-opinion"), "E23": _example("07-approve-distribution"),
    "E24h": _fixed(hand_down_decision="ok", hand_down_opinion="报告合格。"),
    "E25": _fixed(handlers=[YAO, MIAO]),
    "E26": lambda now, name: {"has_conflict": False, "sign": name},
    "E28": _fixed(analysis="分析。", method="close", basis="监督执纪工作规则第二十一条", plan="予以了结。",
                  close_ground="失实"),
    "E29": _meeting, "E30": _example("16-approve-disposal"),
    "E33d": _fixed(hold_decision="close", hold_opinion="无可查性。"),
    "E34": _fixed(result="了结", suggest_improvement=False, clarification_needed=False),
    "E36": _example("24-feedback"),
    "E36b": lambda now, name: {"receipt_date": _day(now), "receipt_sign": name},
    "E37": lambda now, name: {"told_on": _day(now), "told_by": "电话", "told_text": "反映的问题已办结。"},
    "E39": _fixed(improvement_title="规范零星采购", improvement_text="询价限额以下采购缺少抽查。",
                  improvement_dept="finance_audit"),
    "E41": lambda now, name: step_values("26-archive") | {"archive_sign": name},
}
A3: Mapping[str, Usual] = {
    "A3_01": _fixed(mode="inquiry", questions=[{"no": 1, "question": "请说明情况。"}], plan_text="书面函询。"),
    "A3_02": _example("18-inquiry-approve"),
    "A3_05": lambda now, name: {"talk_from": (now - timedelta(hours=2)).isoformat(timespec="seconds"),
                                "talk_to": now.isoformat(timespec="seconds"), "explanation": "承认违规。"},
    "A3_08": lambda now, name: step_values("19-inquiry-serve") | {"served_on": _day(now)},
    "A3_09": lambda now, name: step_values("20-inquiry-reply") | {"reply_on": _day(now)},
    "A3_12": _example("21-inquiry-report"), "A3_13": _example("22-inquiry-report-approve"),
}
A4: Mapping[str, Usual] = {
    "A4_01": _fixed(group=[YAO, MIAO], scope="拆分采购", verification_plan="查阅账册，询问经办人。"),
    "A4_02": _fixed(plan_decision="approve", plan_opinion="同意。"),
    "A4_04": lambda now, name: {"has_conflict": False, "sign": name},
    "A4_05": lambda now, name: {"measures": [{"type": "调取", "object": "合同", "date": _day(now)}]},
    "A4_05e": lambda now, name: {"measure_decision": "approve", "measure_opinion": "同意。", "measure_sign": name},
    "A4_09": _fixed(facts=[{"issue": "拆分采购", "finding": "属实", "evidence_no": "1"}], suggestion="谈话提醒",
                    report_text="拆分采购属实。"),
    "A4_10": lambda now, name: {"sign": name},
    "A4_11": _meeting, "A4_12": _fixed(report_decision="approve", report_opinion="同意。"),
}
A8: Mapping[str, Usual] = {
    "A8_01": _fixed(person="许某", person_unit="LJ-LH-WQ", level="提醒", reason="拆分采购", requirement="立即纠正。",
                    talker=[YAO], recorder="苗青"),
    "A8_03": _fixed(approval_decision="approve", approval_opinion="同意。"),
    "A8_04a": lambda now, name: {"notified_on": _day(now), "notified_by": "当面通知"},
    "A8_05": lambda now, name: {"date": _day(now), "attitude": "好", "talk_summary": "已提醒。",
                                "written_check": False},
    "A8_11": lambda now, name: {"followed_on": _day(now), "follow_result": "已改", "follow_text": "已改正。"},
}
C2: Mapping[str, Usual] = {
    "C2_03": _fixed(responsible_dept="general_office", responsible_person=["lj-lh-wq.zhengmian"], leader=HE),
    "C2_04": lambda now, name: {
        "measures": [{"text": "完善询价制度", "owner": "郑眠", "due": _day(now, 20), "milestone": "印发"}],
        "expected_result": "不再发生。",
    },
    "C2_05": _fixed(plan_decision="approve", plan_opinion="同意。"),
    "C2_06b": _fixed(progress=100, progress_text="全部完成。"),
    "C2_08": lambda now, name: {"unit_sign": name, "unit_decision": "approve", "unit_opinion": "同意。"},
    "C2_09": _fixed(verify_decision="ok", verify_method="资料审核", verify_opinion="合格。"),
    "C2_10": _fixed(strike_decision="approve", strike_opinion="同意。"),
    "C2_15": _fixed(longterm_decision="approve", longterm_opinion="同意列入。"),
    "C2_15d": _fixed(review_decision="resume", review_opinion="政策已调整。"),
}
C4: Mapping[str, Usual] = {
    "C4_01": lambda now, name: {"grade": "提醒函", "addressee": "LJ-LH", "requirement": "限期提出处置意见。",
                                "basis": [{"issue": "处置意见", "fact": "超期"}], "letter_due": _day(now, 14)},
    "C4_02a": _fixed(approval_decision="approve", approval_opinion="同意。"),
    "C4_02b": _fixed(approval_decision="approve", approval_opinion="同意。"),
    "C4_04": lambda now, name: {"received_date": _day(now), "receipt_sign": name},
    "C4_05": lambda now, name: {"reply": "已布置。", "measures": [{"text": "加快办理", "due": _day(now, 5)}]},
    "C4_06": _fixed(result_text="已办结。"),
    "C4_07": _fixed(verify_decision="ok", verify_opinion="办结。"),
}
B5: Mapping[str, Usual] = {
    "B5_02": _fixed(request_decision="approve", request_opinion="同意。"),
    "B5_04": lambda now, name: {"has_conflict": False, "secrecy_sign": name},
    "B5_05": lambda now, name: {"opinion": "凭证真实。", "hours": 6, "expert_sign": name},
    "B5_06": _fixed(evaluation_decision="ok", evaluation=5),
}
B11: Mapping[str, Usual] = {
    "B11_02": _fixed(triage_decision="accept", owner_dept="finance_audit", triage_opinion="采纳。"),
    "B11_03": lambda now, name: {"cause": "制度缺失", "cause_text": "缺抽查。", "action": "training",
                                 "action_text": "培训。", "action_due": _day(now, 30), "effect_before": 6},
    "B11_05": lambda now, name: {"done_on": _day(now), "done_text": "已培训。"},
    "B11_06": _fixed(seen=True),
    "B11_08": _fixed(effect_after=0, effect_decision="ok", effect_text="见效。"),
}
B3: Mapping[str, Usual] = {
    "B3_01": lambda now, name: {
        "theme": "零星采购", "departments": ["finance_audit", "legal_affairs"], "announced": True,
        "objects": [{"object": "雾桥县局物资采购", "unit": "LJ-LH-WQ", "address": "雾桥县城南路"}],
        "checklist_source": "own", "checklist": [{"item": "询价记录", "standard": "三家以上"}], "route": "一组一线。",
        "check_from": _day(now, 3), "check_to": _day(now, 3),
    },
    "B3_02": _fixed(plan_decision="approve", plan_opinion="同意。"),
    "B3_04": lambda now, name: {"nominee": {"罗一禾": LUO, "邵谦": SHAO}[name],
                                "profession": {"罗一禾": "审计", "邵谦": "法律"}[name]},
    "B3_05": _fixed(team=[YAO, LUO, SHAO], team_leader=YAO),
    "B3_06": lambda now, name: {"has_conflict": False, "sign": name},
    "B3_09": lambda now, name: {"briefed_on": _day(now), "division": "两人一组。", "safety_plan": "注意行车安全。",
                                "discipline_read": True},
    "B3_11b": lambda now, name: {"arrived_at": now.isoformat(timespec="seconds"), "gps": "30.1234,120.5678",
                                 "site_state": "open"},
    "B3_11g": _fixed(documents=[{"title": "采购合同", "doc_result": "有疑点", "doubt": "未编号。"}],
                     documents_opinion="资料基本齐全。"),
    "B3_11j": _fixed(site_findings=[{"description": "零星采购未询价。", "fixed_on_spot": True}],
                     exchange_text="已向贺临反馈。"),
    "B3_11l": lambda now, name: {"unit_opinion": "agree", "onsite_sign": name},
    "B3i_01": _fixed(interviewers=[YAO, SHAO],
                     interview=[{"interviewee": "郑眠", "note": "介绍采购流程。", "signed": True}]),
    "B3_12": _fixed(no_findings=True),
    "B3_15": lambda now, name: {"returned_on": _day(now), "no_hospitality": True, "conduct_sign": name},
    "B3_16": _fixed(report_text="督查情况良好。", report_suggestion="完善询价。"),
}
USUAL: Mapping[str, Usual] = {**CLUE, **A3, **A4, **A8, **C2, **C4, **B3, **B5, **B11}
