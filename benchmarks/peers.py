"""What one would use instead: read the arcs from CSV, then ask for best routes and for PageRank; prints JSON.

python benchmarks/peers.py networkx|rustworkx|igraph|networkit ARCS.csv TARGET... [--once]

Runs in an environment that holds the library alone. `--once`: read, ask for the first target, end.
"""

from __future__ import annotations

import csv
import json
import math
import sys
import time
from typing import TYPE_CHECKING, Any

from programs import spread

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[[str], tuple[float, int]]
    Arcs = list[tuple[str, str, float]]
RANKINGS = 2  # after one to warm up


def read(file: str) -> Arcs:
    """The arcs; of parallel ones the shortest."""
    best: dict[tuple[str, str], float] = {}
    with open(file, encoding="utf-8", newline="") as stream:  # noqa: PTH123 - what a script would write
        for source, target, weight in csv.reader(stream):
            length = float(weight)
            if length < best.get((source, target), math.inf):
                best[source, target] = length
    return [(source, target, length) for (source, target), length in best.items()]


def with_networkx(arcs: Arcs) -> tuple[Ask, Callable[[], Any]]:
    """Dijkstra from the whole team."""
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_weighted_edges_from(arcs)
    team = {node for node in graph if node.startswith("t")}

    def ask(target: str) -> tuple[float, int]:
        length, route = nx.multi_source_dijkstra(graph, team, target)
        return math.exp(-length), len(route) - 1

    return ask, lambda: nx.pagerank(graph)


def with_rustworkx(arcs: Arcs) -> tuple[Ask, Callable[[], Any]]:
    """Dijkstra from a node that leads to the whole team at no cost."""
    import rustworkx as rx

    graph, number = _numbered(arcs)
    built = rx.PyDiGraph()
    built.add_nodes_from(list(number))
    built.add_edges_from(graph)

    def ask(target: str) -> tuple[float, int]:
        end = number[target]
        route = list(rx.dijkstra_shortest_paths(built, number[""], end, float)[end])
        length = sum(built.get_edge_data(*step) for step in zip(route, route[1:]))  # noqa: B905, RUF007 - pairs in turn
        return math.exp(-length), len(route) - 2

    return ask, lambda: rx.pagerank(built)


def with_igraph(arcs: Arcs) -> tuple[Ask, Callable[[], Any]]:
    """The same with igraph."""
    import igraph

    graph, number = _numbered(arcs)
    built = igraph.Graph(n=len(number), edges=[(a, b) for a, b, _ in graph], directed=True)
    weights = [weight for _, _, weight in graph]

    def ask(target: str) -> tuple[float, int]:
        route = built.get_shortest_paths(number[""], number[target], weights=weights, output="epath")[0]
        return math.exp(-sum(weights[edge] for edge in route)), len(route) - 1

    return ask, built.pagerank


def with_networkit(arcs: Arcs) -> tuple[Ask, Callable[[], Any]]:
    """The same with NetworKit, which uses every core where it can."""
    import networkit as nk
    import numpy as np

    graph, number = _numbered(arcs)
    source, target, length = (np.array(column) for column in zip(*graph, strict=True))
    built = nk.GraphFromCoo((length, (source, target)), n=len(number), weighted=True, directed=True)

    def ask(name: str) -> tuple[float, int]:
        search = nk.distance.Dijkstra(built, number[""], True, False, number[name])
        search.run()
        return math.exp(-search.distance(number[name])), len(search.getPath(number[name])) - 2

    # the node of length 0 above the team has no weight to give, on which its PageRank would never settle
    plain = nk.graphtools.toUnweighted(built)
    return ask, lambda: nk.centrality.PageRank(plain).run()


def _numbered(arcs: Arcs) -> tuple[list[tuple[int, int, float]], dict[str, int]]:
    number: dict[str, int] = {"": 0}
    graph = [(number.setdefault(a, len(number)), number.setdefault(b, len(number)), length) for a, b, length in arcs]
    graph += [(0, place, 0.0) for node, place in number.items() if node.startswith("t")]
    return graph, number


PEERS = {
    "networkx": with_networkx,
    "rustworkx": with_rustworkx,
    "igraph": with_igraph,
    "networkit": with_networkit,
}


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came out."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def measure(name: str, file: str, targets: list[str], *, once: bool) -> dict[str, Any]:
    """Seconds to read and build, to ask for a target, to rank everybody, after a warm-up each."""
    taken, (ask, rank) = timed(lambda: PEERS[name](read(file)))
    best = {targets[0]: ask(targets[0])}
    if once:
        return {"best": best}
    asked = []
    for target in targets:
        seconds, best[target] = timed(lambda target=target: ask(target))
        asked.append(seconds)
    rank()
    ranked = [timed(rank)[0] for _ in range(RANKINGS)]
    return {"read": taken, "best": best, "ask": spread(asked), "pagerank": spread(ranked)}


if __name__ == "__main__":
    wanted = [word for word in sys.argv[3:] if not word.startswith("--")]
    print(json.dumps(measure(sys.argv[1], sys.argv[2], wanted, once="--once" in sys.argv)))
