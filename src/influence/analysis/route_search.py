"""Best introduction routes to one target: exact, hop-limited, simple, in true order.

A route is worth the product of its step probabilities and of a factor charged on leaving each person. Since no factor
exceeds 1, every end of a route is worth at least the route. So a best-first search backwards from the target, kept
above a floor, finds for everyone the best remaining probability per number of steps; a best-first search forwards
over simple routes with that bound then yields routes in true order. Where too few reach the floor it is lowered.

Source: A* with an exact backward bound for k simple shortest paths (after Yen, 1971; Hart, Nilsson, Raphael, 1968).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TYPE_CHECKING

from influence.analysis.asking import factor
from influence.model.assumptions import ASSUMPTIONS
from influence.model.kinds import TIE_KIND
from influence.network.pair import is_blocked, travels
from influence.network.strength import step_probability

if TYPE_CHECKING:
    from influence.network import Network
    from influence.network.pair import TieState

EQUAL = 1e-12
_FLOORS = (0.3, 0.1, 0.03, 0.01, 1e-3, 1e-5, 1e-8, 0.0)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a route must keep to: people by number, kinds of tie, least confidence, most steps."""

    sources: frozenset[int]
    named: bool = False
    avoid: frozenset[int] = frozenset()
    via: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    min_confidence: float = 0.0
    max_hops: int = 6
    allow_blockers: bool = False
    targets: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the tie that carries it and its probability."""

    state: TieState
    probability: float


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
    _factors: dict[int, float] = field(default_factory=dict)
    _steps: dict[tuple[int, int], Step | None] = field(default_factory=dict)

    def factor(self, person: int) -> float:
        """Charged on leaving `person`: 1 for a named source, 0 for whoever may not stand there."""
        if person not in self._factors:
            self._factors[person] = self._factor(person)
        return self._factors[person]

    def _factor(self, person: int) -> float:
        terms, source = self.terms, person in self.terms.sources
        if person in terms.avoid or not self.net.present(person):
            return 0.0
        if source and terms.named:
            return 1.0
        if not source and (person in terms.targets or (self.net.group(person) == "team" and not terms.named)):
            return 0.0
        return factor(self.net, person, self.target, allow_blockers=terms.allow_blockers)

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
        found: list[Path] = []
        for floor in _FLOORS:
            table = _Backward(self, floor)
            found = _ordered(self._above(table, floor, k, accept))
            if len(found) >= k or not table.cut:
                break
        return found[:k]

    def _above(
        self, table: _Backward, floor: float, k: int, accept: Callable[[tuple[int, ...]], bool]
    ) -> list[Path]:
        """Routes worth at least `floor`, until `k` are found and nothing left can equal the last."""
        found: list[Path] = []
        for path in table.routes(floor):
            if len(found) >= k and path.probability < found[k - 1].probability * (1 - 1e-11):
                break
            if self.terms.via <= path.between and accept(path.people):
                found.append(path)
        return found


def best_step(net: Network, source: int, target: int, terms: Terms, pair: int = -1) -> Step | None:
    """The strongest tie that an introduction may take from `source` to `target` (equal: order of kinds)."""
    states = net.states(source, target, pair)
    if not states or is_blocked(states):
        return None
    best = None
    for state in states:
        fits = not terms.kinds or TIE_KIND.words[state.kind] in terms.kinds
        fits = fits and state.confidence >= terms.min_confidence and travels(state, source < target)
        if fits and state.strength is not None and (best is None or state.strength > (best.strength or 0.0)):
            best = state
    if best is None or best.strength is None:
        return None
    return Step(best, step_probability(best.strength, net.assumptions))


class _Backward:
    """Best remaining probability to the target, per person and number of steps, above a floor.

    `labels[person]` lists ``(worth, steps)``, falling in both; `onward[person]` the steps from there; `cut` tells
    whether the floor left anything out.
    """

    def __init__(self, search: Search, floor: float) -> None:
        self.search, self.floor, self.cut = search, floor, False
        self.labels: dict[int, list[tuple[float, int]]] = {search.target: [(1.0, 0)]}
        self.onward: dict[int, list[tuple[int, float]]] = {}
        self._bounded = all(
            value == ASSUMPTIONS[name].default
            for name, value in search.net.assumptions.items()
            if ASSUMPTIONS[name].section in ("strength", "routes")
        )
        self._grow()

    def _grow(self) -> None:
        heap, opened = [(-1.0, 0, self.search.target)], set()
        while heap:
            worth, steps, person = heappop(heap)
            if (-worth, steps) not in self.labels.get(person, ()) or steps == self.search.terms.max_hops:
                continue
            first = person not in opened
            opened.add(person)
            if person in self.search.terms.sources and person != self.search.target:
                continue
            for near, value in self._inward(person, -worth):
                if first:
                    self.onward.setdefault(near, []).append((person, value))
                if self._better(near, value * -worth, steps + 1):
                    heappush(heap, (value * worth, steps + 1, near))

    def _inward(self, person: int, worth: float) -> Iterator[tuple[int, float]]:
        """Who can step to `person`, and what leaving them and the step leave of a route; above the floor."""
        net = self.search.net
        columns, stated = net.columns, net.changes.ties
        for arc in range(columns.arc_at[person], columns.arc_at[person + 1]):
            if self._bounded and columns.arc_bound[arc] * worth < self.floor:
                self.cut = True
                break
            near = columns.arc_to[arc]
            if not stated or (min(near, person), max(near, person)) not in stated:
                value = self._value(near, person, columns.arc_pair[arc], worth)
                if value:
                    yield near, value
        for ends in stated:
            value = self._value(sum(ends) - person, person, -1, worth) if person in ends else 0.0
            if value:
                yield sum(ends) - person, value

    def _value(self, near: int, person: int, pair: int, worth: float) -> float:
        leaving = self.search.factor(near)
        if leaving == 0.0 or near == self.search.target:
            return 0.0
        step = self.search.step(near, person, pair)
        value = leaving * step.probability if step else 0.0
        if value and value * worth < self.floor:
            self.cut = True
            return 0.0
        return value

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
        search, most = self.search, self.search.terms.max_hops
        starts = sorted(search.terms.sources & self.labels.keys())
        heap = [(-self.bound(start, most), (start,), 1.0) for start in starts if start != search.target]
        heap.sort()
        while heap:
            bound, people, worth = heappop(heap)
            if people[-1] == search.target:
                yield Path(people, worth)
                continue
            left = most - len(people)
            for onward, value in self.onward.get(people[-1], ()):
                if onward in people or left < 0:
                    continue
                gone = worth * value
                ahead = gone * (1.0 if onward == search.target else self.bound(onward, left))
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
