"""Edits are rows of their own on top of what was loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from influence.errors import UnknownName, UsageError
from influence.model.rows import RECORDS, Rows
from influence.stores.edits import apply
from stores.workspaces import AT, row, workspace

if TYPE_CHECKING:
    from influence.stores.base import Store

SUPPORT = {"op": "attitude", "id": "c1", "value": "support"}


def _attitudes(rows: Rows) -> list[tuple[str, str]]:
    return [(line[1], line[2]) for line in rows["attitudes"]]


def test_an_attitude_joins_the_history(store: Store, rows: Rows) -> None:
    store.load(rows, sources=[], at=AT)
    edit = store.edit(SUPPORT, AT)
    assert (edit.number, edit.op["on"]) == (1, "2025-01-01")
    assert _attitudes(store.rows()) == [("2024-01-05", "doubt"), ("2025-01-01", "support")]


def test_an_attitude_of_the_same_day_is_replaced(store: Store, rows: Rows) -> None:
    store.load(rows, sources=[], at=AT)
    store.edit(SUPPORT | {"on": "2024-01-05"}, AT)
    assert _attitudes(store.rows()) == [("2024-01-05", "support")]


def test_the_column_of_the_same_day_follows() -> None:
    rows = workspace(contacts=[row("contacts", name="B", id="c1", attitude="doubt", attitude_on="2025-01-01")])
    edited = apply(rows, [SUPPORT | {"on": "2025-01-01"}])
    assert RECORDS["contacts"](*edited["contacts"][0]).attitude == "support"


def test_a_tie_that_exists_gets_the_new_strength(store: Store, rows: Rows) -> None:
    store.load(rows, sources=[], at=AT)
    store.edit({"op": "tie", "source": "c1", "target": "t1", "kind": "friend", "strength": 0.9}, AT)
    ties = {(tie[0], tie[1], tie[3]) for tie in store.rows()["relationships"]}
    assert ties == {("t1", "c1", 0.9), ("t1", "c2", None)}


def test_a_tie_of_another_kind_is_a_new_one(store: Store, rows: Rows) -> None:
    store.load(rows, sources=[], at=AT)
    store.edit({"op": "tie", "source": "c1", "target": "t1", "kind": "mentor", "strength": 1}, AT)
    assert store.rows(places=True).places["relationships"][-1] == ("edit", 0)
    assert store.rows()["relationships"][-1][:4] == ("c1", "t1", "mentor", 1.0)


def test_undo_restores_the_digest(store: Store, rows: Rows) -> None:
    store.load(rows, sources=[], at=AT)
    store.edit(SUPPORT, AT)
    assert store.digest() == store.rows().digest != rows.digest
    undone = store.undo()
    assert undone is not None
    assert (undone.op["value"], store.digest(), store.undo()) == ("support", rows.digest, None)


def test_edits_are_applied_again_after_a_load(store: Store, rows: Rows) -> None:
    store.load(rows, sources=[], at=AT)
    store.edit(SUPPORT, AT)
    store.load(workspace(sales=[]), sources=[], at=AT)
    assert ("2025-01-01", "support") in _attitudes(store.rows())
    assert store.digest() == store.rows().digest


def test_a_reload_beside_edits_changes_nothing(store: Store, rows: Rows) -> None:
    store.load(rows, sources=[], at=AT)
    store.edit(SUPPORT, AT)
    assert store.load(rows, sources=[], at=AT).changed is False


def test_a_load_read_by_its_tag_is_without_edits(store: Store, rows: Rows) -> None:
    store.load(rows, sources=[], at=AT)
    store.edit(SUPPORT, AT)
    assert store.rows("L1").digest == rows.digest


def test_an_edit_of_someone_who_left_the_tables_rests(store: Store, rows: Rows) -> None:
    store.load(rows, sources=[], at=AT)
    store.edit(SUPPORT, AT)
    store.load(Rows({"contacts": [row("contacts", name="X", id="x")]}), sources=[], at=AT)
    assert [edit.applies for edit in store.edits()] == [False]
    assert store.rows().counts["attitudes"] == 0


def test_tables_without_edits_are_read_alone(store: Store, rows: Rows) -> None:
    store.load(rows, sources=[], at=AT)
    store.edit(SUPPORT, AT)
    assert list(store.rows(tables=["sales"]).tables) == ["sales"]
    assert set(store.rows(tables=["attitudes"], places=True).places) == {"attitudes"}


@pytest.mark.parametrize(
    ("op", "message"),
    [
        ({"op": "rename"}, "no edit is called"),
        ({"op": "attitude", "value": "support"}, "does not say 'id'"),
        ({"op": "attitude", "id": "c1", "value": "angry"}, "no attitude is called"),
        ({"op": "tie", "source": "c1", "target": "c1"}, "joins two people"),
        ({"op": "tie", "source": "c1", "target": "t1", "kind": "likes"}, "no kind of tie"),
        ({"op": "tie", "source": "c1", "target": "t1", "strength": 2}, "strength of 2"),
        ({"op": "tie", "source": "c1", "target": "t1", "strength": True}, "strength of True"),
    ],
)
def test_what_is_no_edit_is_refused(store: Store, rows: Rows, op: dict[str, object], message: str) -> None:
    store.load(rows, sources=[], at=AT)
    with pytest.raises(UsageError, match=message):
        store.edit(op, AT)


def test_an_edit_of_nobody_is_refused(store: Store, rows: Rows) -> None:
    store.load(rows, sources=[], at=AT)
    with pytest.raises(UnknownName):
        store.edit(SUPPORT | {"id": "t1"}, AT)
