"""The real servers, for parity tests."""

from __future__ import annotations

from tests.neo4j.conftest import calendar_server, neo4j_server

__all__ = ["calendar_server", "neo4j_server"]
