"""A real engine over SQLite with the sample organisation and one small procedure, and a client that proves its answers.

``Proving`` holds every JSON answer against the schema the OpenAPI document publishes for it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from openapi_schema_validator import OAS31Validator
from werkzeug.test import TestResponse

from api import openapi
from api.rest import SUBJECTS
from engine import Engine, Settings, commands, system_actor
from engine.store.schema import upgrade

ROOT = Path(__file__).parents[2]
PILOT = Path(__file__).parent / "pilot"
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
OFFICER, HEAD, SECRETARY, OUTSIDER = "lj-lh.yaoxi", "lj-lh.chengye", "lj-lh.qinruochuan", "lj-lh.luoyihe"
SYSTEM_ADMIN, AUDIT_ADMIN = "lj.wendi", "lj.boning"
PASSWORD = "correct horse battery"
DOCUMENT = openapi.document(SUBJECTS, "0")


def content() -> dict[str, bytes]:
    """The organisation of the project with the procedure of ``pilot/``."""
    folders = [(ROOT, ROOT / "org"), (PILOT, PILOT)]
    return {
        path.relative_to(base).as_posix(): path.read_bytes()
        for base, folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def open_engine(folder: Path) -> Engine:
    """A fresh installation at a fixed moment; everybody's password is ``PASSWORD``."""
    settings = Settings(database_url=f"sqlite:///{folder / 'site.db'}", data_dir=folder, secret=b"k" * 32)
    engine = Engine(settings, clock=lambda: NOW)
    upgrade(engine.database.pool)
    engine.execute(commands.Deploy(content(), "first", whole=True), system_actor())
    for user in (OFFICER, HEAD, SECRETARY, OUTSIDER, SYSTEM_ADMIN, AUDIT_ADMIN):
        engine.execute(commands.SetAccount(user, user, PASSWORD), system_actor())
    return engine


class Proving:
    """A person's client with an access token; every answer must fit the published description."""

    def __init__(self, app: Flask, user: str) -> None:
        self.app, self.client = app, app.test_client()
        login = self.client.post("/api/v1/session", json={"username": user, "password": PASSWORD})
        csrf = {"X-CSRF-Token": login.json["csrf_token"]}
        token = self.client.post("/api/v1/me/tokens", json={"name": "test"}, headers=csrf).json["token"]
        self.client = app.test_client()
        self.client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"

    def send(self, method: str, path: str, *, status: int = 200, **options: Any) -> Any:
        """The answer's data; fails when its status or shape is not as told."""
        answer = self.client.open(f"/api/v1{path}", method=method, **options)
        assert answer.status_code == status, answer.text
        prove(self.app, method, path, answer)
        return answer.json if answer.is_json else answer.data

    def get(self, path: str, **options: Any) -> Any:
        return self.send("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> Any:
        return self.send("POST", path, json=body if body is not None else {}, **options)


def prove(app: Flask, method: str, path: str, answer: TestResponse) -> None:
    """Hold an answer against the schema published for its route and status."""
    rule, _ = app.url_map.bind("localhost").match(f"/api/v1{path.partition('?')[0]}", method, return_rule=True)
    responses = DOCUMENT["paths"][openapi.template(rule.rule)][method.lower()]["responses"]
    published = responses.get(str(answer.status_code), DOCUMENT["components"]["responses"]["Problem"])
    for media_type, described in published.get("content", {}).items():
        if media_type != "*/*":
            assert answer.mimetype == media_type
            schema = {**described["schema"], "components": DOCUMENT["components"]}
            faults = [
                f"{fault.json_path}: {fault.message}" for fault in OAS31Validator(schema).iter_errors(answer.json)
            ]
            assert not faults, f"{method} {path}: {faults}"
