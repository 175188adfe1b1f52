"""Camps inside an account: groups with more ties among themselves than chance would make, found again and again.

Modularity by local moving and merging (Blondel and others 2008), components of a camp kept apart (after Traag and
others 2019), from 50 seeds; a camp counts only by how often its members fall together.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from influence.analysis.graph import Graph

SEEDS = 50
FEWEST = 12  # people below which departments say more than an algorithm
GAIN = 1e-12
Weights = list[dict[int, float]]


@dataclass(frozen=True, slots=True)
class Faction:
    """Members by index, and the mean share of runs in which two of them fell together (0 to 1)."""

    members: tuple[int, ...]
    stability: float


def factions(graph: Graph, *, least: float, seeds: int = SEEDS, fewest: int = FEWEST, seed: int = 0) -> list[Faction]:
    """Stable camps of an undirected graph by strength: stability at least `least`, largest first.

    None below `fewest` people. The camps are those of the run with the highest modularity. Cost seeds x m x rounds.
    """
    if graph.n < fewest or not graph.ties:
        return []
    weights = weights_of(graph)
    runs = [communities(weights, seed + number) for number in range(seeds)]
    best = max(runs, key=lambda run: (round(modularity(weights, run), 10), [-label for label in run]))
    found = [Faction(tuple(members), _together(members, runs)) for members in _groups(best) if len(members) > 1]
    return sorted((f for f in found if f.stability >= least), key=lambda f: (-len(f.members), f.members))


def weights_of(graph: Graph) -> Weights:
    """Strength to each neighbour, per person."""
    weights: Weights = [{} for _ in range(graph.n)]
    arcs = zip(graph.source.tolist(), graph.target.tolist(), graph.strength.tolist(), strict=True)
    for source, target, strength in arcs:
        weights[source][target] = strength
    return weights


def _groups(labels: Sequence[int]) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for person, label in enumerate(labels):
        groups.setdefault(label, []).append(person)
    return list(groups.values())


def _together(members: Sequence[int], runs: Sequence[Sequence[int]]) -> float:
    """Mean share of runs in which a pair of members shares a label."""
    pairs = len(members) * (len(members) - 1)
    shared = 0
    for run in runs:
        counts: dict[int, int] = {}
        for member in members:
            counts[run[member]] = counts.get(run[member], 0) + 1
        shared += sum(count * (count - 1) for count in counts.values())
    return shared / (pairs * len(runs))


def modularity(weights: Weights, labels: Sequence[int]) -> float:
    """Newman's modularity of a partition, in [-.5, 1]; 0 without ties."""
    total = sum(sum(near.values()) for near in weights)
    if total <= 0:
        return 0.0
    inside: dict[int, float] = {}
    degree: dict[int, float] = {}
    for person, near in enumerate(weights):
        label = labels[person]
        degree[label] = degree.get(label, 0.0) + sum(near.values())
        inside[label] = inside.get(label, 0.0) + sum(w for other, w in near.items() if labels[other] == label)
    return sum(inside[label] / total - (degree[label] / total) ** 2 for label in degree)


def communities(weights: Weights, seed: int) -> list[int]:
    """Label per person (the smallest member of the community), from one seeded run."""
    chance = random.Random(seed)  # noqa: S311 - order of visits, not secrets
    labels = list(range(len(weights)))
    level, inside = weights, [0.0] * len(weights)
    while True:
        moved = _moved(level, inside, chance)
        if moved == list(range(len(level))):
            return _connected(weights, labels)
        level, inside, renamed = _merged(level, inside, moved)
        labels = [renamed[moved[label]] for label in labels]


def _moved(weights: Weights, inside: list[float], chance: random.Random) -> list[int]:
    """Everybody moves to the neighbouring community that gains most, until nobody gains."""
    count = len(weights)
    labels = list(range(count))
    degree = [sum(near.values()) + loop for near, loop in zip(weights, inside, strict=True)]
    total = sum(degree)
    held = degree[:]
    order = list(range(count))
    chance.shuffle(order)
    changed = total > 0
    while changed:
        changed = False
        for person in order:
            changed |= _move(person, weights[person], labels, degree[person] / total, held, degree[person])
    return labels


def _move(person: int, near: dict[int, float], labels: list[int], share: float, held: list[float], own: float) -> bool:
    old = labels[person]
    held[old] -= own
    links: dict[int, float] = {old: 0.0}
    for other, weight in near.items():
        label = labels[other]
        links[label] = links.get(label, 0.0) + weight
    best, most = old, links[old] - held[old] * share + GAIN
    for label, weight in links.items():
        gain = weight - held[label] * share
        if gain > most:
            best, most = label, gain
    labels[person] = best
    held[best] += own
    return best != old


def _merged(weights: Weights, inside: list[float], labels: list[int]) -> tuple[Weights, list[float], dict[int, int]]:
    """The graph whose people are the communities; ties inside one become its own weight."""
    renamed = {label: number for number, label in enumerate(sorted(set(labels)))}
    merged: Weights = [{} for _ in renamed]
    loops = [0.0] * len(renamed)
    for person, near in enumerate(weights):
        mine = renamed[labels[person]]
        loops[mine] += inside[person]
        for other, weight in near.items():
            theirs = renamed[labels[other]]
            if theirs == mine:
                loops[mine] += weight
            else:
                merged[mine][theirs] = merged[mine].get(theirs, 0.0) + weight
    return merged, loops, renamed


def _connected(weights: Weights, labels: list[int]) -> list[int]:
    """Communities split into connected parts, each named by its smallest member."""
    found = [-1] * len(labels)
    for person in range(len(labels)):
        stack = [person] if found[person] < 0 else []
        while stack:
            at = stack.pop()
            if found[at] < 0:
                found[at] = person
                stack += [other for other in weights[at] if found[other] < 0 and labels[other] == labels[at]]
    return found
