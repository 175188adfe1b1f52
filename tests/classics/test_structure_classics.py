"""Published values of structural measures; each with its source (see docs/reference for the full citations)."""

from __future__ import annotations

import csv
import json
import math
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from influence.analysis import measures, spectral
from influence.analysis.brokerage import ROLES, roles
from influence.analysis.cuts import cuts
from influence.analysis.factions import communities, factions, modularity, weights_of
from influence.analysis.graph import Graph, graph_of
from influence.analysis.keyplayer_search import Fragmentation, Reach, greedy, key_sets
from influence.analysis.likely_ties import adamic_adar, resource_allocation

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

KITE = ("Andre", "Beverley", "Carol", "Diane", "Ed", "Fernando", "Garth", "Heather", "Ike", "Jane")


def of(plain: nx.Graph) -> tuple[Graph, list[str]]:
    names = sorted(plain)
    place = {name: at for at, name in enumerate(names)}
    return graph_of(len(names), [(place[a], place[b]) for a, b in plain.edges]), [str(name) for name in names]


def kite() -> Graph:
    return of(nx.krackhardt_kite_graph())[0]


def karate() -> Graph:
    return of(nx.karate_club_graph())[0]


def florentine() -> tuple[Graph, list[str]]:
    return of(nx.florentine_families_graph())


def rounded(values: np.ndarray, digits: int = 3) -> dict[str, float]:
    return {name: round(value, digits) for name, value in zip(KITE, values.tolist(), strict=True)}


class TestKite:
    """Krackhardt (1990), Assessing the political landscape; three measures, three winners."""

    def test_degree_diane(self) -> None:
        found = rounded(measures.degree(kite()))
        assert (max(found, key=found.get), found["Diane"]) == ("Diane", 0.667)

    def test_closeness_fernando_and_garth(self) -> None:
        found = rounded(measures.closeness(kite()))
        assert found["Fernando"] == found["Garth"] == max(found.values()) == 0.643

    def test_betweenness_heather(self) -> None:
        found = rounded(measures.betweenness(kite()))
        assert [found[n] for n in ("Heather", "Fernando", "Garth", "Ike", "Diane")] == [
            0.389,
            0.231,
            0.231,
            0.222,
            0.102,
        ]

    def test_current_flow(self) -> None:
        found = rounded(measures.current_flow_betweenness(kite()))
        assert [found[n] for n in ("Heather", "Fernando", "Diane", "Ike")] == [0.432, 0.354, 0.291, 0.222]

    def test_eigenvector(self) -> None:
        assert rounded(spectral.eigenvector(kite()))["Diane"] == 0.481

    def test_constraint(self) -> None:
        found = rounded(measures.constraint(kite()))
        assert [found[n] for n in ("Heather", "Fernando", "Diane", "Jane")] == [0.431, 0.445, 0.470, 1.0]

    def test_cut_people(self) -> None:
        assert [KITE[at] for at in cuts(kite().neighbours()).people] == ["Heather", "Ike"]


