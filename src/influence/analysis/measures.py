"""Structural measures of people: how many, how close, in between, through whom.

Every function takes a `Graph` of n people and returns a float64 array of shape (n,); names and normalisation are
those of networkx. Nothing is NaN except `constraint` of someone without ties, which a result shows as null.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from influence.analysis.triangles import through_common

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.analysis.graph import Graph
    from influence.analysis.types import Floats, Ints, Sparse

BLOCK = 2_000_000  # cells of a block of sources: bounds memory at some 100 MB
SAME_LENGTH = 1e-12  # two ways of relatively equal length are equally short


def degree(graph: Graph, *, weighted: bool = False) -> Floats:
    """Share of the others one is tied to; weighted, the sum of the strengths (Freeman 1979). Cost m."""
    return _degree(graph, weighted, out=True) + (_degree(graph, weighted, out=False) if graph.directed else 0.0)


def in_degree(graph: Graph, *, weighted: bool = False) -> Floats:
    """Share of the others whose arcs lead here; weighted, the sum of their strengths."""
    return _degree(graph, weighted, out=False)


def out_degree(graph: Graph, *, weighted: bool = False) -> Floats:
    """Share of the others one's arcs lead to; weighted, the sum of their strengths."""
    return _degree(graph, weighted, out=True)


def _degree(graph: Graph, weighted: bool, *, out: bool) -> Floats:  # noqa: FBT001 - private, two call sites
    import numpy as np

    ends = graph.source if out else graph.target
    if weighted:
        return np.bincount(ends, graph.strength, minlength=graph.n).astype(float)
    if graph.n == 1:
        return np.ones(1)  # networkx's convention for a graph of one
    return np.bincount(ends, minlength=graph.n) / max(graph.n - 1, 1)


def closeness(graph: Graph, *, weighted: bool = False) -> Floats:
    """Nearness to those who can reach one, scaled by their share (Wasserman and Faust 1994). Cost ``n m``."""
    import numpy as np

    reached, total, _ = _nearness(graph, weighted)
    near = np.divide(reached, total, out=np.zeros(graph.n), where=total > 0)
    return near * reached / max(graph.n - 1, 1)


def harmonic(graph: Graph, *, weighted: bool = False) -> Floats:
    """Sum of 1/distance from everyone who can reach one (Boldi and Vigna 2014). Cost ``n m``."""
    return _nearness(graph, weighted)[2]


def _nearness(graph: Graph, weighted: bool) -> tuple[Floats, Floats, Floats]:  # noqa: FBT001 - private
    """Per person: how many others reach them, the sum of those distances, and of their inverses."""
    import numpy as np

    reached, total, inverse = (np.zeros(graph.n) for _ in range(3))
    for _, distance in _shortest(graph, weighted=weighted):
        known = np.isfinite(distance) & (distance > 0)
        reached += known.sum(axis=0)
        total += np.where(known, distance, 0.0).sum(axis=0)
        inverse += np.divide(1.0, distance, out=np.zeros_like(distance), where=known).sum(axis=0)
    return reached, total, inverse


