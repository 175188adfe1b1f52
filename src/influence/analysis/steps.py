"""What one step of attitude is worth: P(win) after any set of people has moved one step towards support.

Exact: the solved system of the case is updated by the rows of those who moved (Woodbury 1950).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from influence.analysis.decision import assumed_veto
from influence.analysis.opinions_initial import base, one_step, opinion

if TYPE_CHECKING:
    from collections.abc import Iterable

    from influence.analysis.decision_case import Case
    from influence.analysis.opinions_change import Solved
    from influence.analysis.types import Floats


@dataclass
class Steps:
    """P(win) of `case` after sets of people (numbers) have moved to other attitudes; every set is solved once."""

    case: Case
    moved: dict[frozenset[int], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.system: Solved = self.case.system

    def movable(self) -> list[int]:
        """People whom a step can move: heard by the group, not of a rival, not yet in support."""
        ears = self.case.ears
        return [
            int(person)
            for place, person in enumerate(ears.people)
            if place in self.system.at and not ears.rival[place] and self.case.attitudes[place] != "support"
        ]

    def better(self, people: Iterable[int]) -> float:
        """P(win) with each of `people` one step better (unknown becomes accept)."""
        moved = frozenset(people)
        if moved not in self.moved:
            self.prepare([moved])
        return self.moved[moved]

    def prepare(self, sets: Iterable[frozenset[int]]) -> None:
        """Work out `better` of many sets at once."""
        fresh = [moved for moved in sets if moved not in self.moved]
        changes = [{person: one_step(self.case.attitude(person), 1) for person in moved} for moved in fresh]
        self.moved.update(zip(fresh, self._wins(changes), strict=True))

    def at(self, changes: Iterable[tuple[int, str]]) -> float:
        """P(win) with each person at the attitude given."""
        return self._wins([dict(changes)])[0]

    def _wins(self, cases: list[dict[int, str]]) -> list[float]:
        import numpy as np

        if not cases:
            return []
        opinions = np.array([self._opinions(sorted(words.items())) for words in cases])
        vetoes = np.array([self._vetoes(words) for words in cases])
        found: list[float] = self.case.ballot.win(opinions, self.case.net.assumptions, vetoes).tolist()
        return found

    def _vetoes(self, words: dict[int, str]) -> list[float]:
        if not self.case.group.assumed:
            return list(self.case.ballot.vetoes)
        return [
            assumed_veto(self.case, member.person, words[member.person]) if member.person in words else member.veto
            for member in self.case.group.members
        ]

    def _opinions(self, changes: list[tuple[int, str]]) -> Floats:
        import numpy as np

        case, system, constants = self.case, self.system, self.case.net.assumptions
        if not changes:
            return system.opinions[system.members]
        rows = np.array([system.at[case.places[person]] for person, _ in changes])
        new_base = np.array([base(word, constants) for _, word in changes])
        new_start = np.array([opinion(word, case.stake(person), constants) for person, word in changes])
        share = system.heard[rows] / (system.heard[rows] + 1)
        before, after = (1 - system.base[rows]) * share, (1 - new_base) * share
        start = system.initial[rows]
        forced = (1 - after) * new_start - (1 - before) * start
        deaf = before <= 0  # whoever hears nobody only has an own opinion
        scale = np.where(deaf, 1.0, before)
        hears = np.where(deaf, 0.0, (system.opinions[rows] - (1 - before) * start) / scale)
        block = system.inverse[np.ix_(rows, rows)]
        echo = np.where(deaf[:, None], 0.0, (block - np.eye(len(rows))) / scale[:, None])
        gain = (after - before)[:, None]
        rise = np.linalg.solve(np.eye(len(rows)) - gain * echo, forced + gain[:, 0] * hears)
        moved: Floats = system.opinions[system.members] + system.inverse[np.ix_(system.members, rows)] @ rise
        return moved
