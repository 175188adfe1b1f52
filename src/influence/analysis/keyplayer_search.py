"""Sets of k people who together reach the most, or whose absence breaks a group up the most (Borgatti 2006).

Exact by enumeration while there are at most two million sets; beyond, greedy starts improved by pairwise interchange
(greedy alone is wrong on textbook graphs).
"""

from __future__ import annotations

import math
import random
from itertools import chain, combinations, islice
from typing import TYPE_CHECKING, Any, Protocol

from influence.analysis.cuts import cuts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.analysis.types import Sparse

MOST_SETS = 2_000_000
RESTARTS = 20
_CHUNK = 100_000
Found = tuple[list[tuple[int, ...]], float]


class Criterion(Protocol):
    """What makes a set good: `score` of a set, the best last member of a set, all best sets."""

    n: int

    def score(self, members: tuple[int, ...]) -> float:
        """Score of the set in [0, 1], more is better."""
        ...

    def with_each(self, members: tuple[int, ...]) -> list[float]:
        """Score of `members` plus each person (members: the score without another)."""
        ...

    def best(self, k: int) -> Found:
        """All best sets of `k`, in order, and their score."""
        ...


class Reach:
    """Share of people within `steps` of the set, members counted."""

    def __init__(self, matrix: Sparse, steps: int = 1) -> None:
        import numpy as np

        self.n = matrix.shape[0]
        within = np.eye(self.n, dtype=bool)
        near = (matrix > 0).astype(np.int32)
        for _ in range(min(steps, self.n)):
            within |= (near @ within.astype(np.int32)) > 0
        words = -(-self.n // 64)
        padded = np.zeros((self.n, words * 64), bool)
        padded[:, : self.n] = within
        self.masks = np.packbits(padded, axis=1, bitorder="little").view(np.uint64)

    def _count(self, masks: Any) -> Any:
        import numpy as np

        return np.bitwise_count(masks).sum(axis=-1, dtype=np.int64)

    def _union(self, members: tuple[int, ...]) -> Any:
        import numpy as np

        return np.bitwise_or.reduce(self.masks[list(members)], axis=0)

    def score(self, members: tuple[int, ...]) -> float:
        """See `Criterion`."""
        return float(self._count(self._union(members)) / self.n)

    def with_each(self, members: tuple[int, ...]) -> list[float]:
        """See `Criterion`."""
        return [count / self.n for count in self._count(self.masks | self._union(members)).tolist()]

    def best(self, k: int) -> Found:
        """See `Criterion`; cost sets x n / 64."""
        import numpy as np

        most = -1
        sets: list[tuple[int, ...]] = []
        for chunk in _chunks(self.n, k):
            union = self.masks[chunk[:, 0]]
            for column in range(1, k):
                union = union | self.masks[chunk[:, column]]
            count = self._count(union)
            top = int(count.max())
            if top > most:
                most, sets = top, []
            if top == most:
                sets += [tuple(row) for row in chunk[np.flatnonzero(count == top)].tolist()]
        return sets, most / self.n


class Fragmentation:
    """``1 - sum s (s - 1) / (m (m - 1))`` over the components left, m people left; 0 with fewer than two left."""

    def __init__(self, neighbours: list[list[int]]) -> None:
        self.n = len(neighbours)
        self.neighbours = neighbours

    def _share(self, pairs: int, k: int) -> float:
        left = self.n - k
        return 1 - pairs / (left * (left - 1)) if left > 1 else 0.0

    def score(self, members: tuple[int, ...]) -> float:
        """See `Criterion`."""
        return self._share(cuts(self.neighbours, frozenset(members[:-1])).pairs[members[-1]], len(members))

    def with_each(self, members: tuple[int, ...]) -> list[float]:
        """See `Criterion`."""
        pairs = cuts(self.neighbours, frozenset(members)).pairs
        return [self._share(count, len(members) + 1) for count in pairs]

    def best(self, k: int) -> Found:
        """See `Criterion`; one walk of the graph per first k - 1 members tells every last member's effect."""
        least = -1
        sets: set[tuple[int, ...]] = set()
        for first in self._firsts(k):
            pairs = cuts(self.neighbours, frozenset(first)).pairs
            others = [person for person in range(self.n) if person not in first]
            low = min(pairs[person] for person in others)
            if least < 0 or low < least:
                least, sets = low, set()
            if low == least:
                sets |= {tuple(sorted((*first, person))) for person in others if pairs[person] == low}
        return sorted(sets), self._share(least, k)

    def _firsts(self, k: int) -> Iterator[tuple[int, ...]]:
        """Sets of k - 1 of which every set of k holds one: of three people two are alike, both even or both odd."""
        if k != 3:
            return combinations(range(self.n), k - 1)
        return chain(combinations(range(0, self.n, 2), 2), combinations(range(1, self.n, 2), 2))


def _chunks(n: int, k: int) -> Iterator[Any]:
    import numpy as np

    every = combinations(range(n), k)
    while some := list(islice(every, _CHUNK)):
        yield np.fromiter(chain.from_iterable(some), np.int64, len(some) * k).reshape(-1, k)


def key_sets(
    criterion: Criterion, k: int, *, seed: int = 0, most: int = MOST_SETS
) -> tuple[list[tuple[int, ...]], float, bool]:
    """Best sets of `k` people, their score, and whether all sets were compared (else the best ones found)."""
    if math.comb(criterion.n, k) <= most:
        return (*criterion.best(k), True)
    chance = random.Random(seed)  # noqa: S311 - restarts, not secrets
    found: dict[tuple[int, ...], float] = {}
    for restart in range(RESTARTS):
        start = () if restart == 0 else (chance.randrange(criterion.n),)
        members = interchange(criterion, greedy(criterion, k, start))
        found[members] = criterion.score(members)
    top = max(found.values())
    return sorted(members for members, score in found.items() if score >= top - 1e-12), top, False


def greedy(criterion: Criterion, k: int, start: tuple[int, ...] = ()) -> tuple[int, ...]:
    """Members added one by one, each the best then (the first of equals)."""
    members = start
    while len(members) < k:
        scores = criterion.with_each(members) if members else [criterion.score((one,)) for one in range(criterion.n)]
        best = max((one for one in range(criterion.n) if one not in members), key=lambda one: (scores[one], -one))
        members = (*members, best)
    return tuple(sorted(members))


def interchange(criterion: Criterion, members: tuple[int, ...]) -> tuple[int, ...]:
    """Swap a member for an outsider while that makes the set better (Borgatti 2006)."""
    score = criterion.score(members)
    improved = True
    while improved:
        improved = False
        for out in members:
            rest = tuple(one for one in members if one != out)
            scores = criterion.with_each(rest) if rest else [criterion.score((one,)) for one in range(criterion.n)]
            best = max((one for one in range(criterion.n) if one not in rest), key=lambda one: (scores[one], -one))
            if scores[best] > score + 1e-12:
                members, score, improved = tuple(sorted((*rest, best))), scores[best], True
                break
    return members
