"""Logging in and out, the sender's own account and access tokens."""

from __future__ import annotations

from typing import Any

from flask import Response

from api import auth, csrf
from api.acts import act, ask
from api.body import Json
from api.kinds import Text, Whole
from api.reply import JsonReply, NoReply, json_response
from api.rest.fields import AFTER, LIMIT, PAGE
from api.routes import Subject
from api.shapes import Field, shape
from engine import commands, queries

SUBJECT = Subject("session", "登录与本人", "Session and self")

_CREDENTIALS = shape(
    username=Field(Text(100), "用户名", "User name"),
    password=Field(Text(200), "密码", "Password"),
)
_PASSWORDS = shape(old=Field(Text(200), "原密码", "Old password"), new=Field(Text(200), "新密码", "New password"))
_TOKEN = shape(
    name=Field(Text(100), "令牌名称", "Name of the token"),
    days=Field(Whole(1, 366), "有效天数(默认 90)", "Days it is valid (90 unless told)", required=False),
)


@SUBJECT.post(
    "/session", "登录,设置会话 Cookie", "Log in: sets the session cookie", JsonReply("Session", status=201),
    body=Json(_CREDENTIALS), public=True, acts=False,
)  # fmt: skip
def open_session(body: dict[str, Any]) -> Response:
    login = auth.log_in(body["username"], body["password"])
    told = {"user": login["user"], "expires_at": login["expires_at"], "csrf_token": csrf.token_for(login["session"])}
    return auth.set_session(json_response(told, 201), login)


@SUBJECT.get("/session", "本次会话的 CSRF 令牌", "CSRF token of this session", JsonReply("SessionToken"))
def show_session() -> dict[str, Any]:
    return {"user": auth.current_actor().user, "csrf_token": csrf.csrf_token()}


@SUBJECT.delete("/session", "退出登录", "Log out", NoReply(), acts=False)
def close_session() -> Response:
    auth.log_out()
    return auth.clear_session(Response(status=204))


@SUBJECT.get("/me", "本人信息、岗位与权限", "Who I am: roles and permitted actions", JsonReply("Me"))
def me() -> Any:
    return ask(queries.Me())


@SUBJECT.put("/me/password", "修改密码", "Change my password", JsonReply("Receipt"), body=Json(_PASSWORDS))
def change_password(body: dict[str, Any]) -> Any:
    return act(commands.ChangePassword(body["old"], body["new"]))


@SUBJECT.get("/me/tokens", "我的访问令牌", "My access tokens", JsonReply("Token", many=True))
def tokens() -> Any:
    return ask(queries.Tokens())


@SUBJECT.post(
    "/me/tokens", "新建访问令牌(只显示一次)", "Make an access token (shown once)",
    JsonReply("NewToken", status=201), body=Json(_TOKEN), acts=False,
)  # fmt: skip
def create_token(body: dict[str, Any]) -> Any:
    return act(commands.CreateToken(body["name"], body["days"] or 90), once=False)


@SUBJECT.delete("/me/tokens/<token>", "撤销访问令牌", "Revoke an access token", JsonReply("Receipt"))
def revoke_token(token: str) -> Any:
    return act(commands.RevokeToken(token))


@SUBJECT.get("/notices", "通知", "Notices to me", JsonReply("Notices"), query=shape(after=AFTER, limit=LIMIT))
def notices(query: dict[str, Any]) -> Any:
    return ask(queries.Notices(after=query["after"], limit=query["limit"] or PAGE))
