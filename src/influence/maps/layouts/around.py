"""The others around those who were placed: each near the placed person whom the strongest ties lead to."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from influence.maps.layouts.force import spiral

if TYPE_CHECKING:
    from collections.abc import Sequence

APART, CLEAR = 24.0, 44.0
NOBODY = -1


def _anchors(count: int, first: Sequence[int], pairs: Sequence[tuple[int, int]]) -> list[int]:
    """The placed person of each person: themselves, or the one whom a path of the strongest ties ends at."""
    anchor = [NOBODY] * count
    for person in first:
        anchor[person] = person
    waiting = pairs
    while waiting:
        later = []
        for one, other in waiting:
            if (anchor[one] == NOBODY) == (anchor[other] == NOBODY):
                later.append((one, other))
            elif anchor[one] == NOBODY:
                anchor[one] = anchor[other]
            else:
                anchor[other] = anchor[one]
        if len(later) == len(waiting):
            break
        waiting = [(one, other) for one, other in later if NOBODY in (anchor[one], anchor[other])]
    return anchor


def around(count: int, first: Sequence[int], points: Any, pairs: Sequence[tuple[int, int]]) -> Any:
    """Positions of `count` people, shape (count, 2): `first` at `points`, the others on spirals around them.

    `pairs` are ties, the strongest first. Whoever no tie leads to stands below all. Cost linear in ties and people.
    """
    found = np.zeros((count, 2))
    found[list(first)] = points
    below = np.array([0.0, float(points[:, 1].max(initial=0.0)) + 400.0])
    members: dict[int, list[int]] = defaultdict(list)
    for person, home in enumerate(_anchors(count, first, pairs)):
        if home != person:
            members[home].append(person)
    for home, people in members.items():
        ring = spiral(len(people), APART)
        length = np.maximum(np.sqrt((ring**2).sum(axis=1)), 1e-9)[:, None]
        found[people] = (below if home == NOBODY else found[home]) + ring * (1 + CLEAR / length)
    return found
