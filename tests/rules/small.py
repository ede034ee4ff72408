"""Small procedures with forms and registers, deployed into a house in a few words."""

from __future__ import annotations

import json
from typing import Any

import yaml

from engine import commands
from tests.scenarios.bpmn.build import Node, document, process, sv, user
from tests.support.house import House

ANYBODY = '<sv:candidate role="officer" scope="own"/>'


def procedure(key: str, *inside: Node | str, declared: str = "", roots: str = "", secrecy: int = 1) -> dict[str, bytes]:
    """The file of a procedure anybody may start; ``declared`` stands in its extension elements."""
    id_ = key.replace("-", "_")
    ext = sv(f'<sv:procedure code="T" secrecy="{secrecy}" series="{key[:2].upper()}" startBy="*"/>{declared}')
    drawn = process(id_, *inside, xml=ext, name=key)
    return {f"processes/{key}.bpmn": document(*([roots] if roots else []), drawn).encode()}


def work(id_: str, form: str = "", declared: str = "", who: str = ANYBODY, xml: str = "") -> Node:
    """A user task of ``who`` with a form."""
    filled = f'<sv:form key="{form}"/>' if form else ""
    return user(id_, xml=sv(f"{who}{filled}{declared}") + xml, name=id_)


def form(key: str, *fields: str, rules: list[dict[str, str]] | None = None) -> dict[str, bytes]:
    """The file of a form; a field is ``name:type`` (textfield when left out; a taglist is of officers), ``*`` marks
    what is required.
    """
    components = []
    for text in fields:
        name, _, kind = text.rstrip("*").partition(":")
        more: dict[str, Any] = {"subtype": "date", "dateLabel": name} if kind == "datetime" else {"label": name}
        component = {"type": kind or "textfield", "id": f"Field_{name}", "key": name, **more}
        if kind == "taglist":
            component |= {"valuesKey": f"{name}__options", "properties": {"source": "people", "role": "officer"}}
        if text.endswith("*"):
            component["validate"] = {"required": True}
        components.append(component)
    schema = {"schemaVersion": 16, "type": "default", "name": key, "components": components}
    if rules:
        schema["rules"] = rules
    return {f"forms/{key}.json": json.dumps(schema).encode()}


def register(id_: str, columns: list[str], *writes: dict[str, Any], **more: Any) -> dict[str, bytes]:
    """The file of a register with text columns."""
    data = {
        "id": id_, "key": id_.lower(), "name": id_, "name_en": id_, "secrecy": 1, "readers": ["head"],
        "columns": [{"id": name, "name": name} for name in columns], "writes": list(writes), **more,
    }
    return {f"registers/{id_.lower()}.yaml": yaml.safe_dump(data, allow_unicode=True).encode()}


def deploy(house: House, *files: dict[str, bytes]) -> None:
    """Deploy files beside what is there."""
    house.do("system", commands.Deploy({path: content for each in files for path, content in each.items()}, "test"))


def problems(house: House, *files: dict[str, bytes]) -> set[tuple[str, str]]:
    """Code and element of every fault deploying these files would be refused for."""
    refused = house.attempt("system", commands.Deploy(
        {path: content for each in files for path, content in each.items()}, "test"))
    return {(each.code, each.element) for each in getattr(refused, "problems", ()) if each.severity == "error"}
