"""Routes in true order over steps that are known, with the exact best remaining worth as the guide.

Source: A* with an exact bound for k simple shortest paths (after Yen, 1971; Hart, Nilsson, Raphael, 1968).
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class Path(NamedTuple):
    """A route by numbers of people, with its probability."""

    people: tuple[int, ...]
    probability: float

    @property
    def between(self) -> frozenset[int]:
        """Its intermediaries."""
        return frozenset(self.people[1:-1])


class Onward(NamedTuple):
    """What is known of the ways to `end`: the target of a route, or somebody whom it must meet before.

    `labels[person]` lists the best remaining worth with its number of steps, ``(worth, steps)``; `onward[person]` the
    steps from there, ``(next person, value)``.
    """

    end: int
    labels: dict[int, list[tuple[float, int]]]
    onward: dict[int, list[tuple[int, float]]]


class Legs:
    """A route of several legs, each over the steps that are known of it; one leg where nobody must be met."""

    def __init__(self, legs: Sequence[Onward], most: int) -> None:
        self.legs, self.most = legs, most
        self._later = [[1.0] * (most + 1)]  # best worth of the legs after each, per number of steps left
        for at in range(len(legs) - 1, 0, -1):
            self._later.insert(0, [self._bound(legs[at], 0, legs[at - 1].end, left) for left in range(most + 1)])

    def bound(self, leg: int, person: int, steps: int) -> float:
        """Most that the rest of a route can be worth from `person` on leg number `leg` in `steps` more steps."""
        return self._bound(self.legs[leg], leg, person, steps)

    def _bound(self, leg: Onward, later: int, person: int, steps: int) -> float:
        rest = self._later[later]
        labels = leg.labels.get(person, ())
        return max((worth * rest[steps - needed] for worth, needed in labels if needed <= steps), default=0.0)

    def routes(self, sources: Iterable[int], floor: float) -> Iterator[Path]:
        """Simple routes from `sources`, best first, worth at least `floor`."""
        legs, last, floor = self.legs, len(self.legs) - 1, floor * (1 - 1e-9)
        starts = sorted(start for start in sources if start in legs[0].labels and start != legs[0].end)
        heap: list[tuple[float, tuple[int, ...], float, int]]
        heap = sorted((-self.bound(0, start, self.most), (start,), 1.0, 0) for start in starts)
        while heap:
            _, people, worth, leg = heappop(heap)
            if leg > last:
                yield Path(people, worth)
                continue
            left = self.most - len(people)
            for onward, value in legs[leg].onward.get(people[-1], ()):
                if onward in people or left < 0:
                    continue
                gone, after = worth * value, leg + (onward == legs[leg].end)
                ahead = gone * (1.0 if after > last else self.bound(after, onward, left))
                if ahead > 0 and ahead >= floor:
                    heappush(heap, (-ahead, (*people, onward), gone, after))
