"""Two best-first searches, forwards from the sources and backwards from the target, that meet in the middle.

Each person reached carries labels ``(worth, steps)``; a person's arcs are valued one by one, best upper bound first,
only as far as the search has come. A route worth W has a last person whom the forward search has reached with at least
its frontier's worth f; the next one the backward search has then reached with at least W / f. So once the product of
both frontiers is below W, its steps are known but for the one that bridges the two sides, which `bridge` looks up.

Source: bidirectional best-first search (Pohl, 1971), with hop labels.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from influence.analysis.route_onward import Onward

if TYPE_CHECKING:
    from influence.analysis.route_values import Values

Ends = tuple[frozenset[int], frozenset[int]]  # where routes start and where they end
_NODE = -1
_CHUNK = 64


class Arcs:
    """A person's arcs: who is at the other end, the pair, an upper bound of the step's value; valued one by one.

    The lists hold those read so far: a hub's thousands are read as far as the search comes.
    """

    __slots__ = ("_end", "_start", "_stated", "_values", "bounds", "done", "near", "pairs")

    def __init__(self, values: Values, person: int) -> None:
        columns, stated = values.net.columns, values.net.changes.ties
        self._values, self._start, self._end = values, columns.arc_at[person], columns.arc_at[person + 1]
        self._stated = {sum(ends) - person for ends in stated if person in ends} if stated else set()
        self.near: list[int] = sorted(self._stated)  # the ties of a what-if come first
        self.pairs: list[int] = [-1] * len(self.near)
        self.bounds: list[float] = [1.0] * len(self.near)
        self.done: list[tuple[int, float]] = []

    def has(self, at: int) -> bool:
        """Whether there is an arc number `at`; reads on where needed."""
        while at >= len(self.near):
            if self._start == self._end:
                return False
            stop = min(self._start + _CHUNK, self._end)
            to, pairs, bounds = (part.tolist() for part in self._values.net.columns.arcs(self._start, stop))
            self._start = stop
            self._read(to, pairs, bounds if self._values.bounded else [1.0] * len(to))
        return True

    def _read(self, to: list[int], pairs: list[int], bounds: list[float]) -> None:
        if self._stated.intersection(to):
            kept = [at for at, near in enumerate(to) if near not in self._stated]
            to, pairs, bounds = ([part[at] for at in kept] for part in (to, pairs, bounds))  # type: ignore[assignment]
        self.near += to
        self.pairs += pairs
        self.bounds += bounds


class Side:
    """One of the two searches; `into[person]` collects the valued steps that lead to a person, for both."""

    def __init__(self, values: Values, into: dict[int, dict[int, float]], ends: Ends, *, forward: bool) -> None:
        start, self.stop = ends if forward else reversed(ends)
        self.values, self.into, self.forward = values, into, forward
        self.best: dict[int, float] = {}
        self.labels: dict[int, list[tuple[float, int]]] = {}
        self.arcs: dict[int, Arcs] = {}
        self.heap = [(-1.0, 0, person, _NODE, 1.0) for person in sorted(start)]
        heapify(self.heap)

    @property
    def frontier(self) -> float:
        """Nobody who is not yet labelled is worth more."""
        return -self.heap[0][0] if self.heap else 0.0

    def grow(self) -> None:
        """Settle the best person, or value the best arc, that is waiting."""
        _, steps, person, at, worth = heappop(self.heap)
        if at == _NODE:
            self._settle(person, steps, worth)
        else:
            self._value(person, steps, at, worth)

    def _settle(self, person: int, steps: int, worth: float) -> None:
        labels = self.labels.setdefault(person, [])
        if any(fewer <= steps for _, fewer in labels):  # those before are worth at least as much
            return
        labels.append((worth, steps))
        self.best.setdefault(person, worth)
        if steps < self.values.terms.max_hops and person not in self.stop:
            self._wait(person, steps, 0, worth)

    def _wait(self, person: int, steps: int, at: int, worth: float) -> None:
        arcs = self.of(person)
        if arcs.has(at):
            heappush(self.heap, (-worth * arcs.bounds[at] * self._leaving(person), steps, person, at, worth))

    def _leaving(self, person: int) -> float:
        return self.values.factor(person) if self.forward else 1.0

    def of(self, person: int) -> Arcs:
        """The arcs of `person`."""
        found = self.arcs.get(person)
        if found is None:
            found = self.arcs[person] = Arcs(self.values, person)
        return found

    def _value(self, person: int, steps: int, at: int, worth: float) -> None:
        """Value arcs from `at` on, as long as none of them could come after somebody who is waiting."""
        arcs, heap = self.arcs[person], self.heap
        leaving = self._leaving(person)
        while arcs.has(at):
            if heap and worth * arcs.bounds[at] * leaving < -heap[0][0]:
                self._wait(person, steps, at, worth)
                return
            near, value = self.valued(person, arcs, at)
            if value > 0.0:
                heappush(heap, (-worth * value, steps + 1, near, _NODE, worth * value))
            at += 1

    def valued(self, person: int, arcs: Arcs, at: int) -> tuple[int, float]:
        """Who is at the other end of an arc, and what the step is worth."""
        while len(arcs.done) <= at:
            place = len(arcs.done)
            near = arcs.near[place]
            source, target = (person, near) if self.forward else (near, person)
            value = self.values.value(source, target, arcs.pairs[place])
            arcs.done.append((near, value))
            if value > 0.0:
                self.into.setdefault(target, {})[source] = value
        return arcs.done[at]


class Meeting:
    """Both searches."""

    LOWER = 0.6

    def __init__(self, values: Values, starts: frozenset[int], end: int) -> None:
        into: dict[int, dict[int, float]] = {}
        ends = frozenset(start for start in starts - {end} if values.factor(start) > 0), frozenset({end})
        self.end, self.forward = end, Side(values, into, ends, forward=True)
        self.backward = Side(values, into, ends, forward=False)

    def start(self) -> float:
        """The first floor."""
        return 0.4

    def grow(self, floor: float) -> bool:
        """Grow the smaller side until no unknown route can be worth `floor`; whether one side has seen everything."""
        forward, backward = self.forward, self.backward
        while forward.heap and backward.heap:
            if forward.frontier * backward.frontier < floor * (1 - 1e-9):
                return False
            (forward if len(forward.heap) <= len(backward.heap) else backward).grow()
        return True

    def known(self, floor: float, lower: float) -> Onward:
        """The steps of all routes worth `lower`; none where nothing is worth `floor`."""
        small, large = sorted((self.forward, self.backward), key=lambda side: len(side.best))
        whole = not (self.forward.heap and self.backward.heap)
        found = bridge(small, large, lower if whole else floor)
        return joined(self.forward, self.end, lower) if found or whole else Onward(self.end, {}, {})


def bridge(side: Side, other: Side, floor: float) -> float:
    """Value the steps between the two sides that a route worth `floor` may take; returns the best route's worth."""
    most, into, values = 0.0, side.into, side.values
    for person, worth in side.best.items():
        if person in side.stop:
            continue
        arcs, at = side.of(person), -1
        while arcs.has(at := at + 1) and worth * arcs.bounds[at] >= floor:
            near = arcs.near[at]
            reached = other.best.get(near, 0.0)
            if worth * arcs.bounds[at] * reached >= floor:
                source, target = (person, near) if side.forward else (near, person)
                value = values.value(source, target, arcs.pairs[at])
                if value > 0.0:
                    into.setdefault(target, {})[source] = value
                    most = max(most, worth * value * reached)
    return most


