"""Opinions that settle under mutual influence: the model of Friedkin and Johnsen (1999).

``z = Lam W z + (I - Lam) s``: everybody holds on to an initial opinion s and gives way to those they listen to (W, rows
summing to 1) with susceptibility lam. Pure functions of arrays; people are rows and columns in one order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from influence.errors import UsageError

if TYPE_CHECKING:
    from influence.analysis.types import Floats, Sparse

DENSE = 400  # people up to which one dense solve is quicker than iterating
DENSE_STIFF = 2_000  # the same where somebody hardly holds on to an opinion
PRECISION = 1e-15
MOST_STEPS = 100_000


@dataclass(frozen=True, slots=True)
class Field:
    """Who listens to whom and how far: `lam_w` is ``Lam W`` (dense or sparse), `lam` the susceptibilities."""

    lam_w: Any
    lam: Floats

    def settled(self, initial: Floats) -> Floats:
        """Settled opinions z of initial ones; see `friedkin_johnsen`."""
        return _solve(self.lam_w, (1 - self.lam) * initial, self.lam)

    def pull(self, mass: Floats) -> Floats:
        """How much each person's initial opinion counts in the `mass`-weighted settled one: ``mass' V``."""
        return (1 - self.lam) * _solve(self.lam_w.T, mass, self.lam)

    def answer(self, forcing: Floats) -> Floats:
        """``(I - Lam W)^-1`` times `forcing` (people, or people x cases)."""
        return _solve(self.lam_w, forcing, self.lam)


def field(weights: Any, susceptibility: Floats) -> Field:
    """Field of normalised `weights` W (n x n, dense or sparse, rows summing to 1 or 0) and lam in [0, 1]."""
    import numpy as np
    from scipy.sparse import diags_array, issparse

    lam = np.asarray(susceptibility, dtype=float)
    dense = len(lam) <= DENSE or (len(lam) <= DENSE_STIFF and lam.max(initial=0.0) > 0.95)
    matrix: Any = weights  # scipy's types do not tell sparse arrays apart
    if issparse(weights) and not dense:
        return Field((diags_array(lam) @ matrix).tocsr(), lam)
    full = matrix.toarray() if issparse(weights) else np.asarray(matrix, dtype=float)
    return Field(lam[:, None] * full, lam)


def friedkin_johnsen(weights: Any, initial: Any, susceptibility: Any) -> Floats:
    """Settled opinions ``z = (I - Lam W)^-1 (I - Lam) s``.

    Args:
        weights: W, n x n, rows summing to 1 (or 0 for somebody who listens to nobody); its own diagonal is kept.
        initial: s, n (or n x topics).
        susceptibility: lam, n values in [0, 1].

    Raises `UsageError` where some people listen only to each other and nobody among them holds on to an opinion.
    Cost n^3 up to 400 people, linear in ties per step beyond; exact to 1e-12.
    Source: Friedkin and Johnsen, Social influence networks and opinion change (1999).

    >>> friedkin_johnsen([[0, 1], [1, 0]], [1.0, -1.0], [0.5, 0.5]).round(3).tolist()
    [0.333, -0.333]
    """
    import numpy as np

    lam, opinions = np.asarray(susceptibility, dtype=float), np.asarray(initial, dtype=float)
    holds = (1 - lam)[:, None] if opinions.ndim > 1 else 1 - lam
    return field(weights, lam).answer(holds * opinions)


def total_effects(weights: Any, susceptibility: Any) -> Floats:
    """``V = (I - Lam W)^-1 (I - Lam)``: row i says how much of everybody's initial opinion person i ends up with."""
    import numpy as np

    lam = np.asarray(susceptibility, dtype=float)
    return field(weights, lam).answer(np.diag(1 - lam))


def consensus(weights: Any) -> Floats:
    """Share of each person in the opinion that a DeGroot (1974) group agrees on; rows of `weights` sum to 1.

    >>> consensus([[0.5, 0.5], [0.25, 0.75]]).round(4).tolist()
    [0.3333, 0.6667]
    """
    import numpy as np

    matrix = np.asarray(weights, dtype=float)
    people = len(matrix)
    system = np.concatenate([matrix.T - np.eye(people), np.ones((1, people))])
    shares: Floats = np.linalg.lstsq(system, np.concatenate([np.zeros(people), [1.0]]), rcond=None)[0]
    return shares


def susceptibility(listening: Any, base: Any) -> Floats:
    """``lam = (1 - base) R / (R + 1)``: R the raw weight listened to, base in [0, 1] what a person keeps anyway."""
    import numpy as np

    total = np.asarray(listening, dtype=float)
    found: Floats = (1 - np.asarray(base, dtype=float)) * total / (total + 1)
    return found


def _solve(lam_w: Any, forcing: Floats, lam: Floats) -> Floats:
    import numpy as np
    from scipy.sparse import issparse

    if not len(lam):
        return forcing
    if issparse(lam_w):
        return _iterate(lam_w, forcing)
    try:
        found: Floats = np.linalg.solve(np.eye(len(lam)) - lam_w, forcing)
    except np.linalg.LinAlgError as error:
        raise _closed() from error
    if not np.isfinite(found).all():
        raise _closed()
    return found


def _iterate(lam_w: Sparse, forcing: Floats) -> Floats:
    """Sum of the series ``(Lam W)^k forcing``, to the last digit that still changes."""
    import numpy as np

    found, step = forcing.copy(), forcing
    least = PRECISION * max(float(np.abs(forcing).max(initial=0.0)), 1e-300)
    for _ in range(MOST_STEPS):
        step = lam_w @ step
        found += step
        if float(np.abs(step).max(initial=0.0)) <= least:
            return found
    raise _closed()


def _closed() -> UsageError:
    return UsageError(
        "these opinions never settle: some people listen only to each other and hold on to nothing",
        hint="give somebody among them a susceptibility below 1",
    )
