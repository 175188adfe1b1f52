"""Triangles and sums over common contacts against networkx and full matrix products."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from influence.analysis import triangles


def sample(seed: int) -> tuple[nx.Graph, csr_array]:
    plain = nx.gnp_random_graph(40, 0.05 * seed, seed=seed)
    plain.add_edges_from((0, other) for other in range(1, 40))  # a hub
    return plain, csr_array(nx.to_scipy_sparse_array(plain, dtype=float, format="csr"))


@pytest.mark.parametrize("block", [1, 7, 1_000_000])
@pytest.mark.parametrize("seed", [1, 5, 12])
def test_every_triangle_once(seed: int, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(triangles, "BLOCK", block)
    plain, matrix = sample(seed)
    found = [frozenset(three) for part in triangles.triangles(matrix) for three in np.transpose(part).tolist()]
    assert len(found) == len(set(found)) == sum(nx.triangles(plain).values()) // 3
    assert all(plain.subgraph(three).size() == 3 for three in found)


@pytest.mark.parametrize("seed", [1, 5, 12])
def test_sums_over_common_contacts(seed: int) -> None:
    _, matrix = sample(seed)
    draw = np.random.default_rng(seed)
    left, right = (csr_array((draw.random(matrix.nnz), matrix.indices, matrix.indptr)) for _ in range(2))
    wanted = (left.toarray() @ right.toarray())[matrix.toarray() > 0]
    assert triangles.through_common(matrix, left.data, right.data) == pytest.approx(wanted)


def test_nobody_tied() -> None:
    assert triangles.through_common(csr_array((3, 3)), np.zeros(0), np.zeros(0)).tolist() == []
