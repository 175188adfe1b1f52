"""Strength of a tie: by hand, and the arrays against the scalar formulas."""

from __future__ import annotations

from datetime import date
from math import exp

import numpy as np
import pytest

from differential.generated import DAY, row, workspace
from influence.model.assumptions import Assumptions
from influence.model.rows import Rows
from influence.network import Network, build
from influence.network.strength import activity, channel_weights, distance, faded, half_life, step_probability

C = Assumptions()


def net_of(*ties: tuple[object, ...], **tables: list[tuple[object, ...]]) -> Network:
    people = {
        "team": [row("team", name="t", id="t", layer="operation")],
        "contacts": [row("contacts", name="c", id="c", layer="management")],
    }
    return build(Rows({**people, "relationships": list(ties), **tables}), as_of=date(2026, 6, 30))


def strength(net: Network) -> float | None:
    return net.ties(net.index("c"), net.index("t"))[0].strength


def tie(**told: object) -> tuple[object, ...]:
    return row("relationships", **{"source": "t", "target": "c", "kind": "knows", **told})


def test_an_undated_tie_keeps_its_declared_strength() -> None:
    assert strength(net_of(tie(strength=0.7))) == 0.7


def test_a_tie_fades_to_three_quarters_after_one_half_life() -> None:
    assert strength(net_of(tie(strength=0.8, last_contact="2026-01-01"))) == pytest.approx(0.8 * 0.75)


def test_age_lengthens_the_half_life_of_a_tie() -> None:
    years = (date(2026, 6, 30) - date(2016, 1, 1)).days / 365.25
    grown = 0.8 * (0.5 + 0.5 * 2 ** (-180 / (180 * (2 - exp(-years / 2)))))
    assert strength(net_of(tie(strength=0.8, last_contact="2026-01-01", since="2016-01-01"))) == pytest.approx(grown)


def test_a_stage_stands_in_for_a_strength() -> None:
    assert strength(net_of(tie(stage="trusted"))) == 0.75


def test_a_kind_stands_in_for_both() -> None:
    assert strength(net_of(tie(kind="friend"))) == 0.75


def test_logged_work_makes_a_weak_tie_stronger() -> None:
    met = [row("interactions", date="2026-06-30", source="t", target=("c",), channel="meeting")] * 4
    assert strength(net_of(tie(strength=0.1), interactions=met)) == pytest.approx(1 - exp(-1))


def test_activity_halves_after_a_half_life() -> None:
    weights = channel_weights(C, mail_both_ways=False)
    assert activity([(100, 0)], 190, weights, 90, 4) == pytest.approx(1 - exp(-0.5 / 4))


def test_mail_one_way_weighs_little() -> None:
    one, both = (channel_weights(C, mail_both_ways=ways) for ways in (False, True))
    assert (min(a for a, b in zip(one, both, strict=True) if a != b), max(both)) == (0.05, 1.2)


def test_friends_keep_for_two_years_whatever_the_layers() -> None:
    assert (half_life("friend", (0, 2), C), half_life("knows", (0, 2), C), half_life("knows", (-1,), C)) == (
        730,
        270,
        90,
    )


def test_nothing_fades_without_a_known_contact() -> None:
    assert faded(0.4, None, 10, 90, C) == 0.4


def test_probability_and_distance_by_hand() -> None:
    assert step_probability(0.75, C) == pytest.approx(1 / (1 + exp(-1.4)))
    assert distance(exp(-2)) == pytest.approx(2)


@pytest.mark.parametrize("day", ["2020-01-01", DAY, "2028-01-01"])
@pytest.mark.parametrize("seed", range(20))
def test_arrays_hold_the_very_ties(seed: int, day: str) -> None:
    net = build(workspace(seed, people=25), as_of=date.fromisoformat(day)).without("c3").with_tie("c1", "c2", 0.5)
    ties, arrays = list(net.all_ties()), net.arrays()
    assert [net.ids[one] for one in arrays.source] == [tie.source for tie in ties]
    assert list(arrays.directed) == [tie.directed for tie in ties]
    days = [date.fromisoformat(tie.last_contact).toordinal() if tie.last_contact else 0 for tie in ties]
    assert list(arrays.last_contact) == days
    expected = [np.nan if tie.strength is None else tie.strength for tie in ties]
    np.testing.assert_allclose(arrays.strength, expected, rtol=0, atol=1e-12)
