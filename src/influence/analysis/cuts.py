"""Whom a group hangs on: cut people, bridges, and what falls apart when one more person leaves (Tarjan 1972)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cuts:
    """`pairs[v]` = ordered pairs still connected once v is gone too (0 for people gone); cut people; bridges."""

    pairs: list[int]
    people: list[int]
    bridges: list[tuple[int, int]]


def cuts(neighbours: list[list[int]], gone: frozenset[int] = frozenset()) -> Cuts:
    """Cut people, bridges and remaining pairs of an undirected graph without `gone`. Cost ``n + m``.

    One depth-first walk: a child whose subtree reaches no higher than v is cut off by v.
    """
    walk = _Walk(neighbours, gone)
    for root in range(len(neighbours)):
        if walk.order[root] < 0 and root not in gone:
            walk.tree(root)
    return Cuts(walk.pairs(), sorted(walk.cut), sorted(walk.bridges))


class _Walk:
    """State of the depth-first walk over all trees."""

    def __init__(self, neighbours: list[list[int]], gone: frozenset[int]) -> None:
        count = len(neighbours)
        self.neighbours = neighbours
        self.gone = gone
        self.order = [-1] * count
        self.low = [0] * count
        self.size = [1] * count
        self.clock = 0
        self.cut: set[int] = set()
        self.bridges: list[tuple[int, int]] = []
        self.cut_off: list[tuple[int, int]] = []  # (v, people of a subtree that v cuts off)
        self.trees: list[tuple[int, int, int]] = []  # first and last clock of a tree, its root
        for person in gone:
            self.order[person] = count

    def tree(self, root: int) -> None:
        """Walk the tree of `root`; written out in one loop, since key-player search walks thousands of times."""
        first, order, low = self.clock, self.order, self.low
        above = {root: -1}
        rest = {root: iter(self.neighbours[root])}
        stack = [root]
        order[root] = low[root] = self.clock
        self.clock += 1
        while stack:
            at = stack[-1]
            parent = above[at]
            for near in rest[at]:
                seen = order[near]
                if seen < 0:
                    order[near] = low[near] = self.clock
                    self.clock += 1
                    above[near], rest[near] = at, iter(self.neighbours[near])
                    stack.append(near)
                    break
                if seen < low[at] and near != parent:
                    low[at] = seen
            else:
                stack.pop()
                if parent >= 0:
                    self._leave(at, parent)
        self.trees.append((first, self.clock, root))
        if sum(1 for top, _ in self.cut_off if top == root) < 2:
            self.cut.discard(root)

    def _leave(self, child: int, parent: int) -> None:
        self.size[parent] += self.size[child]
        self.low[parent] = min(self.low[parent], self.low[child])
        if self.low[child] >= self.order[parent]:
            self.cut.add(parent)
            self.cut_off.append((parent, self.size[child]))
            if self.low[child] > self.order[parent]:
                self.bridges.append((min(child, parent), max(child, parent)))

    def pairs(self) -> list[int]:
        """Ordered pairs still connected after each person is gone as well."""
        count = len(self.order)
        whole = sum((end - first) * (end - first - 1) for first, end, _ in self.trees)
        tree_of = [0] * self.clock
        for first, end, _ in self.trees:
            tree_of[first:end] = [end - first] * (end - first)
        left = [0] * count
        rest = [0] * count
        for person in range(count):
            if person not in self.gone:
                size = tree_of[self.order[person]]
                left[person], rest[person] = whole - size * (size - 1), size - 1
        for person, part in self.cut_off:
            left[person] += part * (part - 1)
            rest[person] -= part
        return [pairs + more * (more - 1) for pairs, more in zip(left, rest, strict=True)]
