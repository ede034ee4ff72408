"""The sample province behind its HTTP door, with a clock that stands where the story needs it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from api.app import create_app
from engine import Engine, Settings, commands, system_actor
from engine.content.assembly import FOLDERS
from engine.store import schema

ROOT = Path(__file__).parents[2]
ZONE = ZoneInfo("Asia/Shanghai")


class Clock:
    """A clock that is set, in the time people read."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def set(self, text: str) -> None:
        """``2026-02-11 09:00`` in Asia/Shanghai."""
        self.now = datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)

    def local(self) -> datetime:
        """The moment as people read it."""
        return self.now.astimezone(ZONE)


@dataclass
class Desk:
    """One person at the API, with a token."""

    client: FlaskClient
    token: str

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Status and JSON of a request."""
        response = self.client.open(
            f"/api/v1{path}", method=method, json=body, headers={"Authorization": f"Bearer {self.token}", **headers}
        )
        return response.status_code, response.get_json(silent=True)

    def upload(self, task: str, field: str, name: str, content: bytes) -> tuple[int, Any]:
        """Status and JSON of attaching a file to a task."""
        boundary, body = encode_multipart({"field": field, "file": FileStorage(BytesIO(content), name)})
        response = self.client.post(
            f"/api/v1/tasks/{task}/attachments", data=body, content_type=f"multipart/form-data; boundary={boundary}",
            headers={"Authorization": f"Bearer {self.token}"},
        )
        return response.status_code, response.get_json(silent=True)

    def download(self, path: str) -> tuple[int, bytes]:
        """Status and body of a download."""
        response = self.client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {self.token}"})
        return response.status_code, response.get_data()

    def get(self, path: str) -> Any:
        """A successful GET."""
        status, body = self.call("GET", path)
        assert status == 200, (path, status, body)
        return body

    def post(self, path: str, body: Any = None) -> Any:
        """A successful POST."""
        status, answer = self.call("POST", path, {} if body is None else body)
        assert status in (200, 201), (path, status, answer)
        return answer

    def tasks(self) -> list[dict[str, Any]]:
        """The inbox."""
        return list(self.get("/tasks")["items"])

    def task(self, element: str) -> dict[str, Any]:
        """The one open task of an element in the inbox, whole."""
        found = [task for task in self.tasks() if element in (task["element"], task["element"].split("_")[0])]
        assert len(found) == 1, (element, [task["element"] for task in self.tasks()])
        return dict(self.get(f"/tasks/{found[0]['id']}"))

    def complete(self, element: str, values: dict[str, Any]) -> Any:
        """Complete the open task of an element."""
        return self.post(f"/tasks/{self.task(element)['id']}/complete", {"values": values})

    def refused(self, path: str, body: Any) -> tuple[int, dict[str, Any]]:
        """A POST that must be refused."""
        status, answer = self.call("POST", path, body)
        assert status >= 400, (path, status, answer)
        return status, answer


@dataclass
class Province:
    """An installation with the repository's content."""

    engine: Engine
    clock: Clock
    client: FlaskClient
    desks: dict[str, Desk] = field(default_factory=dict)
    tried: set[str] = field(default_factory=set)    # keys of forms already handed in wrong

    def desk(self, user: str) -> Desk:
        """The desk of a person by account id (``lj-lh.hancheng``)."""
        if user not in self.desks:
            actor = self.engine.actor(user, via="api")
            receipt = self.engine.execute(commands.CreateToken("story", days=3650), actor)
            self.desks[user] = Desk(self.client, receipt.result["token"])
        return self.desks[user]

    def at(self, moment: str) -> None:
        """Set the clock."""
        self.clock.set(moment)

    def night(self, moment: str) -> int:
        """Set the clock and let the timers run."""
        self.at(moment)
        return self.engine.run_due(1000)


def content_files() -> dict[str, bytes]:
    """The repository's content by path."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.is_file()
    }


def found(url: str, data_dir: Path) -> Province:
    """A new installation on an empty database."""
    clock = Clock()
    engine = Engine(Settings(database_url=url, data_dir=data_dir, secret=b"story" * 8), clock=clock)
    schema.upgrade(engine.database.pool)
    engine.execute(commands.Deploy(content_files(), "sample province", whole=True), system_actor())
    return Province(engine, clock, create_app(engine).test_client())


def step_values(name: str) -> dict[str, Any]:
    """Values of a step of the clue transfer example."""
    path = ROOT / "examples" / "clue-transfer" / "steps" / f"{name}.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))
