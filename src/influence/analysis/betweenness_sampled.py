"""Betweenness of many people from shortest ways drawn at random, with a bound on its error.

Each draw takes two people and one of the shortest ways between them, all alike (Riondato and Kornaropoulos 2016). Their
bound says how many draws are enough for any network; after some fewer the spread of what was drawn may already be small
enough (Maurer and Pontil 2009, empirical Bernstein bound). With the extra `fast` NetworKit draws (Borassi and Natale
2019, KADABRA), to the same bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from math import ceil, floor, log, log2, sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.random import Generator

    from influence.analysis.graph import Graph
    from influence.analysis.types import Floats, Ints

FIRST = 1_000  # draws before the spread is looked at, doubled from look to look
_VC = 0.5  # constant of the bound by the dimension of shortest ways (Löffler and Phillips 2009)


@dataclass(frozen=True, slots=True)
class Estimate:
    """Estimated betweenness of n people, how many ways were drawn, and who drew them."""

    values: Floats
    draws: int
    method: str


def betweenness_sampled(graph: Graph, *, error: float, risk: float, seed: int = 0) -> Estimate:
    """Share of the shortest ways between two others that pass one, estimated; ties count alike.

    With probability 1 - `risk` everybody's value is within `error` of the true one, both in (0, 1). The same seed
    gives the same values. Cost draws x the ties near both ends, at most ``log2(longest way) / (2 error^2)`` draws.

    >>> from influence.analysis.graph import graph_of
    >>> betweenness_sampled(graph_of(3, [(0, 1), (1, 2)]), error=0.05, risk=0.1).values.round(1).tolist()
    [0.0, 1.0, 0.0]
    """
    if graph.n < 3 or not len(graph.source):
        return Estimate(_nothing(graph.n), 0, "exact")
    # networkx divides by the pairs of others, draws are of all pairs
    scale = graph.n / (graph.n - 2)
    if find_spec("networkit") and not graph.directed:
        return _by_networkit(graph, error / scale, risk, seed, scale)
    passed, draws = _drawn(graph, error / scale, risk, seed)
    return Estimate(passed / draws * scale, draws, "shortest ways drawn, Riondato and Kornaropoulos 2016")


def _nothing(people: int) -> Floats:
    import numpy as np

    return np.zeros(people)


def _by_networkit(graph: Graph, error: float, risk: float, seed: int, scale: float) -> Estimate:
    import networkit as nk
    import numpy as np

    once = graph.source < graph.target
    built = nk.GraphFromCoo((graph.source[once], graph.target[once]), n=graph.n, weighted=False, directed=False)
    nk.setSeed(seed, False)
    search = nk.centrality.KadabraBetweenness(built, error, risk, deterministic=True)
    search.run()
    # its scores of a network without direction are twice the share of draws that its bound is about
    values = np.array(search.scores()) / 2 * scale
    return Estimate(values, int(search.getNumberOfIterations()), "KADABRA of NetworKit, Borassi and Natale 2019")


def _drawn(graph: Graph, error: float, risk: float, seed: int) -> tuple[Ints, int]:
    """How many of the drawn ways pass each person, and how many were drawn."""
    import numpy as np

    draw = np.random.default_rng(seed)
    most = draws_enough(longest_way(graph), error, risk / 2)
    looks = max(1, ceil(log2(max(most / FIRST, 1))) + 1)
    ends, passed, done = (_Side(graph), _Side(graph, back=True)), np.zeros(graph.n, np.int64), 0
    for look in range(looks):
        wanted = min(most, FIRST * 2**look)
        for _ in range(done, wanted):
            one, other = draw.choice(graph.n, 2, replace=False, shuffle=False)
            for person in _way(*ends, int(one), int(other), draw):
                passed[person] += 1
        done = wanted
        if done == most or deviation(passed, done, risk / 2 / looks) <= error:
            break
    return passed, done


def draws_enough(longest: int, error: float, risk: float) -> int:
    """Draws after which everybody is within `error` but for `risk`; `longest` = most people on a shortest way.

    >>> draws_enough(10, 0.01, 0.1), draws_enough(10, 0.05, 0.1)
    (31513, 1261)
    """
    depth = floor(log2(longest - 2)) if longest > 2 else 0
    return ceil(_VC / error**2 * (depth + 1 + log(1 / risk)))


def deviation(passed: Ints, draws: int, risk: float) -> float:
    """Most that any share of draws is off by but for `risk`, by the spread of the draws themselves."""
    share = passed / draws
    spread = float((share * (1 - share)).max()) * draws / (draws - 1)
    sure = log(4 * len(passed) / risk)
    return sqrt(2 * spread * sure / draws) + 7 * sure / (3 * (draws - 1))


def longest_way(graph: Graph) -> int:
    """No shortest way has more people than this: twice the reach of somebody in each component, plus one."""
    import numpy as np
    from scipy.sparse.csgraph import dijkstra

    from influence.analysis.graph import components

    parts = components(graph.matrix())
    if graph.directed:
        return len(parts[0])
    distance = dijkstra(graph.matrix(), indices=[part[0] for part in parts], unweighted=True, min_only=True)
    return min(len(parts[0]), 2 * int(np.max(distance)) + 1)


class _Side:
    """A search from one end, level by level, with the number of shortest ways to everybody met."""

    def __init__(self, graph: Graph, *, back: bool = False) -> None:
        import numpy as np

        order = np.lexsort((graph.source, graph.target)) if back else np.arange(len(graph.source))
        near, far = (graph.target, graph.source) if back else (graph.source, graph.target)
        self.to = far[order]
        self.at = np.searchsorted(near[order], np.arange(graph.n + 1))
        self.level, self.ways = np.full(graph.n, -1), np.zeros(graph.n)
        self.mark = np.zeros(graph.n, np.int64)
        self.met: list[Ints] = []

    def begin(self, person: int) -> None:
        """Forget the last search and start from `person`."""
        import numpy as np

        for people in self.met:
            self.level[people], self.ways[people] = -1, 0.0
        self.met = [np.array([person])]
        self.level[person], self.ways[person] = 0, 1.0

    @property
    def cost(self) -> int:
        """Ties that the next level looks at; 0 where nobody is left."""
        last = self.met[-1]
        return int((self.at[last + 1] - self.at[last]).sum())

    def grow(self) -> Ints:
        """Meet the next level; who is on it."""
        import numpy as np

        last, level = self.met[-1], len(self.met)
        count = self.at[last + 1] - self.at[last]
        skip = np.repeat(self.at[last] - np.concatenate([[0], np.cumsum(count)[:-1]]), count)
        far, ways = self.to[skip + np.arange(len(skip))], np.repeat(self.ways[last], count)
        new = self.level[far] < 0
        far, ways = far[new], ways[new]
        np.add.at(self.ways, far, ways)
        self.level[far], self.mark[far] = level, np.arange(len(far))
        self.met.append(far[self.mark[far] == np.arange(len(far))])  # each once
        return self.met[-1]


def _way(here: _Side, there: _Side, one: int, other: int, draw: Generator) -> Iterator[int]:
    """People strictly between the ends of one shortest way, all ways alike; none where there is no way."""
    here.begin(one)
    there.begin(other)
    while here.cost and there.cost:
        near, far = (here, there) if here.cost <= there.cost else (there, here)
        met = near.grow()
        shared = met[far.level[met] >= 0]
        if len(shared):
            middle = _pick(shared, here.ways[shared] * there.ways[shared], draw)
            yield from (person for person in (middle,) if person not in {one, other})
            # the ties into a person of one side are those out of the person on the other
            yield from _back(here, there, middle, draw)
            yield from _back(there, here, middle, draw)
            return


def _back(side: _Side, reverse: _Side, person: int, draw: Generator) -> Iterator[int]:
    """People between `person` and the start of `side`, drawn step by step."""
    for level in range(int(side.level[person]) - 1, 0, -1):
        before = reverse.to[reverse.at[person] : reverse.at[person + 1]]
        before = before[side.level[before] == level]
        person = _pick(before, side.ways[before], draw)
        yield person


def _pick(people: Ints, weight: Floats, draw: Generator) -> Any:
    """One of `people`, in proportion to `weight`."""
    total = weight.cumsum()
    return int(people[total.searchsorted(draw.random() * total[-1], side="right")])
