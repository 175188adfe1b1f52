"""How sure a ranking is: the influence of everybody in many draws of the ties.

Each draw keeps a tie with its confidence and takes its strength from a Beta distribution around the stated one
(Martin and Niemeyer, 2019, estimate robustness in the same way).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from influence.analysis.ranking import ranks_of_draws

if TYPE_CHECKING:
    from numpy.random import Generator

    from influence.analysis.decision_case import Case
    from influence.analysis.types import Floats, Ints

PRECISION = 1e-8  # draws differ by far more
MOST_ARCS = 40_000  # arcs up to which ties are sampled as a whole
_BLOCK = 200_000  # values that stay in the processor's cache
_TOP = 3


@dataclass(frozen=True, slots=True)
class Robustness:
    """Ranks in the draws (draws x people), people as in the ranking that was sampled."""

    ranks: Ints

    @property
    def low(self) -> list[int]:
        """Best rank of the middle 90 % of draws, per person."""
        return self._quantile(0.05, "lower")

    @property
    def high(self) -> list[int]:
        """Worst rank of the middle 90 % of draws, per person."""
        return self._quantile(0.95, "higher")

    def _quantile(self, share: float, method: str) -> list[int]:
        import numpy as np

        found: list[int] = np.quantile(self.ranks, share, axis=0, method=method).astype(int).tolist()  # type: ignore[call-overload]
        return found

    @property
    def top(self) -> list[float]:
        """Share of draws in which each person is among the first three."""
        found: list[float] = (self.ranks <= _TOP).mean(axis=0).tolist()
        return found

    def ahead(self, one: int, other: int) -> float:
        """Share of draws in which `one` ranks before `other`."""
        return float((self.ranks[:, one] < self.ranks[:, other]).mean())

    def same_top(self, best: list[int]) -> float:
        """Share of draws whose first three are those of `best`, in any order."""
        import numpy as np

        last = np.delete(self.ranks, best, axis=1).min(axis=1, initial=self.ranks.shape[1] + 1)
        return float((self.ranks[:, best].max(axis=1) < last).mean())


def robustness(case: Case, people: Ints, *, draws: int = 500, seed: int = 0) -> Robustness | None:
    """Ranks of `people` (places) by influence on the decision in `draws` seeded draws.

    None where there are no people or draws, or more than 40,000 arcs. Cost draws x arcs x 30.
    """
    import numpy as np

    ears = case.ears
    if not len(people) or draws < 1 or len(ears.listener) > MOST_ARCS:
        return None
    draw = np.random.default_rng(seed)
    step = max(1, _BLOCK // max(len(ears.listener), len(ears), 1))
    found = [_influence(case, draw, min(step, draws - at))[:, people] for at in range(0, draws, step)]
    return Robustness(ranks_of_draws(np.concatenate(found)))


def _influence(case: Case, draw: Generator, draws: int) -> Floats:
    import numpy as np

    ears, people = case.ears, len(case.ears)
    weight = _weights(case, draw, draws)
    heard = _gathered(weight, ears.listener, people)
    pull = 1 - case.net.assumptions["base_influence"]
    share = pull / (heard + 1)
    scaled = weight * share[:, ears.listener]
    # people in the order of speakers, so that what each receives is one run of arcs
    order = np.argsort(ears.speaker, kind="stable")
    scaled, listener, speaker = scaled[:, order], ears.listener[order], ears.speaker[order]
    total = step = np.repeat(case.mass[None], draws, axis=0)
    while step.max(initial=0.0) > PRECISION:
        step = _gathered(step[:, listener] * scaled, speaker, people)
        total = total + step
    return total * (1 - pull * heard / (heard + 1))


def _weights(case: Case, draw: Generator, draws: int) -> Floats:
    """Raw weights per draw; the two arcs of one tie are kept or lost together."""
    import numpy as np

    ears, spread = case.ears, case.net.assumptions["strength_evidence"]
    low, high = np.minimum(ears.listener, ears.speaker), np.maximum(ears.listener, ears.speaker)
    _, tie = np.unique(low * len(ears) + high, return_inverse=True)
    kept = draw.random((draws, int(tie.max(initial=-1)) + 1))[:, tie] < ears.confidence
    sure = (ears.strength <= 0) | (ears.strength >= 1)
    mean = np.clip(ears.strength, 1e-6, 1 - 1e-6)
    drawn = draw.beta(mean * spread, (1 - mean) * spread, size=(draws, len(mean)))
    per_strength = ears.weight / np.where(ears.strength > 0, ears.strength, 1)
    weights: Floats = np.where(sure, ears.strength, drawn) * per_strength * kept
    return weights


def _gathered(values: Floats, where: Ints, people: int) -> Floats:
    """Sums of `values` (draws x arcs) per person; `where` is sorted."""
    import numpy as np

    found = np.zeros((len(values), people))
    if len(where):
        starts = np.flatnonzero(np.concatenate([[True], np.diff(where) > 0]))
        found[:, where[starts]] = np.add.reduceat(values, starts, axis=1)
    return found
