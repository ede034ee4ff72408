"""The single table from errors to HTTP, and the one way a failure leaves: RFC 9457 ``application/problem+json``.

Members of a problem: ``type`` (``urn:jiandu:problem:<code>``), ``code`` (stable, for programs), ``status``, ``title``
and ``title_en`` (the family of the error), ``detail`` and ``detail_en`` (what happened), ``request_id`` (also in the
log) and, for wrong fields or faulty content, ``problems``.

Missing and unseen give the same bytes but for the request id. An unexpected error tells nothing but that id.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from api import log
from api.reply import json_response
from api.shapes import InvalidRequest
from engine import errors

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = {409: "1", 429: "60"}
PAGE_HOOK = "jiandu.problem_page"


@dataclass(frozen=True)
class Family:
    """One line of the table: status and titles."""

    status: int
    zh: str
    en: str


TABLE: dict[type[errors.JianduError], Family] = {
    InvalidRequest: Family(400, "请求格式有误", "Malformed request"),
    errors.Unauthenticated: Family(401, "未登录或凭证无效", "Not authenticated"),
    errors.Forbidden: Family(403, "无权进行此操作", "Not allowed"),
    errors.NotFound: Family(404, "未找到", "Not found"),
    errors.Conflict: Family(409, "状态已变化", "State has changed"),
    errors.Busy: Family(409, "正被他人处理,请重试", "Busy, try again"),
    errors.OutOfTurn: Family(409, "正被他人处理,请重试", "Busy, try again"),
    errors.InvalidValues: Family(422, "表单内容有误", "Invalid form values"),
    errors.InvalidContent: Family(422, "内容有问题", "Faulty content"),
    errors.DiagramError: Family(422, "流程图无法继续", "The diagram cannot go on"),
    errors.AutomationFailed: Family(422, "自动步骤失败", "An automatic step failed"),
    errors.RunawayError: Family(422, "流程自动步骤过多", "Runaway procedure"),
    errors.Throttled: Family(429, "尝试次数过多", "Too many attempts"),
    errors.Tampered: Family(500, "记录校验失败", "Record failed its integrity check"),
    errors.JianduError: Family(422, "请求被拒绝", "Refused"),
}
_HTTP = {
    400: ("bad_request", "请求格式有误", "Malformed request"),
    405: ("method_not_allowed", "不支持的请求方法", "Method not allowed"),
    413: ("too_large", "内容过大", "Content too large"),
    414: ("address_too_long", "地址过长", "Address too long"),
    415: ("media_type", "不支持的内容类型", "Unsupported media type"),
    431: ("headers_too_large", "请求头过大", "Headers too large"),
}
_UNEXPECTED = Family(500, "系统内部错误", "Internal error")


@dataclass(frozen=True)
class Described:
    """A failure ready to be shown, as JSON here or by a page."""

    status: int
    code: str
    title: str
    title_en: str
    detail: str
    detail_en: str
    problems: list[dict[str, Any]] = field(default_factory=list)

    def members(self) -> dict[str, Any]:
        """The members of the problem document."""
        plain = {name: value for name, value in asdict(self).items() if value or name != "problems"}
        return {"type": f"urn:jiandu:problem:{self.code}", **plain, "request_id": log.request_id()}


def describe(error: Exception) -> Described:
    """What the world may know of ``error``."""
    if isinstance(error, errors.JianduError):
        family = next(TABLE[kind] for kind in type(error).__mro__ if kind in TABLE)
        listed = [asdict(problem) for problem in getattr(error, "problems", ())]
        return Described(family.status, error.code, family.zh, family.en, error.zh, error.en, listed)
    if isinstance(error, HTTPException):
        return _describe_http(error.code or 500)
    return Described(500, "internal", _UNEXPECTED.zh, _UNEXPECTED.en, _UNEXPECTED.zh, _UNEXPECTED.en)


def _describe_http(status: int) -> Described:
    if status == HTTPStatus.NOT_FOUND:
        return describe(errors.NotFound())
    if status not in _HTTP:
        status = 400 if status < HTTPStatus.INTERNAL_SERVER_ERROR else 500
    code, zh, en = _HTTP.get(status, ("internal", _UNEXPECTED.zh, _UNEXPECTED.en))
    return Described(status, code, zh, en, zh, en)


def respond(error: Exception) -> Response:
    """The problem document of ``error`` as a response."""
    described = describe(error)
    response = json_response(described.members(), described.status, MEDIA_TYPE)
    if described.status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Bearer realm="jiandu"'
    if isinstance(error, errors.Busy | errors.Throttled):
        response.headers["Retry-After"] = RETRY_SECONDS[described.status]
    if isinstance(error, HTTPException) and error.get_response().headers.get("Allow"):
        response.headers["Allow"] = error.get_response().headers["Allow"]
    return response


def install(app: Flask) -> None:
    """Send every failure of ``app`` through this module; pages may show them as HTML by ``on_pages``."""

    def handle(error: Exception) -> ResponseReturnValue:
        if isinstance(error, HTTPException) and (error.code or 500) < HTTPStatus.BAD_REQUEST:
            return error  # a redirect made by the router
        if describe(error).status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            log.failure(error)
        page = current_app.extensions.get(PAGE_HOOK)
        if page is not None and not request.path.startswith("/api/"):
            return current_app.make_response(page(error, describe(error)))
        return respond(error)

    app.register_error_handler(Exception, handle)


def on_pages(app: Flask, page: Callable[[Exception, Described], Any]) -> None:
    """Let ``page(error, described)`` answer failures outside ``/api/`` (HTML, or a redirect to the login page)."""
    app.extensions[PAGE_HOOK] = page