def _shortest(graph: Graph, *, weighted: bool) -> Iterator[tuple[Ints, Floats]]:
    """Blocks of sources with their distances to everyone, shape (block, n)."""
    import numpy as np
    from scipy.sparse.csgraph import dijkstra

    ways = graph.distances() if weighted else graph.matrix()
    block = max(1, BLOCK // max(graph.n, len(graph.source), 1))
    for first in range(0, graph.n, block):
        sources = np.arange(first, min(first + block, graph.n))
        yield sources, dijkstra(ways, indices=sources, unweighted=not weighted)


def betweenness(graph: Graph, *, weighted: bool = False) -> Floats:
    """Share of the shortest ways between two others that pass one (Freeman 1977, Brandes 2001). Cost ``n m``."""
    import numpy as np

    passing = np.zeros(graph.n)
    for sources, distance in _shortest(graph, weighted=weighted):
        passing += _dependency(graph, sources, distance, weighted=weighted)
    return passing / max((graph.n - 1) * (graph.n - 2), 1)


def _dependency(graph: Graph, sources: Ints, distance: Floats, *, weighted: bool) -> Floats:
    """Brandes's dependencies summed over a block of sources, by walking all shortest-path trees at once."""
    import numpy as np

    count = len(sources)
    forward = _tree_arcs(graph, distance, weighted=weighted)
    start = np.zeros(count * graph.n)
    start[np.arange(count) * graph.n + sources] = 1.0
    ways = _settle(forward.T.tocsr(), start)
    reached = ways > 0

    share = np.divide(1.0, ways, out=np.zeros_like(ways), where=reached)
    dependent = np.where(reached, _settle_backward(forward, share, ways), 0.0)
    dependent[start > 0] = 0.0  # a source does not lie between itself and others
    summed: Floats = dependent.reshape(count, graph.n).sum(axis=0)
    return summed


def _tree_arcs(graph: Graph, distance: Floats, *, weighted: bool) -> Sparse:
    """Arcs on shortest ways, for every source of the block at once: a matrix over (source, person) pairs."""
    import numpy as np
    from scipy.sparse import csr_array

    near, far = distance[:, graph.source], distance[:, graph.target]
    step = np.maximum(graph.distance, SAME_LENGTH) if weighted else 1.0
    with np.errstate(invalid="ignore"):
        on_way = np.isfinite(near) & (far > near) & (np.abs(near + step - far) <= SAME_LENGTH * far)
    row, arc = np.nonzero(on_way)
    size = distance.size
    ends = (row * graph.n + graph.source[arc], row * graph.n + graph.target[arc])
    return csr_array((np.ones(len(row)), ends), shape=(size, size))


def _settle(matrix: Sparse, start: Floats) -> Floats:
    """Fixed point of ``x = start + matrix x``; the arcs have no cycle, so it is exact after their depth."""
    import numpy as np

    value = start
    while True:
        following = start + matrix @ value
        if np.array_equal(following, value):
            return value
        value = following


def _settle_backward(forward: Sparse, share: Floats, ways: Floats) -> Floats:
    """Fixed point of ``d_u = ways_u * sum over arcs u-v of (1 + d_v) / ways_v``."""
    import numpy as np

    value = np.zeros_like(ways)
    while True:
        following = ways * (forward @ (share * (1.0 + value)))
        if np.array_equal(following, value):
            return value
        value = following


def current_flow_betweenness(graph: Graph, *, weighted: bool = False) -> Floats:
    """Share of random-walk traffic between two others that passes one (Newman 2005), within each component.

    Normalised by the component's own size; 0 in components below three people; strength is conductance.
    Direction is ignored. Cost ``s^3 + m s log s`` for a component of s people.
    """
    import numpy as np

    from influence.analysis.graph import components

    matrix = graph.undirected().matrix(weighted=weighted)
    found = np.zeros(graph.n)
    for part in components(matrix):
        if len(part) >= 3:
            found[part] = _flow(matrix[part][:, part])
    return found


def _flow(matrix: Sparse) -> Floats:
    import numpy as np

    size = matrix.shape[0]
    ties = _upper(matrix)
    potential = _potentials(matrix)
    through = np.zeros(size)
    for first in range(0, ties.nnz, max(1, BLOCK // size)):
        some = slice(first, first + max(1, BLOCK // size))
        source, target, strength = ties.row[some], ties.col[some], ties.data[some]
        flow = np.sort(strength[:, None] * (potential[source] - potential[target]), axis=1)
        amount = flow @ (2.0 * np.arange(size) - size + 1)  # sum of |difference| over all pairs of people
        through += np.bincount(source, amount, size) + np.bincount(target, amount, size)
    found: Floats = np.maximum((through - (size - 1)) / ((size - 1) * (size - 2)), 0.0)
    return found


def _upper(matrix: Sparse) -> Sparse:
    from scipy.sparse import triu

    return triu(matrix, k=1, format="coo")


def _potentials(matrix: Sparse) -> Floats:
    """Inverse of the Laplacian with one person earthed: potentials up to a constant per row, which cancels."""
    import numpy as np

    dense = matrix.toarray()
    laplacian = np.diag(dense.sum(axis=1)) - dense
    potential = np.zeros_like(dense)
    potential[1:, 1:] = np.linalg.inv(laplacian[1:, 1:])
    found: Floats = potential
    return found


def constraint(graph: Graph, *, weighted: bool = False) -> Floats:
    """How much one's contacts are tied to each other (Burt 1992); NaN, shown as null, without ties.

    Cost as `through_common`'s.
    """
    import numpy as np

    mutual, row, total = _mutual(graph, weighted=weighted)
    share = mutual.data / total[row]
    both = (share + through_common(mutual, share, share)) ** 2
    return np.where(total > 0, np.bincount(row, both, minlength=graph.n), np.nan)


def effective_size(graph: Graph, *, weighted: bool = False) -> Floats:
    """Number of contacts less their mean redundancy (Burt 1992; Borgatti 1997); 0 without ties.

    Cost as `through_common`'s.
    """
    import numpy as np

    mutual, row, total = _mutual(graph, weighted=weighted)
    share, most = mutual.data / total[row], mutual.max(axis=1).toarray().ravel()
    # the pattern is symmetric, so dividing by columns gives in place (w, v) what v has with w beside v's strongest
    redundant = through_common(mutual, share, mutual.data / most[mutual.indices])
    return np.asarray(np.bincount(row, 1 - redundant, minlength=graph.n), float)


def _mutual(graph: Graph, *, weighted: bool) -> tuple[Sparse, Ints, Floats]:
    """What each two have with each other, both ways together; the row of every entry; and the sum of each row."""
    import numpy as np

    matrix = graph.matrix(weighted=weighted)
    mutual = (matrix + matrix.T).tocsr()
    mutual.sort_indices()
    return mutual, np.repeat(np.arange(graph.n), np.diff(mutual.indptr)), np.asarray(mutual.sum(axis=1), float)
