"""Sums over the common contacts of every tie, without looking at pairs that no tie joins.

A product of two sparse matrices costs the square of the most connected person's ties; only its entries at ties are
wanted here. Each three people who all know each other are found once, from the one with fewest ties (Chiba and
Nishizeki 1985), at a cost of at most ties x the square root of ties.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.analysis.types import Floats, Ints, Sparse

BLOCK = 1_000_000  # pairs of contacts looked at together: bounds memory at some 100 MB


def through_common(matrix: Sparse, left: Floats, right: Floats) -> Floats:
    """For every stored entry (u, v): sum of ``left[u, w] * right[w, v]`` over all w tied to both.

    `matrix`: sparse rows of symmetric pattern, column numbers rising, nothing on the diagonal. `left`, `right` and the
    result are values in the order of its entries.
    """
    import numpy as np

    rows = np.repeat(np.arange(matrix.shape[0], dtype=np.int64), np.diff(matrix.indptr))
    keys = rows * matrix.shape[0] + matrix.indices
    found = np.zeros(len(keys))
    for three in triangles(matrix):
        at = {
            (one, other): np.searchsorted(keys, three[one] * matrix.shape[0] + three[other])
            for one, other in permutations(range(3), 2)
        }
        for u, v, w in permutations(range(3)):
            np.add.at(found, at[u, v], left[at[u, w]] * right[at[w, v]])
    return found


def triangles(matrix: Sparse) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Blocks of three people each who are all tied to each other, every three once; `matrix` as `through_common`'s.

    >>> import numpy as np
    >>> from scipy.sparse import csr_array
    >>> [[people.tolist() for people in block] for block in triangles(csr_array(1 - np.eye(3)))]
    [[[0], [1], [2]]]
    """
    import numpy as np

    source, target, keys = _upwards(matrix)
    start = np.searchsorted(source, np.arange(matrix.shape[0] + 1))
    later = start[source + 1] - np.arange(len(source)) - 1  # ties of the same person that come after this one
    ends = np.concatenate([[0], np.cumsum(later)])
    first = 0
    while first < len(source):
        last = max(first + 1, int(np.searchsorted(ends, ends[first] + BLOCK, side="right")) - 1)
        one = np.repeat(np.arange(first, last), later[first:last])
        other = one + 1 + np.arange(ends[first], ends[last]) - ends[one]
        near, far = target[one], target[other]
        closed = _has(keys, np.minimum(near, far) * matrix.shape[0] + np.maximum(near, far))
        yield source[one][closed], near[closed], far[closed]
        first = last


def _upwards(matrix: Sparse) -> tuple[Ints, Ints, Ints]:
    """Ties from the person with fewer ties to the one with more, by source; and every pair as one rising number."""
    import numpy as np

    people = matrix.shape[0]
    degree = np.diff(matrix.indptr)
    source = np.repeat(np.arange(people, dtype=np.int64), degree)
    target = matrix.indices.astype(np.int64)
    up = (degree[source] < degree[target]) | ((degree[source] == degree[target]) & (source < target))
    low = source < target
    return source[up], target[up], source[low] * people + target[low]


def _has(keys: Ints, wanted: Ints) -> Ints:
    """Which of `wanted` stand among the rising `keys`."""
    import numpy as np

    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    found: Ints = keys[at] == wanted
    return found
