"""Measures by which a person counts for the people around them: eigenvector, PageRank, Katz.

Each takes a `Graph` of n people and returns a float64 array of shape (n,), solved to 1e-12. Along arcs: whom an arc
leads to gains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from influence.errors import UsageError

if TYPE_CHECKING:
    from influence.analysis.graph import Graph
    from influence.analysis.types import Floats, Sparse

DAMPING = 0.85
DENSE = 64  # up to this many people a dense solver is the quicker one
CLOSE = 1e-15
ROUNDS = 5_000
RESTARTS = 5_000


def eigenvector(graph: Graph, *, weighted: bool = False) -> Floats:
    """Leading eigenvector of the largest component, of Euclidean length 1, 0 elsewhere (Bonacich 1972).

    Of equal components the one with the smallest index; equal for all where nobody is tied (directed: where no arcs
    run in a circle).
    """
    import numpy as np

    from influence.analysis.graph import components

    matrix = graph.matrix(weighted=weighted)
    largest = components(matrix, strong=graph.directed)[0] if graph.n else np.zeros(0, int)
    if len(largest) < 2:
        return np.full(graph.n, 1 / np.sqrt(max(graph.n, 1)))
    found = np.zeros(graph.n)
    found[largest] = _leading(matrix[largest][:, largest], symmetric=not graph.directed)[1]
    return found


def _leading(matrix: Sparse, *, symmetric: bool) -> tuple[float, Floats]:
    """Largest eigenvalue and its vector, not negative and of length 1, of an irreducible matrix."""
    import numpy as np

    size = matrix.shape[0]
    if symmetric and size <= DENSE:
        values, vectors = np.linalg.eigh(matrix.toarray())
        value, vector = float(values[-1]), vectors[:, -1]
    elif symmetric:
        values, vectors = _iterated("eigsh", matrix, "LA")
        value, vector = float(values[-1]), vectors[:, -1]
    else:
        value, vector = _dominant(matrix.T.tocsr())
    vector = np.abs(vector)
    return value, vector / np.linalg.norm(vector)


def _dominant(matrix: Sparse) -> tuple[float, Floats]:
    """Eigenvalue of largest real part, and its vector, of a matrix that is not symmetric."""
    import numpy as np

    if matrix.shape[0] <= DENSE:
        values, vectors = np.linalg.eig(matrix.toarray())
    else:
        values, vectors = _iterated("eigs", matrix, "LR")
    best = int(np.argmax(values.real))
    return float(values[best].real), vectors[:, best].real


def _iterated(solver: str, matrix: Sparse, which: str) -> tuple[Floats, Floats]:
    """One eigenpair by Arnoldi iteration from equal values; raises `UsageError` where it does not settle."""
    import numpy as np
    from scipy.sparse import linalg

    try:
        found: tuple[Floats, Floats] = getattr(linalg, solver)(
            matrix, k=1, which=which, v0=np.ones(matrix.shape[0]), tol=1e-14, maxiter=RESTARTS
        )
    except linalg.ArpackNoConvergence as error:
        raise UsageError(
            f"the eigenvector of {matrix.shape[0]:,} people does not settle: long chains hold them together",
            hint="name an account, or leave out eigenvector and katz",
        ) from error
    return found


def pagerank(graph: Graph, *, weighted: bool = False, damping: float = DAMPING) -> Floats:
    """Chance to meet a person on a walk that restarts with ``1 - damping`` (Brin and Page 1998); sums to 1.

    Whoever leads to nobody restarts. Cost about ``220 m``.
    """
    import numpy as np

    matrix = graph.matrix(weighted=weighted)
    total = matrix.sum(axis=1)
    onward = np.divide(1.0, total, out=np.zeros(graph.n), where=total > 0)
    arriving, stuck = matrix.T.tocsr(), total <= 0
    value = np.full(graph.n, 1 / max(graph.n, 1))
    for _ in range(ROUNDS):
        spread = damping * value[stuck].sum() + (1 - damping) * value.sum()
        following = damping * (arriving @ (value * onward)) + spread / max(graph.n, 1)
        moved = np.abs(following - value).sum()
        value = following
        if moved < CLOSE:
            break
    return value / value.sum() if graph.n else value


def katz(graph: Graph, *, weighted: bool = False) -> Floats:
    """Everyone counts 1 and hands on ``alpha`` of it, alpha = .85 / largest eigenvalue (Katz 1953); length 1.

    Equal for all where nobody is tied. Where arcs run in no circle the largest eigenvalue is 0 and alpha is .85.
    """
    import numpy as np

    matrix = graph.matrix(weighted=weighted)
    alpha = DAMPING / (spectral_radius(matrix, symmetric=not graph.directed) or 1.0)
    arriving = matrix.T.tocsr()
    value = np.ones(graph.n)
    for _ in range(ROUNDS):
        following = 1.0 + alpha * (arriving @ value)
        moved = np.abs(following - value).max(initial=0.0)
        value = following
        if moved <= CLOSE * value.max(initial=1.0):
            break
    return value / np.linalg.norm(value) if graph.n else value


def spectral_radius(matrix: Sparse, *, symmetric: bool) -> float:
    """Largest eigenvalue of a matrix that is not negative: the largest over its components."""
    from influence.analysis.graph import components

    parts = [part for part in components(matrix, strong=not symmetric) if len(part) > 1]
    return max((_leading(matrix[part][:, part], symmetric=symmetric)[0] for part in parts), default=0.0)
