"""Cut people, bridges, modularity and measures against igraph on random graphs."""

from __future__ import annotations

import igraph
import networkx as nx
import pytest

from influence.analysis import measures, spectral
from influence.analysis.cuts import cuts
from influence.analysis.factions import communities, modularity, weights_of
from influence.analysis.graph import Graph, graph_of

SEEDS = range(12)


def sample(seed: int) -> tuple[igraph.Graph, Graph]:
    plain = nx.gnp_random_graph(24, 0.04 + seed / 100, seed=seed)
    return igraph.Graph(24, list(plain.edges)), graph_of(24, plain.edges)


@pytest.mark.parametrize("seed", SEEDS)
def test_cut_people(seed: int) -> None:
    theirs, ours = sample(seed)
    assert cuts(ours.neighbours()).people == sorted(theirs.articulation_points())


@pytest.mark.parametrize("seed", SEEDS)
def test_bridges(seed: int) -> None:
    theirs, ours = sample(seed)
    assert cuts(ours.neighbours()).bridges == sorted(tuple(sorted(theirs.es[e].tuple)) for e in theirs.bridges())


@pytest.mark.parametrize("seed", SEEDS)
def test_pairs_left_after_each_removal(seed: int) -> None:
    theirs, ours = sample(seed)
    left = [theirs.copy() for _ in range(24)]
    for person, graph in enumerate(left):
        graph.delete_vertices(person)
    expected = [sum(size * (size - 1) for size in graph.connected_components().sizes()) for graph in left]
    assert cuts(ours.neighbours()).pairs == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_betweenness_and_pagerank(seed: int) -> None:
    theirs, ours = sample(seed)
    assert measures.betweenness(ours) * 23 * 22 / 2 == pytest.approx(theirs.betweenness(), abs=1e-9)
    assert spectral.pagerank(ours) == pytest.approx(theirs.pagerank(), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_modularity(seed: int) -> None:
    theirs, ours = sample(seed)
    labels = communities(weights_of(ours), seed)
    assert modularity(weights_of(ours), labels) == pytest.approx(theirs.modularity(labels), abs=1e-12)
