"""Published values of votes, power and opinions."""

from __future__ import annotations

import numpy as np
import pytest

from influence.analysis.decision_rule import Rule, quorum
from influence.analysis.decision_tally import tally
from influence.analysis.opinions import consensus, friedkin_johnsen, total_effects
from influence.analysis.power import minimal_winning, pivotal, power, veto_players


def of(need: float, weights: list[float]) -> Rule:
    return Rule(f"{need:g} of {sum(weights):g}", need / sum(weights))


POWER = [
    # [6; 4, 3, 2, 1], a textbook game
    (6, [4, 3, 2, 1], [5 / 12, 3 / 12, 3 / 12, 1 / 12], [5 / 12, 1 / 4, 1 / 4, 1 / 12]),
    # Council of the European Economic Community, 1958: Luxembourg never mattered
    (12, [4, 4, 4, 2, 2, 1], [10 / 42] * 3 + [6 / 42] * 2 + [0], [7 / 30] * 3 + [3 / 20] * 2 + [0]),
    # United Nations Security Council since 1966
    (39, [7] * 5 + [1] * 10, [848 / 5080] * 5 + [84 / 5080] * 10, [421 / 2145] * 5 + [4 / 2145] * 10),
    # a shareholder of 50, one of 49, one of 1
    (51, [50, 49, 1], [0.6, 0.2, 0.2], [2 / 3, 1 / 6, 1 / 6]),
    # Nassau County Board, 1964: half of the districts had no power (Banzhaf, 1965)
    (58, [31, 31, 28, 21, 2, 2], [1 / 3] * 3 + [0] * 3, [1 / 3] * 3 + [0] * 3),
]


@pytest.mark.parametrize(("need", "weights", "banzhaf", "shapley"), POWER)
def test_power_of_published_councils(
    need: float, weights: list[float], banzhaf: list[float], shapley: list[float]
) -> None:
    found = power(weights, of(need, weights))
    assert found.banzhaf == pytest.approx(banzhaf, abs=1e-12)
    assert found.shapley_shubik == pytest.approx(shapley, abs=1e-12)
    assert found.draws is None


def test_a_null_player_has_exactly_no_power() -> None:
    assert power([4, 4, 4, 2, 2, 1], of(12, [4, 4, 4, 2, 2, 1])).banzhaf[-1] == 0


def test_permanent_members_are_veto_players() -> None:
    weights = [7.0] * 5 + [1.0] * 10
    assert veto_players(weights, of(39, weights)) == [0, 1, 2, 3, 4]


def test_minimal_winning_groups_of_three_shareholders() -> None:
    assert minimal_winning([50, 49, 1], of(51, [50, 49, 1])) == [[0, 1], [0, 2]]


@pytest.mark.parametrize(
    ("chances", "expected"),
    [([0.6] * 3, 0.648), ([0.6] * 5, 0.68256), ([0.9, 0.5, 0.4], 0.65)],
)
def test_condorcet_jury(chances: list[float], expected: float) -> None:
    # Condorcet, 1785
    yes = np.array([chances])
    assert tally([1.0] * len(chances), quorum("majority")).chance(yes, 1 - yes)[0] == pytest.approx(expected, abs=1e-12)


def test_a_juror_of_three_decides_when_the_others_split() -> None:
    assert pivotal([1.0] * 3, quorum(None), [0.6] * 3) == pytest.approx([0.48] * 3)


@pytest.mark.parametrize(("people", "expected"), [(2, 0.6561), (3, 0.531441), (6, 0.282429536481)])
def test_independent_unanimity(people: int, expected: float) -> None:
    yes = np.full((1, people), 0.81)
    assert tally([1.0] * people, quorum("unanimity")).chance(yes, 1 - yes)[0] == pytest.approx(expected, abs=1e-12)


