"""What the runner will not run, each with a stable code, and where it was found."""

from __future__ import annotations

from engine.model.errors import Problem

_TEXTS = {
    "bad-xml": ("无法读取图形文件:{what}", "The diagram cannot be read: {what}"),
    "unsupported-element": ("暂不支持 {what}", "{what} is not supported"),
    "compensation-handler": ("补偿事件应以关联指向同层的补偿活动;一个子流程只能有一个补偿事件子流程",
                             "A compensation event needs one associated compensating activity of its scope"),
    "compensation-process": ("流程本身不会被补偿,补偿事件子流程 {what} 应放在子流程中",
                             "A process is compensated by nobody; {what} belongs in a subprocess"),
    "compensation-flow": ("补偿活动不能有连线和边界事件", "A compensating activity has no flows or boundary events"),
    "compensation-target": ("此处不能补偿 {what}", "{what} cannot be compensated from here"),
    "ad-hoc": ("特别子流程内不能有开始或结束事件", "An ad hoc subprocess has no start or end events"),
    "cancel-event": ("取消事件只用于事务,事务应有取消边界事件",
                     "A cancel event belongs to a transaction that has a cancel boundary event"),
    "multiple-events": ("{what} 不能与其他事件定义并列", "A {what} event cannot stand among several definitions"),
    "event-reference": ("eventDefinitionRef 指向不存在的 {what}", "eventDefinitionRef names {what}, which is missing"),
    "event-kind": ("此处不能使用 {what} 事件", "A {what} event cannot stand here"),
    "quantity": ("{what} 应为正整数", "{what} must be a positive number"),
    "instance-behavior": ("多实例 behavior 或其事件有误", "The multi-instance behavior or its event is wrong"),
    "instance-count": ("多实例次数不能为负", "The number of instances must not be negative"),
    "no-instances": ("多实例缺少集合或次数", "A multi-instance needs a collection or a cardinality"),
    "endless-loop": ("循环需要条件或最大次数", "A loop needs a condition or a positive maximum"),
    "event-gateway": ("并行事件网关只能用于启动流程", "A parallel event gateway must start the process"),
    "parallel-events": ("并行多重事件不能包含 {what}", "A parallel multiple event cannot wait for {what}"),
    "instantiate-flow": ("启动流程的元素不能有流入线", "What starts the process has no incoming flow"),
    "event-gateway-target": ("事件网关后只能是捕获事件或接收任务", "Only catch events may follow an event gateway"),
    "flow-without-condition": ("网关流出线缺少条件且不是默认", "A way out of the gateway has no condition"),
    "link-target": ("链接 {what} 应恰有一个捕获事件", "Link {what} needs exactly one catch event"),
    "dangling-flow": ("连线的两端应在同一层:{what}", "Both ends of flow {what} must exist in one scope"),
    "no-start": ("没有开始的地方", "Nothing starts this scope"),
    "subprocess-start": ("子流程只能有一个无类型开始事件", "A subprocess starts with one plain start event"),
    "handler-start": ("事件子流程应有一个带事件的开始", "An event subprocess needs one typed start event"),
    "handler-flow": ("事件子流程不能有连线", "An event subprocess has no sequence flows"),
    "boundary-host": ("边界事件应附着在同层活动上", "A boundary event must sit on an activity of its scope"),
    "data-reference": ("数据关联指向不存在的数据或数据存储 {what}",
                       "The data association names {what}, which is no data object, property, input or output"),
    "call-target": ("调用活动缺少 calledElement", "A call activity needs calledElement"),
    "no-timer": ("定时器缺少时间", "The timer has no time"),
    "bad-timer": ("时间写法有误:{what}", "The time is malformed: {what}"),
    "expression": ("表达式有误:{what}", "Bad expression: {what}"),
}
CODES = frozenset(_TEXTS)


def refuse(code: str, file: str, line: int, element: str, what: str = "") -> Problem:
    """The problem of one refusal."""
    zh, en = _TEXTS[code]
    return Problem(file, line, element, code, zh.format(what=what), en.format(what=what))
