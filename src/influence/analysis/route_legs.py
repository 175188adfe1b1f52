"""The search for routes that meet somebody on the way: one search a leg, and the floor shared out among the legs.

A route worth W has legs worth w1 w2 ... = W. No leg is worth more than the best one between its ends; so each is
worth at least W over the product of the best others, and only legs worth that much are looked for.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from influence.analysis.route_onward import Legs
from influence.analysis.route_reach import Inward, holds

if TYPE_CHECKING:
    from influence.analysis.route_growth import Meeting
    from influence.analysis.route_values import Values

_LEAST = 1e-9  # below, no floor is worth another round: all that is left is searched


class Course:
    """The searches for routes that meet the people of `order`, in this order, before the target of `values`."""

    def __init__(self, values: Values, order: tuple[int, ...]) -> None:
        self.most, ends = values.terms.max_hops, (*order, values.target)
        self.starts = [values.terms.sources, *(frozenset({person}) for person in order)]
        self.searches = [_search(values, start, end) for start, end in zip(self.starts, ends, strict=True)]
        self._best: list[float] = []

    def start(self) -> float:
        """A floor to begin with; 0 where there is no route."""
        if len(self.searches) == 1:
            return self.searches[0].start()
        self._best = [_best(search, starts) for search, starts in zip(self.searches, self.starts, strict=True)]
        return prod(self._best) * (1 - 1e-10)

    def grow(self, floor: float) -> bool:
        """Go on until no unknown route can be worth `floor`; whether all routes are known."""
        whole = [search.grow(self._share(leg, floor)) for leg, search in enumerate(self.searches)]
        return all(whole)

    def lower(self, floor: float) -> float:
        """The next floor."""
        return 0.0 if floor < _LEAST else floor * min(search.LOWER for search in self.searches)

    def known(self, floor: float, lower: float) -> Legs:
        """What is known of every leg: all routes worth `floor`, some of those worth `lower`."""
        shares = [(self._share(leg, floor), self._share(leg, lower)) for leg in range(len(self.searches))]
        return Legs([one.known(*share) for one, share in zip(self.searches, shares, strict=True)], self.most)

    def _share(self, leg: int, floor: float) -> float:
        return floor / prod(self._best[:leg] + self._best[leg + 1 :])


def _search(values: Values, starts: frozenset[int], end: int) -> Inward | Meeting:
    """Led by the bounds of the columns, where they hold for the leg."""
    if starts is values.terms.sources and holds(values, end):
        return Inward(values, end)
    from influence.analysis.route_growth import Meeting

    return Meeting(values, starts, end)


def _best(search: Inward | Meeting, starts: frozenset[int]) -> float:
    """What the best way of a leg is worth."""
    floor = search.start()
    while True:
        whole = search.grow(floor)
        lower = 0.0 if whole or floor < _LEAST else floor * search.LOWER
        labels = search.known(floor, lower).labels
        most = max((worth for start in starts for worth, _ in labels.get(start, ())), default=0.0)
        if whole or most >= floor:
            return most
        floor = lower
