"""A real server, and stores on it, for every Neo4j test."""

from __future__ import annotations

import uuid

import pytest
from tests.neo4j.server import CALENDAR, LONG_TERM, Server, shared_server


@pytest.fixture(scope="session")
def neo4j_server() -> Server:
    """The long-term release, shared by all tests."""
    return shared_server(LONG_TERM)


@pytest.fixture(scope="session")
def calendar_server() -> Server:
    """The calendar release, shared by all tests; skips loudly without a Java for it."""
    return shared_server(CALENDAR)


@pytest.fixture
def server(neo4j_server: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The shared server, with its credentials in the environment."""
    for name, value in neo4j_server.environment.items():
        monkeypatch.setenv(name, value)
    return neo4j_server


@pytest.fixture
def workspace() -> str:
    """The name of a workspace that no other test uses."""
    return f"w{uuid.uuid4().hex[:12]}"
