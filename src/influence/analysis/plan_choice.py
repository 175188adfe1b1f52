"""Which options to take: an integer programme on the linear surrogate, then exact P(win) with swap search.

Few enough sets are all compared, so that small plans are the best there are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from influence.analysis.plan_options import Option
    from influence.analysis.steps import Steps

MOST_SETS = 2_000
ROUNDS = 20
SMALL_PLAN = 4
BETTER = 1e-12
Chosen = tuple[int, ...]


@dataclass
class Choice:
    """Options under `hours` in all, hours per person of ours, requests per introducer, and `most` people."""

    options: Sequence[Option]
    steps: Steps
    hours: float
    of_ours: Mapping[int, float]
    asks: int
    most: int
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
            len({option.person for option in taken}) == len(taken) <= self.most
            and sum(spent.values()) <= self.hours + 1e-9
            and all(used <= self.of_ours.get(who, self.hours) + 1e-9 for who, used in spent.items())
            and all(count <= self.asks for count in asked.values())
        )

    def value(self, chosen: Chosen) -> float:
        """Expected P(win) of a set: each option works or not, independently."""
        if chosen not in self.known:
            self.known[chosen] = self._expected([self.options[at] for at in chosen])
        return self.known[chosen]

    def _expected(self, taken: Sequence[Option]) -> float:
        sets: list[tuple[frozenset[int], float]] = [(frozenset(), 1.0)]
        for option in taken:
            works = [(moved | {option.person}, chance * option.chance) for moved, chance in sets]
            sets = [(moved, chance * (1 - option.chance)) for moved, chance in sets] + works
        self.steps.prepare([moved for moved, _ in sets])
        return sum(chance * self.steps.better(moved) for moved, chance in sets)

    def best(self, start: Chosen | None = None) -> tuple[Chosen, bool]:
        """The best set found, and whether all sets were compared; with `start` only improved from there."""
        if start is not None:
            return self._improved(start), False
        every = self._enumerated()
        if every is not None:
            return min(every, key=lambda chosen: (-round(self.value(chosen), 12), len(chosen), chosen)), True
        ends = [self._improved(start) for start in (self._programmed(), self._greedy())]
        return min(ends, key=lambda chosen: (-round(self.value(chosen), 12), len(chosen), chosen)), False

    def _enumerated(self) -> list[Chosen] | None:
        """Every feasible set, None where there are more than 2,000."""
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
            integrality=np.ones(len(self.options), np.int64),
            bounds=Bounds(0, 1),
        )
        taken = tuple(np.flatnonzero(np.round(solved.x)).tolist()) if solved.x is not None else ()
        return taken if self.fits(taken) else ()

    def _greedy(self) -> Chosen:
        """Options by chance times gain per hour, as long as they fit (Khuller, Moss and Naor 1999)."""
        worth = [option.chance * option.gain / max(option.total, 1e-9) for option in self.options]
        chosen: Chosen = ()
        for at in sorted(range(len(self.options)), key=lambda at: (-worth[at], at)):
            if self.fits((*chosen, at)):
                chosen = (*chosen, at)
        return tuple(sorted(chosen))

    def _limits(self) -> tuple[list[list[float]], list[float]]:
        rows = [[option.total for option in self.options], [1.0] * len(self.options)]
        limits = [self.hours, float(self.most)]
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
            for out in self._leavers(chosen):
                other = tuple(sorted((*(one for one in chosen if one not in out), at)))
                if self.fits(other):
                    found.append(other)
        return found

    @staticmethod
    def _leavers(chosen: Chosen) -> list[Chosen]:
        """Who may make room: nobody, one, and in small plans two."""
        pairs = combinations(chosen, 2) if len(chosen) <= SMALL_PLAN else ()
        return [(), *((one,) for one in chosen), *pairs]
