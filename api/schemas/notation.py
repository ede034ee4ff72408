"""A short notation for the schemas of answers, so that the description reads like the thing described.

``record("TaskRow", id="text", due="text?", mine="bool", items="[Attachment]", form="TaskForm?")``: kinds are ``text``,
``int``, ``number``, ``bool``, ``object``, ``any``; a capital names another record; ``[x]`` is a list; ``?`` adds null.
Every listed member is always present; more may be added in later releases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]
_PLAIN: Mapping[str, Schema] = {
    "text": {"type": "string"},
    "int": {"type": "integer"},
    "number": {"type": "number"},
    "bool": {"type": "boolean"},
    "object": {"type": "object"},
    "any": {},
}


@dataclass(frozen=True)
class Record:
    """A named JSON object and the kinds of its members."""

    name: str
    members: Mapping[str, str]

    def schema(self) -> Schema:
        properties = {name: schema_of(kind) for name, kind in self.members.items()}
        return {"type": "object", "properties": properties, "required": list(properties)}


def record(name: str, base: Record | None = None, /, **members: str) -> Record:
    """A record, with the members of ``base`` first."""
    return Record(name, {**(base.members if base else {}), **members})


def schema_of(kind: str) -> Schema:
    """JSON Schema of one kind in the notation."""
    if kind.endswith("?"):
        return _nullable(schema_of(kind[:-1]))
    if kind.startswith("["):
        return {"type": "array", "items": schema_of(kind[1:-1])}
    if kind[0].isupper():
        return {"$ref": f"#/components/schemas/{kind}"}
    return dict(_PLAIN[kind])


def _nullable(schema: Schema) -> Schema:
    if "type" in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}
