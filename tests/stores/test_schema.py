"""Rows go into SQLite values and come out again."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from influence.model.columns import TABLES, Column, Table, Type
from influence.stores import open_store
from influence.stores.edits import checked
from influence.stores.schema import decoder, encoder
from stores.workspaces import row

if TYPE_CHECKING:
    import pytest


def test_a_table_may_hold_several_cells_that_change() -> None:
    table = Table("t", (Column("a", Type.YES_NO), Column("b"), Column("c", Type.REFERENCES)))
    assert encoder(table)((True, "x", ("p", "q"))) == (True, "x", '["p", "q"]')
    assert decoder(table)((1, "x", '["p", "q"]', b"sum")) == (True, "x", ("p", "q"))


def test_rows_of_interactions_keep_their_targets() -> None:
    line = row("interactions", date="2024-01-01", source="a", target=("b;c", "d"))
    table = TABLES["interactions"]
    assert decoder(table)((*encoder(table)(line), b"sum")) == line


def test_a_tie_may_be_edited_without_a_strength() -> None:
    assert checked({"op": "tie", "source": "a", "target": "b"}, "2025-01-01")["strength"] is None


def test_a_server_is_opened_by_its_own_module(monkeypatch: pytest.MonkeyPatch) -> None:
    server = ModuleType("influence.stores.neo4j")
    server.open_store = lambda address, **options: (address, options)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "influence.stores.neo4j", server)
    monkeypatch.setattr("influence.stores.neo4j", server, raising=False)
    assert open_store("bolt://h:1", workspace="w") == ("bolt://h:1", {"create": False, "workspace": "w"})
