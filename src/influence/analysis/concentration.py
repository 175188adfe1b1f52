"""How much hangs on a few: Lorenz curve (1905) and Gini coefficient (1912)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def lorenz(amounts: Sequence[float]) -> list[list[float]]:
    """Points ``[share of accounts, share of sales]`` from the smallest up; [] where nothing was sold.

    Amounts below zero (more returned than bought) count as 0.

    >>> lorenz([3, 1])
    [[0.0, 0.0], [0.5, 0.25], [1.0, 1.0]]
    """
    kept = sorted(max(amount, 0.0) for amount in amounts)
    total = sum(kept)
    if total <= 0:
        return []
    points, running = [[0.0, 0.0]], 0.0
    for place, amount in enumerate(kept, 1):
        running += amount
        points.append([place / len(kept), running / total])
    return points


def gini(amounts: Sequence[float]) -> float | None:
    """Gini coefficient in [0, 1): 0 where all are alike; None where nothing was sold.

    >>> gini([1, 1]), gini([3, 1])
    (0.0, 0.25)
    """
    curve = lorenz(amounts)
    if not curve:
        return None
    area = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in itertools.pairwise(curve))
    return 1 - 2 * area