# four people of a laboratory group (Friedkin and Johnsen, 1999)
W = np.array([[0.220, 0.120, 0.360, 0.300], [0.147, 0.215, 0.344, 0.294], [0, 0, 1, 0], [0.090, 0.178, 0.446, 0.286]])
S = np.array([25.0, 25, 75, 85])
LAM = 1 - np.diag(W)


def test_friedkin_johnsen_small_group_settles_as_published() -> None:
    assert friedkin_johnsen(W, S, LAM).tolist() == pytest.approx([60, 60, 75, 75], abs=0.05)


def test_friedkin_johnsen_total_effects_as_published() -> None:
    published = [[0.280, 0.045, 0.551, 0.124], [0.047, 0.278, 0.549, 0.126], [0, 0, 1, 0], [0.030, 0.048, 0.532, 0.390]]
    assert np.abs(total_effects(W, LAM) - published).max() < 1e-3


def test_friedkin_johnsen_influence_shares() -> None:
    assert total_effects(W, LAM).mean(axis=0).tolist() == pytest.approx([0.0892, 0.0928, 0.6583, 0.1597], abs=1e-4)


@pytest.mark.parametrize(
    ("coupling", "published"),
    [
        ([[0.8, 0.2], [0.3, 0.7]], [[39.2, 12.0], [38.9, 10.1], [75, -50], [56.0, 5.3]]),
        ([[0.8, -0.2], [-0.3, 0.7]], [[52.3, -30.9], [52.1, -33.3], [75, -50], [68.4, -33.2]]),
    ],
)
def test_two_coupled_topics(coupling: list[list[float]], published: list[list[float]]) -> None:
    # Parsegov, Proskurnikov, Tempo and Friedkin, 2017: z = (Lam W x C) z + ((I - Lam) x I) s
    initial = np.array([[25, 25], [25, 15], [75, -50], [85, 5]], dtype=float)
    settled = friedkin_johnsen(np.kron(W, np.array(coupling)), initial.ravel(), np.repeat(LAM, 2))
    assert np.abs(settled.reshape(4, 2) - published).max() < 0.06


@pytest.mark.parametrize(("gone", "mean"), [(0, 71.14), (1, 71.54), (2, 55.83), (3, 63.10)])
def test_group_mean_after_one_leaves(gone: int, mean: float) -> None:
    stay = [at for at in range(4) if at != gone]
    rest = W[np.ix_(stay, stay)]
    settled = friedkin_johnsen(rest / rest.sum(axis=1, keepdims=True), S[stay], LAM[stay])
    assert settled.mean() == pytest.approx(mean, abs=0.005)


@pytest.mark.parametrize(
    ("weights", "shares"),
    [
        ([[0.5, 0.5], [0.25, 0.75]], [1 / 3, 2 / 3]),
        ([[1 / 3, 1 / 3, 1 / 3], [0.5, 0.5, 0], [0, 0.25, 0.75]], [3 / 11, 4 / 11, 4 / 11]),
    ],
)
def test_degroot_consensus(weights: list[list[float]], shares: list[float]) -> None:
    # Jackson, Social and Economic Networks, 2008
    assert consensus(weights).tolist() == pytest.approx(shares, abs=1e-12)


def test_degroot_group_with_one_who_never_moves_agrees_with_that_person() -> None:
    # without anchors the same four all end at 75
    assert (consensus(W) @ S) == pytest.approx(75, abs=1e-9)


def test_common_susceptibility_is_personalised_pagerank() -> None:
    import networkx as nx

    graph = nx.gnp_random_graph(12, 0.4, seed=3)
    assert nx.is_connected(graph)
    matrix = nx.to_numpy_array(graph)
    matrix /= matrix.sum(axis=1, keepdims=True)
    start = np.arange(1, 13) / 78
    ranks = nx.pagerank(graph, alpha=0.6, personalization=dict(enumerate(start)), tol=1e-15, max_iter=1000)
    shares = start @ total_effects(matrix, np.full(12, 0.6))
    assert shares.tolist() == pytest.approx([ranks[node] for node in range(12)], abs=1e-12)
