"""Ties and interactions that go and come in columns: the same as compiling all rows, and bounds that still hold."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

import influence as inf
from differential.generated import row, workspace
from influence.model.rows import Rows
from influence.network import compile_rows, over
from influence.network.columns import SECTIONS, WAY
from influence.network.compile_changes import CHANGING, compile_changes

if TYPE_CHECKING:
    from influence.model.rows import Row
    from influence.network import Columns

BOUNDS = {"reach_day", "reach", "way_at", "way"}
DAY = date(2026, 8, 1)


def changed(rows: Rows, seed: int) -> tuple[Rows, Rows, Rows]:
    """Some rows gone, some come, and the rows afterwards."""
    draw, other = random.Random(seed), workspace(seed + 1000, people=len(rows["contacts"]))
    plain = {name: [one for one in rows[name] if one[2] != "reports_to"] for name in CHANGING[:2]}
    gone = {name: draw.sample(plain[name], draw.randint(0, 4)) for name in CHANGING[:2]}
    come = {name: _new(rows[name], other[name], draw.randint(0, 4)) for name in CHANGING[:2]}
    after = {name: [*((Counter(rows[name]) - Counter(gone[name])).elements()), *come[name]] for name in CHANGING[:2]}
    return Rows(gone), Rows(come), Rows({**rows.tables, **after})


def _new(known: list[Row], offered: list[Row], count: int) -> list[Row]:
    ties = {(frozenset(tie[:2]), tie[2]) for tie in known if isinstance(tie[2], str)}
    fits = (one for one in offered if not isinstance(one[2], str) or (frozenset(one[:2]), one[2]) not in ties)
    return [one for one in fits if one[2] != "reports_to"][:count]


def arrays(columns: Columns) -> dict[str, list[float]]:
    return {name: np.nan_to_num(np.asarray(getattr(columns, name)), nan=-9.0).tolist() for name in SECTIONS}


@pytest.mark.parametrize("seed", range(60))
def test_what_comes_out_is_what_all_rows_compile_to(seed: int) -> None:
    rows = workspace(seed, people=14)
    gone, come, after = changed(rows, seed)
    anew = compile_rows(after, "later")

    found = compile_changes(compile_rows(rows), gone, come, after, "later")

    assert found is not None
    one, other = arrays(found), arrays(anew)
    assert {name for name in SECTIONS if one[name] != other[name]} <= BOUNDS
    assert [found.table(name) for name in ("interactions", "accounts")] == [
        anew.table(name) for name in ("interactions", "accounts")
    ]


@pytest.mark.parametrize("seed", range(60))
def test_the_bounds_still_hold_and_the_routes_are_the_same(seed: int) -> None:
    rows = workspace(seed, people=14)
    gone, come, after = changed(rows, seed)
    anew, old = compile_rows(after, "later"), compile_rows(rows)

    found = compile_changes(old, gone, come, after, "later")

    assert found is not None
    whole, few = over(anew, as_of=DAY), over(found, as_of=DAY)
    for target in (text for text in whole.ids if text.startswith("c")):
        assert inf.path(few, target, k=4).answer == inf.path(whole, target, k=4).answer
    if list(anew.reach_day) == list(old.reach_day):
        assert (np.asarray(found.reach) >= np.asarray(anew.reach)).all()
        assert set(ways(found)) == set(ways(anew))
        assert all(ways(found)[key] >= bound for key, bound in ways(anew).items())


def ways(columns: Columns) -> dict[tuple[int, int], float]:
    """The bound of each way, by the person it leads to and its pair; each list falls."""
    found = {}
    for person in range(len(columns.group)):
        whole = columns.way[columns.way_at[person] * WAY.size : columns.way_at[person + 1] * WAY.size]
        own = list(WAY.iter_unpack(whole))
        assert own == sorted(own, key=lambda way: -way[2])
        found.update({(person, pair): most for _, pair, most in own})
    return found


def test_what_is_not_there_cannot_go() -> None:
    rows = workspace(1)
    unheard = Rows({"relationships": [row("relationships", source="c1", target="c2", kind="mentor", strength=0.123)]})

    assert compile_changes(compile_rows(rows), unheard, Rows({}), rows, "") is None


def test_a_tie_that_its_pair_has_is_for_all_rows_to_settle() -> None:
    rows = workspace(1)
    again = Rows({"relationships": [next(one for one in rows["relationships"] if one[2] == "knows")]})

    assert compile_changes(compile_rows(rows), Rows({}), again, rows, "") is None


def test_who_reports_to_whom_is_for_all_rows_to_settle() -> None:
    rows = workspace(1)
    report = Rows({"relationships": [row("relationships", source="c1", target="c2", kind="reports_to")]})

    assert compile_changes(compile_rows(rows), Rows({}), report, rows, "") is None


def test_nobody_unknown_comes_in() -> None:
    rows = workspace(1)
    stranger = Rows({"relationships": [row("relationships", source="c1", target="nobody", kind="knows")]})

    assert compile_changes(compile_rows(rows), Rows({}), stranger, rows, "") is None


def test_the_first_tie_of_all() -> None:
    rows = Rows({**workspace(1).tables, "relationships": [], "interactions": []})
    tie = Rows({"relationships": [row("relationships", source="t0", target="c2", kind="knows", strength=0.5)]})

    found = compile_changes(compile_rows(rows), Rows({}), tie, rows, "")

    assert found is not None
    assert (list(found.pair_low), list(found.tie_declared)) == ([2], [0.5])
