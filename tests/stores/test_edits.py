"""Edits are rows of their own on top of what was loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from influence.errors import UnknownName, UsageError
from influence.model.rows import RECORDS, Rows
from influence.stores.edits import apply, checked
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
        ({"op": "attitude", "id": "c1", "value": "support", "on": "soon"}, "'soon' is no day"),
        ({"op": "attitude", "id": "", "value": "support"}, "does not say 'id'"),
        ({"op": "attitude", "id": 1, "value": "support"}, "does not say 'id'"),
        ({"op": "tie", "source": "c1"}, "does not say 'target'"),
        ({"op": "tie", "source": "c1", "target": "t1", "strength": -0.1}, "strength of -0.1"),
        ({"op": "tie", "source": "c1", "target": "t1", "strength": "1"}, "strength of '1'"),
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


TIES = [("t1", "c1", "friend", False), ("t1", "c2", "friend", True), ("c2", "c1", "mentor", False)]


@pytest.mark.parametrize(
    ("source", "target", "kind", "changed"),
    [
        ("t1", "c1", "friend", 0),
        ("c1", "t1", "friend", 0),
        ("t1", "c2", "friend", 1),
        ("c2", "t1", "friend", 3),
        ("c2", "c1", "mentor", 2),
        ("c1", "c2", "mentor", 3),
        ("t1", "c1", "mentor", 3),
        ("t1", "c1", "knows", 3),
    ],
)
def test_the_tie_that_an_edit_means(source: str, target: str, kind: str, changed: int) -> None:
    ties = [row("relationships", source=s, target=t, kind=k, directed=d, strength=0.5) for s, t, k, d in TIES]
    op = {"op": "tie", "source": source, "target": target, "kind": kind, "strength": 0.9}
    edited = [RECORDS["relationships"](*line) for line in apply(workspace(relationships=ties), [op])["relationships"]]
    (tie,) = [tie for tie in edited if tie.strength == 0.9]
    assert (tie.source, tie.target, tie.kind, tie.directed) == [*TIES, (source, target, kind, False)][changed]
    assert len(edited) == max(3, changed + 1)


def test_a_tie_of_an_edit_says_where_it_is_from() -> None:
    op = {"op": "tie", "source": "t1", "target": "c1", "kind": "mentor", "strength": None}
    tie = RECORDS["relationships"](*apply(workspace(relationships=[]), [op])["relationships"][0])
    assert (tie.fact_source, tie.directed, tie.strength, tie.evidence) == ("edit", False, None, None)


def test_an_edit_of_one_person_leaves_the_rows_of_others_and_their_places() -> None:
    rows = workspace()
    placed = Rows(
        rows.tables, {"attitudes": [("attitudes.csv", 2)], "contacts": [("contacts.csv", n) for n in (2, 3, 4)]}
    )
    edited = apply(placed, [SUPPORT | {"id": "c2", "on": "2025-01-01"}])
    assert edited["attitudes"][0] is rows["attitudes"][0]
    assert edited.places["attitudes"] == [("attitudes.csv", 2), ("edit", 0)]
    assert sorted(edited.places["contacts"]) == [("contacts.csv", n) for n in (2, 3, 4)]


def test_rows_of_a_table_without_places_have_none_after_an_edit() -> None:
    rows = workspace()
    rows = Rows(dict(rows.tables), {"contacts": [("contacts.csv", 2 + at) for at in range(len(rows["contacts"]))]})
    tie = {"op": "tie", "source": "t1", "target": "c2", "kind": "mentor", "strength": 0.5}
    edited = apply(rows, [tie])
    assert edited.places["relationships"] == [("", 0)] * len(rows["relationships"]) + [("edit", 0)]


def test_an_edit_that_does_not_apply_gives_back_the_very_rows() -> None:
    rows = workspace()
    assert apply(rows, [SUPPORT | {"id": "nobody", "on": "2025-01-01"}]) is rows
    assert apply(rows, []) is rows


@pytest.mark.parametrize("day", ["2024-12-31", "2025-01-02"])
def test_the_column_of_another_day_stays(day: str) -> None:
    rows = workspace(contacts=[row("contacts", name="B", id="c1", attitude="doubt", attitude_on=day)])
    edited = apply(rows, [SUPPORT | {"on": "2025-01-01"}])
    assert RECORDS["contacts"](*edited["contacts"][0]).attitude == "doubt"


@pytest.mark.parametrize("strength", [0, 1, 0.25])
def test_a_strength_is_a_number_from_nought_to_one(strength: float) -> None:
    found = checked({"op": "tie", "source": "a", "target": "b", "strength": strength}, AT)
    assert (found["strength"], type(found["strength"]), found["kind"]) == (float(strength), float, "knows")


def test_the_day_of_an_edit_is_that_of_its_time() -> None:
    assert checked(SUPPORT, "2025-03-04T23:59:59+00:00")["on"] == "2025-03-04"
    assert checked(SUPPORT | {"on": "2024-01-01"}, AT)["on"] == "2024-01-01"
