"""Whole forms: visibility, read-only fields, groups, tables and rules, with the exact path of every fault."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.forms import validate
from engine.model.errors import InvalidValues

from .asking import NOW, ask, choices, field, form, people, refused, required, table

DECISION = required("radio", "decision", values=choices("approve", "return"))
REASON = required("textfield", "reason", conditional={"hide": '=decision != "return"'})


def test_every_fault_is_named_at_once_in_both_languages() -> None:
    with pytest.raises(InvalidValues) as info:
        ask(form(DECISION, field("number", "amount")), {"amount": "many", "x": 1})
    assert {(problem.path, problem.code) for problem in info.value.problems} == {
        ("decision", "required"), ("amount", "number"), ("x", "unknown"),
    }
    first = next(problem for problem in info.value.problems if problem.code == "required")
    assert (first.zh, first.en) == ("此项必填", "This field is required")


def test_a_hidden_field_is_neither_required_nor_accepted() -> None:
    checked = form(DECISION, REASON)
    assert ask(checked, {"decision": "approve"}) == {"decision": "approve"}
    assert ask(checked, {"decision": "approve", "reason": None}) == {"decision": "approve"}
    assert refused(checked, {"decision": "return"}) == {"reason": "required"}
    assert refused(checked, {"decision": "approve", "reason": "错"}) == {"reason": "hidden"}


def test_a_hidden_field_has_no_value_for_the_conditions_of_others() -> None:
    more = required("textfield", "more", conditional={"hide": "=reason = null"})
    checked = form(DECISION, REASON, more)
    assert ask(checked, {"decision": "approve"}, {"reason": "an earlier round"}) == {"decision": "approve"}
    assert refused(checked, {"decision": "return", "reason": "错"}) == {"more": "required"}


def test_a_field_left_empty_now_does_not_show_its_earlier_value_to_conditions() -> None:
    checked = form(field("textfield", "reason"), required("textfield", "more", conditional={"hide": "=reason = null"}))
    assert ask(checked, {}, {"reason": "earlier"}) == {"reason": None}


def test_hiding_a_group_hides_what_is_in_it() -> None:
    group = {"type": "group", "id": "g", "components": [REASON], "conditional": {"hide": "=urgent"}}
    checked = form(DECISION, group)
    assert ask(checked, {"decision": "return"}, {"urgent": True}) == {"decision": "return"}
    assert refused(checked, {"decision": "return"}, {"urgent": False}) == {"reason": "required"}


def test_a_read_only_field_keeps_its_value_whatever_is_sent() -> None:
    checked = form(required("textfield", "no", readonly=True), required("number", "amount", readonly="=locked"))
    assert ask(checked, {"no": "forged", "amount": 9}, {"no": "1", "amount": 5, "locked": True}) == {}
    assert ask(checked, {"no": "forged", "amount": 9}, {"locked": False}) == {"amount": 9}


def test_conditions_see_a_read_only_field_as_it_is_and_not_as_sent() -> None:
    secret = required("textfield", "why", conditional={"hide": '=level = "low"'})
    checked = form(field("textfield", "level", readonly=True), secret)
    assert refused(checked, {"level": "low"}, {"level": "high"}) == {"why": "required"}


def test_a_group_with_a_path_nests_its_values() -> None:
    group = {"type": "group", "id": "g", "path": "subject", "components": [required("textfield", "name")]}
    assert ask(form(group), {"subject": {"name": "王"}}, {"subject": {"post": "科长"}}) == {
        "subject": {"post": "科长", "name": "王"}
    }
    assert refused(form(group), {"subject": {"age": 1}}) == {"subject/name": "required", "subject/age": "unknown"}
    assert refused(form(group), {"subject": "王"}) == {"subject": "group"}


ROWS = table("subjects", required("textfield", "name"), field("datetime", "born", subtype="date"))


def test_a_table_is_a_list_of_typed_rows() -> None:
    assert ask(form(ROWS), {"subjects": [{"name": "王", "born": "1980-05-01"}, {"name": "李"}]}) == {
        "subjects": [{"name": "王", "born": date(1980, 5, 1)}, {"name": "李", "born": None}]
    }
    assert ask(form(ROWS), {}) == {"subjects": []}


def test_faults_in_a_table_name_row_and_column() -> None:
    assert refused(form(ROWS), {"subjects": [{"name": "王"}, {"born": "yesterday", "x": 1}]}) == {
        "subjects/1/name": "required", "subjects/1/born": "date", "subjects/1/x": "unknown",
    }
    assert refused(form(ROWS), {"subjects": {"name": "王"}}) == {"subjects": "rows"}
    assert refused(form(ROWS), {"subjects": [{}] * 501}) == {"subjects": "too_many"}
    assert refused(form({**ROWS, "validate": {"required": True}}), {}) == {"subjects": "required"}


def test_a_column_may_depend_on_its_row_and_on_what_is_around_the_table() -> None:
    column = required("textfield", "why", conditional={"hide": "=this.kind = 1 or parent.quiet"})
    checked = form(field("checkbox", "quiet"), table("rows", field("number", "kind"), column))
    assert ask(checked, {"rows": [{"kind": 1}]}) == {"quiet": False, "rows": [{"kind": 1}]}
    assert ask(checked, {"quiet": True, "rows": [{"kind": 2}]}) == {"quiet": True, "rows": [{"kind": 2}]}
    assert refused(checked, {"rows": [{"kind": 1}, {"kind": 2}]}) == {"rows/1/why": "required"}


FOUND = {"candidates": [{"row_no": "LJ-1", "hits": 3}, {"row_no": "LJ-2", "hits": 1}]}
NUMBER = field("textfield", "row_no", readonly=True)


def test_a_table_of_read_only_cells_and_fixed_rows_is_kept_as_a_whole() -> None:
    checked = form(table("candidates", NUMBER, allowAddRemove=False))
    assert ask(checked, {"candidates": [{"row_no": "forged"}]}, FOUND) == {}


def test_fixed_rows_are_edited_in_order_and_keep_what_is_not_on_the_form() -> None:
    checked = form(table("candidates", NUMBER, field("checkbox", "same"), allowAddRemove=False))
    sent = {"candidates": [{"row_no": "forged", "same": True}, {"same": False}]}
    assert ask(checked, sent, FOUND) == {
        "candidates": [{"row_no": "LJ-1", "hits": 3, "same": True}, {"row_no": "LJ-2", "hits": 1, "same": False}]
    }
    assert refused(checked, {"candidates": [{"same": True}]}, FOUND) == {"candidates": "rows_fixed"}


def test_read_only_cells_of_movable_rows_must_be_those_of_a_current_row() -> None:
    checked = form(table("candidates", NUMBER, field("textfield", "note")))
    sent = {"candidates": [{"row_no": "LJ-2", "note": "同一人"}, {"note": "新"}]}
    assert ask(checked, sent, FOUND) == {"candidates": [{"row_no": "LJ-2", "note": "同一人"}, {"note": "新"}]}
    assert refused(checked, {"candidates": [{"row_no": "LJ-9"}]}, FOUND) == {"candidates": "readonly"}


def test_rules_of_the_form_see_variables_and_typed_values() -> None:
    rule = {"field": "due", "assert": "due = null or due <= limit", "zh": "只能提前", "en": "Only earlier"}
    checked = form(field("datetime", "due", subtype="date"), rules=[rule])
    context = {"limit": date(2026, 4, 1)}
    assert ask(checked, {"due": "2026-04-01"}, context) == {"due": date(2026, 4, 1)}
    assert ask(checked, {}, context) == {"due": None}
    with pytest.raises(InvalidValues) as info:
        ask(checked, {"due": "2026-04-02"}, context)
    assert [(p.path, p.code, p.zh, p.en) for p in info.value.problems] == [("due", "rule", "只能提前", "Only earlier")]


def test_a_rule_that_cannot_be_judged_refuses() -> None:
    rule = {"field": "x", "assert": "x < unknown", "zh": "错", "en": "Wrong"}
    assert refused(form(field("number"), rules=[rule]), {"x": 1}) == {"x": "rule"}


def test_rules_of_hidden_fields_and_of_forms_with_other_faults_wait() -> None:
    rule = {"field": "reason", "assert": "false", "zh": "错", "en": "Wrong"}
    checked = form(DECISION, REASON, rules=[rule])
    assert ask(checked, {"decision": "approve"}) == {"decision": "approve"}
    assert refused(checked, {"decision": "return", "reason": ""}) == {"reason": "required"}
    assert refused(checked, {"decision": "return", "reason": "错"}) == {"reason": "rule"}


def test_rules_know_the_clock_and_the_functions_of_the_engine() -> None:
    rules = [
        {"field": "day", "assert": "day <= today()", "zh": "错", "en": "Wrong"},
        {"field": "day", "assert": "fits(day)", "zh": "错", "en": "Wrong"},
    ]
    checked = form(field("datetime", "day", subtype="date"), rules=rules)
    values = {"day": "2026-03-02"}
    assert validate(checked, values, {}, people, NOW, "安", {"fits": lambda day: True}) == {"day": date(2026, 3, 2)}
    with pytest.raises(InvalidValues):
        validate(checked, values, {}, people, NOW, "安", {"fits": lambda day: False})


def test_a_task_without_a_form_takes_no_values() -> None:
    assert ask(form(), {}) == {}
    assert refused(form(), {"x": 1}) == {"x": "unknown"}


def test_layout_carries_no_value() -> None:
    assert ask(form({"type": "text", "text": "说明"}, field("number")), {"x": Decimal("1.5")}) == {"x": Decimal("1.5")}
    assert refused(form({"type": "button", "key": "go"}), {"go": 1}) == {"go": "unknown"}
