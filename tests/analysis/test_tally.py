"""Large votes: merged sums, rounding, sampled power."""

from __future__ import annotations

import numpy as np
import pytest

from influence.analysis.decision_rule import quorum
from influence.analysis.decision_tally import Grid, Halves, Merged, common_units, tally
from influence.analysis.power import SAMPLED, minimal_winning, power

MAJORITY = quorum(None)


def odd_weights(count: int) -> list[float]:
    return np.random.default_rng(1).uniform(0.5, 1.5, count).tolist()


def test_two_hundred_equal_voters_are_a_binomial() -> None:
    from scipy.stats import binom

    yes = np.full((1, 200), 0.52)
    assert tally([1.0] * 200, MAJORITY).chance(yes, 1 - yes)[0] == pytest.approx(binom.sf(100, 200, 0.52), abs=1e-12)


def test_few_different_odd_weights_stay_exact_beyond_twenty() -> None:
    weights = [float(np.pi)] * 15 + [float(np.e)] * 15
    count = tally(weights, MAJORITY)
    yes = np.random.default_rng(2).random((1, 30))
    assert isinstance(count, Merged)
    assert not count.rounded
    assert count.chance(yes, 1 - yes)[0] == pytest.approx(
        Halves.of(weights, MAJORITY.bar(sum(weights))).chance(yes, 1 - yes)[0]
    )


def test_too_many_sums_are_rounded_and_said_so() -> None:
    weights = odd_weights(24)
    count = tally(weights, quorum("2/3"))
    yes = np.full((1, 24), 0.6)
    exact = Halves.of(weights, quorum("2/3").bar(sum(weights))).chance(yes, 1 - yes)[0]
    assert count.rounded
    assert count.chance(yes, 1 - yes)[0] == pytest.approx(exact, abs=2e-3)


def test_up_to_twenty_voters_odd_weights_are_exact() -> None:
    assert not tally(odd_weights(20), MAJORITY).rounded


@pytest.mark.parametrize(
    ("weights", "units"),
    [([0.1, 0.2, 0.3], [1, 2, 3]), ([2.0, 4.0], [1, 2]), ([1 / 3, 2 / 3], [1, 2]), ([1.0, float(np.pi)], None)],
)
def test_common_units(weights: list[float], units: list[int] | None) -> None:
    assert common_units(weights) == units


def test_half_of_the_weight_is_no_majority_whatever_the_decimals() -> None:
    yes = np.array([[1.0, 1.0, 0.0]])
    assert tally([0.1, 0.2, 0.3], MAJORITY).chance(yes, 1 - yes)[0] == 0


def test_pivotal_of_a_grid_equals_that_of_halves() -> None:
    yes = np.random.default_rng(3).random((2, 6))
    weights = [3.0, 2, 2, 1, 1, 1]
    grid, halves = Grid.of([3, 2, 2, 1, 1, 1], MAJORITY), Halves.of(weights, MAJORITY.bar(10))
    assert np.abs(grid.pivotal(yes) - halves.pivotal(yes)).max() < 1e-14


def test_power_of_many_odd_weights_is_sampled_with_a_seed() -> None:
    weights = odd_weights(30)
    found = power(weights, MAJORITY, seed=4)
    assert found.draws == SAMPLED
    assert found == power(weights, MAJORITY, seed=4)
    assert sum(found.banzhaf) == pytest.approx(1)


def test_more_than_a_thousand_minimal_groups_are_not_listed() -> None:
    assert minimal_winning([1.0] * 20, MAJORITY) is None


def test_nobody_has_no_power() -> None:
    assert power([], MAJORITY).banzhaf == []
    assert minimal_winning([0.0, 0.0], MAJORITY) == []
