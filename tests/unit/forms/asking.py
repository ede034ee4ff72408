"""Short ways to build a form and to validate values against it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.forms import validate
from engine.model.errors import InvalidValues
from engine.model.form import Component, Form

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
PEOPLE = ("lj.an", "lj-lh.bo")

Values = Mapping[str, Any]


def form(*components: Component, rules: list[dict[str, str]] | None = None) -> Form:
    return Form("p/f", "表单", {"components": list(components), "rules": rules or []})


def field(type_: str, key: str = "x", **rest: Any) -> Component:
    return {"type": type_, "id": f"Field_{key}", "key": key, **rest}


def required(type_: str, key: str = "x", **rest: Any) -> Component:
    return field(type_, key, **{**rest, "validate": {"required": True, **rest.get("validate", {})}})


def table(path: str, *columns: Component, **rest: Any) -> Component:
    return {"type": "dynamiclist", "id": f"Table_{path}", "path": path, "components": list(columns), **rest}


def choices(*values: Any) -> list[dict[str, Any]]:
    return [{"label": str(value), "value": value} for value in values]


def people(component: Component) -> tuple[str, ...] | None:
    return PEOPLE if component.get("properties", {}).get("source") == "people" else None


def ask(checked: Form, values: Values, context: Values | None = None) -> dict[str, Any]:
    return validate(checked, values, context or {}, people, NOW, "安")


def one(component: Component, value: Any, context: Values | None = None) -> Any:
    """The typed value of a form with a single field ``x``."""
    return ask(form(component), {"x": value}, context)["x"]


def refused(checked: Form, values: Values, context: Values | None = None) -> dict[str, str]:
    """Path and code of every fault."""
    with pytest.raises(InvalidValues) as info:
        ask(checked, values, context)
    return {problem.path: problem.code for problem in info.value.problems}


def why(component: Component, value: Any) -> str:
    """The code of the one fault of a form with a single field ``x``."""
    codes = refused(form(component), {"x": value})
    assert set(codes) == {"x"}
    return codes["x"]
