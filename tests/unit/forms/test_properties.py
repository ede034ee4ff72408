"""Whatever is sent: either typed values that fit the form, or faults with a path. Nothing else comes out."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.forms import draft
from engine.model.errors import FieldProblem, InvalidValues
from engine.model.values import from_json, to_json

from .asking import NOW, ask, choices, field, form, required, table

FORM = form(
    required("textfield", "name", validate={"maxLength": 20, "pattern": "[^ ]+"}),
    field("number", "amount", validate={"min": 0}),
    field("datetime", "day", subtype="date"),
    field("datetime", "moment", subtype="datetime"),
    field("checkbox", "flag"),
    field("select", "pick", values=choices("a", 2, True), conditional={"hide": "=flag"}),
    field("taglist", "tags", values=choices("a", "b")),
    field("filepicker", "files"),
    table("rows", field("textfield", "title"), field("number", "pages", decimalDigits=0)),
    {"type": "group", "path": "place", "components": [field("textfield", "town")]},
)
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from(["2026-01-31", "2026-01-31T10:00", "a", "b", "12.5", "true"])
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["title", "town", "z"]), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(["name", "amount", "day", "moment", "flag", "pick", "tags", "files", "rows", "place", "other"])
SENT = st.dictionaries(KEYS, ANYTHING, max_size=8)


@given(SENT)
def test_values_are_typed_or_refused_and_never_anything_else(sent: dict[str, Any]) -> None:
    problems: tuple[FieldProblem, ...] = ()
    kept: dict[str, Any] = {}
    try:
        kept = ask(FORM, sent)
    except InvalidValues as error:
        problems = error.problems
    assert bool(kept) != bool(problems)
    assert all(problem.path and problem.zh and problem.en for problem in problems)
    assert set(kept) <= FORM.keys()
    assert from_json(to_json(kept)) == kept


@given(SENT)
def test_what_was_accepted_once_is_accepted_again_unchanged(sent: dict[str, Any]) -> None:
    try:
        kept = ask(FORM, sent)
    except InvalidValues:
        return
    assert ask(FORM, kept) == kept


@given(SENT)
def test_a_draft_is_always_kept_and_can_be_kept_again(sent: dict[str, Any]) -> None:
    kept = draft(FORM, sent, NOW.tzinfo)
    assert set(kept) <= FORM.keys()
    assert from_json(to_json(kept)) == kept
    assert draft(FORM, kept, NOW.tzinfo) == kept
