"""The real servers, for parity tests."""

from __future__ import annotations

import pytest
from tests.neo4j.server import CALENDAR, LONG_TERM, Server, shared_server


@pytest.fixture(scope="session")
def neo4j_server() -> Server:
    """The long-term release, shared by all tests."""
    return shared_server(LONG_TERM)


@pytest.fixture(scope="session")
def calendar_server() -> Server:
    """The calendar release; skips loudly without a Java for it."""
    return shared_server(CALENDAR)
