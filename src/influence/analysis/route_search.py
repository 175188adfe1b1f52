"""Best introduction routes to one target: exact, hop-limited, simple, in true order.

A route is worth the product of its step probabilities and of a factor charged on leaving each person. Since no factor
exceeds 1, every end and every beginning of a route is worth at least the route. So a search finds every step of all
routes above a floor: one from the target, led by bounds (`route_reach`), or where those do not hold two that meet
(`route_growth`). Over those steps the best remaining worth per number of steps is exact, and a best-first search with
that bound yields the simple routes in true order (`route_onward`). Where too few reach the floor it is lowered.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from influence.analysis.route_legs import Course
from influence.analysis.route_onward import Legs, Path
from influence.analysis.route_values import Step, Terms, Values, best_step

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.network import Network

__all__ = ["EQUAL", "Path", "Search", "Step", "Terms", "best_step", "merged"]
EQUAL = 1e-12


class Search:
    """The way to one `target` under `terms`; people are asked about `about`, the target unless another is named."""

    def __init__(self, net: Network, target: int, terms: Terms, about: int | None = None) -> None:
        self.net, self.target, self.terms = net, target, terms
        self.values = Values(net, target, terms, about)
        self._steps: dict[tuple[int, int], Step | None] = {}

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
        found = [self._over(order, k, accept) for order in permutations(sorted(self.terms.via))]
        return found[0] if len(found) == 1 else merged(found, k)

    def _over(self, order: tuple[int, ...], k: int, accept: Callable[[tuple[int, ...]], bool]) -> list[Path]:
        """The best routes that meet the people of `order` in this order."""
        course = Course(self.values, order)
        floor = course.start()
        if not floor:
            return []
        while True:
            whole = course.grow(floor)
            lower = 0.0 if whole else course.lower(floor)
            found = _ordered(self._above(course.known(floor, lower), lower, k, accept))
            last = found[k - 1].probability * (1 - 1e-11) if len(found) >= k else 0.0
            if whole or last >= floor:
                return found[:k]
            floor = max(last, lower)  # k routes worth `last` are known: no floor needs to be lower than that

    def _above(self, known: Legs, floor: float, k: int, accept: Callable[[tuple[int, ...]], bool]) -> list[Path]:
        """Routes worth at least `floor`, until `k` are found and nothing left can equal the last."""
        found: list[Path] = []
        for path in known.routes(self.terms.sources, floor):
            if len(found) >= k and path.probability < found[k - 1].probability * (1 - 1e-11):
                break
            if accept(path.people):
                found.append(path)
        return found


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
