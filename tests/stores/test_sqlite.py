"""The embedded store keeps what it is given, whole, and gives it back."""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING

import pytest

from influence.errors import StoreUnavailable, UnknownName, UsageError
from influence.model.rows import Rows
from influence.stores import open_store
from influence.stores.base import Store
from stores.workspaces import AT, row, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from influence.stores.sqlite import SqliteStore

Source = namedtuple("Source", "name sha256 size")


def _load(store: Store, rows: Rows, at: str = AT) -> str:
    return store.load(rows, sources=[Source("contacts.csv", "ab", 3)], at=at).tag


def test_store_is_what_the_protocol_says(store: Store) -> None:
    assert isinstance(store, Store)


def test_rows_come_back_as_they_went_in(store: Store, rows: Rows) -> None:
    _load(store, rows)
    assert {name: list(lines) for name, lines in store.rows().tables.items() if lines} == rows.tables


def test_digest_is_that_of_the_rows(store: Store, rows: Rows) -> None:
    _load(store, rows)
    assert store.digest() == rows.digest == store.rows().digest


def test_a_negative_zero_is_a_zero(store: Store) -> None:
    rows = workspace(sales=[row("sales", account="A1", date="2024-03-02", amount=-0.0)])
    _load(store, rows)
    assert store.rows().digest == rows.digest


def test_only_the_tables_asked_for_are_read(store: Store, rows: Rows) -> None:
    _load(store, rows)
    assert list(store.rows(tables=["team"]).tables) == ["team"]


def test_places_come_back(store: Store) -> None:
    _load(store, Rows({"team": [row("team", name="A", id="a")]}, {"team": [("team.csv", 7)]}))
    assert store.rows(places=True).places["team"] == [("team.csv", 7)]


def test_a_row_without_a_place_has_none(store: Store, rows: Rows) -> None:
    _load(store, rows)
    assert store.rows(places=True).places["team"] == [("", 0)]


def test_the_same_content_in_any_order_changes_nothing(store: SqliteStore, rows: Rows) -> None:
    _load(store, rows)
    before = store.database.connection.total_changes
    shuffled = Rows({name: list(reversed(lines)) for name, lines in reversed(rows.tables.items())})
    again = store.load(shuffled, sources=[], at="2026-01-01")
    assert (again.tag, again.changed, store.database.connection.total_changes) == ("L1", False, before)


def test_a_reload_writes_only_what_changed(store: SqliteStore, rows: Rows) -> None:
    _load(store, rows)
    before = store.database.connection.total_changes
    _load(store, workspace(sales=[]))
    assert store.database.connection.total_changes - before == 2  # the load, the state


def test_an_earlier_load_stays_readable_by_its_tag(store: Store, rows: Rows) -> None:
    tag = _load(store, rows)
    _load(store, workspace(sales=[]))
    assert store.rows(tag).digest == rows.digest == store.digest(tag) != store.digest()


def test_content_that_comes_back_is_a_new_load(store: Store, rows: Rows) -> None:
    _load(store, rows)
    _load(store, workspace(sales=[]))
    assert _load(store, rows) == "L3"
    assert store.digest("L3") == store.digest("L1")


def test_one_of_two_equal_calls_may_go(store: Store, rows: Rows) -> None:
    _load(store, rows)
    _load(store, workspace(interactions=list(rows["interactions"][:2])))
    assert store.rows().counts["interactions"] == 2


def test_an_unknown_tag_names_the_known_ones(store: Store, rows: Rows) -> None:
    _load(store, rows)
    with pytest.raises(UnknownName) as error:
        store.rows("L9")
    assert error.value.candidates == ["L1"]


def test_loads_tell_time_sources_and_counts(store: Store, rows: Rows) -> None:
    _load(store, rows)
    (load,) = store.loads()
    assert (load.tag, load.at, load.sources[0].sha256, load.counts["contacts"]) == ("L1", AT, "ab", 3)


def test_an_empty_store_says_so(store: Store) -> None:
    with pytest.raises(StoreUnavailable, match="no data yet"):
        store.rows()
    assert store.loads() == []
    assert store.columns() is None


def test_everything_verifies(store: Store, rows: Rows) -> None:
    _load(store, rows)
    store.edit({"op": "attitude", "id": "c2", "value": "support"}, AT)
    assert store.verify() == []


def test_the_rows_around_people_are_among_all_rows(store: Store, rows: Rows) -> None:
    _load(store, rows)
    assert store.around(["c1"]).digest == rows.digest


def test_store_files_are_private(store: Store, rows: Rows, tmp_path: Path) -> None:
    _load(store, rows)
    store.keep_columns([b"x"])
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    assert {path.name for path in tmp_path.iterdir()} == {"w.db", "w.db-wal", "w.db-shm", "w.db-columns"}


def test_a_closed_store_is_one_file(store: Store, rows: Rows, tmp_path: Path) -> None:
    _load(store, rows)
    store.close()
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["w.db"]


def test_a_missing_store_is_not_made_unless_asked(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="there is no store"):
        open_store(str(tmp_path / "none.db"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["http://host/x", "ftp://x"])
def test_foreign_addresses_are_refused(address: str) -> None:
    with pytest.raises(UsageError, match="no kind of store"):
        open_store(address)


def test_a_file_holds_one_workspace(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="one workspace"):
        open_store(str(tmp_path / "w.db"), workspace="other")


def test_a_store_shows_itself_in_a_line(store: Store) -> None:
    assert repr(store).startswith("SqliteStore(")


def test_outputs_are_registered_once(store: Store) -> None:
    store.record_output("/x", "ab", at="1", kind="map")
    store.record_output("/x", "ab", at="2", kind="map")
    store.record_output("/x", "cd", at="3", kind="map")
    assert [(output.sha256, output.at) for output in store.outputs()] == [("ab", "2"), ("cd", "3")]


def test_the_newest_edit_tells_what_it_did(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "w.db"), create=True) as store:
        store.load(workspace(), sources=[], at=AT)
        before = store.digest()
        assert store.last_edit() is None  # type: ignore[attr-defined]
        store.edit({"op": "attitude", "id": "c1", "value": "resist"}, AT)
        step = store.last_edit()  # type: ignore[attr-defined]
        assert (step.before, step.after) == (before, store.digest())
        assert [line[2] for line in step.come["attitudes"]] == ["resist"]
        store.undo()
        assert store.last_edit() is None  # type: ignore[attr-defined]
