"""The test server itself: both releases answer and carry their version."""

from __future__ import annotations

import pytest
from tests.neo4j.server import CALENDAR, LONG_TERM, Server

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]
VERSION = "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version"


def test_the_long_term_release_answers(neo4j_server: Server) -> None:
    assert neo4j_server.run(VERSION) == [{"version": LONG_TERM.version}]


def test_the_calendar_release_answers(calendar_server: Server) -> None:
    assert calendar_server.run(VERSION) == [{"version": CALENDAR.version}]
