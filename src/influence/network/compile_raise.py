"""The bounds that lead a search for routes, after some pairs have changed.

A bound is raised where a step is worth more than before. Where one is worth less the bounds of people stay what they
were, which is still above the truth; they hold from the old `reach_day` on. A search is led a little less well by them
and finds the same.

Source: one round of the recursion of `compile_reach` per number of steps, over what was raised in the round before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from influence.network.columns import REACHED
from influence.network.compile_pairs import rounded_up
from influence.network.compile_reach import ways, worths
from influence.network.linked import LINK, Links, linked, offsets, spliced, within

if TYPE_CHECKING:
    from collections.abc import Mapping

_OF_PAIRS = {
    "tie": ("kind", "from_low", "directed", "declared", "stage", "stage_on", "since", "last", "begins", "ends"),
    "met": ("on", "channel", "from_low"),
}


def raised(told: Mapping[str, Any], goes: Any, stayed: Any, new: Any) -> dict[str, Any]:
    """The sections `reach`, `way_at` and `way`, all others being up to date but for these.

    `goes` marks the pairs that were there and are not any more; `stayed` and `new` are the numbers of the others now
    (None where they have kept theirs).
    """
    people = len(told["group"])
    old = told["way"].view(LINK)
    reach, risen = _reach(told, new)
    gone = np.flatnonzero(goes[old["pair"]] | risen[old["near"]])
    if stayed is not None:
        old = old.copy()
        old["pair"] = stayed[old["pair"]]
    start, to, pair, worth = _steps(told, np.union1d(new, _pairs_of(told, risen)))
    moved = np.isin(pair, new) | risen[start]
    start, to, pair, worth = start[moved], to[moved], pair[moved], worth[moved]
    links = ways(start, pair, worth, reach).view(LINK)
    order = np.lexsort([links["near"], -links["bound"], to])
    links, more_at = links[order], offsets(np.bincount(to, minlength=people))
    at, before = linked(
        Links(told["way_at"], old["near"], old["bound"]), gone, Links(more_at, links["near"], links["bound"])
    )
    return {"reach": reach.ravel(), "way_at": at, "way": spliced(old, gone, before, links).view(np.uint8)}


def _reach(told: Mapping[str, Any], new: Any) -> tuple[Any, Any]:
    """Bounds per person and number of steps, and for whom the last of them was raised."""
    people = len(told["group"])
    found = told["reach"].reshape(people, len(REACHED)).copy()
    before = np.zeros(people, dtype=np.float32)
    before[told["team"]] = 1.0
    risen = np.zeros(people, dtype=bool)
    for level in range(len(REACHED)):
        start, to, _, worth = _steps(told, np.union1d(new, _pairs_of(told, risen)))
        after = np.maximum(found[:, level], before) if level else found[:, 0].copy()
        np.maximum.at(after, to, rounded_up(worth * before[start]))
        risen = after > found[:, level]
        found[:, level] = before = after
    return found, risen


def _pairs_of(told: Mapping[str, Any], people: Any) -> Any:
    """The pairs of the marked people."""
    _, places = within(told["arc_at"], np.flatnonzero(people))
    return told["arc_pair"][places]


def _steps(told: Mapping[str, Any], pairs: Any) -> tuple[Any, Any, Any, Any]:
    """`worths` of some pairs alone."""
    part = dict(told) | {name: told[name][pairs] for name in ("pair_low", "pair_high")}
    for stem, fields in _OF_PAIRS.items():
        counts, places = within(told[f"{stem}_at"], pairs)
        part[f"{stem}_at"] = offsets(counts)
        part |= {f"{stem}_{field}": told[f"{stem}_{field}"][places] for field in fields}
    start, to, local, worth = worths(part, int(told["reach_day"][0]))
    return start, to, pairs[local], worth
