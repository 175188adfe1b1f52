"""Opinions of a few people after one person changes: exact updates of one solved system instead of a new one each.

The update of a solved system by a few changed rows is that of Sherman and Morrison (1950) and Woodbury (1950).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from influence.analysis.decision_case import Case
    from influence.analysis.types import Floats, Ints

EXACT = 2_000  # contacts that are all moved; beyond, those with least pull on the group are held


@dataclass(frozen=True, slots=True)
class Solved:
    """The solved system of a case: `kept` places, and over them ``(I - Lam W)^-1`` and raw weights (listener, speaker).

    `outside` is the raw pull of people who are held where they settled; `members` are positions in `kept`.
    """

    kept: Ints
    at: dict[int, int]
    members: Ints
    inverse: Floats
    raw: Floats
    heard: Floats
    base: Floats
    initial: Floats
    opinions: Floats
    outside: Floats

    def after_attitude(self, place: int, initial: float, base: float) -> Floats:
        """Members' opinions where only the person at `place` has another initial opinion and base."""
        b = self.at[place]
        share = self.heard[b] / (self.heard[b] + 1)
        before, after = (1 - self.base[b]) * share, (1 - base) * share
        forced = (1 - after) * initial - (1 - before) * self.initial[b]
        column = self.inverse[:, b]
        if before <= 0:
            alone: Floats = self.opinions[self.members] + column[self.members] * forced
            return alone
        # what the person hears, now and per unit of the person's own change
        hears = (self.opinions[b] - (1 - before) * self.initial[b]) / before
        echo = (column[b] - 1) / before
        rise = (forced + (after - before) * hears) / (1 - (after - before) * echo)
        moved: Floats = self.opinions[self.members] + column[self.members] * rise
        return moved

    def after_silence(self, place: int) -> Floats:
        """Members' opinions where nobody listens to the person at `place`."""
        import numpy as np

        b = self.at[place]
        rows = np.flatnonzero(self.raw[:, b])
        if not len(rows):
            return self.opinions[self.members]
        raw, rest = self.raw[rows].copy(), np.maximum(self.heard[rows] - self.raw[rows, b], 0.0)
        raw[:, b] = 0
        return self._after_rows(rows, raw, rest, self.outside[rows])

    def after_weights(self, rises: Mapping[tuple[int, int], float], held: Floats) -> Floats:
        """Members' opinions where arcs ``(listener, speaker)``, one a listener, weigh more by `rises`, all by place.

        `held` are the opinions of everybody, for speakers who are held where they settled.
        """
        import numpy as np

        known = [
            (self.at[listener], speaker, rise) for (listener, speaker), rise in rises.items() if listener in self.at
        ]
        rows = np.array([row for row, _, _ in known], dtype=np.int64)
        raw, heard, outside = self.raw[rows], self.heard[rows], self.outside[rows]
        for at, (_, speaker, rise) in enumerate(known):
            heard[at] += rise
            if speaker in self.at:
                raw[at, self.at[speaker]] += rise
            else:
                outside[at] += rise * held[speaker]
        return self._after_rows(rows, raw, heard, outside)

    def _after_rows(self, rows: Ints, raw: Floats, heard: Floats, outside: Floats) -> Floats:
        """Members' opinions where the people of `rows` hear `raw`, and `outside`, `heard` in all."""
        import numpy as np

        pull, before = 1 - self.base[rows], self.heard[rows]
        change = (pull / (before + 1))[:, None] * self.raw[rows] - (pull / (heard + 1))[:, None] * raw
        forced = pull * (before / (before + 1) - heard / (heard + 1)) * self.initial[rows]
        forced += pull * (outside / (heard + 1) - self.outside[rows] / (before + 1))
        columns = self.inverse[:, rows]
        start = self.opinions + columns @ forced
        inner = np.eye(len(rows)) + change @ columns
        moved: Floats = (start - columns @ np.linalg.solve(inner, change @ start))[self.members]
        return moved


def solved(case: Case) -> Solved:
    """The solved system of `case`; cost n^3 for the people kept, 2,000 at most."""
    import numpy as np

    ears, kept = case.ears, _kept(case)
    at = {int(place): position for position, place in enumerate(kept)}
    matrix = ears.raw()[kept]
    raw = matrix[:, kept].toarray()
    heard = np.asarray(matrix.sum(axis=1)).ravel()
    base, opinions = case.base[kept], case.opinions
    outside = matrix @ opinions - raw @ opinions[kept]
    if len(kept) == len(ears):
        outside = np.zeros(len(kept))
    inverse = np.linalg.inv(np.eye(len(kept)) - ((1 - base) / (heard + 1))[:, None] * raw)
    # an adviser who was not kept has neither vote nor veto, so that any place will do
    members = np.array([at.get(int(place), 0) for place in case.members], dtype=np.int64)
    return Solved(kept, at, members, inverse, raw, heard, base, case.initial[kept], opinions[kept], outside)


def _kept(case: Case) -> Ints:
    import numpy as np

    people = len(case.ears)
    if people <= EXACT:
        return np.arange(people)
    mass = np.zeros(people)
    deciding = np.array([m.weight > 0 or m.veto > 0 for m in case.group.members], dtype=bool)
    mass[case.members] = 1.0
    pull = case.field.pull(mass)
    pull[case.members[deciding]] = np.inf
    return np.sort(np.argsort(-pull, kind="stable")[:EXACT])
