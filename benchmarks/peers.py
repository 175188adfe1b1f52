"""What one would use instead: read the arcs from CSV, then ask for the best routes and for PageRank; prints JSON.

python benchmarks/peers.py networkx|rustworkx|igraph ARCS.csv TARGET... [--pagerank]
"""

from __future__ import annotations

import csv
import json
import math
import sys
import time
from typing import Any


def read(file: str) -> list[tuple[str, str, float]]:
    """The arcs; of parallel ones the shortest."""
    best: dict[tuple[str, str], float] = {}
    with open(file, encoding="utf-8", newline="") as stream:  # noqa: PTH123 - what a script would write
        for source, target, weight in csv.reader(stream):
            length = float(weight)
            if length < best.get((source, target), math.inf):
                best[source, target] = length
    return [(source, target, length) for (source, target), length in best.items()]


def with_networkx(arcs: list[tuple[str, str, float]], targets: list[str], *, pagerank: bool) -> dict[str, Any]:
    """Dijkstra from the whole team."""
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_weighted_edges_from(arcs)
    team = {node for node in graph if node.startswith("t")}
    found, start = {}, time.perf_counter()
    for target in targets:
        length, route = nx.multi_source_dijkstra(graph, team, target)
        found[target] = [math.exp(-length), len(route) - 1]
    asked, start = time.perf_counter() - start, time.perf_counter()
    if pagerank:
        nx.pagerank(graph)
    return {"best": found, "ask": asked / len(targets), "pagerank": time.perf_counter() - start if pagerank else None}


def with_rustworkx(arcs: list[tuple[str, str, float]], targets: list[str], *, pagerank: bool) -> dict[str, Any]:
    """Dijkstra from a node that leads to the whole team at no cost."""
    import rustworkx as rx

    graph, number = _numbered(arcs)
    built = rx.PyDiGraph()
    built.add_nodes_from(list(number))
    built.add_edges_from(graph)
    found, start = {}, time.perf_counter()
    for target in targets:
        lengths = rx.dijkstra_shortest_path_lengths(built, number[""], float, goal=number[target])
        found[target] = [math.exp(-lengths[number[target]]), None]
    asked, start = time.perf_counter() - start, time.perf_counter()
    if pagerank:
        rx.pagerank(built)
    return {"best": found, "ask": asked / len(targets), "pagerank": time.perf_counter() - start if pagerank else None}


def with_igraph(arcs: list[tuple[str, str, float]], targets: list[str], *, pagerank: bool) -> dict[str, Any]:
    """The same with igraph."""
    import igraph

    graph, number = _numbered(arcs)
    built = igraph.Graph(n=len(number), edges=[(a, b) for a, b, _ in graph], directed=True)
    weights = [weight for _, _, weight in graph]
    found, start = {}, time.perf_counter()
    for target in targets:
        route = built.get_shortest_paths(number[""], number[target], weights=weights, output="epath")[0]
        found[target] = [math.exp(-sum(weights[edge] for edge in route)), len(route) - 1]
    asked, start = time.perf_counter() - start, time.perf_counter()
    if pagerank:
        built.pagerank()
    return {"best": found, "ask": asked / len(targets), "pagerank": time.perf_counter() - start if pagerank else None}


def _numbered(arcs: list[tuple[str, str, float]]) -> tuple[list[tuple[int, int, float]], dict[str, int]]:
    number: dict[str, int] = {"": 0}
    graph = [(number.setdefault(a, len(number)), number.setdefault(b, len(number)), length) for a, b, length in arcs]
    graph += [(0, place, 0.0) for node, place in number.items() if node.startswith("t")]
    return graph, number


PEERS = {"networkx": with_networkx, "rustworkx": with_rustworkx, "igraph": with_igraph}

if __name__ == "__main__":
    options = [word for word in sys.argv[3:] if not word.startswith("--")]
    print(json.dumps(PEERS[sys.argv[1]](read(sys.argv[2]), options, pagerank="--pagerank" in sys.argv)))
