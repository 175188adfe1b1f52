"""Lists laid end to end, from which some are taken and into which others are put; lists of links kept in order."""

from __future__ import annotations

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
    return np.concatenate([[0], np.cumsum(counts)])


class Lists:
    """What becomes of lists: `goes` marks those taken out, `before` says where each new one of `new_at` comes in.

    >>> found = Lists(np.array([0, 2, 3]), np.array([True, False]), np.array([1]), np.array([0, 2]))
    >>> found.put(np.array([7, 8, 9]), np.array([4, 5])).tolist(), found.at.tolist()
    ([9, 4, 5], [0, 1, 3])
    """

    def __init__(self, at: Any, goes: Any, before: Any, new_at: Any) -> None:
        counts, new_counts = np.diff(at.astype(np.int64)), np.diff(new_at.astype(np.int64))
        left = counts[~goes]
        self.goes = np.repeat(goes, counts)
        self.before = np.repeat(offsets(left)[before], new_counts)
        self.at = offsets(np.insert(left, before, new_counts))

    def put(self, values: Any, new: Any) -> Any:
        """The elements of all lists afterwards."""
        return np.insert(values[~self.goes], self.before, new)


class Links(NamedTuple):
    """Everybody's links end to end, each list by falling bound, then by who is near."""

    at: Any
    links: Any

    def of(self, person: Any) -> Any:
        """The links of one person."""
        return self.links[self.at[person] : self.at[person + 1]]


def linked(old: Links, goes: Any, new: Links) -> Links:
    """The links that do not go, and the new ones among them, in order. Cost: copying, and a search a new link."""
    owner = np.repeat(np.arange(len(old.at) - 1), np.diff(old.at.astype(np.int64)))
    counts = np.bincount(owner[~goes], minlength=len(old.at) - 1)
    kept = Links(offsets(counts), old.links[~goes])
    owners = np.repeat(np.arange(len(new.at) - 1), np.diff(new.at.astype(np.int64)))
    places = [kept.at[person] + _rank(kept.of(person), link) for person, link in zip(owners, new.links, strict=True)]
    found = np.insert(kept.links, np.array(places, dtype=np.int64), new.links)
    return Links(kept.at + new.at, found)


def _rank(links: Any, link: Any) -> int:
    """How many of `links` come before `link`."""
    rising = links["bound"][::-1]
    first, last = (len(rising) - int(np.searchsorted(rising, link["bound"], side)) for side in ("right", "left"))
    return first + int(np.searchsorted(links["near"][first:last], link["near"]))
