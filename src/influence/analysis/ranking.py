"""Rankings: falling values, equal within 1e-12, then ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from influence.analysis.types import Floats, Ints

EQUAL = 1e-12


def ranking(values: Sequence[float]) -> list[int]:
    """Positions by falling value; where values are equal within 1e-12, by position.

    >>> ranking([0.2, 0.5, 0.2 + 1e-15])
    [1, 0, 2]
    """
    order = sorted(range(len(values)), key=lambda at: (-values[at], at))
    found: list[int] = []
    run: list[int] = []
    for at in order:
        if run and values[run[-1]] - values[at] > EQUAL:
            found += sorted(run)
            run = []
        run.append(at)
    return found + sorted(run)


def ranks(values: Sequence[float]) -> list[int]:
    """Rank of each position from 1; equal values share the smaller number.

    >>> ranks([0.2, 0.5, 0.2])
    [2, 1, 2]
    """
    found, last, rank = [0] * len(values), 0.0, 0
    for place, at in enumerate(sorted(range(len(values)), key=lambda at: -values[at]), start=1):
        if place == 1 or last - values[at] > EQUAL:
            rank = place
        found[at], last = rank, values[at]
    return found


def ranks_of_draws(values: Floats) -> Ints:
    """`ranks` of every row of `values` (draws x positions)."""
    import numpy as np

    order = np.argsort(-values, axis=1, kind="stable")
    falling = np.take_along_axis(values, order, axis=1)
    new = np.ones(values.shape, dtype=bool)
    new[:, 1:] = falling[:, :-1] - falling[:, 1:] > EQUAL
    places = np.arange(1, values.shape[1] + 1)[None, :]
    shared = np.maximum.accumulate(np.where(new, places, 0), axis=1)
    found = np.empty(values.shape, dtype=np.int64)
    np.put_along_axis(found, order, shared, axis=1)
    return found
