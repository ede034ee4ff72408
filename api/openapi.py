"""The OpenAPI 3.1 document, generated from the table of routes and served at ``/api/v1/openapi.json``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask import Flask

from api import csrf
from api.acts import KEY_HEADER
from api.body import Json, Multipart
from api.kinds import Columns
from api.problems import MEDIA_TYPE, TABLE
from api.reply import JSON, FileReply, JsonReply, Reply
from api.routes import PREFIX, Route, Subject
from api.schemas import SCHEMAS
from api.shapes import Field, Shape

PATH = f"{PREFIX}/openapi.json"
Document = dict[str, Any]
_PROBLEM = {
    "description": "问题说明(RFC 9457)/ Problem details",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_ABOUT = f"""Jiandu 监督平台 JSON API。

Every request that changes something takes `{KEY_HEADER}`: repeat the request with the same key after a lost reply and
the work is done once. With the session cookie such a request also needs the header `{csrf.HEADER}` (its value comes
from logging in or from `GET {PREFIX}/session`); with `Authorization: Bearer` it does not.
Failures are problem documents with a stable `code`. What you may not see is 404, like what does not exist."""


def document(subjects: Iterable[Subject], version: str) -> Document:
    """The document describing ``subjects``."""
    paths: dict[str, Document] = {}
    tags = []
    for subject in subjects:
        tags.append({"name": subject.name, "description": f"{subject.zh} / {subject.en}"})
        for route in subject.routes:
            operations = paths.setdefault(template(PREFIX + route.path), {})
            operations[route.method.lower()] = _operation(subject, route)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Jiandu 监督", "version": version, "description": _ABOUT},
        "tags": tags,
        "paths": paths,
        "security": [{"session": []}, {"token": []}],
        "components": {
            "schemas": {**SCHEMAS, "Problem": _problem_schema()},
            "responses": {"Problem": _PROBLEM},
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "jiandu_session"},
                "token": {"type": "http", "scheme": "bearer"},
            },
        },
    }


def template(rule: str) -> str:
    """A Flask rule as an OpenAPI path: ``<task>`` becomes ``{task}``."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)


def install(app: Flask, subjects: Iterable[Subject], version: str) -> None:
    """Serve the document from ``app``."""
    described = document(subjects, version)
    app.add_url_rule(PATH, "openapi", lambda: JsonReply("OpenApi").render(described), methods=["GET"])


def _operation(subject: Subject, route: Route) -> Document:
    operation: Document = {
        "operationId": f"{subject.name}_{route.name}",
        "tags": [subject.name],
        "summary": f"{route.zh} / {route.en}",
        "parameters": [*_path_parameters(route), *_query_parameters(route.query), *_key_parameter(route)],
        "responses": {
            str(route.reply.status): _answer(route.reply),
            "default": {"$ref": "#/components/responses/Problem"},
        },
    }
    if route.body is not None:
        operation["requestBody"] = _body(route.body)
    if route.public:
        operation["security"] = []
    return operation


def _path_parameters(route: Route) -> list[Document]:
    names = re.findall(r"<(?:\w+:)?(\w+)>", route.path)
    return [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]


def _query_parameters(query: Shape) -> list[Document]:
    return [_query_parameter(name, field) for name, field in query.fields.items()]


def _query_parameter(name: str, field: Field) -> Document:
    parameter = {
        "name": name, "in": "query", "required": field.required, "description": f"{field.zh} / {field.en}",
        "schema": field.kind.schema(),
    }  # fmt: skip
    return {**parameter, "style": "deepObject", "explode": True} if isinstance(field.kind, Columns) else parameter


def _key_parameter(route: Route) -> list[Document]:
    if not route.acts:
        return []
    return [{"name": KEY_HEADER, "in": "header", "required": False, "schema": {"type": "string", "maxLength": 200}}]


def _body(body: Json | Multipart) -> Document:
    schema = _object(body.shape)
    if isinstance(body, Json):
        required = any(field.required for field in body.shape.fields.values())
        return {"required": required, "content": {JSON: {"schema": schema}}}
    file: Document = {"type": "string", "contentMediaType": "application/octet-stream"}
    schema["properties"][body.part] = {"type": "array", "items": file} if body.many else file
    schema["required"].append(body.part)
    return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}


def _object(shape: Shape) -> Document:
    return {
        "type": "object",
        "properties": {name: field.schema() for name, field in shape.fields.items()},
        "required": [name for name, field in shape.fields.items() if field.required],
        "additionalProperties": False,
    }


def _answer(reply: Reply) -> Document:
    if isinstance(reply, JsonReply):
        schema: Document = {"$ref": f"#/components/schemas/{reply.schema}"}
        if reply.many:
            schema = {"type": "array", "items": schema}
        return {"description": "完成 / Done", "content": {JSON: {"schema": schema}}}
    if isinstance(reply, FileReply):
        return {"description": "文件 / The file", "content": {"*/*": {}}}
    return {"description": "完成,无内容 / Done, no content"}


def _problem_schema() -> Document:
    codes = sorted({kind.code for kind in TABLE})
    schema: Document = {**SCHEMAS["Problem"]}
    problems = {
        "type": "array",
        "items": {"type": "object"},
        "description": "错误字段或内容问题 / Wrong fields, faults",
    }
    code = {"type": "string", "description": f"Stable; families: {', '.join(codes)}"}
    schema["properties"] = {**schema["properties"], "code": code, "problems": problems}
    return schema
