"""One process with a loaded network: seconds of routes, what-ifs and rankings, as JSON; arcs for the peers.

python benchmarks/warm.py STORE ARCS.csv
"""

from __future__ import annotations

import csv
import json
import math
import random
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphs import AS_OF
from programs import spread

import influence as inf
from influence.analysis.route_search import Terms
from influence.analysis.route_values import Values
from influence.analysis.routes import best_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from influence.network import Network

QUESTIONS = 40
MEASURES = ("degree", "pagerank", "constraint")  # of those whose cost is linear in ties


def main(store: str, arcs: Path) -> None:
    """Measure and print."""
    net = inf.load(store, as_of=date.fromisoformat(AS_OF))
    net.columns.whole()
    draw = random.Random(2)
    people = [net.ids[person] for person in draw.sample(range(len(net) - len(net.team)), QUESTIONS)]
    first, *accounts = list(net.accounts)[:6]  # whose decisions everybody is ranked for
    inf.routes(net, people[0], k=1)
    found: dict[str, Any] = {
        "best_route": _spread(lambda one: inf.routes(net, one, k=1), people),
        "five_routes": _spread(lambda one: inf.routes(net, one, k=5), people),
        "whatif_route": _spread(lambda one: best_path(net.without(one), net.index(people[9])), people[:5]),
        "ranking_first": _spread(lambda one: inf.influencers(net, one, draws=0), [first]),
        "ranking": _spread(lambda one: inf.influencers(net, one, draws=0), accounts),
        "measures": _spread(lambda _: inf.centrality(net, measures=MEASURES), range(3)),
        "betweenness": _spread(lambda _: inf.centrality(net, measures=["betweenness"]), [0]),
        "best": {one: _best(net, one) for one in people[:5]},
    }
    _write_arcs(net, arcs)
    print(json.dumps(found))


def _spread(ask: Callable[[Any], Any], things: Iterable[Any]) -> dict[str, float]:
    times = []
    for one in things:
        start = time.perf_counter()
        ask(one)
        times.append(time.perf_counter() - start)
    return spread(times)


def _best(net: Network, person: str) -> list[Any]:
    path = best_path(net, net.index(person))
    return [path.probability, len(path.people) - 1] if path else [0.0, 0]


def _write_arcs(net: Network, file: Path) -> None:
    """Every step that may be taken, as source, target and -ln of what it leaves: what a general library is given."""
    import numpy as np

    ties = net.arrays()
    values = Values(net, -1, Terms(frozenset(net.team)))
    leaving = np.array([values.factor(person) for person in range(len(net))])
    p = 1 / (1 + np.exp(1.9 - 4.4 * ties.strength))
    sound = ~ties.blocked & ~np.isnan(ties.strength)
    ours = np.zeros(len(net), dtype=bool)
    ours[net.team] = True
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for a, b, keep in ((ties.source, ties.target, sound), (ties.target, ties.source, sound & ~ties.directed)):
            fits = keep & (leaving[a] > 0) & ~ours[b]
            columns = a[fits].tolist(), b[fits].tolist(), (leaving[a] * p)[fits].tolist()
            for one, other, worth in zip(*columns, strict=True):
                writer.writerow([net.ids[one], net.ids[other], -math.log(worth)])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
