"""FEEL in forms compiles; rules name fields; sources name roles and registers that exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.content.codes import declare
from engine.content.lint.context import Context
from engine.content.lint.feel import Text, faults
from engine.model.errors import Problem
from engine.model.form import Component, Form

RULE = declare(
    "form-bad-rule", "表单规则不完整或字段不存在:{field}",
    "The rule is incomplete or its field does not exist: {field}",
    '`{"field": "gone", "assert": "gone > 1", "zh": "…", "en": "…"}`',
)
ROLE = declare(
    "form-unknown-role", "选项来源的角色不存在:{role}", "Unknown role of an option source: {role}",
    '`"properties": {"source": "people", "role": "audtor"}`',
)
REGISTER = declare(
    "form-unknown-register", "选项来源的台账不存在:{register}", "Unknown register of an option source: {register}",
    '`"properties": {"source": "register", "register": "L-99"}`',
)


def expressions(context: Context) -> Iterator[Problem]:
    """``conditional.hide``, ``readonly`` and the assertions of rules compile."""
    for form in context.bundle.forms.values():
        yield from faults(context, file_of(form), texts(form))


def rules(context: Context) -> Iterator[Problem]:
    """A rule has a field of the form, an assertion and a message in both languages."""
    for form in context.bundle.forms.values():
        for rule in form_rules(form):
            complete = all(isinstance(rule.get(key), str) and rule[key] for key in ("field", "assert", "zh", "en"))
            if not complete or str(rule["field"]).split("/")[0] not in form.keys():  # noqa: SIM118
                line = context.line(file_of(form), "rules")
                yield RULE.at(file_of(form), line, str(rule.get("field", "")), field=rule.get("field", "-"))


def sources(context: Context) -> Iterator[Problem]:
    """Roles and registers that options come from exist."""
    for form in context.bundle.forms.values():
        for component in form.fields():
            properties = component.get("properties", {})
            role, register = str(properties.get("role", "")), str(properties.get("register", ""))
            if role and not role.startswith("=") and context.misses_role(role):
                yield ROLE.at(file_of(form), context.line(file_of(form), role), _name(component), role=role)
            if register and context.misses_register(register):
                line = context.line(file_of(form), register)
                yield REGISTER.at(file_of(form), line, _name(component), register=register)


def form_rules(form: Form) -> tuple[Mapping[str, Any], ...]:
    """The server rules of a form that are objects."""
    found = form.schema.get("rules", ())
    return tuple(rule for rule in found if isinstance(rule, dict)) if isinstance(found, list) else ()


def file_of(form: Form) -> str:
    """The path of the form in its folder."""
    return f"forms/{form.key}.json"


def _name(component: Component) -> str:
    return str(component.get("id") or component.get("key") or component.get("path") or "")


def texts(form: Form) -> Iterator[Text]:
    """Every FEEL text of a form."""
    for component in _all(form.components):
        name = _name(component)
        hide = component.get("conditional", {}).get("hide")
        for what, value in (("hide", hide), ("readonly", component.get("readonly"))):
            if isinstance(value, str) and value:
                yield Text(0, name, what, value.removeprefix("=").strip())
    for rule in form_rules(form):
        if rule.get("assert"):
            assertion = str(rule["assert"]).removeprefix("=").strip()
            yield Text(0, str(rule.get("field", "")), "assert", assertion)


def _all(components: tuple[Component, ...]) -> Iterator[Component]:
    for component in components:
        yield component
        yield from _all(tuple(component.get("components", ())))
