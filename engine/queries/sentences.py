"""One sentence per event, as an auditor reads it (Chinese)."""

from __future__ import annotations

from collections.abc import Mapping

from engine.catalog import Release
from engine.model.definition import Process
from engine.model.events import DecisionTaken, Recorded

WORDS: Mapping[str, str] = {
    "CaseStarted": "{actor} 启动案件 {case_no}", "CaseTitled": "案件标题定为“{title}”",
    "StatusChanged": "案件状态变为 {status}", "CaseSuspended": "{actor} 中止案件:{reason}",
    "CaseResumed": "{actor} 恢复案件:{reason}", "CaseEnded": "案件结束,状态 {status}",
    "ElementEntered": "进入“{name}”", "ElementLeft": "离开“{name}”", "ElementDropped": "撤销“{name}”",
    "VariablesChanged": "数据变更", "TaskOpened": "产生任务“{name}”,期限 {effective_due}",
    "TaskRerouted": "任务转交({cause})", "DraftSaved": "{actor} 保存草稿",
    "TaskCompleted": "{actor} 办结“{name}”{outcome}", "TaskCancelled": "任务撤销:{reason}",
    "TaskReturned": "{actor} 将“{name}”退回至“{to_name}”:{reason}",
    "DueChanged": "期限调整为 {effective_due}({cause})", "WarningRaised": "发出{cls}预警",
    "JobScheduled": "安排后台事项({kind})", "JobDone": "后台事项完成", "JobFailed": "后台事项失败:{message}",
    "SubscriptionOpened": "等待消息“{name}”", "SubscriptionClosed": "不再等待消息",
    "MessageThrown": "发出消息“{name}”", "MessageReceived": "收到消息“{name}”", "Linked": "关联案件({relation})",
    "RegisterWritten": "登记台账 {register} {row_no}",
    "RowTargeted": "写入其他案件的台账 {register} {row_no}",
    "AlarmRaised": "{cls}预警 {rule}“{name}”:{object},{value}(阈值 {threshold})",
    "LetterMade": "制作《{name}》{number}",
    "LetterSigned": "文书签发,内容锁定", "FileAttached": "{actor} 上传附件《{name}》",
    "FileRemoved": "{actor} 移除附件",
    "MemberJoined": "{user} 参与本案", "MemberLeft": "{user} 退出本案", "Recused": "{user} 回避(理由 {ground})",
    "Noticed": "通知 {user}:{text}", "ParticipantAdded": "增加办理人", "ActivityChosen": "选办",
    "ParticipantRemoved": "减少办理人:{reason}",
    "HandlerSwapped": "承办人由 {leaving} 换为 {entering}:{reason}", "RequestDecided": "{actor} 审批申请:{opinion}",
    "LeakReported": "{actor} 报告失泄密", "DecisionTaken": "决策 {decision} 命中规则 {rules}{doubts}",
    "ContentOpened": "{user} 查阅案件内容:{reason}",
    "IncidentRaised": "自动处理异常:{message}", "IncidentResolved": "异常已处理:{note}",
    "CommandRefused": "{actor} 的操作 {command} 被拒绝({code})",
}
PEOPLE = ("user", "leaving", "entering")
COLOURS = {"blue": "蓝色", "yellow": "黄色", "red": "红色", "esc1": "一级升级", "esc2": "二级升级"}


def sentence(release: Release, process: Process, item: Recorded) -> str:
    """What happened, in one sentence."""
    event = item.event
    words = {**vars(event), "actor": release.person_name(item.actor)}
    for name in PEOPLE:
        if name in words:
            words[name] = release.person_name(str(words[name]))
    element = process.nodes.get(str(words.get("element", "")))
    if element is not None and event.type not in ("MessageThrown", "SubscriptionOpened"):
        words["name"] = element.name or element.id
    if words.get("to") in process.nodes:
        words["to_name"] = process.nodes[str(words["to"])].name
    if words.get("outcome"):
        words["outcome"] = f":{words['outcome']}"
    words["cls"] = COLOURS.get(str(words.get("cls", words.get("level", ""))), "")
    if isinstance(event, DecisionTaken):
        words["rules"] = "、".join(event.rules) or "(无)"
        doubts = ";".join(warning.partition(" / ")[0] for warning in event.warnings)
        words["doubts"] = f"。注意:{doubts}" if doubts else ""
    words.setdefault("name", words.get("element", ""))
    return WORDS.get(event.type, event.type).format_map(_Blank(words))


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""
