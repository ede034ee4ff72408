"""The published description and the program are one thing."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask import Flask
from openapi_spec_validator import validate

from api import openapi
from api.openapi import template
from api.rest import SUBJECTS
from api.schemas import SCHEMAS


@pytest.fixture
def described(app: Flask) -> dict[str, Any]:
    answer = app.test_client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    return dict(answer.json)


def test_it_is_valid_openapi_3_1(described: dict[str, Any]) -> None:
    assert described["openapi"].startswith("3.1")
    validate(described)


def test_it_lists_exactly_the_addresses_served(app: Flask, described: dict[str, Any]) -> None:
    served = {
        (template(rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/") and rule.rule != openapi.PATH
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {(path, method) for path, item in described["paths"].items() for method in item} == served


def test_every_path_parameter_is_declared(described: dict[str, Any]) -> None:
    for path, item in described["paths"].items():
        for operation in item.values():
            declared = {part["name"] for part in operation["parameters"] if part["in"] == "path"}
            assert declared == set(re.findall(r"{(\w+)}", path)), path


def test_operation_ids_are_unique_and_both_languages_are_there(described: dict[str, Any]) -> None:
    operations = [operation for item in described["paths"].values() for operation in item.values()]
    ids = [operation["operationId"] for operation in operations]
    assert len(ids) == len(set(ids))
    for operation in operations:
        assert re.search(r"[一-鿿].* / [A-Z]", operation["summary"]), operation["summary"]


def test_no_schema_is_missing_or_left_over(described: dict[str, Any]) -> None:
    mentioned = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(described)))
    assert mentioned == set(SCHEMAS)


def test_what_the_document_requires_the_program_requires() -> None:
    bodies = [(subject, route) for subject in SUBJECTS for route in subject.routes if route.body is not None]
    document = openapi.document(SUBJECTS, "0")
    for _, route in bodies:
        operation = document["paths"][template(openapi.PREFIX + route.path)][route.method.lower()]
        (content,) = operation["requestBody"]["content"].values()
        required = {name for name, field in route.body.shape.fields.items() if field.required}
        assert required == set(content["schema"]["required"]) - {"file", "files"}