class TestFlorentine:
    """Padgett and Ansell (1993), Robust action; marriage ties of fifteen families."""

    def test_betweenness(self) -> None:
        graph, names = florentine()
        found = dict(zip(names, measures.betweenness(graph).round(4).tolist(), strict=True))
        assert [found[n] for n in ("Medici", "Guadagni", "Albizzi", "Salviati")] == [0.522, 0.2546, 0.2125, 0.1429]

    def test_current_flow_and_eigenvector(self) -> None:
        graph, names = florentine()
        flow = dict(zip(names, measures.current_flow_betweenness(graph).round(4).tolist(), strict=True))
        leading = dict(zip(names, spectral.eigenvector(graph).round(4).tolist(), strict=True))
        assert (flow["Medici"], flow["Guadagni"]) == (0.5989, 0.3669)
        assert (leading["Medici"], leading["Strozzi"]) == (0.4303, 0.3560)

    def test_key_players(self) -> None:
        graph, names = florentine()
        rule = Fragmentation(graph.neighbours())
        found = [key_sets(rule, k) for k in (1, 2, 3)]
        assert [round(score, 4) for _, score, _ in found] == [0.3846, 0.7051, 0.8636]
        assert [names[at] for at in found[2][0][0]] == ["Guadagni", "Medici", "Strozzi"]

    def test_two_steps_of_two_families_reach_all(self) -> None:
        graph, names = florentine()
        sets, score, _ = key_sets(Reach(graph.matrix(), 2), 2)
        pairs = [tuple(names[at] for at in members) for members in sets]
        assert score == 1.0
        assert {("Bischeri", "Medici"), ("Guadagni", "Medici")} <= set(pairs)

    def test_cut_families(self) -> None:
        graph, names = florentine()
        assert [names[at] for at in cuts(graph.neighbours()).people] == ["Albizzi", "Guadagni", "Medici", "Salviati"]


class TestKarate:
    """Zachary (1977); values recomputed with two libraries."""

    def test_betweenness(self) -> None:
        found = measures.betweenness(karate()).round(4)
        assert found[[0, 33, 32]].tolist() == [0.4376, 0.3041, 0.1452]

    def test_pagerank(self) -> None:
        assert spectral.pagerank(karate())[[33, 0, 32]].round(4).tolist() == [0.1009, 0.0970, 0.0717]

    def test_fragmentation(self) -> None:
        rule = Fragmentation(karate().neighbours())
        found = [key_sets(rule, k)[:2] for k in (1, 2, 3)]
        assert [(sets[0], round(score, 4)) for sets, score in found] == [
            ((0,), 0.3163),
            ((0, 1), 0.4234),
            ((0, 32, 33), 0.5699),
        ]

    def test_greedy_alone_is_wrong(self) -> None:
        rule = Fragmentation(karate().neighbours())
        assert round(rule.score(greedy(rule, 3)), 4) == 0.4817

    def test_interchange_finds_the_best(self) -> None:
        assert key_sets(Fragmentation(karate().neighbours()), 3, most=0)[:2] == (
            [(0, 32, 33)],
            pytest.approx(0.5699, abs=1e-4),
        )

    def test_reach(self) -> None:
        rule = Reach(karate().matrix())
        assert [round(key_sets(rule, k)[1], 4) for k in (1, 2, 3)] == [0.5294, 0.9118, 0.9706]

    def test_modularity_optimum(self) -> None:
        weights = weights_of(karate())
        best = max((communities(weights, seed) for seed in range(50)), key=lambda run: modularity(weights, run))
        assert (round(modularity(weights, best), 4), len(set(best))) == (0.4198, 4)

    def test_factions_are_stable(self) -> None:
        found = factions(karate(), least=0.7)
        assert found
        assert all(faction.stability >= 0.7 for faction in found)

    def test_adamic_adar_and_resource_allocation(self) -> None:
        near = [set(row) for row in karate().neighbours()]
        assert [round(adamic_adar(near, *pair), 4) for pair in ((2, 33), (0, 33), (1, 33))] == [4.7194, 2.7110, 2.2529]
        assert round(resource_allocation(near, 0, 33), 4) == 0.9


def test_burt_example() -> None:
    """Borgatti (1997), Structural holes: unpacking Burt's redundancy measures."""
    names = "ABCDEFG"
    pairs = [(names.index(a), names.index(b)) for a, b in ["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"]]
    graph = graph_of(7, pairs)
    size, tight = measures.effective_size(graph).round(2), measures.constraint(graph).round(3)
    assert [size[names.index(n)] for n in "GAC"] == [4.67, 2.5, 1.0]
    assert [tight[names.index(n)] for n in "GA"] == [0.4, 0.595]


