"""What service tasks do. Each action type is one function; all of them work inside the command's transaction.

An action that must leave the machine (mail, HTTP) is never done here: it is scheduled as a job for the worker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from engine.catalog.routing import parse_address, resolve, route
from engine.commands import alarms, conduct, ledger
from engine.content import render_letter
from engine.model import events as e
from engine.model.definition import Node
from engine.model.values import copy, to_plain

if TYPE_CHECKING:
    from engine.commands.course import Course

Local = Mapping[str, Any]
Values = Mapping[str, Any]


def perform(course: Course, node: Node, local: Local) -> Values:
    """Do what a service, send or business rule task says; returns the variables it sets."""
    if node.kind == "businessRuleTask" and node.ext.decision:
        return _decide(course, node, local)
    if node.kind == "sendTask" and node.message:
        return _send(course, node, local)
    action = node.ext.action
    if action is None:
        return {}
    result = ACTIONS[action.type](course, node, local)
    return {action.result: result} if action.result else {}


def _param(course: Course, node: Node, name: str, local: Local, default: Any = None) -> Any:
    action = node.ext.action
    text = action.params.get(name) if action else None
    return default if text is None else course.value(text, local)


def _letter(course: Course, node: Node, local: Local) -> Any:
    """Make a numbered letter; ``sign`` freezes it at once, ``signedBy`` names the element whose performer signed."""
    assert node.ext.action is not None  # noqa: S101 - perform() checked
    letter = course.release.bundle.letters[node.ext.action.ref]
    unit = str(course.value(letter.unit, local) or course.case.row["unit"])
    year = course.today().year
    number = ledger.numbered(unit, letter.series, year, course.tx.next_number(unit, letter.series, year))
    signer = str(_param(course, node, "signedBy", local, ""))
    signers = [course.current.person_name(user) for user in course.performers(signer, local)[-1:]]
    fields = {
        "number": number, "date": course.today(), "unit_name": course.current.unit_name(unit),
        "to": course.value(letter.to, local), "cc": course.value(letter.cc, local), "secrecy": letter.secrecy,
        "signed_by": "、".join(signers), "case_no": course.case.row["case_no"],
    }
    fields |= {name: course.value(text, {**local, **fields}) for name, text in letter.fields.items()}
    plain = {name: "" if value is None else to_plain(value) for name, value in fields.items()}
    content = render_letter(course.release.bundle.templates[letter.template], plain)
    signed = bool(signer) or _param(course, node, "sign", local, "") in (True, "true")
    course.record(e.LetterMade(
        course.tx.new_id(), letter.id, letter.name, number, course.tx.put_blob(content), plain, signed,
    ))
    return number


def _sign(course: Course, node: Node, local: Local) -> Any:
    """Freeze the case's newest letter of a kind by its hash."""
    assert node.ext.action is not None  # noqa: S101 - perform() checked
    letters = course.case.need(course.tx.connection, "letter")
    mine = [(row["made_at"], row["number"], key) for key, row in letters.items()
            if row["letter"] == node.ext.action.ref and row["status"] == "draft"]
    if not mine:
        raise LookupError(f"no draft of letter {node.ext.action.ref}")
    _, number, key = max(mine)
    course.record(e.LetterSigned(key, letters[key]["sha256"]))
    return number


def _register(course: Course, node: Node, local: Local) -> Any:
    """Nothing of its own: the register's file hangs its rows on this element."""
    return None


def _search(course: Course, node: Node, local: Local) -> Any:
    """Rows of a register for which FEEL ``where`` (seeing ``row``) holds; the case's own rows are left out."""
    assert node.ext.action is not None  # noqa: S101 - perform() checked
    where = node.ext.action.params.get("where", "true")
    register = str(_param(course, node, "register", local, node.ext.action.ref))
    rows = (row for row in ledger.find(course, register, {}) if row["instance"] != course.case.id)
    return [row for row in rows if course.evaluate(where, {**local, "row": row}) is True]


def _start(course: Course, node: Node, local: Local) -> Any:
    """Start another procedure, not waiting for it; the link is kept in L-30."""
    course.start_other(
        _param(course, node, "definition", local), _param(course, node, "unit", local, ""),
        _param(course, node, "relation", local, "派生"), _param(course, node, "variables", local, {}) or {},
    )
    return None


