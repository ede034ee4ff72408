"""Words for what the engine names by code. Where English stands, the pair is (Chinese, English)."""

from __future__ import annotations

from collections.abc import Mapping

STATES: Mapping[str, str] = {
    "draft": "草稿", "open": "待办理", "claimed": "已签收", "submitted": "待审核", "returned": "已退回",
    "supplementing": "待补正", "accepted": "已受理", "not_accepted": "不予受理", "forwarded": "已移送",
    "running": "办理中", "in_progress": "办理中", "suspended": "已中止", "extended": "已延期", "overdue": "已超期",
    "to_verify": "待核验", "closed": "已办结", "closed_late": "超期办结", "completed": "已完成", "done": "已完成",
    "reopened": "重新启动", "withdrawn": "已撤回", "terminated": "已终止", "merged": "已并案", "archived": "已归档",
    "cancelled": "已取消", "canceled": "已取消", "pending": "待处理", "failed": "失败", "resolved": "已处理",
    "signed": "已定稿", "ended": "已结束",
}
LIGHTS: Mapping[str, str] = {"red": "已超期", "yellow": "临期", "blue": "提示", "green": "正常"}
COLUMNS: Mapping[str, str] = {
    "row_no": "登记号", "unit": "单位", "year": "年度", "status": "状态", "due_raw": "应办结(按日历)",
    "due_effective": "应办结", "colour": "灯", "closed_at": "办结时间", "days_used": "用时(工作日)",
    "overdue_days": "超期天数", "version": "版本", "level": "密级", "process_instance": "流程实例",
    "created_by": "登记人", "created_at": "登记时间", "updated_at": "更新时间", "link_count": "关联数",
    "archived": "已归档",
}
COLOURS: Mapping[str, tuple[str, str]] = {
    "blue": ("蓝色", "blue"), "yellow": ("黄色", "yellow"), "red": ("红色", "red"),
    "esc1": ("一级升级", "first escalation"), "esc2": ("二级升级", "second escalation"),
}
JOBS: Mapping[str, tuple[str, str]] = {
    "timer": ("定时", "timer"), "warning": ("预警", "warning"), "alarm": ("预警规则", "early warning"),
    "call": ("调用程序", "call"), "cancel": ("撤销调用", "cancel call"), "return": ("调用返回", "return of a call"),
    "start": ("启动程序", "start of a procedure"), "message": ("送达消息", "message"), "signal": ("送达信号", "signal"),
    "kept": ("查收消息", "kept message"), "escalate": ("上报", "escalation"),
}
CAUSES: Mapping[str, tuple[str, str]] = {
    "claimed": ("签收", "claimed"), "released": ("放回", "released"), "assigned": ("指派", "assigned"),
    "swapped": ("更换承办人", "swapped"), "recusal": ("回避", "recusal"), "extension": ("延期", "extension"),
    "resumed": ("恢复办理", "resumed"), "calendar": ("放假安排", "calendar"), "start": ("起算日", "start of the clock"),
    "interrupted": ("流程转走", "the procedure went another way"), "closed": ("案件办结", "case closed"),
    "terminated": ("案件终止", "case terminated"), "withdrawn": ("案件撤回", "case withdrawn"),
    "forwarded": ("已移送", "forwarded"),
}
VARIABLES: Mapping[str, str] = {
    "starter": "发起人", "own_unit": "办理单位", "target_unit": "对象单位", "case_no": "编号", "started_at": "立件时间",
}
