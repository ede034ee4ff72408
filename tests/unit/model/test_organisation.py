"""The organisation: a department in the place of a role stands for its head."""

from __future__ import annotations

from engine.model.org import Organisation, Role

ORGANISATION = Organisation(
    units={}, people={}, departments={"office": "办公室", "audit": "审计"},
    roles={
        "office_head": Role("office_head", "主任", "Head", department="office", head=True),
        "clerk": Role("clerk", "文员", "Clerk", department="office"),
        "audit": Role("audit", "审计负责人", "Head of audit", department="audit", head=True),
    },
)


def test_a_role_is_itself_even_where_a_department_has_its_name() -> None:
    assert [ORGANISATION.role_of(name) for name in ("clerk", "audit")] == ["clerk", "audit"]


def test_a_department_stands_for_its_head() -> None:
    assert ORGANISATION.role_of("office") == "office_head"


def test_what_is_neither_stays_as_it_is() -> None:
    assert ORGANISATION.role_of("nothing") == "nothing"
