"""Which options to take: an integer programme on the linear surrogate, then exact P(win) with swap search.

Few enough sets are all compared, so that small plans are the best there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from influence.analysis.plan_options import Option
    from influence.analysis.steps import Steps

MOST_SETS = 3_000
MOST_OUTCOMES = 12  # actions in one plan up to which every combination of outcomes is weighed
ROUNDS = 20
BETTER = 1e-12
Chosen = tuple[int, ...]


@dataclass
class Choice:
    """Options under `hours` in all, hours per person of ours, and requests per introducer."""

    options: Sequence[Option]
    steps: Steps
    hours: float
    of_ours: Mapping[int, float]
    asks: int
    known: dict[Chosen, float] = field(default_factory=dict)

    def fits(self, chosen: Chosen) -> bool:
        """Whether a set keeps to every limit: one option a person, hours, requests."""
        taken = [self.options[at] for at in chosen]
        spent: dict[int, float] = {}
        asked: dict[int, int] = {}
        for option in taken:
            spent[option.who] = spent.get(option.who, 0.0) + option.total
            if option.introducer is not None:
                asked[option.introducer] = asked.get(option.introducer, 0) + 1
        return (
            len({option.person for option in taken}) == len(taken)
            and sum(spent.values()) <= self.hours + 1e-9
            and all(used <= self.of_ours.get(who, self.hours) + 1e-9 for who, used in spent.items())
            and all(count <= self.asks for count in asked.values())
        )

    def value(self, chosen: Chosen) -> float:
        """Expected P(win) of a set: each option works or not, independently."""
        if chosen not in self.known:
            self.known[chosen] = self._expected([self.options[at] for at in chosen[:MOST_OUTCOMES]])
        return self.known[chosen]

    def _expected(self, taken: Sequence[Option]) -> float:
        expected = 0.0
        for outcome in product((False, True), repeat=len(taken)):
            chance = 1.0
            for option, works in zip(taken, outcome, strict=True):
                chance *= option.chance if works else 1 - option.chance
            moved = [option.person for option, works in zip(taken, outcome, strict=True) if works]
            expected += chance * self.steps.better(moved)
        return expected

    def best(self) -> tuple[Chosen, bool]:
        """The best set found, and whether all sets were compared."""
        every = self._enumerated()
        if every is not None:
            return min(every, key=lambda chosen: (-round(self.value(chosen), 12), len(chosen), chosen)), True
        return self._improved(self._programmed()), False

    def _enumerated(self) -> list[Chosen] | None:
        """Every feasible set, None where there are more than 3,000."""
        found: list[Chosen] = []
        for chosen in self._feasible((), 0):
            found.append(chosen)
            if len(found) > MOST_SETS:
                return None
        return found

    def _feasible(self, chosen: Chosen, start: int) -> Iterator[Chosen]:
        yield chosen
        for at in range(start, len(self.options)):
            if self.fits((*chosen, at)):
                yield from self._feasible((*chosen, at), at + 1)

    def _programmed(self) -> Chosen:
        """Optimum of the linear surrogate by mixed-integer programming (HiGHS)."""
        import numpy as np
        from scipy.optimize import Bounds, LinearConstraint, milp

        rows, limits = self._limits()
        solved = milp(
            -np.array([option.value for option in self.options]),
            constraints=LinearConstraint(np.array(rows), ub=np.array(limits)),
            integrality=np.ones(len(self.options)),
            bounds=Bounds(0, 1),
        )
        taken = tuple(np.flatnonzero(np.round(solved.x)).tolist()) if solved.x is not None else ()
        return taken if self.fits(taken) else ()

    def _limits(self) -> tuple[list[list[float]], list[float]]:
        rows = [[option.total for option in self.options]]
        limits = [self.hours]
        for who in sorted({option.who for option in self.options}):
            rows.append([option.total if option.who == who else 0.0 for option in self.options])
            limits.append(self.of_ours.get(who, self.hours))
        for person in sorted({option.person for option in self.options}):
            rows.append([float(option.person == person) for option in self.options])
            limits.append(1.0)
        for introducer in sorted({o.introducer for o in self.options if o.introducer is not None}):
            rows.append([float(option.introducer == introducer) for option in self.options])
            limits.append(float(self.asks))
        return rows, limits

    def _improved(self, chosen: Chosen) -> Chosen:
        """Add, or swap one option for another, while the exact expected P(win) rises."""
        for _ in range(ROUNDS):
            near = self._near(chosen)
            best = min(near, key=lambda other: (-round(self.value(other), 12), other), default=chosen)
            if self.value(best) <= self.value(chosen) + BETTER:
                break
            chosen = best
        return chosen

    def _near(self, chosen: Chosen) -> list[Chosen]:
        found = []
        for at in range(len(self.options)):
            if at in chosen:
                continue
            for out in (None, *chosen):
                other = tuple(sorted((*(one for one in chosen if one != out), at)))
                if self.fits(other):
                    found.append(other)
        return found
