"""How values look: local dates, names of lights and states, plain text of any value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask import Flask, request, url_for

from api.csrf import csrf_token
from api.door import engine
from api.pages.assets import island
from api.pages.desk import fresh_key
from api.pages.language import either, t
from engine.queries.words import STATES

LIGHTS = {"red": "已超期", "yellow": "临期", "blue": "提示", "green": "正常", "none": "无时限"}
ESCALATIONS = {"esc1": "一级升级", "esc2": "二级升级"}
FEW = 3
SECRECY = {0: "内部公开", 1: "内部", 2: "工作秘密（部门）", 3: "工作秘密（专人）"}
UNITS = {"WH": "工作小时", "WD": "个工作日", "CD": "个自然日", "M": "个月", "Y": "年"}
SAID = {
    "completed": "已办理完成。", "claimed": "已签收，请办理。", "released": "已放回。", "returned": "已退回。",
    "asked": "申请已提交，等待批准。", "decided": "已作出决定。", "started": "已立件，请办理第一步。",
    "withdrawn": "已撤回。", "suspended": "已中止。", "resumed": "已恢复办理。", "terminated": "已终止。",
    "assigned": "已指派。", "reported": "报告已提交。", "discarded": "草稿已放弃。", "swapped": "承办人已更换。",
    "taken_over": "已提级办理。", "sent": "已发送，办件继续办理。", "chosen": "已增加，由有权办理的人员办理。",
}  # fmt: skip


def install(app: Flask) -> None:
    """Give the templates their filters and helpers."""
    filters = (when, plain, light, status, secrecy, size, unit, few)
    app.jinja_env.filters.update({each.__name__: each for each in filters})
    app.jinja_env.globals.update(
        csrf_token=csrf_token, fresh_key=fresh_key, island=island, in_language=in_language, said=said, either=either
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def when(value: str | None) -> str:
    """An ISO instant as ``2026-03-31 17:30`` in the installation's zone; a plain date as it is; nothing as a dash."""
    if not value:
        return "—"
    if "T" not in value and " " not in value:
        return value
    moment = datetime.fromisoformat(value)
    return (moment.astimezone(engine().settings.zone) if moment.tzinfo else moment).strftime("%Y-%m-%d %H:%M")


def plain(value: Any, labels: Mapping[str, str] | None = None) -> str:
    """Any value as text a person can read; ``labels`` say what codes mean."""
    if value is None or value == "" or value == []:
        return "—"
    if isinstance(value, bool):
        return t("是") if value else t("否")
    if isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        return "、".join(plain(item, labels) for item in value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return f"{value:f}" if isinstance(value, Decimal) else (labels or {}).get(str(value), str(value))


def few(things: list[Any]) -> tuple[list[Any], list[Any]]:
    """What fits beside a heading, and the rest for a menu."""
    return (things, []) if len(things) <= FEW else ([], things)


def light(value: str | None) -> str:
    """The word beside a light."""
    name = value or "none"
    return t({**LIGHTS, **ESCALATIONS}.get(name, name))


def status(value: str | None) -> str:
    """The name of a state; an unknown one as it is."""
    return t(STATES[value]) if value and value in STATES else (value or "—")


def unit(code: str) -> str:
    """The name of a unit of time limits."""
    return t(UNITS[code]) if code in UNITS else code


def secrecy(level: int) -> str:
    """The name of a secrecy level."""
    return t(SECRECY[level]) if level in SECRECY else str(level)


def size(count: int) -> str:
    """A file size in bytes, kB or MB."""
    for unit, factor in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count} B"


def said() -> str:
    """The message an act left for the page that follows it."""
    return t(SAID[name]) if (name := request.args.get("said", "")) in SAID else ""


def in_language(language: str) -> str:
    """The address of this page in another language."""
    if request.endpoint is None or request.method != "GET":
        return url_for("pages.inbox", lang=language)
    return url_for(request.endpoint, **{**request.args.to_dict(), **(request.view_args or {}), "lang": language})
