"""Estimated betweenness: within its error of the exact one, the same for the same seed, and said so."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pytest

from influence.analysis import betweenness_sampled as sampled
from influence.analysis import centrality as measured
from influence.analysis.centrality import centrality
from influence.analysis.graph import Graph, graph_of
from influence.errors import UsageError

if TYPE_CHECKING:
    from influence.network import Network

CHAIN = graph_of(5, [(0, 1), (1, 2), (2, 3), (3, 4)])


@pytest.fixture(autouse=True)
def _own_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own draws also where NetworKit is installed."""
    monkeypatch.setattr(sampled, "find_spec", lambda _: None)


def random_graph(seed: int, *, directed: bool) -> tuple[nx.Graph, Graph]:
    plain = nx.gnp_random_graph(60, 0.05, seed=seed, directed=directed)
    return plain, graph_of(60, list(plain.edges), directed=directed)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_everybody_is_within_the_error(seed: int, directed: bool) -> None:  # noqa: FBT001 - parameter of the test
    plain, ours = random_graph(seed, directed=directed)
    found = sampled.betweenness_sampled(ours, error=0.03, risk=0.05, seed=seed).values
    exact = np.array(list(nx.betweenness_centrality(plain).values()))
    assert np.abs(found - exact).max() <= 0.03


def test_ways_of_one_pair_are_drawn_alike() -> None:
    # eleven shortest ways from 0 to 15: ten over 11, one over 13
    pairs = [(0, n) for n in range(1, 11)] + [(n, 11) for n in range(1, 11)] + [(11, 14), (14, 15)]
    ours = graph_of(16, [*pairs, (0, 12), (12, 13), (13, 14)])
    sides, draw = (sampled._Side(ours), sampled._Side(ours, back=True)), np.random.default_rng(0)
    ways = [set(sampled._way(*sides, 0, 15, draw)) for _ in range(2_000)]
    assert sum(13 in way for way in ways) / 2_000 == pytest.approx(1 / 11, abs=0.02)
    assert all(len(way) == 3 for way in ways)


def test_no_way_passes_nobody() -> None:
    ours = graph_of(6, [(0, 1), (1, 2), (3, 4), (4, 5)])
    found = sampled.betweenness_sampled(ours, error=0.02, risk=0.1).values
    assert found == pytest.approx([0, 0.1, 0, 0, 0.1, 0], abs=0.02)


def test_the_seed_decides() -> None:
    one, again, other = (sampled.betweenness_sampled(CHAIN, error=0.1, risk=0.1, seed=s).values for s in (1, 1, 2))
    assert one.tolist() == again.tolist()
    assert one.tolist() != other.tolist()


@pytest.mark.parametrize("graph", [graph_of(0, []), graph_of(2, [(0, 1)]), graph_of(4, [])])
def test_nobody_between_needs_no_draws(graph: Graph) -> None:
    found = sampled.betweenness_sampled(graph, error=0.1, risk=0.1)
    assert (found.values.tolist(), found.draws) == ([0.0] * graph.n, 0)


def test_the_longest_way_is_no_underestimate() -> None:
    assert sampled.longest_way(CHAIN) == 5
    assert sampled.longest_way(graph_of(7, [(0, 1), (2, 3), (3, 4), (4, 5), (5, 6)])) >= 5


def test_bernstein_by_hand() -> None:
    # share .5 of 101 draws: sample variance .25 * 101/100; log(4 * 2 / .1)
    wanted = (2 * 0.2525 * log(80) / 101) ** 0.5 + 7 * log(80) / 300
    assert sampled.deviation(np.array([50.5, 0]), 101, 0.1) == pytest.approx(wanted)


class TestAnswer:
    @pytest.fixture(autouse=True)
    def _few_are_many(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(measured, "MANY", 5)

    def test_states_its_error(self, sample_net: Network) -> None:
        found = centrality(sample_net, None, ["betweenness"])
        assert found.warnings[-1].startswith("betweenness is estimated from ")
        assert "within 0.01 of the true one with probability 0.9" in found.warnings[-1]
        assert found.parameters["betweenness_error"] == found.assumptions["betweenness_error"] == 0.01

    def test_is_near_the_exact_one(self, sample_net: Network, monkeypatch: pytest.MonkeyPatch) -> None:
        found = [row["betweenness"] for row in centrality(sample_net, None, ["betweenness"]).entries]
        monkeypatch.setattr(measured, "MANY", 3_000)
        exact = centrality(sample_net, None, ["betweenness"])
        assert "betweenness_error" not in exact.parameters
        assert found == pytest.approx([row["betweenness"] for row in exact.entries], abs=0.01)

    def test_is_not_made_unasked(self, sample_net: Network) -> None:
        assert "betweenness" not in centrality(sample_net, None).answer["measures"]

    def test_is_never_weighted(self, sample_net: Network) -> None:
        with pytest.raises(UsageError, match="weighted betweenness of more than"):
            centrality(sample_net, None, ["betweenness"], weighted=True)
