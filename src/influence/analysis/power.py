"""Power of voters: Banzhaf and Shapley-Shubik shares, minimal winning groups, veto players.

The game has the voters only. A null voter has no power, whatever the weight.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from influence.analysis.decision_tally import Grid, Halves, common_units, tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from influence.analysis.decision_rule import Rule
    from influence.analysis.decision_tally import Tally
    from influence.analysis.types import Floats

EXACT_VOTERS = 25
MOST_WORK = 500_000_000  # voters x nodes x units beyond which power is sampled
MOST_GROUPS = 1_000
SAMPLED = 20_000  # orders drawn
_NOISE = 1e-13  # a swing counts at least 2^-24


@dataclass(frozen=True, slots=True)
class Power:
    """Shares of each voter, summing to 1; `draws` is None where they are exact."""

    banzhaf: list[float]
    shapley_shubik: list[float]
    draws: int | None = None


def power(weights: Sequence[float], rule: Rule, *, seed: int = 0) -> Power:
    """Banzhaf (1965) and Shapley-Shubik (1954) shares of `weights` under `rule`.

    Exact up to 25 voters and for weights with a common unit; otherwise 20,000 seeded random orders.

    >>> from influence.analysis.decision_rule import quorum
    >>> power([3, 2, 1], quorum("4/6")).banzhaf
    [0.6, 0.2, 0.2]
    """
    positive = [at for at, weight in enumerate(weights) if weight > 0]
    if not positive:
        return Power([0.0] * len(weights), [0.0] * len(weights))
    banzhaf, shapley, draws = _shares([weights[at] for at in positive], rule, seed)
    return Power(_spread(banzhaf, positive, len(weights)), _spread(shapley, positive, len(weights)), draws)


def _spread(shares: Floats, where: list[int], count: int) -> list[float]:
    found = [0.0] * count
    for at, share in zip(where, shares, strict=True):
        found[at] = float(share)
    return found


def _shares(weights: list[float], rule: Rule, seed: int) -> tuple[Floats, Floats, int | None]:
    voters = len(weights)
    units = common_units(weights)
    nodes = (voters + 1) // 2
    if units and (voters <= EXACT_VOTERS or voters * nodes * sum(units) <= MOST_WORK):
        return (*_exact(Grid.of(units, rule) if sum(units) < 100_000 else _halves(weights, rule), voters), None)
    if voters <= EXACT_VOTERS:
        return (*_exact(_halves(weights, rule), voters), None)
    return (*_sampled(weights, rule, seed), SAMPLED)


def _halves(weights: list[float], rule: Rule) -> Tally:
    return Halves.of(weights, rule.bar(math.fsum(weights)))


def _exact(count: Tally, voters: int) -> tuple[Floats, Floats]:
    """Banzhaf = pivotal at even odds; Shapley-Shubik = its mean over all odds, by Gauss-Legendre without error."""
    import numpy as np

    nodes, mass = np.polynomial.legendre.leggauss((voters + 1) // 2)
    odds = np.concatenate([[0.5], (nodes + 1) / 2])
    pivotal = count.pivotal(np.repeat(odds[:, None], voters, axis=1))
    pivotal[pivotal < _NOISE] = 0
    shapley = (mass / 2) @ pivotal[1:]
    return pivotal[0] / pivotal[0].sum(), shapley / shapley.sum()


def _sampled(weights: list[float], rule: Rule, seed: int) -> tuple[Floats, Floats]:
    import numpy as np

    draw = np.random.default_rng(seed)
    voters, bar = len(weights), rule.bar(math.fsum(weights))
    mass = np.array(weights)
    swings, pivots = np.zeros(voters), np.zeros(voters)
    for _ in range(SAMPLED):
        order = draw.permutation(voters)
        upto = np.cumsum(mass[order])
        pivots[order[min(int(np.searchsorted(upto, bar)), voters - 1)]] += 1
        yes = draw.random(voters) < 0.5
        others = mass[yes].sum() - np.where(yes, mass, 0)
        swings += (others < bar) & (others + mass >= bar)
    return swings / max(swings.sum(), 1), pivots / pivots.sum()


def minimal_winning(weights: Sequence[float], rule: Rule) -> list[list[int]] | None:
    """Groups of voters that meet the rule and would not without any one of them, as positions.

    By size, then positions; None where there are more than 1,000. Cost at most voters x groups.

    >>> from influence.analysis.decision_rule import quorum
    >>> minimal_winning([2, 1, 1], quorum("majority"))
    [[0, 1], [0, 2]]
    """
    total = math.fsum(weights)
    if total <= 0:
        return []
    # falling weights: whoever takes a group over the bar is its lightest, so the group is minimal
    order = sorted((at for at, weight in enumerate(weights) if weight > 0), key=lambda at: (-weights[at], at))
    left = [math.fsum(weights[at] for at in order[rest:]) for rest in range(len(order) + 1)]
    found = _search(order, left, weights, rule.bar(total))
    return None if len(found) > MOST_GROUPS else sorted(found, key=lambda group: (len(group), group))


def _search(order: list[int], left: list[float], weights: Sequence[float], bar: float) -> list[list[int]]:
    found: list[list[int]] = []
    open_groups: list[tuple[int, float, list[int]]] = [(0, 0.0, [])]
    while open_groups and len(found) <= MOST_GROUPS:
        at, have, group = open_groups.pop()
        if at == len(order) or have + left[at] < bar:
            continue
        voter = order[at]
        open_groups.append((at + 1, have, group))
        if have + weights[voter] >= bar:
            found.append(sorted([*group, voter]))
        else:
            open_groups.append((at + 1, have + weights[voter], [*group, voter]))
    return found


def veto_players(weights: Sequence[float], rule: Rule) -> list[int]:
    """Positions of the voters without whom nothing passes."""
    total = math.fsum(weights)
    return [at for at, weight in enumerate(weights) if weight > 0 and not rule.meets(total - weight, total)]


def pivotal(weights: Sequence[float], rule: Rule, yes: Sequence[float]) -> list[float]:
    """Chance per voter that the vote decides, given everybody's probability of a yes, vetoes aside."""
    import numpy as np

    if not weights:
        return []
    found: list[float] = tally(weights, rule).pivotal(np.array([yes], dtype=float))[0].tolist()
    return found