def _notify(course: Course, node: Node, local: Local) -> Any:
    """A notice to users, or to those addressed by ``role@scope``."""
    to, text = _param(course, node, "to", local), str(_param(course, node, "text", local, ""))
    for word in to if isinstance(to, list) else [to]:
        users: tuple[str, ...] = (str(word),)
        if "@" in str(word):
            role, unit, of = resolve(course, parse_address(str(word)), local)
            users = course.current.organisation.holders(role, unit, of)
        for user in users:
            course.record(e.Noticed(course.tx.new_id(), user, text))
    return None


def _status(course: Course, node: Node, local: Local) -> Any:
    """Set the case's status; what stands at the end is its final one."""
    status = str(_param(course, node, "value", local, ""))
    course.context["final"] = status
    if status != course.case.row["status"]:
        course.record(e.StatusChanged(status))
    return None


def _swap(course: Course, node: Node, local: Local) -> Any:
    """``entering`` takes over what ``leaving`` has open in this case; nothing happens when nobody leaves."""
    leaving, entering = (str(_param(course, node, name, local) or "") for name in ("leaving", "entering"))
    if leaving and entering:
        conduct.swap(course, leaving, entering, str(_param(course, node, "reason", local) or ""))
    return None


def _add(course: Course, node: Node, local: Local) -> Any:
    """One more instance of a running multi-instance of this case, in the next transaction; in a sequence the last."""
    course.schedule(f"a:{course.tx.new_id()}", "add", course.tx.now, {
        "element": str(_param(course, node, "element", local)), "item": copy(_param(course, node, "item", local)),
    })
    return None


def _alarm(course: Course, node: Node, local: Local) -> Any:
    """Let an early-warning rule judge a unit (``unit``, else the case's own); the number of the alarm or null."""
    assert node.ext.action is not None  # noqa: S101 - perform() checked
    rule = course.current.bundle.rules[node.ext.action.ref]
    unit = str(_param(course, node, "unit", local, "") or course.case.row["unit"])
    return alarms.judge(course, rule, {"unit": unit}, None) or None


def _reroute(course: Course, node: Node, local: Local) -> Any:
    """Offer the open tasks of ``elements`` anew, to whom the diagram names now; nobody there: they stay."""
    elements = str(_param(course, node, "elements", local, "")).split()
    for task, row in list(course.case.open_tasks().items()):
        if row["element"] not in elements:
            continue
        found = route(course, course.node(row["element"]), course.local(task))
        if found.principals and set(found.principals) != set(row["principals"]):
            course.record(e.TaskRerouted(task, found.principals, found.assignee, "rerouted", unit=found.unit))
    return None


def _decide(course: Course, node: Node, local: Local) -> Values:
    """Evaluate a decision; inputs, the rules that matched and warnings go into the history."""
    model = course.release.bundle.decisions[node.ext.decision].model
    decision = model.decisions[node.ext.decision]
    scope = course.scope(local)
    outcome = decision.decide(scope, course.functions_at(local), course.tx.now.astimezone(course.settings.zone))
    rules = tuple(f"{hit.decision}/{hit.rule or hit.index}" for hit in outcome.matched)
    inputs = {name: copy(scope.get(name)) for name in decision.inputs}
    course.record(e.DecisionTaken(node.id, node.ext.decision, rules, outcome.value, inputs, outcome.warnings))
    if node.ext.result:
        return {node.ext.result: outcome.value}
    return outcome.value if isinstance(outcome.value, dict) else {}


def _send(course: Course, node: Node, local: Local) -> Values:
    """Throw the task's message with the action's parameters as payload."""
    action = node.ext.action
    payload = {name: course.value(text, local) for name, text in (action.params if action else {}).items()}
    key = course.evaluate(node.ext.correlation, local) if node.ext.correlation else ""
    unit = str(course.evaluate(node.ext.to_unit, local) or "") if node.ext.to_unit else ""
    course.throw("message", node.message, payload, node.id, unit, "" if key is None else str(key))
    return {}


ACTIONS: Mapping[str, Callable[[Course, Node, Local], Any]] = {
    "letter": _letter, "sign": _sign, "register": _register, "search": _search, "start": _start, "notify": _notify,
    "status": _status, "alarm": _alarm, "reroute": _reroute, "swap": _swap, "add": _add,
}
