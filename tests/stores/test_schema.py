"""What the stores share: edits without all their parts, addresses of servers."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from influence.stores import open_store
from influence.stores.edits import checked

if TYPE_CHECKING:
    import pytest


def test_a_tie_may_be_edited_without_a_strength() -> None:
    assert checked({"op": "tie", "source": "a", "target": "b"}, "2025-01-01")["strength"] is None


def test_a_server_is_opened_by_its_own_module(monkeypatch: pytest.MonkeyPatch) -> None:
    server = ModuleType("influence.stores.neo4j")
    server.open_store = lambda address, **options: (address, options)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "influence.stores.neo4j", server)
    monkeypatch.setattr("influence.stores.neo4j", server, raising=False)
    assert open_store("bolt://h:1", workspace="w") == ("bolt://h:1", {"create": False, "workspace": "w"})
