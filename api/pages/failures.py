"""A failure as a page: what happened in the reader's language, and what to do next."""

from __future__ import annotations

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from api import log
from api.acts import ask
from api.pages.language import either
from api.problems import Described
from engine import queries

NEXT = {
    400: "请检查填写的内容，返回上一页更正后重新提交。",
    401: "请重新登录。",
    403: "如确需办理，请与本单位系统管理员或承办人联系。",
    404: "内容可能已移走，或者不在您的知悉范围内。请从待办或办件列表进入。",
    409: "内容可能已被他人办理。请返回并刷新页面，查看最新状态。",
    413: "请减小文件后重新上传。",
    422: "请按下列提示更正后重新提交。",
    429: "请稍候一分钟再试。",
    500: "请记下请求编号，与系统管理员联系。",
}


def page(error: Exception, described: Described) -> Response:
    """The page for ``error``; a stranger is sent to the login page."""
    if described.status == 401 and request.method == "GET":
        return redirect(url_for("pages.login", next=request.full_path.rstrip("?")), 302)
    html = render_template(
        "failure.html",
        status=described.status,
        title=either(described.title, described.title_en),
        detail=either(described.detail, described.detail_en),
        problems=described.problems,
        next_step=NEXT.get(described.status, NEXT[400 if described.status < 500 else 500]),
        request_id=log.request_id(),
        me=_reader(),
    )
    return make_response(html, described.status)


def _reader() -> dict[str, Any] | None:
    """Who reads the failure, when that can still be told."""
    try:
        found: dict[str, Any] = ask(queries.Me())
    except Exception:
        return None
    return found if found.get("user") else None
