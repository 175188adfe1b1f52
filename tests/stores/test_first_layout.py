"""A store of the first layout, whose rows were rows of SQL tables, opens as one of today."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from influence.errors import StoreDamaged
from influence.model.columns import TABLES, Type
from influence.model.rows import Rows, checksum
from influence.stores import open_store, schema
from stores.workspaces import AT, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from influence.model.rows import Row

NEWER = workspace(sales=[])
OURS = ("_first", "_last", "_file", "_line", "_sum")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Two loads, the second without sales, and an edit."""
    with open_store(str(tmp_path / "w.db"), create=True) as store:
        store.load(workspace(), sources=[], at=AT)
        store.load(NEWER, sources=[], at=AT)
        store.edit({"op": "attitude", "id": "c1", "value": "support"}, AT)
    with sqlite3.connect(tmp_path / "w.db") as connection:
        _to_first_layout(connection)
        state = {"load": 2, "digest": "old"}
        connection.execute("REPLACE INTO store_state VALUES ('current', ?, ?)", schema.seal(state))
    connection.close()
    return tmp_path / "w.db"


def _to_first_layout(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE store_blocks")
    connection.execute("CREATE TABLE store_files (number INTEGER PRIMARY KEY, load INTEGER, value TEXT, checksum BLOB)")
    connection.execute("INSERT INTO store_files VALUES (1, 1, ?, ?)", schema.seal("old.csv"))
    for name, table in TABLES.items():
        names = ", ".join(
            f'"{column}"' for column in (*table.column_names, "_first", "_last", "_file", "_line", "_sum")
        )
        connection.execute(f"CREATE TABLE {name} ({names})")
        last = 1 if name == "sales" else None
        for line, row in enumerate(workspace()[name], 2):
            values = [*_cells(name, row), 1, last, 1, line, checksum(row)]
            connection.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(values))})", values)
    for number, rows in ((1, workspace()), (2, NEWER)):
        proofs = {name: [count, f"{total:032x}"] for name, (count, total) in rows.proofs.items()}
        value = {"at": AT, "digest": "old", "sources": [], "proofs": proofs, "left_out": 0}
        connection.execute(
            "UPDATE store_loads SET value = ?, checksum = ? WHERE number = ?", (*schema.seal(value), number)
        )
    connection.execute("PRAGMA user_version = 1")


def _cells(name: str, row: Row) -> list[object]:
    columns = TABLES[name].columns
    return [json.dumps(v) if c.type is Type.REFERENCES else v for c, v in zip(columns, row, strict=True)]


def test_every_load_and_edit_is_there(old: Path) -> None:
    with open_store(str(old)) as store:
        assert (store.rows("L1").digest, store.rows("L2").digest) == (workspace().digest, NEWER.digest)
        assert [load.digest for load in store.loads()] == [workspace().digest, NEWER.digest]
        assert store.digest() == store.rows().digest != NEWER.digest
        assert store.verify() == []


def test_files_and_lines_are_there(old: Path) -> None:
    with open_store(str(old)) as store:
        assert store.rows("L2", ["team"], places=True).places["team"][0] == ("old.csv", 2)


@pytest.mark.parametrize(
    ("spoiling", "message"),
    [
        ("UPDATE team SET name = 'X'", "does not fit its checksum"),
        ("DELETE FROM sales", "missing or doubled in load L1"),
    ],
)
def test_damaged_rows_are_not_taken_over(old: Path, spoiling: str, message: str) -> None:
    with sqlite3.connect(old) as connection:
        connection.execute(spoiling)
    connection.close()
    before = old.read_bytes()
    with pytest.raises(StoreDamaged, match=message):
        open_store(str(old))
    assert old.read_bytes() == before


def test_an_empty_store_opens_too(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "e.db"), create=True):
        pass
    with sqlite3.connect(tmp_path / "e.db") as connection:
        _to_first_layout(connection)
        connection.execute("DELETE FROM store_loads")
    connection.close()
    with open_store(str(tmp_path / "e.db")) as store:
        assert store.load(Rows({"team": workspace()["team"]}), sources=[], at=AT).changed


def test_nothing_of_the_first_layout_is_left(old: Path) -> None:
    with open_store(str(old)) as store:
        found = store.database.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        assert {name for (name,) in found} == {
            "store_state", "store_loads", "store_edits", "store_outputs", "store_tombstones", "store_blocks",
        }  # fmt: skip
        assert store.digest() == store.rows().digest


def test_rows_without_a_place_have_none_afterwards(old: Path) -> None:
    with sqlite3.connect(old) as connection:
        connection.execute("UPDATE team SET _file = NULL, _line = NULL")
    connection.close()
    with open_store(str(old)) as store:
        places = store.rows("L1", places=True).places
        assert (places["team"], places["accounts"][0]) == ([("", 0)], ("old.csv", 2))
