"""Compiled columns beside the store fit the rows, or are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stores.workspaces import AT, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from influence.model.rows import Rows
    from influence.stores.base import Store
    from influence.stores.sqlite import SqliteStore


@pytest.fixture
def kept(store: Store, rows: Rows) -> Store:
    store.load(rows, sources=[], at=AT)
    assert store.keep_columns([b"abc", memoryview(b"def")], rows.digest)
    return store


def test_columns_come_back_aligned(kept: Store) -> None:
    columns = kept.columns()
    assert columns is not None
    assert bytes(columns) == b"abcdef"


def test_columns_of_other_rows_are_none(kept: Store) -> None:
    kept.load(workspace(sales=[]), sources=[], at=AT)
    assert kept.columns() is None


def test_columns_of_an_edited_store_are_none(kept: Store) -> None:
    kept.edit({"op": "attitude", "id": "c1", "value": "support"}, AT)
    assert kept.columns() is None


def test_columns_compiled_from_rows_that_changed_since_are_not_kept(kept: Store) -> None:
    assert kept.keep_columns([b"x"], "another digest") is False
    assert kept.columns() is not None


def test_an_empty_store_keeps_none(store: Store, tmp_path: Path) -> None:
    assert store.keep_columns([b"x"]) is False
    assert not (tmp_path / "w.db-columns").exists()


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 500])
def test_a_foreign_file_is_none_and_is_replaced(kept: Store, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "w.db-columns").write_bytes(content)
    assert kept.columns() is None
    assert kept.keep_columns([b"new"])
    assert bytes(kept.columns() or b"") == b"new"


@pytest.mark.parametrize("cut", [1, 50, 197])
def test_a_cut_file_is_none(kept: Store, tmp_path: Path, cut: int) -> None:
    path = tmp_path / "w.db-columns"
    path.write_bytes(path.read_bytes()[:-cut])
    assert kept.columns() is None


def test_every_changed_byte_of_the_header_is_seen(kept: Store, tmp_path: Path) -> None:
    path = tmp_path / "w.db-columns"
    whole = path.read_bytes()
    for place in range(192):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert kept.columns() is None


def test_columns_are_read_from_an_open_file_too(kept: SqliteStore) -> None:
    opened = kept.columns_file()
    assert opened is not None
    stream, start, size = opened
    with stream:
        assert (stream.seek(start), stream.read(), size) == (192, b"abcdef", 6)


def test_a_cut_file_is_not_opened(kept: SqliteStore, tmp_path: Path) -> None:
    (tmp_path / "w.db-columns").write_bytes(b"cut")
    assert kept.columns_file() is None


def test_no_bytes_at_all_are_columns_too(store: SqliteStore, rows: Rows) -> None:
    store.load(rows, sources=[], at=AT)
    assert store.keep_columns([])
    opened = store.columns_file()
    assert opened is not None
    opened[0].close()
    assert opened[1:] == (192, 0)
