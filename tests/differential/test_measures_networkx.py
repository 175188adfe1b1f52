"""Every measure against networkx on random graphs, connected and not, weighted and directed."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest

from influence.analysis import measures, spectral
from influence.analysis.graph import Graph, graph_of

SEEDS = range(8)


def sample(seed: int, *, directed: bool = False) -> tuple[nx.Graph, Graph]:
    chance = np.random.default_rng(seed)
    n = int(chance.integers(4, 30))
    plain = nx.gnp_random_graph(n, float(chance.uniform(0.04, 0.4)), seed=seed, directed=directed)
    for _, _, tie in plain.edges(data=True):
        tie["strength"] = float(chance.uniform(0.05, 1))
        tie["distance"] = math.log(1 + math.exp(1.9 - 4.4 * tie["strength"]))
    edges = list(plain.edges(data=True))
    pairs = [(a, b) for a, b, _ in edges]
    ours = graph_of(
        n, pairs, [t["strength"] for *_, t in edges], directed=directed, distance=[t["distance"] for *_, t in edges]
    )
    return plain, ours


def expect(found: np.ndarray, wanted: dict[int, float]) -> None:
    assert found == pytest.approx([wanted[i] for i in range(len(found))], abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
class TestPaths:
    def test_betweenness(self, seed: int, weighted: bool, directed: bool) -> None:  # noqa: FBT001 - parameters of the test
        plain, ours = sample(seed, directed=directed)
        wanted = nx.betweenness_centrality(plain, weight="distance" if weighted else None)
        expect(measures.betweenness(ours, weighted=weighted), wanted)

    def test_closeness(self, seed: int, weighted: bool, directed: bool) -> None:  # noqa: FBT001 - parameters of the test
        plain, ours = sample(seed, directed=directed)
        wanted = nx.closeness_centrality(plain, distance="distance" if weighted else None)
        expect(measures.closeness(ours, weighted=weighted), wanted)

    def test_harmonic(self, seed: int, weighted: bool, directed: bool) -> None:  # noqa: FBT001 - parameters of the test
        plain, ours = sample(seed, directed=directed)
        wanted = nx.harmonic_centrality(plain, distance="distance" if weighted else None)
        expect(measures.harmonic(ours, weighted=weighted), wanted)

    def test_pagerank(self, seed: int, weighted: bool, directed: bool) -> None:  # noqa: FBT001 - parameters of the test
        plain, ours = sample(seed, directed=directed)
        wanted = nx.pagerank(plain, weight="strength" if weighted else None, tol=1e-14, max_iter=5000)
        expect(spectral.pagerank(ours, weighted=weighted), wanted)

    def test_constraint(self, seed: int, weighted: bool, directed: bool) -> None:  # noqa: FBT001 - parameters of the test
        plain, ours = sample(seed, directed=directed)
        expect(
            measures.constraint(ours, weighted=weighted), nx.constraint(plain, weight="strength" if weighted else None)
        )

    def test_effective_size(self, seed: int, weighted: bool, directed: bool) -> None:  # noqa: FBT001 - parameters of the test
        plain, ours = sample(seed, directed=directed)
        # nodes are named because networkx 3.6 errs on directed graphs where it works on all of them at once
        wanted = nx.effective_size(plain, nodes=list(plain), weight="strength" if weighted else None)
        found = measures.effective_size(ours, weighted=weighted)
        expect(found, {i: found[i] if math.isnan(v) else v for i, v in wanted.items()})

    def test_katz(self, seed: int, weighted: bool, directed: bool) -> None:  # noqa: FBT001 - parameters of the test
        plain, ours = sample(seed, directed=directed)
        weight = "strength" if weighted else None
        largest = max(abs(np.linalg.eigvals(nx.to_numpy_array(plain, weight=weight))))
        if largest > 1e-6:
            wanted = nx.katz_centrality_numpy(plain, alpha=0.85 / largest, weight=weight)
            expect(spectral.katz(ours, weighted=weighted), wanted)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_eigenvector_of_the_largest_component(seed: int, weighted: bool) -> None:  # noqa: FBT001 - parameters of the test
    plain, ours = sample(seed)
    largest = min(nx.connected_components(plain), key=lambda part: (-len(part), min(part)))
    if len(largest) > 2:
        part = nx.eigenvector_centrality_numpy(plain.subgraph(largest), weight="strength" if weighted else None)
        expect(spectral.eigenvector(ours, weighted=weighted), {i: part.get(i, 0.0) for i in plain})


@pytest.mark.parametrize("seed", SEEDS)
def test_directed_eigenvector_of_the_largest_strong_component(seed: int) -> None:
    plain, ours = sample(seed, directed=True)
    largest = min(nx.strongly_connected_components(plain), key=lambda part: (-len(part), min(part)))
    if len(largest) > 2:
        part = nx.eigenvector_centrality_numpy(plain.subgraph(largest))
        expect(spectral.eigenvector(ours), {i: part.get(i, 0.0) for i in plain})


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_current_flow_in_each_component(seed: int, weighted: bool) -> None:  # noqa: FBT001 - parameters of the test
    plain, ours = sample(seed)
    wanted = dict.fromkeys(plain, 0.0)
    for part in nx.connected_components(plain):
        if len(part) > 2:
            wanted |= nx.current_flow_betweenness_centrality(
                plain.subgraph(part), weight="strength" if weighted else None
            )
    expect(measures.current_flow_betweenness(ours, weighted=weighted), wanted)


@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
def test_degrees(seed: int, directed: bool) -> None:  # noqa: FBT001 - parameters of the test
    plain, ours = sample(seed, directed=directed)
    expect(measures.degree(ours), nx.degree_centrality(plain))
    expect(measures.degree(ours, weighted=True), dict(plain.degree(weight="strength")))
    if directed:
        expect(measures.in_degree(ours), nx.in_degree_centrality(plain))
        expect(measures.out_degree(ours), nx.out_degree_centrality(plain))


@pytest.mark.parametrize("directed", [False, True])
def test_spectral_measures_of_a_larger_graph(directed: bool) -> None:  # noqa: FBT001 - a parameter of the test
    plain = nx.gnp_random_graph(150, 0.06, seed=5, directed=directed)
    ours = graph_of(150, plain.edges, directed=directed)
    assert nx.is_strongly_connected(plain) if directed else nx.is_connected(plain)
    expect(spectral.eigenvector(ours), nx.eigenvector_centrality_numpy(plain))
    largest = max(abs(np.linalg.eigvals(nx.to_numpy_array(plain))))
    expect(spectral.katz(ours), nx.katz_centrality_numpy(plain, alpha=0.85 / largest))
