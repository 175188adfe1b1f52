"""A load and its compiled columns: those of the rows that are current then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from influence import workspace
from influence.network import compile_rows
from influence.stores import open_store
from influence.tables import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from influence.stores.sqlite import SqliteStore
    from influence.tables import Checked

TIE = {"op": "tie", "source": "a", "target": "b", "kind": "friend", "strength": 0.9}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with open_store(str(tmp_path / "w.db"), create=True) as opened:
        yield opened  # type: ignore[misc]


def _checked(folder: Path, *people: str) -> Checked:
    folder.mkdir(exist_ok=True)
    (folder / "contacts.csv").write_text("id,name\n" + "".join(f"{person},{person}\n" for person in people))
    return read([folder])


def _kept(store: SqliteStore) -> bytes:
    columns = store.columns()
    assert columns is not None
    return bytes(columns)


def _right(store: SqliteStore) -> bytes:
    return b"".join(bytes(part) for part in compile_rows(store.rows(), store.digest()).parts())


def test_columns_of_a_load_are_those_of_its_rows(store: SqliteStore, tmp_path: Path) -> None:
    workspace.keep(store, _checked(tmp_path / "w", "a", "b"))
    assert _kept(store) == _right(store)


def test_edits_that_apply_again_are_in_the_columns(store: SqliteStore, tmp_path: Path) -> None:
    workspace.keep(store, _checked(tmp_path / "w", "a", "b"))
    store.edit(TIE, "2026-01-01")
    workspace.keep(store, _checked(tmp_path / "w", "a", "b", "c"))
    assert _kept(store) == _right(store)


def test_whoever_was_forgotten_is_not_in_the_columns(store: SqliteStore, tmp_path: Path) -> None:
    workspace.keep(store, _checked(tmp_path / "w", "a", "b"))
    store.forget("a", at="2026-01-01")
    assert workspace.keep(store, _checked(tmp_path / "w", "a", "b", "c")).left_out == 1
    assert _kept(store) == _right(store)


def test_the_same_files_again_change_nothing(store: SqliteStore, tmp_path: Path) -> None:
    workspace.keep(store, _checked(tmp_path / "w", "a", "b"))
    before = _kept(store)
    assert not workspace.keep(store, _checked(tmp_path / "w", "a", "b")).changed
    assert _kept(store) == before
