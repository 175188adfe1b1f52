"""Cycles in who reports to whom (and in parents of accounts)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def cycles(successors: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Cycles of a directed graph, each as its nodes in order from the smallest id; one per closing edge.

    Depth-first search without recursion, linear in nodes and edges.

    >>> list(cycles({"2": ["3"], "3": ["1"], "1": ["2"], "4": ["1"]}))
    [['1', '2', '3']]
    """
    done: set[str] = set()
    for root in sorted(successors):
        if root not in done:
            yield from _from(root, successors, done)


def _from(root: str, successors: Mapping[str, Sequence[str]], done: set[str]) -> Iterator[list[str]]:
    path, place = [root], {root: 0}
    waiting = [iter(successors.get(root, ()))]
    while path:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
            del place[finished := path.pop()]
            done.add(finished)
        elif node in place:
            yield _turned(path[place[node] :])
        elif node not in done:
            place[node] = len(path)
            path.append(node)
            waiting.append(iter(successors.get(node, ())))


def _turned(cycle: list[str]) -> list[str]:
    start = cycle.index(min(cycle))
    return cycle[start:] + cycle[:start]
