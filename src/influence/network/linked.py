"""Lists laid end to end, from which some are taken and into which others are put; lists of links kept in order.

What is taken and put is little beside what stays, which is copied in a few long pieces.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

LINK = np.dtype([("near", "<u4"), ("pair", "<u4"), ("bound", "<f4")])
"""A link of a person: the other one, their pair, an upper bound of what it is worth."""


def within(at: Any, chosen: Any) -> tuple[Any, Any]:
    """How long each of the `chosen` lists is, and the places of all their elements.

    >>> counts, places = within(np.array([0, 2, 2, 5]), np.array([0, 2]))
    >>> counts.tolist(), places.tolist()
    ([2, 3], [0, 1, 2, 3, 4])
    """
    starts = at[chosen].astype(np.int64)
    counts = at[chosen + 1].astype(np.int64) - starts
    ends = np.cumsum(counts)
    return counts, np.repeat(starts - ends + counts, counts) + np.arange(ends[-1] if len(ends) else 0)


def offsets(counts: Any) -> Any:
    """Where each list begins, and where the last one ends."""
    return np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])


def spliced(values: Any, gone: Any, before: Any, new: Any) -> Any:
    """`values` without those at the places `gone`, and each of `new` before the one of the rest that `before` numbers.

    >>> spliced(np.array([7, 8, 9]), np.array([0]), np.array([1, 2]), np.array([4, 5])).tolist()
    [8, 4, 9, 5]
    """
    new = np.asarray(new, dtype=values.dtype)
    places = before + np.searchsorted(gone - np.arange(len(gone)), before, side="right")
    edges = np.unique(np.concatenate([[0], gone, gone + 1, places, [len(values)]])).astype(np.int64)
    at = np.searchsorted(places, edges, side="right").tolist()
    left = set(gone.tolist())
    pieces = [new[: at[0]]]
    for (start, end), (first, last) in zip(pairwise(edges.tolist()), pairwise(at), strict=True):
        pieces += [values[start:start] if start in left else values[start:end], new[first:last]]
    return np.concatenate(pieces)


class Lists:
    """What becomes of lists: those numbered `gone` are taken out, the new ones put `before` those of the rest.

    `gone` and `before` are then the same of the elements.

    >>> found = Lists(np.array([0, 2, 3]), np.array([0]), np.array([1]), np.array([0, 2]))
    >>> found.put(np.array([7, 8, 9]), np.array([4, 5])).tolist(), found.at.tolist()
    ([9, 4, 5], [0, 1, 3])
    """

    def __init__(self, at: Any, gone: Any, before: Any, new_at: Any) -> None:
        new_counts = np.diff(new_at.astype(np.int64))
        self.at = offsets(spliced(np.diff(at.astype(np.int64)), gone, before, new_counts))
        _, self.gone = within(at, gone)
        places = before + np.searchsorted(gone - np.arange(len(gone)), before, side="right")
        starts = at[places].astype(np.int64)
        self.before = np.repeat(starts - np.searchsorted(self.gone, starts), new_counts)

    def put(self, values: Any, new: Any) -> Any:
        """The elements of all lists afterwards."""
        return spliced(values, self.gone, self.before, new)


class Links(NamedTuple):
    """Everybody's links end to end, each list by falling bound, then by who is near."""

    at: Any
    near: Any
    bound: Any


def linked(old: Links, gone: Any, new: Links) -> tuple[Any, Any]:
    """Where lists begin when the links at `gone` have left and the new ones are among them; before which each comes."""
    starts = old.at.astype(np.int64)
    left = np.bincount(np.searchsorted(starts, gone, side="right") - 1, minlength=len(starts) - 1)
    kept = offsets(np.diff(starts) - left)
    owners = np.repeat(np.arange(len(new.at) - 1), np.diff(new.at.astype(np.int64)))
    before = [
        kept[person] + _rank(old, slice(starts[person], starts[person + 1]), gone, near, bound)
        for person, near, bound in zip(owners.tolist(), new.near, new.bound, strict=True)
    ]
    return kept + new.at, np.array(before, dtype=np.int64)


def _rank(links: Links, own: slice, gone: Any, near: Any, bound: Any) -> int:
    """How many of somebody's `own` links that stay come before one."""
    some = gone[np.searchsorted(gone, own.start) : np.searchsorted(gone, own.stop)] - own.start
    falling, people = (np.delete(values[own], some) for values in (links.bound, links.near))
    rising = falling[::-1]
    first, last = (len(rising) - int(np.searchsorted(rising, bound, side)) for side in ("right", "left"))
    return first + int(np.searchsorted(people[first:last], near))
