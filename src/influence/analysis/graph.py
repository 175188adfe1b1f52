"""The graph that structural measures run on: people as indexes, arcs as plain arrays.

Weight has two names only: `strength` (more is closer) and `distance` (``-ln p``, more is farther).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from influence.analysis.types import Floats, Ints, Sparse

LEAST_DISTANCE = 1e-12  # a certain step still counts as a step


@dataclass(frozen=True, slots=True)
class Graph:
    """`n` people and their arcs; an undirected tie is two arcs.

    `source`, `target`: int64 of one shape, no arc twice, none to oneself. `strength` in [0, 1] and `distance` >= 0
    belong to the arcs. Arcs are sorted by source, then target.
    """

    n: int
    source: Ints
    target: Ints
    strength: Floats
    distance: Floats
    directed: bool = False

    def __len__(self) -> int:
        return self.n

    @property
    def ties(self) -> int:
        """Number of ties: arcs where directed, pairs otherwise."""
        return len(self.source) if self.directed else len(self.source) // 2

    def matrix(self, *, weighted: bool = False) -> Sparse:
        """Sparse adjacency, ``[i, j]`` = arc from i to j: 1, or its strength (arcs of strength 0 left out)."""
        import numpy as np
        from scipy.sparse import csr_array

        values = self.strength if weighted else np.ones(len(self.source))
        matrix = csr_array((values, (self.source, self.target)), shape=(self.n, self.n))
        matrix.eliminate_zeros()
        return matrix

    def distances(self) -> Sparse:
        """Sparse matrix of distances, one entry per arc, none of them 0."""
        import numpy as np
        from scipy.sparse import csr_array

        values = np.maximum(self.distance, LEAST_DISTANCE)
        return csr_array((values, (self.source, self.target)), shape=(self.n, self.n))

    def neighbours(self) -> list[list[int]]:
        """For each person whom their arcs lead to, in order."""
        found: list[list[int]] = [[] for _ in range(self.n)]
        for source, target in zip(self.source.tolist(), self.target.tolist(), strict=True):
            found[source].append(target)
        return found

    def undirected(self) -> Graph:
        """The same ties without direction; of two arcs of a pair the stronger (nearer) counts."""
        return self if not self.directed else arcs(self.n, *self._both_ways(), directed=False)

    def _both_ways(self) -> tuple[Ints, Ints, Floats, Floats]:
        import numpy as np

        return (
            np.concatenate([self.source, self.target]),
            np.concatenate([self.target, self.source]),
            np.tile(self.strength, 2),
            np.tile(self.distance, 2),
        )


def arcs(n: int, source: Ints, target: Ints, strength: Floats, distance: Floats, *, directed: bool) -> Graph:
    """A graph of these arcs, sorted; of equal arcs the strongest stays. Cost ``m log m``."""
    import numpy as np

    order = np.lexsort((-strength, target, source))
    source, target = source[order], target[order]
    first = np.ones(len(source), bool)
    first[1:] = (source[1:] != source[:-1]) | (target[1:] != target[:-1])
    kept = order[first]
    return Graph(n, source[first], target[first], strength[kept], distance[kept], directed)


def graph_of(
    n: int,
    pairs: Iterable[Sequence[int]],
    strength: Sequence[float] | None = None,
    *,
    directed: bool = False,
    distance: Sequence[float] | None = None,
) -> Graph:
    """A graph from pairs of indexes; strength 1 and distance 1 where none are given.

    >>> graph_of(3, [(0, 1), (1, 2)]).ties
    2
    """
    import numpy as np

    ends = np.array(list(pairs), np.int64).reshape(-1, 2)
    count = len(ends)
    force = np.ones(count) if strength is None else np.array(strength, float)
    far = np.ones(count) if distance is None else np.array(distance, float)
    if directed:
        return arcs(n, ends[:, 0], ends[:, 1], force, far, directed=True)
    both = np.concatenate([ends, ends[:, ::-1]])
    return arcs(n, both[:, 0], both[:, 1], np.tile(force, 2), np.tile(far, 2), directed=False)


def components(matrix: Sparse, *, strong: bool = False) -> list[Ints]:
    """Connected components of a sparse adjacency, largest first, then by smallest member; members ascending."""
    import numpy as np
    from scipy.sparse.csgraph import connected_components

    count, label = connected_components(matrix, directed=True, connection="strong" if strong else "weak")
    order = np.argsort(label, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(label, minlength=count))[:-1]) if count else []
    return sorted(parts, key=lambda part: (-len(part), int(part[0])))
