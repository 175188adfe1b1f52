"""Brokerage roles between departments (Gould and Fernandez 1989)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from influence.analysis.graph import Graph

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


def roles(graph: Graph, groups: Sequence[str | None]) -> list[dict[str, int]]:
    """Per person j, how often i -> j -> k passes j without i -> k, by the groups of i, j, k.

    coordinator AAA, itinerant ABA, representative AAB, gatekeeper ABB, liaison ABC. Arcs count as they point;
    people of unknown group (None) take no part. Cost ``sum of in-degree x out-degree``.
    """
    onto: list[set[int]] = [set() for _ in range(graph.n)]
    from_: list[list[int]] = [[] for _ in range(graph.n)]
    for source, target in zip(graph.source.tolist(), graph.target.tolist(), strict=True):
        if groups[source] is not None and groups[target] is not None:
            onto[source].add(target)
            from_[target].append(source)
    found = []
    for middle in range(graph.n):
        counts = dict.fromkeys(ROLES, 0)
        for first in from_[middle]:
            for last in onto[middle] - onto[first]:
                if last != first:
                    counts[_role(groups[first], groups[middle], groups[last])] += 1
        found.append(counts)
    return found


def _role(first: str | None, middle: str | None, last: str | None) -> str:
    """Role of the one in the middle.

    >>> _role("A", "A", "B"), _role("A", "B", "B"), _role("A", "B", "C")
    ('representative', 'gatekeeper', 'liaison')
    """
    if first == middle:
        return "coordinator" if middle == last else "representative"
    if first == last:
        return "itinerant"
    return "gatekeeper" if middle == last else "liaison"
