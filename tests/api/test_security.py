"""Headers, size limits and downloads."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from recording_engine import RecordingEngine

from api.reply import disposition
from api.security import BODY_LIMIT, csp
from api.wsgi import configured
from engine import commands, queries


@pytest.mark.parametrize("path", ["/api/v1/health", "/api/v1/me", "/api/v1/no", "/api/v1/openapi.json"])
def test_every_answer_is_guarded(stranger: FlaskClient, engine: RecordingEngine, path: str) -> None:
    engine.answers[queries.Health] = {"status": "ok"}
    headers = stranger.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


def test_https_is_kept(stranger: FlaskClient) -> None:
    assert "Strict-Transport-Security" in stranger.get("/api/v1/me", base_url="https://localhost").headers


def test_a_route_may_widen_styles_but_never_scripts() -> None:
    narrow, attributes, inline = (
        csp(Response(), **wide).headers["Content-Security-Policy"]
        for wide in ({}, {"style_attr": True}, {"style_inline": True})
    )
    assert "unsafe" not in narrow
    assert "style-src-attr 'unsafe-inline'" in attributes
    assert "style-src 'self' 'unsafe-inline'" in inline
    assert all("script-src 'self';" in policy for policy in (narrow, attributes, inline))


def test_a_large_body_is_refused_before_it_is_read(program: FlaskClient, engine: RecordingEngine) -> None:
    answer = program.post(
        "/api/v1/tasks/t-1/complete", data=b'{"values":{}}' + b" " * BODY_LIMIT, content_type="application/json"
    )
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")
    assert engine.executed == []


def test_uploads_have_a_larger_limit_of_their_own(program: FlaskClient, engine: RecordingEngine) -> None:
    def upload(size: int) -> int:
        body = (
            b'--B\r\nContent-Disposition: form-data; name="field"\r\n\r\nevidence\r\n'
            b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
            + b"x" * size + b"\r\n--B--\r\n"
        )  # fmt: skip
        sent = "multipart/form-data; boundary=B"
        return program.post("/api/v1/tasks/t-1/attachments", data=body, content_type=sent).status_code

    assert upload(BODY_LIMIT * 2) == 201
    assert upload(BODY_LIMIT * 21) == 413
    assert len(engine.executed) == 1


@pytest.mark.parametrize(
    ("media_type", "sent"),
    [
        ("application/pdf", "application/pdf"),
        ("text/html", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("text/html; charset=utf-8", "application/octet-stream"),
    ],
)
def test_a_download_is_saved_and_never_shown(
    program: FlaskClient, engine: RecordingEngine, media_type: str, sent: str
) -> None:
    engine.answers[queries.AttachmentFile] = {"name": "证据.html", "media_type": media_type, "content": b"<script>"}
    answer = program.get("/api/v1/attachments/a-1")
    assert answer.data == b"<script>"
    assert answer.mimetype == sent
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a.pdf", "attachment; filename=\"a.pdf\"; filename*=UTF-8''a.pdf"),
        ("证据.pdf", "attachment; filename=\"__.pdf\"; filename*=UTF-8''%E8%AF%81%E6%8D%AE.pdf"),
        ('a"\r\nX: b', "attachment; filename=\"a___X: b\"; filename*=UTF-8''a%22__X%3A%20b"),
        ("../../etc", "attachment; filename=\".._.._etc\"; filename*=UTF-8''.._.._etc"),
        ("", "attachment; filename=\"file\"; filename*=UTF-8''file"),
    ],
)
def test_file_names_cannot_break_out_of_the_header(name: str, header: str) -> None:
    assert disposition(name) == header


@pytest.mark.parametrize(
    "path", ["/etc/x", "../x", "a/../b", "a//b", "a\\b", "C:/x", "./a", "a/", "", "a\nb", "x" * 301]
)
def test_deployed_paths_stay_inside_the_content_folder(
    program: FlaskClient, engine: RecordingEngine, path: str
) -> None:
    body = (
        b'--B\r\nContent-Disposition: form-data; name="files"; filename="'
        + path.replace("\\", r"\\").encode()
        + b'"\r\n'
        b"Content-Type: text/xml\r\n\r\n<a/>\r\n--B--\r\n"
    )
    answer = program.post("/api/v1/deployments", data=body, content_type="multipart/form-data; boundary=B")
    assert answer.status_code == 400
    assert engine.executed == []


def test_a_path_given_twice_is_refused(program: FlaskClient, engine: RecordingEngine) -> None:
    form = {"files": [(BytesIO(b"1"), "org/roles.yaml"), (BytesIO(b"2"), "org/roles.yaml")]}
    assert program.post("/api/v1/deployments", data=form).status_code == 400
    assert engine.executed == []


@pytest.mark.parametrize(
    ("sent", "kept"), [("证据.pdf", "证据.pdf"), (r"..\\..\\a.pdf", "a.pdf"), ("/etc/passwd", "passwd")]
)
def test_an_attachment_keeps_only_its_bare_name(
    program: FlaskClient, engine: RecordingEngine, sent: str, kept: str
) -> None:
    form = {"field": "evidence", "file": (BytesIO(b"x"), sent, "application/pdf")}
    assert program.post("/api/v1/tasks/t-1/attachments", data=form).status_code == 201
    (command, _, _) = engine.executed[0]
    assert isinstance(command, commands.AttachFile)
    assert command.name == kept


def test_forwarded_headers_count_only_behind_a_known_proxy(own_app: Flask, engine: RecordingEngine) -> None:
    engine.answers[commands.Login] = {"session": "s", "user": "u", "expires_at": "2026-03-02T08:00:00+00:00"}
    body = {"username": "a", "password": "b"}
    forwarded = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    plain = own_app.test_client().post("/api/v1/session", json=body, headers=forwarded)
    assert plain.headers["Set-Cookie"].startswith("jiandu_session=")
    behind = configured(own_app, {"JIANDU_TRUSTED_PROXIES": "1"}).test_client()
    assert behind.post("/api/v1/session", json=body, headers=forwarded).headers["Set-Cookie"].startswith("__Host-")
    assert [command.address for command, _, _ in engine.executed] == ["127.0.0.1", "203.0.113.9"]


def test_only_the_named_hosts_are_answered(own_app: Flask) -> None:
    client = configured(own_app, {"JIANDU_HOSTS": "jiandu.example, localhost"}).test_client()
    assert client.get("/api/v1/me").status_code == 401
    assert client.get("/api/v1/me", headers={"Host": "evil.example"}).status_code == 400
