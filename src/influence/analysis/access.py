"""Best access from our team to everybody at once: the chance of the best introduction route of up to six steps.

The hop-limited recursion of routes, run over all people in one pass; blockers and what-ifs ask it hundreds of times.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from influence.analysis import asking
from influence.analysis.standing import attitudes, present_contacts, standing
from influence.model.kinds import TIE_KINDS
from influence.model.scales import ATTITUDE

if TYPE_CHECKING:
    from influence.analysis.types import Floats, Ints
    from influence.network import Network

MOST_HOPS = 6
_NOBODY = -1
SAME = 1e-12  # relative: probabilities this close are equal


@dataclass(frozen=True, eq=False)
class Access:
    """Steps among `people` numbered from 0, ours in `team`.

    They lead from `source` to `target` with probability `step`, sorted by target. `factor` is the willingness
    a(u) phi(u) charged on leaving u; `special` has those that differ for one target.
    """

    people: int
    team: list[int]
    source: Ints
    target: Ints
    step: Floats
    factor: Floats
    special: dict[int, dict[int, float]]

    def willingness(self, person: int, target: int) -> float:
        """a(u) phi(u) of `person`, asked for `target`."""
        return self.special.get(target, {}).get(person, float(self.factor[person]))

    def step_probability(self, source: int, target: int) -> float:
        """Probability of the step from `source` to `target`; 0 where no tie carries it."""
        import numpy as np

        low, high = np.searchsorted(self.target, [target, target + 1])
        found = self.step[low:high][self.source[low:high] == source]
        return float(found.max(initial=0.0))

    @cached_property
    def _reached(self) -> dict[int | None, Any]:
        return {}

    def best(self, target: int, avoid: int | None = None) -> float:
        """Probability of the best route of our team to `target`, around `avoid`; 0 where there is none."""
        if target == avoid:
            return 0.0
        if avoid is not None and avoid not in self._usual(target):
            avoid = None  # the best route does not meet the person anyway
        return float(self._levels(target, avoid)[:, target].max())

    def _usual(self, target: int) -> list[int]:
        """The best route to `target`, nobody avoided; kept."""
        if target not in self._routes:
            self._routes[target] = self._route(target, None)
        return self._routes[target]

    @cached_property
    def _routes(self) -> dict[int, list[int]]:
        return {}

    def _levels(self, target: int, avoid: int | None) -> Floats:
        """Best probability per number of steps and person; shared by all targets without special factors."""
        if target in self.special:
            return self._spread(self._factors(target), avoid)
        if avoid not in self._reached:
            self._reached[avoid] = self._spread(self.factor, avoid)
        found: Floats = self._reached[avoid]
        return found

    def _factors(self, target: int) -> Floats:
        factor = self.factor.copy()
        for person, value in self.special[target].items():
            factor[person] = value
        return factor

    def _spread(self, factor: Floats, avoid: int | None) -> Floats:
        import numpy as np

        levels = np.zeros((MOST_HOPS + 1, self.people))
        levels[0, self.team] = 1.0
        if avoid is not None:
            levels[0, avoid] = 0.0
        if not len(self.source):
            return levels
        leaving = factor[self.source] * self.step
        starts = np.flatnonzero(np.concatenate([[True], np.diff(self.target) > 0]))
        ends = self.target[starts]
        for hop in range(1, MOST_HOPS + 1):
            levels[hop, ends] = np.maximum.reduceat(levels[hop - 1, self.source] * leaving, starts)
            levels[hop, self.team] = 0.0
            if avoid is not None:
                levels[hop, avoid] = 0.0
        return levels

    def route(self, target: int, avoid: int | None = None) -> list[int]:
        """People of the best route, source first; of equal ones the shortest, then the first by ids. [] for none."""
        usual = self._usual(target)
        return usual if avoid is None or avoid not in usual else self._route(target, avoid)

    def _route(self, target: int, avoid: int | None) -> list[int]:
        levels = self._levels(target, avoid)
        best = levels[:, target].max()
        if best <= 0:
            return []
        hop = next(h for h in range(MOST_HOPS + 1) if levels[h, target] >= best * (1 - SAME))
        factor = self._factors(target) if target in self.special else self.factor
        return min(self._back(levels, factor, target, hop))

    def _back(self, levels: Floats, factor: Floats, person: int, hop: int) -> list[list[int]]:
        """Every best way of `hop` steps to `person`."""
        import numpy as np

        if hop == 0:
            return [[person]]
        low, high = np.searchsorted(self.target, [person, person + 1])
        before = self.source[low:high]
        chance = levels[hop - 1, before] * factor[before] * self.step[low:high]
        good = sorted(set(before[chance >= levels[hop, person] * (1 - SAME)].tolist()))
        return [[*way, person] for one in good for way in self._back(levels, factor, one, hop - 1)]


def access(net: Network) -> Access:
    """The access of our team in `net`, kept with it; cost linear in ties."""
    if "_access" not in net.__dict__:
        net.__dict__["_access"] = _access(net)
    found: Access = net.__dict__["_access"]
    return found


def _access(net: Network) -> Access:
    import numpy as np
    from scipy.special import expit

    ties, constants = net.arrays(), net.assumptions
    symmetric = np.array([kind.symmetric for kind in TIE_KINDS.values()])[ties.kind]
    travels = np.array([kind.travels for kind in TIE_KINDS.values()])[ties.kind]
    use = travels & ~ties.blocked & ~np.isnan(ties.strength)
    back = use & ~(symmetric & ties.directed)
    source = np.concatenate([ties.source[use], ties.target[back]])
    target = np.concatenate([ties.target[use], ties.source[back]])
    strength = np.concatenate([ties.strength[use], ties.strength[back]])
    order = np.argsort(target * len(net) + source, kind="stable")
    step = expit(constants["step_slope"] * strength - constants["step_offset"])
    factor, special = _willingness(net)
    return Access(len(net), net.team, source[order], target[order], step[order], factor, special)


def _willingness(net: Network) -> tuple[Floats, dict[int, dict[int, float]]]:
    """Factors of everybody, and those that differ for a target whom the person was asked about before."""
    import numpy as np

    factor = np.zeros(len(net))
    contacts = standing(net).people[present_contacts(net)]
    rival = standing(net).rival[present_contacts(net)]
    of_word = {word: net.assumptions[f"ask_{word}"] for word in ATTITUDE.words}
    factor[contacts] = [of_word[word] for word in attitudes(net, contacts)]
    factor[contacts[rival]] = of_word["resist"]
    for person in [*net.team, *net.referrers]:
        factor[person] = asking.willingness(net, person)
    special: dict[int, dict[int, float]] = {}
    for person in np.flatnonzero(np.diff(np.asarray(net.columns.ask_at, dtype=np.int64))).tolist():
        willing = float(factor[person])
        factor[person] = willing * asking.fatigue(net, person, _NOBODY)
        for target in _asked_about(net, person):
            special.setdefault(target, {})[person] = willing * asking.fatigue(net, person, target)
    return factor, special


def _asked_about(net: Network, person: int) -> set[int]:
    asks = range(net.columns.ask_at[person], net.columns.ask_at[person + 1])
    return {net.columns.ask_target[at] for at in asks}
