"""The table of routes: one entry makes the URL rule, checks the request, shapes the answer and documents itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Flask, Response, request

from api import security
from api.auth import current_actor
from api.body import Json, Multipart
from api.reply import Reply
from api.shapes import NO_FIELDS, Shape
from engine import errors

PREFIX = "/api/v1"
Handler = Callable[..., Any]
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Route:
    """One operation. ``path`` is a Flask rule below ``/api/v1``; the handler gets its parts, ``query`` and ``body``.

    ``acts``: the route executes a command, so it honours ``Idempotency-Key``. ``public``: strangers may call it.
    ``limit``: largest body in bytes.
    """

    method: str
    path: str
    handler: Handler
    zh: str
    en: str
    reply: Reply
    body: Json | Multipart | None = None
    query: Shape = NO_FIELDS
    acts: bool = False
    public: bool = False
    limit: int = security.BODY_LIMIT

    @property
    def name(self) -> str:
        """Name of the operation, unique within its subject."""
        return str(self.handler.__name__)

    def view(self, **names: str) -> Response:
        """Answer the current request."""
        if not self.public:
            current_actor()
        if any(len(value) > _LONGEST_NAME or not value.isprintable() for value in names.values()):
            raise errors.NotFound
        arguments: dict[str, Any] = dict(names)
        query = self.query.parse(request.args)
        if self.query.fields:
            arguments["query"] = query
        if self.body is not None:
            arguments["body"] = self.body.read(request)
        answer = self.handler(**arguments)
        return answer if isinstance(answer, Response) else self.reply.render(answer)


@dataclass
class Subject:
    """Routes about one subject; becomes a blueprint and a tag of the document."""

    name: str
    zh: str
    en: str
    routes: list[Route] = field(default_factory=list)

    def get(
        self, path: str, zh: str, en: str, reply: Reply, *, query: Shape = NO_FIELDS, public: bool = False
    ) -> Callable[[Handler], Handler]:
        """Decorator: ``handler`` answers a question."""
        return self._add(lambda handler: Route("GET", path, handler, zh, en, reply, query=query, public=public))

    def post(self, path: str, zh: str, en: str, reply: Reply, **more: Any) -> Callable[[Handler], Handler]:
        """Decorator: ``handler`` executes a command; ``more`` are fields of ``Route``."""
        return self._add(lambda handler: Route("POST", path, handler, zh, en, reply, **{"acts": True, **more}))

    def put(self, path: str, zh: str, en: str, reply: Reply, **more: Any) -> Callable[[Handler], Handler]:
        """Decorator: ``handler`` replaces something by a command; ``more`` are fields of ``Route``."""
        return self._add(lambda handler: Route("PUT", path, handler, zh, en, reply, **{"acts": True, **more}))

    def delete(self, path: str, zh: str, en: str, reply: Reply, **more: Any) -> Callable[[Handler], Handler]:
        """Decorator: ``handler`` removes something by a command; ``more`` are fields of ``Route``."""
        return self._add(lambda handler: Route("DELETE", path, handler, zh, en, reply, **{"acts": True, **more}))

    def _add(self, make: Callable[[Handler], Route]) -> Callable[[Handler], Handler]:
        def keep(handler: Handler) -> Handler:
            self.routes.append(make(handler))
            return handler

        return keep

    def blueprint(self) -> Blueprint:
        """The Flask side of this subject."""
        blueprint = Blueprint(f"rest_{self.name}", __name__, url_prefix=PREFIX)
        for route in self.routes:
            view = security.accepts(route.limit)(_view_of(route))
            blueprint.add_url_rule(route.path, route.name, view, methods=[route.method])
        return blueprint


def _view_of(route: Route) -> Callable[..., Response]:
    return lambda **names: route.view(**names)


def mount(app: Flask, subjects: Iterable[Subject]) -> None:
    """Serve ``subjects`` from ``app``."""
    for subject in subjects:
        app.register_blueprint(subject.blueprint())
