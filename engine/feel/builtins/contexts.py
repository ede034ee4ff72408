"""Contexts (DMN 1.5, table 82)."""

from __future__ import annotations

from typing import Any

from engine.feel import limits
from engine.feel.builtins.registry import builtin
from engine.feel.errors import FeelLimitError
from engine.feel.runtime import Run


@builtin("get value", "m: context, key: string")
def get_value(_: Run, context: dict[str, Any], key: str) -> Any:
    return context.get(key)


@builtin("get entries", "m: context")
def get_entries(run: Run, context: dict[str, Any]) -> list[Any]:
    return run.grown([{"key": key, "value": value} for key, value in context.items()])


@builtin("context", "entries: list")
def context_of(run: Run, entries: list[Any]) -> dict[str, Any] | None:
    run.spend(len(entries))
    result: dict[str, Any] = {}
    for entry in entries:
        if type(entry) is not dict or "value" not in entry or type(entry.get("key")) is not str:
            return run.warn("每一项须有 key 和 value", "every entry needs key and value")
        if entry["key"] in result:
            return run.warn(f"重复的 key“{entry['key']}”", f'key "{entry["key"]}" appears twice')
        result[entry["key"]] = entry["value"]
    return result


@builtin("context put", "context: context, key: string, value: any")
def context_put(run: Run, context: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    run.spend(len(context))
    return {**context, key: value}


@builtin("context put", "context: context, keys: list, value: any")
def context_put_deep(run: Run, context: dict[str, Any], keys: list[Any], value: Any) -> dict[str, Any] | None:
    """Along a path of keys, each of which but the last leads to a context."""
    run.spend(len(context))
    if not keys or type(keys[0]) is not str:
        return run.warn("keys 须是文本列表", "keys has to be a list of strings")
    if len(keys) > limits.DATA_DEPTH:
        raise FeelLimitError("路径过长", "path too long")
    if len(keys) == 1:
        return {**context, keys[0]: value}
    inner = context.get(keys[0])
    if type(inner) is not dict:
        return run.warn(f"“{keys[0]}”不是上下文", f'"{keys[0]}" is no context')
    changed = context_put_deep(run, inner, keys[1:], value)
    return None if changed is None else {**context, keys[0]: changed}


@builtin("context merge", "contexts: list")
def context_merge(run: Run, contexts: list[Any]) -> dict[str, Any] | None:
    """Later entries win."""
    if not all(type(context) is dict for context in contexts):
        return run.warn("context merge 只接受上下文", "context merge takes contexts only")
    run.spend(sum(len(context) for context in contexts))
    return {key: value for context in contexts for key, value in context.items()}
