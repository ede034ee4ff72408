"""The editor's descriptor and the server's table name the same ``sv`` elements and attributes."""

from __future__ import annotations

import json
from pathlib import Path

from engine.content.vocabulary import MULTI_ATTRIBUTES, SV
from engine.model.definition import SV_NAMESPACE

DESCRIPTOR = Path(__file__).parents[3] / "web/src/bpmn/sv-moddle.json"


def test_editor_and_server_speak_the_same_language() -> None:
    descriptor = json.loads(DESCRIPTOR.read_text(encoding="utf-8"))
    assert descriptor["uri"] == SV_NAMESPACE
    attributes = {
        kind["name"]: {each["name"] for each in kind.get("properties", ()) if each.get("isAttr")}
        for kind in descriptor["types"]
    }
    assert attributes.pop("Loop") == MULTI_ATTRIBUTES
    assert attributes == {name.capitalize(): set(shape.attributes) for name, shape in SV.items()}
