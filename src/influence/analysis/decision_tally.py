"""The yes weight of a vote: its exact distribution, for many sets of probabilities at once.

Three ways to the same number: a grid where the weights have a common unit, two halves met in the middle (Horowitz
and Sahni, 1974) up to 25 voters, and distinct sums merged voter by voter beyond.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from influence.analysis.decision_rule import TOLERANCE, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from influence.analysis.types import Floats, Ints

MOST_SUMS = 1_000_000
SMALL_GRID = 4_096
LISTED = 20  # voters up to which all outcomes are counted
ROUNDED_TO = 1e-4  # of the total weight, where there are too many sums
_BLOCK = 1 << 20


class Tally(Protocol):
    """Counts a vote; `yes` and `no` are probabilities of shape (cases, voters), together at most 1."""

    @property
    def rounded(self) -> bool:
        """Whether weights were rounded to 1e-4 of the total."""
        ...

    def chance(self, yes: Floats, no: Floats) -> Floats:
        """Probability per case that the yes weight meets the rule (what is missing to 1 is lost)."""
        ...

    def pivotal(self, yes: Floats) -> Floats:
        """Chance with this voter's yes minus chance with the voter's no: shape (cases, voters)."""
        ...


def tally(weights: Sequence[float], rule: Rule, *, listed: int = LISTED) -> Tally:
    """The tally of positive `weights` under `rule`; exact unless `rounded`.

    All outcomes count up to `listed` voters; above, equal sums are merged (1e-9), and with more than 1,000,000
    distinct sums the weights are rounded to 1e-4 of the total.
    """
    total = math.fsum(weights)
    units = common_units(weights)
    if units and (sum(units) <= SMALL_GRID or len(weights) > listed):
        return Grid.of(units, rule)
    if len(weights) <= listed:
        return Halves.of(weights, rule.bar(total))
    layers = merged_layers(weights, TOLERANCE * total)
    if layers is not None:
        return Merged(layers, rule.bar(total))
    return Grid.of([round(weight / (total * ROUNDED_TO)) for weight in weights], rule, rounded=True)


def common_units(weights: Sequence[float]) -> list[int] | None:
    """Weights as whole numbers of a common unit, None where the unit is too small to pay.

    >>> common_units([1, 1.5, 2])
    [2, 3, 4]
    """
    parts = [Fraction(weight).limit_denominator(1000) for weight in weights]
    if any(abs(part - Fraction(weight)) > 1e-12 for part, weight in zip(parts, weights, strict=True)):
        return None
    scale = math.lcm(*(part.denominator for part in parts))
    units = [int(part * scale) for part in parts]
    shared = math.gcd(*units) or 1
    return [unit // shared for unit in units] if sum(units) // shared <= MOST_SUMS else None


@dataclass(frozen=True, slots=True)
class Grid:
    """Weights in whole `units`; `need` of them meet the rule."""

    units: tuple[int, ...]
    need: int
    rounded: bool = False

    @classmethod
    def of(cls, units: Sequence[int], rule: Rule, *, rounded: bool = False) -> Grid:
        """The grid of `units` under `rule`."""
        return cls(tuple(units), math.ceil(rule.bar(float(sum(units)))), rounded)

    def chance(self, yes: Floats, no: Floats) -> Floats:
        """See `Tally.chance`; cost cases x voters x units."""
        import numpy as np

        blocks = [self._spread(yes[rows], no[rows])[:, self.need :].sum(axis=1) for rows in self._rows(len(yes))]
        return np.concatenate(blocks) if blocks else np.zeros(0)

    def _rows(self, cases: int) -> Iterator[slice]:
        step = max(1, _BLOCK // (sum(self.units) + 1))
        return (slice(at, at + step) for at in range(0, cases, step))

    def _spread(self, yes: Floats, no: Floats) -> Floats:
        import numpy as np

        spread = np.zeros((len(yes), sum(self.units) + 1))
        spread[:, 0] = 1
        top = 1
        for voter, unit in enumerate(self.units):
            self._add(spread, top, unit, yes[:, voter], no[:, voter])
            top += unit
        return spread

    @staticmethod
    def _add(spread: Floats, top: int, unit: int, yes: Floats, no: Floats) -> None:
        shifted = spread[:, :top] * yes[:, None]
        spread[:, :top] *= no[:, None]
        spread[:, unit : unit + top] += shifted

    def pivotal(self, yes: Floats) -> Floats:
        """See `Tally.pivotal`; each voter left out once, between those before and those after."""
        import numpy as np

        found = np.empty_like(yes)
        step = max(1, 4 * _BLOCK // ((sum(self.units) + 1) * len(self.units)))
        for at in range(0, len(yes), step):
            found[at : at + step] = self._between(yes[at : at + step])
        return found

    def _between(self, yes: Floats) -> Floats:
        import numpy as np

        before = self._before(yes)
        after = np.zeros((len(yes), sum(self.units) + 1))
        after[:, 0] = 1
        found, top = np.empty_like(yes), 1
        for voter in range(len(self.units) - 1, -1, -1):
            unit = self.units[voter]
            found[:, voter] = self._decides(before[voter], after[:, :top], unit)
            self._add(after, top, unit, yes[:, voter], 1 - yes[:, voter])
            top += unit
        return found

    def _before(self, yes: Floats) -> list[Floats]:
        import numpy as np

        found = [np.ones((len(yes), 1))]
        for voter, unit in enumerate(self.units[:-1]):
            last = found[-1]
            wide = np.zeros((len(yes), last.shape[1] + unit))
            wide[:, : last.shape[1]] = last
            self._add(wide, last.shape[1], unit, yes[:, voter], 1 - yes[:, voter])
            found.append(wide)
        return found

    def _decides(self, before: Floats, after: Floats, unit: int) -> Floats:
        """Chance that the others' yes weight lies in ``[need - unit, need)``."""
        import numpy as np

        upto = np.concatenate([np.zeros((len(after), 1)), np.cumsum(after, axis=1)], axis=1)
        have = np.arange(before.shape[1])
        high = np.clip(self.need - have, 0, after.shape[1])
        low = np.clip(self.need - unit - have, 0, after.shape[1])
        found: Floats = (before * (upto[:, high] - upto[:, low])).sum(axis=1)
        return found


