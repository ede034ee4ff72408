"""One sentence per event, as people read a case's history; Chinese and English."""

from __future__ import annotations

from collections.abc import Mapping

from engine.catalog import Release
from engine.model.definition import Node, Process
from engine.model.events import DecisionTaken, Recorded
from engine.queries.words import CAUSES, COLOURS, JOBS, STATES

WORDS: Mapping[str, tuple[str, str]] = {
    "CaseStarted": ("{actor} 启动案件 {case_no}", "{actor} starts case {case_no}"),
    "CaseTitled": ("案件标题定为“{title}”", "The case is titled “{title}”"),
    "StatusChanged": ("案件状态变为“{status}”", "The case is now {status}"),
    "CaseSuspended": ("{actor} 中止案件:{reason}", "{actor} suspends the case: {reason}"),
    "CaseResumed": ("{actor} 恢复案件:{reason}", "{actor} resumes the case: {reason}"),
    "CaseEnded": ("案件结束,状态“{status}”", "The case ends: {status}"),
    "ElementEntered": ("进入“{name}”", "Enters “{name}”"), "ElementLeft": ("离开“{name}”", "Leaves “{name}”"),
    "ElementDropped": ("撤销“{name}”", "Drops “{name}”"), "VariablesChanged": ("数据变更", "Data change"),
    "TaskOpened": ("产生任务“{name}”{due}", "Task “{name}” opens{due}"),
    "TaskRerouted": ("任务转交({cause})", "The task goes elsewhere ({cause})"),
    "DraftSaved": ("{actor} 保存草稿", "{actor} saves a draft"),
    "TaskCompleted": ("{actor} 办结“{name}”{outcome}", "{actor} completes “{name}”{outcome}"),
    "TaskCancelled": ("任务撤销:{reason}", "The task is withdrawn: {reason}"),
    "TaskReturned": ("{actor} 将“{name}”退回至“{to_name}”:{reason}",
                     "{actor} returns “{name}” to “{to_name}”: {reason}"),
    "DueChanged": ("期限调整为 {effective_due}({cause})", "Now due {effective_due} ({cause})"),
    "WarningRaised": ("发出{cls}预警", "Warning: {cls}"),
    "JobScheduled": ("安排后台事项({kind})", "Work is put on the clock ({kind})"),
    "JobDone": ("后台事项完成", "Work of the clock is done"),
    "JobFailed": ("后台事项失败:{message}", "Work of the clock failed: {message}"),
    "SubscriptionOpened": ("等待消息“{name}”", "Waits for message “{name}”"),
    "SubscriptionClosed": ("不再等待消息", "No longer waits for a message"),
    "MessageThrown": ("发出消息“{name}”", "Message “{name}” goes out"),
    "MessageReceived": ("{actor} 送来消息“{name}”", "Message “{name}” from {actor}"),
    "Linked": ("关联案件({relation})", "A case is linked ({relation})"),
    "RegisterWritten": ("登记台账 {register} {row_no}", "Entry in register {register}: {row_no}"),
    "RowTargeted": ("写入其他案件的台账 {register} {row_no}", "Entry of another case in {register}: {row_no}"),
    "AlarmRaised": ("{cls}预警 {rule}“{name}”:{object},{value}(阈值 {threshold})",
                    "Early warning {rule} “{name}” ({cls}): {object}, {value} (threshold {threshold})"),
    "LetterMade": ("制作《{name}》{number}", "Letter “{name}” {number} is made"),
    "LetterSigned": ("文书签发,内容锁定", "The letter is signed and locked"),
    "FileAttached": ("{actor} 上传附件《{name}》", "{actor} attaches “{name}”"),
    "FileRemoved": ("{actor} 移除附件", "{actor} removes an attachment"),
    "MemberJoined": ("{user} 参与本案", "{user} takes part"), "MemberLeft": ("{user} 退出本案", "{user} leaves"),
    "Recused": ("{user} 回避(理由 {ground})", "{user} is recused (ground {ground})"),
    "Noticed": ("通知 {user}:{text}", "Notice to {user}: {text}"),
    "ParticipantAdded": ("增加办理人", "A participant is added"),
    "ActivityChosen": ("{actor} 选办“{name}”", "{actor} chooses “{name}”"),
    "ParticipantRemoved": ("减少办理人:{reason}", "A participant is removed: {reason}"),
    "HandlerSwapped": ("承办人由 {leaving} 换为 {entering}:{reason}",
                       "{entering} takes over from {leaving}: {reason}"),
    "RequestDecided": ("{actor} 审批申请:{opinion}", "{actor} decides on a request: {opinion}"),
    "LeakReported": ("{actor} 报告失泄密", "{actor} reports a leak"),
    "DecisionTaken": ("决策 {decision} 命中规则 {rules}{doubts}", "Decision {decision}: rules {rules}{doubts}"),
    "ContentOpened": ("{user} 查阅案件内容:{reason}", "{user} looks into the content: {reason}"),
    "IncidentRaised": ("自动处理异常:{message}", "Automatic step failed: {message}"),
    "IncidentResolved": ("异常已处理:{note}", "The failure is dealt with: {note}"),
    "CommandRefused": ("{actor} 的操作 {command} 被拒绝({code})", "{command} of {actor} was refused ({code})"),
}
PEOPLE = ("user", "leaving", "entering")
TABLES = {
    "status": {code: (zh, code) for code, zh in STATES.items()}, "kind": JOBS, "cause": CAUSES, "reason": CAUSES,
}