def hightech(shared: Path) -> tuple[list[str], list[str], list[tuple[int, int]]]:
    folder = shared / "krackhardt_hightech"
    with (folder / "nodes.csv").open(encoding="utf-8") as file:
        people = list(csv.DictReader(file))
    ids = [row["id"] for row in people]
    with (folder / "edges.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if "advice" in row.values()]
    return ids, [row["dept"] for row in people], [(ids.index(row["source"]), ids.index(row["target"])) for row in rows]


def test_gould_fernandez_of_the_high_tech_managers(shared: Path) -> None:
    """Gould and Fernandez (1989) on Krackhardt (1987): totals and person 18, as R's sna gives them."""
    ids, departments, pairs = hightech(shared)
    found = roles(graph_of(len(ids), pairs, directed=True), departments)
    assert [sum(row[role] for row in found) for role in ROLES] == [28, 69, 95, 62, 246]
    assert list(found[17].values()) == [0, 32, 4, 11, 74]


def test_high_tech_in_degree_and_pagerank(shared: Path) -> None:
    """Krackhardt (1987): whom the managers ask for advice."""
    ids, _, pairs = hightech(shared)
    graph = graph_of(len(ids), pairs, directed=True)
    asked = (measures.in_degree(graph) * 20).round().astype(int).tolist()
    assert asked == [13, 18, 5, 8, 5, 10, 13, 10, 4, 9, 11, 7, 4, 10, 4, 8, 9, 15, 4, 8, 15]
    assert spectral.pagerank(graph)[[20, 6, 1]].round(4).tolist() == [0.1638, 0.1040, 0.0939]


def test_high_tech_reciprocated_advice_hangs_on_three(shared: Path) -> None:
    ids, _, pairs = hightech(shared)
    both = [(a, b) for a, b in pairs if (b, a) in set(pairs) and a < b]
    assert len(both) == 45
    assert [at + 1 for at in cuts(graph_of(len(ids), both).neighbours()).people] == [7, 18, 21]


NETWORKS = ("krackhardt_kite", "zachary_karate", "padgett_florentine", "krackhardt_hightech", "sawmill_communication")


def relations(folder: Path) -> dict[str, tuple[list[str], list[tuple[int, int]]]]:
    """People and ties per relation of a network that comes with the data."""
    with (folder / "nodes.csv").open(encoding="utf-8") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    with (folder / "edges.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found: dict[str, tuple[list[str], list[tuple[int, int]]]] = {}
    for row in rows:
        pairs = found.setdefault(row.get("relation", "tie"), (ids, []))[1]
        pairs.append((ids.index(row["source"]), ids.index(row["target"])))
    return found


@pytest.mark.parametrize("name", NETWORKS)
def test_recorded_key_player_sets(shared: Path, name: str) -> None:
    """Scores and numbers of optimal sets equal the exhaustive search that comes with the data."""
    computed = json.loads((shared / name / "computed.json").read_text(encoding="utf-8"))
    for relation, (ids, pairs) in relations(shared / name).items():
        graph = graph_of(len(ids), pairs)
        for k, wanted in enumerate(computed[relation]["key_player_sets"].values(), 1):
            if "kpp_neg_fragmentation" in wanted:
                sets, score, _ = key_sets(Fragmentation(graph.neighbours()), k)
                told = wanted["kpp_neg_fragmentation"]
                assert (round(score, 6), len(sets)) == (told["F"], told["n_optimal"])
            sets, score, _ = key_sets(Reach(graph.matrix()), k)
            told = wanted["kpp_pos_reach_m1"]
            assert (round(score * len(ids)), len(sets)) == (told["nodes_reached_incl_set"], told["n_optimal"])


def test_no_ties_is_equal_for_all() -> None:
    graph = graph_of(4, [])
    assert spectral.eigenvector(graph).tolist() == spectral.katz(graph).tolist() == [0.5] * 4
    assert all(math.isnan(value) for value in measures.constraint(graph).tolist())