@dataclass(frozen=True, slots=True)
class Halves:
    """All outcomes of two halves of the voters: `first` of them, then the rest in the `order` of their sums.

    `reach[k]` is the first place of that order whose sum takes outcome k of the first half over the bar.
    """

    voters: int
    first: int
    order: Ints
    reach: Ints
    rounded: bool = False

    @classmethod
    def of(cls, weights: Sequence[float], bar: float) -> Halves:
        """The halves of `weights` with a `bar` to reach; cost 2^(voters / 2)."""
        import numpy as np

        first = len(weights) // 2
        left, right = _sums(weights[:first]), _sums(weights[first:])
        order = np.argsort(right, kind="stable")
        return cls(len(weights), first, order, np.searchsorted(right[order], bar - left, side="left"))

    def chance(self, yes: Floats, no: Floats) -> Floats:
        """See `Tally.chance`; cost cases x 2^(voters / 2)."""
        import numpy as np

        step = max(1, _BLOCK // len(self.order))
        blocks = [self._chance(yes[at : at + step], no[at : at + step]) for at in range(0, len(yes), step)]
        return np.concatenate(blocks) if blocks else np.zeros(0)

    def _chance(self, yes: Floats, no: Floats) -> Floats:
        import numpy as np

        left = _products(yes[:, : self.first], no[:, : self.first])
        right = _products(yes[:, self.first :], no[:, self.first :])[:, self.order]
        above = np.zeros((len(yes), len(self.order) + 1))
        above[:, :-1] = np.cumsum(right[:, ::-1], axis=1)[:, ::-1]
        found: Floats = (left * above[:, self.reach]).sum(axis=1)
        return found

    def pivotal(self, yes: Floats) -> Floats:
        """See `Tally.pivotal`."""
        return _by_difference(self, yes)


@dataclass(frozen=True, slots=True)
class Merged:
    """Distinct sums voter by voter: per layer, the order of old and raised sums and where each new sum starts."""

    layers: tuple[tuple[Ints, Ints, Floats], ...]
    bar: float
    rounded: bool = False

    def chance(self, yes: Floats, no: Floats) -> Floats:
        """See `Tally.chance`; cost cases x voters x sums."""
        import numpy as np

        return np.array([self._one(*case) for case in zip(yes, no, strict=True)])

    def _one(self, yes: Floats, no: Floats) -> float:
        import numpy as np

        spread = np.ones(1)
        for voter, (order, starts, _) in enumerate(self.layers):
            both = np.concatenate([spread * no[voter], spread * yes[voter]])[order]
            spread = np.add.reduceat(both, starts)
        return float(spread[self.layers[-1][2] >= self.bar].sum())

    def pivotal(self, yes: Floats) -> Floats:
        """See `Tally.pivotal`."""
        return _by_difference(self, yes)


def merged_layers(weights: Sequence[float], same: float) -> tuple[tuple[Ints, Ints, Floats], ...] | None:
    """Layers of `Merged`; sums closer than `same` are one. None with more than 1,000,000 distinct sums."""
    import numpy as np

    sums, layers = np.zeros(1), []
    for weight in weights:
        both = np.concatenate([sums, sums + weight])
        order = np.argsort(both, kind="stable")
        both = both[order]
        starts = np.flatnonzero(np.concatenate([[True], np.diff(both) > same]))
        sums = both[starts]
        if len(sums) > MOST_SUMS:
            return None
        layers.append((order, starts, sums))
    return tuple(layers)


def _sums(weights: Sequence[float]) -> Floats:
    import numpy as np

    sums = np.zeros(1)
    for weight in weights:
        sums = np.concatenate([sums, sums + weight])
    return sums


def _products(yes: Floats, no: Floats) -> Floats:
    import numpy as np

    found = np.ones((len(yes), 1))
    for voter in range(yes.shape[1]):
        found = np.concatenate([found * no[:, voter, None], found * yes[:, voter, None]], axis=1)
    return found


def _by_difference(tally: Tally, yes: Floats) -> Floats:
    """Pivotal probabilities from the chances with each voter's yes and no."""
    import numpy as np

    cases, voters = yes.shape
    sure = np.repeat(yes[:, None, :], 2 * voters, axis=1)
    own = np.arange(voters)
    sure[:, own, own] = 1.0
    sure[:, voters + own, own] = 0.0
    flat = sure.reshape(-1, voters)
    met = tally.chance(flat, 1 - flat).reshape(cases, 2, voters)
    return np.maximum(met[:, 0] - met[:, 1], 0.0)
