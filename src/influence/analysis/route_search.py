"""Best introduction routes to one target: exact, hop-limited, simple, in true order.

A route is worth the product of its step probabilities and of a factor charged on leaving each person. Since no factor
exceeds 1, every end and every beginning of a route is worth at least the route. So two best-first searches that meet
(`route_growth`) know every step of all routes above a floor; over those steps the best remaining worth per number of
steps is exact, and a best-first search over simple routes with that bound yields them in true order. Where too few
reach the floor it is lowered.

Source: A* with an exact backward bound for k simple shortest paths (after Yen, 1971; Hart, Nilsson, Raphael, 1968).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from influence.analysis.route_growth import Side, bridge
from influence.analysis.route_values import Step, Terms, Values, best_step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from influence.network import Network

__all__ = ["EQUAL", "Path", "Search", "Step", "Terms", "best_step", "merged"]
EQUAL = 1e-12
_FIRST_FLOOR, _LOWER = 0.4, 0.6
_LEAST = 1e-9  # below, no floor is worth another round: all that is left is searched


@dataclass(frozen=True, slots=True)
class Path:
    """A route by numbers of people, with its probability."""

    people: tuple[int, ...]
    probability: float

    @property
    def between(self) -> frozenset[int]:
        """Its intermediaries."""
        return frozenset(self.people[1:-1])


@dataclass(slots=True)
class Search:
    """The way to one `target` under `terms`."""

    net: Network
    target: int
    terms: Terms
    values: Values = field(init=False)
    _steps: dict[tuple[int, int], Step | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.values = Values(self.net, self.target, self.terms)

    def factor(self, person: int) -> float:
        """Charged on leaving `person`: 1 for a named source, 0 for whoever may not stand there."""
        return self.values.factor(person)

    def step(self, source: int, target: int, pair: int = -1) -> Step | None:
        """The best tie from `source` to `target` that may be travelled, or None."""
        key = (source, target)
        if key not in self._steps:
            self._steps[key] = best_step(self.net, source, target, self.terms, pair)
        return self._steps[key]

    def best(self, k: int, accept: Callable[[tuple[int, ...]], bool] = lambda _: True) -> list[Path]:
        """The `k` best routes that `accept` takes, in true order; fewer where there are no more."""
        if not self.net.present(self.target) or self.target in self.terms.avoid:
            return []
        forward, backward = self._sides()
        floor = _FIRST_FLOOR
        while True:
            whole = _grown(forward, backward, floor)
            lower = 0.0 if whole or floor < _LEAST else floor * _LOWER
            found: list[Path] = []
            small, large = sorted((forward, backward), key=lambda side: len(side.best))
            if bridge(small, large, lower if whole else floor) or whole:
                found = _ordered(self._above(_Onward(self.values, forward, lower), lower, k, accept))
            last = found[k - 1].probability * (1 - 1e-11) if len(found) >= k else 0.0
            if whole or last >= floor:
                return found[:k]
            # k routes worth `last` are known: no floor needs to be lower than that
            floor = max(last, lower)

    def _sides(self) -> tuple[Side, Side]:
        into: dict[int, dict[int, float]] = {}
        forward, backward = Side(self.values, True, into), Side(self.values, False, into)
        starts = sorted(self.terms.sources - {self.target})
        forward.start(start for start in starts if self.values.factor(start) > 0)
        backward.start([self.target])
        return forward, backward

    def _above(self, onward: _Onward, floor: float, k: int, accept: Callable[[tuple[int, ...]], bool]) -> list[Path]:
        """Routes worth at least `floor`, until `k` are found and nothing left can equal the last."""
        found: list[Path] = []
        for path in onward.routes(floor):
            if len(found) >= k and path.probability < found[k - 1].probability * (1 - 1e-11):
                break
            if self.terms.via <= path.between and accept(path.people):
                found.append(path)
        return found


def _grown(forward: Side, backward: Side, floor: float) -> bool:
    """Grow the smaller side until no unknown route can be worth `floor`; whether one side has seen everything."""
    while forward.heap and backward.heap:
        if forward.frontier * backward.frontier < floor * (1 - 1e-9):
            return False
        (forward if len(forward.heap) <= len(backward.heap) else backward).grow()
    return True


class _Onward:
    """Best remaining worth to the target, per person and number of steps, over the steps that are known.

    `labels[person]` lists ``(worth, steps)``, falling in both; `onward[person]` the steps from there.
    """

    def __init__(self, values: Values, forward: Side, floor: float) -> None:
        self.values, self.forward = values, forward
        self.labels: dict[int, list[tuple[float, int]]] = {values.target: [(1.0, 0)]}
        self.onward: dict[int, list[tuple[int, float]]] = {}
        self._grow(floor * (1 - 1e-9))

    def _grow(self, floor: float) -> None:
        values, reached, unreached = self.values, self.forward.best, self.forward.frontier
        heap: list[tuple[float, int, int]] = [(-1.0, 0, values.target)]
        opened: set[int] = set()
        while heap:
            worth, steps, person = heappop(heap)
            if (-worth, steps) not in self.labels[person] or steps == values.terms.max_hops:
                continue
            first = person not in opened
            opened.add(person)
            for near, value in self.forward.into.get(person, {}).items():
                gained = value * -worth
                if gained * reached.get(near, unreached) < floor:
                    continue
                if first:
                    self.onward.setdefault(near, []).append((person, value))
                if self._better(near, gained, steps + 1):
                    heappush(heap, (-gained, steps + 1, near))

    def _better(self, person: int, worth: float, steps: int) -> bool:
        own = self.labels.setdefault(person, [])
        if any(other >= worth and fewer <= steps for other, fewer in own):
            return False
        own[:] = [label for label in own if not (worth >= label[0] and steps <= label[1])]
        own.append((worth, steps))
        return True

    def bound(self, person: int, steps: int) -> float:
        """Most that the rest of a route can be worth from `person` in `steps` more steps."""
        return max((worth for worth, needed in self.labels.get(person, ()) if needed <= steps), default=0.0)

    def routes(self, floor: float) -> Iterator[Path]:
        """Simple routes from the sources, best first, worth at least `floor`."""
        target, most = self.values.target, self.values.terms.max_hops
        starts = sorted(self.values.terms.sources & self.labels.keys() - {target})
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


def _ordered(found: list[Path]) -> list[Path]:
    """By falling probability; within 1e-12 of each other by fewer steps, then by ids."""
    ordered: list[Path] = []
    equal: list[Path] = []
    for path in sorted(found, key=lambda one: -one.probability):
        if equal and equal[0].probability - path.probability > EQUAL * equal[0].probability:
            ordered += sorted(equal, key=_by_length)
            equal = []
        equal.append(path)
    return ordered + sorted(equal, key=_by_length)


def _by_length(path: Path) -> tuple[int, tuple[int, ...]]:
    return len(path.people), path.people


def merged(lists: list[list[Path]], k: int) -> list[Path]:
    """The `k` best of several ordered lists."""
    return _ordered([path for some in lists for path in some])[:k]