def sentence(release: Release, process: Process, item: Recorded) -> tuple[str, str]:
    """What happened, in one sentence: Chinese and English."""
    chinese, english = WORDS.get(item.event.type, (item.event.type, item.event.type))
    return chinese.format_map(_words(release, process, item, 0)), english.format_map(_words(release, process, item, 1))


def _words(release: Release, process: Process, item: Recorded, language: int) -> _Blank:
    """What a sentence may name; ``language`` 0 is Chinese, 1 English."""
    event = item.event
    words = {**vars(event), "actor": release.person_name(item.actor)}
    for name in PEOPLE:
        if name in words:
            words[name] = release.person_name(str(words[name]))
    element = process.nodes.get(str(words.get("element", "")))
    if element is not None and event.type not in ("MessageThrown", "SubscriptionOpened", "MessageReceived"):
        words["name"] = element.name or element.id
    if words.get("to") in process.nodes:
        words["to_name"] = process.nodes[str(words["to"])].name
    words["outcome"] = _outcome(release, element, str(words.get("outcome") or ""))
    due = words.get("effective_due")
    words["due"] = (f",期限 {due}", f", due {due}")[language] if due else ""
    words["cls"] = _told(COLOURS, words.get("cls") or words.get("level"), language)
    for name, table in TABLES.items():
        words[name] = _told(table, words.get(name), language)
    if isinstance(event, DecisionTaken):
        words["rules"] = "、".join(event.rules) or ("(无)", "(none)")[language]
        doubts = ";".join(warning.split(" / ")[-language] for warning in event.warnings)
        words["doubts"] = f"{('。注意:', '. Note: ')[language]}{doubts}" if doubts else ""
    words.setdefault("name", words.get("element", ""))
    return _Blank(words)


def _outcome(release: Release, element: Node | None, value: str) -> str:
    """The label of the outcome chosen, after a colon."""
    form = release.bundle.forms.get(element.ext.form) if element and value else None
    for component in form.fields() if form and element else ():
        if element and component.get("key") == element.ext.outcome:
            labels = {str(each["value"]): str(each["label"]) for each in component.get("values", ())}
            return f":{labels.get(value, value)}"
    return f":{value}" if value else ""


def _told(table: Mapping[str, tuple[str, str]], value: object, language: int) -> str:
    """The word for a code; anything else as it is."""
    text = str(value or "")
    return table[text][language] if text in table else text


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""
