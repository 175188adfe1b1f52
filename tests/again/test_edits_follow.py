"""Edits put into kept columns: the same as compiling all rows, and bounds that still hold."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import influence as inf
from differential.generated import workspace as generated
from influence import workspace
from influence.network import Columns, compile_rows
from influence.network.columns import SECTIONS, TABLES_KEPT
from influence.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from influence.stores.sqlite import SqliteStore

DAY = date(2026, 8, 1)
AT = "2026-06-30T00:00:00+00:00"
BOUNDS = {"reach_day", "reach", "way_at", "way"}


@pytest.fixture
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SqliteStore]:
    """A store of a generated workspace, whose columns are kept."""
    with open_store(str(tmp_path / "s.db"), create=True) as opened:
        opened.load(generated(getattr(request, "param", 1), people=14), sources=[], at=AT)
        workspace.compile_columns(opened)
        yield opened


def an_edit(store: SqliteStore, draw: random.Random) -> dict[str, Any]:
    people = [f"c{number}" for number in range(14)]
    if draw.random() < 0.5:
        on = draw.choice(["2026-06-30", "2026-01-01", "2026-09-09"])
        return {"op": "attitude", "id": draw.choice(people), "value": draw.choice(["support", "resist"]), "on": on}
    one, other = draw.sample([*people, "t0", "r0"], 2)
    if draw.random() < 0.5:  # a tie that is there
        ties = [tie for tie in store.rows()["relationships"] if tie[2] != "reports_to"]
        one, other, kind = draw.choice(ties)[:3]
        return {"op": "tie", "source": one, "target": other, "kind": kind, "strength": 0.66}
    return {"op": "tie", "source": one, "target": other, "kind": "mentor", "strength": round(draw.random(), 2)}


def kept(store: SqliteStore) -> Columns | None:
    whole = store.columns()
    return Columns.from_buffer(whole).whole() if whole is not None else None


def differing(found: Columns, anew: Columns) -> set[str]:
    def plain(columns: Columns, name: str) -> list[float]:
        return np.nan_to_num(np.asarray(getattr(columns, name)), nan=-9.0).tolist()

    tables = {name for name in TABLES_KEPT if sorted(map(str, found.table(name))) != sorted(map(str, anew.table(name)))}
    return {name for name in SECTIONS if plain(found, name) != plain(anew, name)} - BOUNDS | tables


@pytest.mark.parametrize("store", range(25), indirect=True)
def test_columns_follow_edits_and_their_undoing(store: SqliteStore) -> None:
    draw, followed = random.Random(store.digest()), 0
    for turn in range(5):
        if turn == 3:
            workspace.undo(store)
        else:
            workspace.edit(store, an_edit(store, draw), AT)

        found, anew = kept(store), compile_rows(store.rows(), store.digest())

        if found is not None:
            followed += 1
            assert found.digest == anew.digest
            assert differing(found, anew) == set()
            assert (
                inf.path(inf.network.over(found, as_of=DAY), "c5").answer
                == inf.path(inf.network.over(anew, as_of=DAY), "c5").answer
            )
        else:
            workspace.compile_columns(store)
    assert followed >= 2


def test_in_an_empty_store_there_is_nothing_to_take_back(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "s.db"), create=True) as empty:
        assert workspace.undo(empty) is None


def test_an_edit_needs_no_columns(store: SqliteStore) -> None:
    store.keep_columns([b""])

    made = workspace.edit(store, {"op": "attitude", "id": "c3", "value": "support", "on": "2026-06-30"}, AT)

    assert [edit.number for edit in store.edits()] == [made.number]
