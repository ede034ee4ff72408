"""Forms: ``forms/<procedure>/<form>.json`` -> ``Form``, checked against the profile the server can enforce."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from engine.content.codes import declare
from engine.content.sheet import Sheet
from engine.forms.patterns import refusal
from engine.model.form import CONTAINERS, INPUTS, LAYOUT, Component, Form

MAX_BYTES = 500_000
MAX_DEPTH = 8

TOO_LARGE = declare("form-too-large", "表单超过 {limit} 字节", "The form is larger than {limit} bytes", "a 1 MB form")
MALFORMED = declare(
    "form-malformed", "表单 JSON 格式错误:{reason}", "The form's JSON is malformed: {reason}", '`{"components": [}`'
)
NO_NAME = declare("form-no-name", "表单缺少 name(中文名称)", "The form has no name", "a form without `name`")
UNKNOWN_TYPE = declare(
    "form-unknown-type", "不支持的控件类型:{type}", "Component type outside the profile: {type}",
    '`{"type": "iframe"}`',
)
NO_KEY = declare(
    "form-no-key", "控件缺少 {key}", "The component lacks {key}",
    'a textfield without `key`, a dynamiclist without `path`',
)
ID_TWICE = declare("form-id-twice", "控件 id 重复:{id}", "Component id used twice: {id}", "two components `Field_1`")
KEY_TWICE = declare(
    "form-key-twice", "字段重复:{key}", "Field declared twice: {key}", "two textfields with `key: amount` at one level"
)
BAD_KEY = declare(
    "form-bad-key", "字段名 {key} 只能由英文字母、数字和下划线组成",
    "Field name {key} must be ASCII letters, digits and _",
    '`"key": "subject.name"`',
)
BAD_PATTERN = declare(
    "form-pattern-unsafe", "校验表达式不可用({reason}):{pattern}", "The pattern cannot be used ({reason}): {pattern}",
    '`"pattern": "(a+)+$"`',
)
BAD_VALIDATE = declare(
    "form-bad-validate", "校验项 {key} 无效:{value}", "Validation {key} is not valid: {value}",
    '`"validate": {"minLength": "five"}`',
)
NO_OPTIONS = declare(
    "form-no-options", "选择控件没有选项", "The component offers no options",
    'a select without `values` and `valuesKey`',
)
OPTION_TWICE = declare(
    "form-option-twice", "选项值重复:{value}", "Option value used twice: {value}", "two options with `value: yes`"
)
UNKNOWN_SOURCE = declare(
    "form-unknown-source", "不认识的选项来源:{source}", "Unknown source of options: {source}",
    '`"properties": {"source": "planets"}`',
)
BAD_SUBTYPE = declare(
    "form-datetime-subtype", "不支持的日期类型:{subtype}", "Unsupported datetime subtype: {subtype}",
    '`{"type": "datetime", "subtype": "time"}`',
)
TOO_DEEP = declare(
    "form-too-deep", "控件嵌套超过 {limit} 层", "Components are nested deeper than {limit} levels", "nine nested groups"
)

CHOICES = frozenset({"radio", "select", "checklist", "taglist"})
SOURCES = frozenset({"people", "units", "departments", "register"})
_COUNTS = frozenset({"minLength", "maxLength"})
_BOUNDS = frozenset({"min", "max"})


def form_key(file: str) -> str:
    """Key of a form by its file: ``forms/clue-transfer/F-P01-1.json`` is ``clue-transfer/F-P01-1``."""
    return file.removeprefix("forms/").removesuffix(".json")


def read_form(source: bytes, sheet: Sheet) -> Form | None:
    """The form of one file, None when it cannot be read."""
    if len(source) > MAX_BYTES:
        sheet.note(TOO_LARGE, 1, limit=MAX_BYTES)
        return None
    try:
        text = source.decode("utf-8-sig")
        schema = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        sheet.note(MALFORMED, error.lineno, reason=error.msg)
        return None
    except (ValueError, RecursionError) as error:
        sheet.note(MALFORMED, 1, reason=str(error))
        return None
    return _Reader(text, sheet).read(schema)


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


class _Reader:
    """Checks one form; finds the line of a component by its quoted id or key."""

    def __init__(self, text: str, sheet: Sheet) -> None:
        self.text = text
        self.sheet = sheet
        self.ids: set[str] = set()

    def read(self, schema: Any) -> Form | None:
        if not _well_shaped(schema):
            self.sheet.note(MALFORMED, 1, reason="components must be a list of objects / components 应为对象列表")
            return None
        if not schema.get("name"):
            self.sheet.note(NO_NAME, 1)
        self._check(schema.get("components", ()), set(), 1)
        key = form_key(self.sheet.file)
        return Form(key, str(schema.get("name", key)), schema)

    def line(self, name: str) -> int:
        """Line of the first mention of an id, 1 when there is none."""
        at = self.text.find(json.dumps(name, ensure_ascii=False)) if name else -1
        return self.text.count("\n", 0, at) + 1 if at >= 0 else 1

    def _check(self, components: Any, keys: set[str], depth: int) -> None:
        for component in components:
            name = str(component.get("id") or component.get("key") or component.get("path") or "")
            for code, values in (*self._identity(component, keys), *_faults(component)):
                self.sheet.note(code, self.line(name), name, **values)
            inner = component.get("components", ())
            if inner and depth >= MAX_DEPTH:
                self.sheet.note(TOO_DEEP, self.line(name), name, limit=MAX_DEPTH)
            elif inner:
                self._check(inner, set() if component.get("path") else keys, depth + 1)

    def _identity(self, component: Component, keys: set[str]) -> Iterator[tuple[Any, dict[str, Any]]]:
        id_ = component.get("id")
        if id_ and id_ in self.ids:
            yield ID_TWICE, {"id": id_}
        self.ids.add(str(id_))
        kind = component.get("type")
        wanted = "path" if kind in CONTAINERS else "key"
        key = component.get(wanted)
        if not key and (kind in INPUTS or kind == "dynamiclist"):
            yield NO_KEY, {"key": wanted}
        elif key and kind not in LAYOUT:
            if not (str(key).isascii() and str(key).isidentifier()):
                yield BAD_KEY, {"key": key}
            if key in keys:
                yield KEY_TWICE, {"key": key}
            keys.add(str(key))


def _well_shaped(schema: Any) -> bool:
    """Whether every component, at every level, is an object whose names are text."""
    if not isinstance(schema, dict) or not isinstance(schema.get("components", []), list):
        return False
    if not all(isinstance(schema.get(key) or "", str) for key in ("id", "key", "path", "type")):
        return False
    properties = all(isinstance(schema.get(key, {}), dict) for key in ("validate", "properties", "conditional"))
    if not properties or not isinstance(schema.get("properties", {}).get("source") or "", str):
        return False
    return all(_well_shaped(component) for component in schema.get("components", ()))


def _faults(component: Component) -> Iterator[tuple[Any, dict[str, Any]]]:
    kind = component.get("type")
    if kind not in INPUTS | CONTAINERS | LAYOUT:
        yield UNKNOWN_TYPE, {"type": kind}
    if kind == "datetime" and component.get("subtype") not in ("date", "datetime"):
        yield BAD_SUBTYPE, {"subtype": component.get("subtype")}
    yield from _validation_faults(component.get("validate", {}))
    if kind in CHOICES:
        yield from _option_faults(component)


def _validation_faults(rules: Mapping[str, Any]) -> Iterator[tuple[Any, dict[str, Any]]]:
    for key, value in rules.items():
        whole = isinstance(value, int) and not isinstance(value, bool)
        if (key in _COUNTS and not (whole and value >= 0)) or (key in _BOUNDS and not _is_number(value)):
            yield BAD_VALIDATE, {"key": key, "value": value}
        if key == "required" and not isinstance(value, bool):
            yield BAD_VALIDATE, {"key": key, "value": value}
        if key == "pattern" and value and (reason := refusal(str(value))):
            yield BAD_PATTERN, {"pattern": value, "reason": reason}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _option_faults(component: Component) -> Iterator[tuple[Any, dict[str, Any]]]:
    source = component.get("properties", {}).get("source")
    if source is not None and source not in SOURCES:
        yield UNKNOWN_SOURCE, {"source": source}
    options = component.get("values")
    if not options and not component.get("valuesKey"):
        yield NO_OPTIONS, {}
    seen: set[str] = set()
    for option in options if isinstance(options, list) else ():
        value = str(option.get("value")) if isinstance(option, dict) else str(option)
        if value in seen:
            yield OPTION_TWICE, {"value": value}
        seen.add(value)
