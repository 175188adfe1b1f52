"""A search backwards from the target, led by how well our people can reach everybody.

The columns hold, per person v and number of steps h, an upper bound ``H[h][v]`` of what the best route from one of us
leaves on reaching v. So a route of which the steps from v on are worth g can be worth ``g H[h][v]`` at most, and the
search takes the most promising one first (A*); it touches little beyond the best routes.

A what-if can only raise what the bound knows nothing of where it makes somebody more willing or states a tie. A route
over one of those is worth at most `least` = (most that reaches it) * (its own worth), so the larger of the two holds.

Source: Hart, Nilsson, Raphael (1968); the bound is the hop-limited recursion of `network.compile_reach`.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from influence.analysis.asking import asked_of
from influence.analysis.route_onward import Onward
from influence.model.scales import ATTITUDE
from influence.network.columns import REACHED, WAY
from influence.network.existing import attitude
from influence.network.strength import step_probability

if TYPE_CHECKING:
    from influence.analysis.route_values import Values
    from influence.network import Network
    from influence.network.columns import Columns

_NODE = -1
_CHUNK = 64
_MOST = 1 + REACHED[-1]
_LEVEL = [next(at for at, hops in enumerate(REACHED) if hops >= left) for left in range(_MOST)]


def holds(values: Values, end: int) -> bool:
    """Whether the bounds hold for ways from our people to `end`: not about the past, under the default assumptions."""
    net, terms = values.net, values.terms
    return (
        values.bounded
        and not terms.named
        and not terms.allow_blockers
        and terms.max_hops <= _MOST
        and net.day >= net.columns.reach_day[0]
        and net.group(end) != "team"
    )


class Inward:
    """The search: `labels` of those reached, ``(worth, steps)`` to the `end`; `onward`, the steps from each."""

    LOWER = 0.8  # a little at a time: what is touched grows fast as the floor falls

    def __init__(self, values: Values, end: int) -> None:
        self.values, self.end = values, end
        self.labels: dict[int, list[tuple[float, int]]] = {}
        self.onward: dict[int, list[tuple[int, float]]] = {}
        self.heap: list[tuple[float, int, int, int, float]] = [(-1.0, 0, end, _NODE, 1.0)]
        self._ways: dict[int, Ways] = {}
        self._extra, self._least = changed(values)

    def start(self) -> float:
        """Go on until the best way from one of us is next, or there is none; returns a floor just below its worth."""
        sources = self.values.terms.sources
        while self.heap and not (self.heap[0][3] == _NODE and self.heap[0][2] in sources):
            self._next()
        return -self.heap[0][0] * (1 - 1e-10) if self.heap else 0.0

    def grow(self, floor: float) -> bool:
        """Go on until no unknown route can be worth `floor`; whether all routes are known."""
        floor *= 1 - 1e-9
        while self.heap and -self.heap[0][0] >= floor:
            self._next()
        return not self.heap

    def known(self, _floor: float, _lower: float) -> Onward:
        """The steps that are known."""
        return Onward(self.end, self.labels, self.onward)

    def _next(self) -> None:
        _, steps, person, at, worth = heappop(self.heap)
        if at != _NODE:
            self._scan(person, steps, at, worth)
            return
        labels, terms = self.labels.setdefault(person, []), self.values.terms
        if any(other >= worth and fewer <= steps for other, fewer in labels):
            return
        labels.append((worth, steps))
        if steps < terms.max_hops and person not in terms.sources:
            self._scan(person, steps, 0, worth)

    def _scan(self, person: int, steps: int, at: int, worth: float) -> None:
        """Value the ways into `person` from `at` on, as long as none of them could come after what is waiting."""
        heap, least, ways = self.heap, self._least, self._into(person)
        while ways.has(at):
            most = worth * max(ways.bounds[at], least)
            if heap and most < -heap[0][0]:
                heappush(heap, (-most, steps, person, at, worth))
                return
            near, value = self._valued(person, ways, at)
            if value > 0.0:
                rest = self._rest(near, self.values.terms.max_hops - steps - 1)
                if rest > 0.0:
                    heappush(heap, (-worth * value * rest, steps + 1, near, _NODE, worth * value))
            at += 1

    def _rest(self, person: int, left: int) -> float:
        """Most that a route from one of us leaves on reaching `person` in `left` steps."""
        if person in self.values.terms.sources:
            return 1.0
        if not left:
            return 0.0
        most: float = self.values.net.columns.reach[person * len(REACHED) + _LEVEL[left]]
        return max(self._least, most)

    def _valued(self, person: int, ways: Ways, at: int) -> tuple[int, float]:
        """Who is at the start of a way into `person`, and what the step is worth."""
        near = ways.near[at]
        if at == len(ways.done):
            value = self.values.value(near, person, ways.pairs[at])
            ways.done.append(value)
            if value > 0.0:
                self.onward.setdefault(near, []).append((person, value))
        return near, ways.done[at]

    def _into(self, person: int) -> Ways:
        found = self._ways.get(person)
        if found is None:
            found = self._ways[person] = Ways(self.values.net.columns, person, self._extra.get(person, {}))
        return found


class Ways:
    """The arcs into a person, best bound first, read as far as the search comes; those in `extra` before all others."""

    __slots__ = ("_at", "_columns", "_end", "_extra", "bounds", "done", "near", "pairs")

    def __init__(self, columns: Columns, person: int, extra: dict[int, int]) -> None:
        self._columns, self._extra = columns, extra
        self._at, self._end = columns.way_at[person], columns.way_at[person + 1]
        self.near: list[int] = sorted(extra)
        self.pairs: list[int] = [extra[near] for near in self.near]
        self.bounds: list[float] = [1.0] * len(extra)
        self.done: list[float] = []

    def has(self, at: int) -> bool:
        """Whether there is a way number `at`; reads on where needed."""
        while at >= len(self.near):
            if self._at == self._end:
                return False
            stop = min(self._at + _CHUNK, self._end)
            for near, pair, bound in WAY.iter_unpack(self._columns.way[self._at * WAY.size : stop * WAY.size]):
                if near not in self._extra:
                    self.near.append(near)
                    self.pairs.append(pair)
                    self.bounds.append(bound)
            self._at = stop
        return True


def changed(values: Values) -> tuple[dict[int, dict[int, int]], float]:
    """What a what-if adds: pairs by both ends, whose bounds do not hold, and the most that a route over one leaves."""
    net, least = values.net, 0.0
    extra: dict[int, dict[int, int]] = {}
    for (one, other), strength in net.changes.ties.items():
        extra.setdefault(one, {})[other] = extra.setdefault(other, {})[one] = -1
        step = step_probability(strength, net.assumptions) if strength else 0.0
        least = max(least, *(step * values.factor(end) * _reached(net, end) for end in (one, other)))
    for person, word in net.changes.attitudes.items():
        before = ATTITUDE.words[attitude(net.columns, person, net.day)]
        if asked_of(net, word) > asked_of(net, before):
            least = max(least, values.factor(person) * _reached(net, person))
            for near, pair in net.arcs(person):
                extra.setdefault(near, {}).setdefault(person, pair)
    return extra, least


def _reached(net: Network, person: int) -> float:
    found: float = net.columns.reach[person * len(REACHED) + len(REACHED) - 1]
    return 1.0 if net.group(person) == "team" else found