def joined(forward: Side, end: int, floor: float) -> Onward:
    """Best remaining worth to `end` per person and number of steps over the steps into everybody that both sides found.

    A route is left out only where it is worth less than `floor`.
    """
    values, reached, unreached = forward.values, forward.best, forward.frontier
    floor *= 1 - 1e-9
    labels: dict[int, list[tuple[float, int]]] = {end: [(1.0, 0)]}
    onward: dict[int, list[tuple[int, float]]] = {}
    heap: list[tuple[float, int, int]] = [(-1.0, 0, end)]
    opened: set[int] = set()
    while heap:
        worth, steps, person = heappop(heap)
        if (-worth, steps) not in labels[person] or steps == values.terms.max_hops:
            continue
        first = person not in opened
        opened.add(person)
        for near, value in forward.into.get(person, {}).items():
            gained = value * -worth
            if gained * reached.get(near, unreached) < floor:
                continue
            if first:
                onward.setdefault(near, []).append((person, value))
            if _better(labels.setdefault(near, []), gained, steps + 1):
                heappush(heap, (-gained, steps + 1, near))
    return Onward(end, labels, onward)


def _better(labels: list[tuple[float, int]], worth: float, steps: int) -> bool:
    """Whether a label is better than those of its person, which it then joins, in place of those that it betters."""
    if any(other >= worth and fewer <= steps for other, fewer in labels):
        return False
    labels[:] = [label for label in labels if not (worth >= label[0] and steps <= label[1])]
    labels.append((worth, steps))
    return True
