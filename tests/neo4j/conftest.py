"""A real server, and stores on it, for every Neo4j test."""

from __future__ import annotations

import os
import uuid
from typing import TYPE_CHECKING

import pytest
from tests.neo4j.server import CALENDAR, LONG_TERM, Server, shared_server

if TYPE_CHECKING:
    from collections.abc import Iterator

LITTLE_MEMORY = "db.memory.transaction.max=3m"


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


@pytest.fixture(scope="session")
def one_to_stop() -> Iterator[Server]:
    """A server of its own, to be stopped and started; it gives a transaction little memory."""
    if os.environ.get("INFLUENCE_TEST_NEO4J_URI"):
        pytest.skip("NOT TESTED: a server that runs already is not stopped")
    started = Server(LONG_TERM, heap="512m", conf=LITTLE_MEMORY, brief=True).start()
    yield started
    started.remove()


@pytest.fixture
def mortal(one_to_stop: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server to be stopped, running as it was set up, with its credentials in the environment."""
    for name, value in one_to_stop.environment.items():
        monkeypatch.setenv(name, value)
    if one_to_stop.conf != LITTLE_MEMORY or not one_to_stop.running:
        one_to_stop.restart(LITTLE_MEMORY)
    return one_to_stop


@pytest.fixture
def workspace() -> str:
    """The name of a workspace that no other test uses."""
    return f"w{uuid.uuid4().hex[:12]}"
