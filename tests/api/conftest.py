from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from recording_engine import TOKEN, RecordingEngine

from api.app import create_app


@pytest.fixture(scope="session")
def recording() -> RecordingEngine:
    return RecordingEngine()


@pytest.fixture(scope="session")
def app(recording: RecordingEngine) -> Flask:
    """The application most tests share; a test that configures one takes ``own_app``."""
    return create_app(recording)  # type: ignore[arg-type]


@pytest.fixture
def engine(recording: RecordingEngine) -> RecordingEngine:
    recording.forget()
    return recording


@pytest.fixture
def own_app(engine: RecordingEngine) -> Flask:
    return create_app(engine)  # type: ignore[arg-type]


@pytest.fixture
def stranger(app: Flask, engine: RecordingEngine) -> FlaskClient:
    """A client without any credential."""
    return app.test_client()


@pytest.fixture
def program(app: Flask, engine: RecordingEngine) -> FlaskClient:
    """A client with a good access token."""
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {TOKEN}"
    return client
