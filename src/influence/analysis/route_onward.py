"""Routes in true order over steps that are known, with the exact best remaining worth as the guide.

Source: A* with an exact bound for k simple shortest paths (after Yen, 1971; Hart, Nilsson, Raphael, 1968).
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.analysis.route_values import Terms


class Path(NamedTuple):
    """A route by numbers of people, with its probability."""

    people: tuple[int, ...]
    probability: float

    @property
    def between(self) -> frozenset[int]:
        """Its intermediaries."""
        return frozenset(self.people[1:-1])


class Onward(NamedTuple):
    """What is known of the ways to `target`.

    `labels[person]` lists the best remaining worth with its number of steps, ``(worth, steps)``; `onward[person]` the
    steps from there, ``(next person, value)``.
    """

    target: int
    terms: Terms
    labels: dict[int, list[tuple[float, int]]]
    onward: dict[int, list[tuple[int, float]]]

    def bound(self, person: int, steps: int) -> float:
        """Most that the rest of a route can be worth from `person` in `steps` more steps."""
        return max((worth for worth, needed in self.labels.get(person, ()) if needed <= steps), default=0.0)

    def routes(self, floor: float) -> Iterator[Path]:
        """Simple routes from the sources, best first, worth at least `floor`."""
        target, most = self.target, self.terms.max_hops
        starts = sorted(self.terms.sources & self.labels.keys() - {target})
        heap: list[tuple[float, tuple[int, ...], float]]
        heap = sorted((-self.bound(start, most), (start,), 1.0) for start in starts)
        while heap:
            _, people, worth = heappop(heap)
            if people[-1] == target:
                yield Path(people, worth)
                continue
            left = most - len(people)
            for onward, value in self.onward.get(people[-1], ()):
                if onward in people or left < 0:
                    continue
                gone = worth * value
                ahead = gone * (1.0 if onward == target else self.bound(onward, left))
                if ahead > 0 and ahead >= floor * (1 - 1e-9):
                    heappush(heap, (-ahead, (*people, onward), gone))
