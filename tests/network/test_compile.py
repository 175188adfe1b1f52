"""Rows to columns."""

from __future__ import annotations

import random
from datetime import date

import pytest

from differential.generated import DAY, row, workspace
from influence.model.rows import Rows
from influence.network import build, compile_rows
from influence.network.columns import ASKED, STEP
from influence.network.compile import day_of
from influence.network.strength import step_probability

TWO = [row("team", name="us", id="us", layer="operation")], [row("contacts", name="b", id="b", attitude="accept")]


def tied(*ties: tuple[object, ...], **tables: list[tuple[object, ...]]) -> Rows:
    return Rows({"team": TWO[0], "contacts": TWO[1], "relationships": list(ties), **tables})


def test_people_are_numbered_in_the_order_of_their_ids() -> None:
    columns = compile_rows(tied())
    assert [columns.text("id", at) for at in (0, 1)] == ["b", "us"]
    assert (list(columns.team), list(columns.referrers)) == ([1], [])


def test_the_order_of_rows_never_shows() -> None:
    rows, draw = workspace(3, people=40), random.Random(0)
    mixed = Rows({name: draw.sample(list(lines), len(lines)) for name, lines in rows.tables.items()})
    one, other = compile_rows(rows), compile_rows(mixed)
    assert [bytes(getattr(one, name)) for name in ("arc_to", "tie_kind", "tie_declared", "met_on", "person_text")] == [
        bytes(getattr(other, name)) for name in ("arc_to", "tie_kind", "tie_declared", "met_on", "person_text")
    ]


def test_nobody_at_all_is_a_network_too() -> None:
    rows = Rows({"accounts": [row("accounts", name="Oak", id="oak")]})

    net = build(rows, as_of=date(2026, 11, 1))

    assert (len(net), net.contacts("oak"), len(net.arrays())) == (0, [], 0)


def test_a_digest_that_is_known_is_taken_over() -> None:
    assert compile_rows(tied(), "abc").digest == "abc"
    assert compile_rows(tied()).digest == tied().digest


def test_a_single_tie_is_told_in_one_record() -> None:
    columns = compile_rows(tied(row("relationships", source="us", target="b", kind="knows", strength=0.5)))
    assert columns.step(0)[:1] == (0.5,)
    assert columns.step(0)[6] == 0


def test_a_pair_that_met_is_not_told_in_one_record() -> None:
    met = row("interactions", date="2026-01-01", source="us", target=("b",), channel="meeting")
    columns = compile_rows(tied(row("relationships", source="us", target="b", kind="knows"), interactions=[met]))
    assert columns.step(0)[6] == -2


def test_records_fill_pages_without_crossing_them() -> None:
    assert (1024 % STEP.size, 1024 % ASKED.size) == (0, 0)


def test_a_reports_to_row_takes_the_place_of_the_column() -> None:
    contacts = [row("contacts", name=one, id=one, reports_to="b" if one == "a" else None) for one in ("a", "b")]
    told = row("relationships", source="a", target="b", kind="reports_to", strength=0.2)
    both = Rows({"contacts": contacts, "relationships": [told]})
    assert list(compile_rows(both).tie_declared) == [0.2]
    assert len(compile_rows(Rows({"contacts": contacts})).tie_kind) == 1


@pytest.mark.parametrize("day", ["2015-06-01", "2026-01-01", DAY, "2030-01-01"])
@pytest.mark.parametrize("seed", range(8))
def test_no_step_is_likelier_than_its_bound_at_any_date(seed: int, day: str) -> None:
    net = build(workspace(seed, people=30), as_of=date.fromisoformat(day))
    columns = net.columns
    bounds = dict(zip(columns.arc_pair, columns.arc_bound, strict=True))
    for pair, (low, high) in enumerate(zip(columns.pair_low, columns.pair_high, strict=True)):
        strengths = [tie.strength for tie in net.ties(low, high) if tie.strength is not None and tie.kind != "conflict"]
        assert all(step_probability(strength, net.assumptions) <= bounds[pair] for strength in strengths)


def test_arcs_fall_in_their_bound() -> None:
    columns = compile_rows(workspace(5, people=40))
    for person in range(len(columns.group)):
        bounds = list(columns.arc_bound[columns.arc_at[person] : columns.arc_at[person + 1]])
        assert bounds == sorted(bounds, reverse=True)


def test_unknown_days_are_zero() -> None:
    assert (day_of(None), day_of("0001-01-01")) == (0, 1)
