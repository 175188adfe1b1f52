"""Ties that nobody recorded but that probably exist: shared years at an employer, shared acquaintances.

Inferred, never evidenced: off unless asked for, no part of any other number.
"""

from __future__ import annotations

import math
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from influence.analysis.graph import Graph
    from influence.network import Network

DAYS_A_YEAR = 365.25


def colleagues(years: float, people: int, constants: Mapping[str, float]) -> float:
    """Chance that two who shared `years` at a site of `people` know each other: ``1 - exp(-.35 Y min(1, 150/N))``.

    >>> from influence.model.assumptions import Assumptions
    >>> round(colleagues(3, 80, Assumptions()), 3)
    0.65
    """
    crowd = min(1.0, constants["likely_site"] / max(people, 1))
    return 1 - math.exp(-constants["likely_rate"] * years * crowd)


def resource_allocation(neighbours: list[set[int]], one: int, other: int) -> float:
    """Sum of 1/degree over common neighbours (Zhou, Lu and Zhang 2009)."""
    return sum(1 / len(neighbours[shared]) for shared in neighbours[one] & neighbours[other])


def adamic_adar(neighbours: list[set[int]], one: int, other: int) -> float:
    """Sum of 1/ln degree over common neighbours (Adamic and Adar 2003)."""
    return sum(1 / math.log(len(neighbours[shared])) for shared in neighbours[one] & neighbours[other])


def likely_ties(net: Network, people: list[int], graph: Graph) -> list[dict[str, Any]]:
    """Pairs without a tie that probably know each other, likeliest first; `graph` holds the ties of `people`.

    ``1 - (1 - P(colleagues)) (1 - min(.3, shared acquaintances))``, at least `likely_least`. Only pairs with a common
    neighbour or with dated posts at one account are looked at. Each entry is marked `inferred`.
    """
    neighbours = [set(near) for near in graph.neighbours()]
    shared = _shared_years(net, people)
    pairs = set(shared) | {(a, b) for near in neighbours for a in near for b in near if a < b}
    found = []
    for one, other in sorted(pairs):
        if other not in neighbours[one] and not net.blocked(people[one], people[other]):
            entry = _entry(net, people, (one, other), shared.get((one, other)), neighbours)
            if entry["probability"] >= net.assumptions["likely_least"]:
                found.append(entry)
    return sorted(found, key=lambda entry: (-entry["probability"], entry["source"], entry["target"]))


def _entry(
    net: Network,
    people: list[int],
    pair: tuple[int, int],
    shared: tuple[float, str, float] | None,
    neighbours: list[set[int]],
) -> dict[str, Any]:
    one, other = pair
    constants = net.assumptions
    common = min(constants["likely_common_cap"], resource_allocation(neighbours, one, other))
    worked, where, years = shared or (0.0, "", 0.0)
    reasons = [f"{years:.1f} years at {net.accounts[where].name} together"] if shared else []
    friends = [net.name(people[near]) for near in sorted(neighbours[one] & neighbours[other])]
    reasons += [f"both are tied to {', '.join(friends)}"] if friends else []
    probability = 1 - (1 - worked) * (1 - common)
    return {
        "source": net.ids[people[one]],
        "target": net.ids[people[other]],
        "probability": probability,
        "confidence": min(constants["likely_confidence"], probability),
        "inferred": True,
        "why": f"inferred, please check: {'; '.join(reasons)}",
    }


def _shared_years(net: Network, people: list[int]) -> dict[tuple[int, int], tuple[float, str, float]]:
    """Per pair the likeliest shared employer: chance, account, years. Posts without a beginning say nothing."""
    posts: dict[str, list[tuple[int, int, int]]] = {}
    for place, person in enumerate(people):
        for row in net.person(person).records:
            if getattr(row, "account", None) and row.since and row.since <= net.as_of.isoformat():
                end = min(date.fromisoformat(row.until).toordinal() if row.until else net.day, net.day)
                posts.setdefault(row.account, []).append((place, date.fromisoformat(row.since).toordinal(), end))
    found: dict[tuple[int, int], tuple[float, str, float]] = {}
    for account, held in sorted(posts.items()):
        size = len({place for place, *_ in held})
        for at, (one, since, until) in enumerate(held):
            for other, begun, ended in held[at + 1 :]:
                years = (min(until, ended) - max(since, begun)) / DAYS_A_YEAR
                if one != other and years > 0:
                    key = (min(one, other), max(one, other))
                    chance = colleagues(years, size, net.assumptions)
                    found[key] = max(found.get(key, (0.0, "", 0.0)), (chance, account, years))
    return found
