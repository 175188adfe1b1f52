"""Accounts view: accounts where their ties pull them, their people in a disc around each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from influence.maps.layouts.force import separated, spiral, spread

PERSON = 17.0


def radius(count: int) -> float:
    """Radius of an account of `count` people: its area grows with them.

    >>> radius(0) < radius(100) < radius(1000)
    True
    """
    return float(15 + 2.2 * count**0.5)


def room(count: int) -> float:
    """Radius of the disc that `count` people take when the account is opened."""
    return max(radius(count) + 28, PERSON * 1.15 * (count + 1) ** 0.5 + 16)


def accounts(counts: Sequence[int], links: Sequence[tuple[int, int]], widths: Sequence[float]) -> Any:
    """Centres of accounts, shape (accounts, 2): `counts` people each, `links` pairs, `widths` of their labels."""
    if not counts:
        return spiral(0, 1.0)
    ideal = 2.0 * max(60.0, sum(room(count) for count in counts) / len(counts))
    top = max(max(counts), 1)
    points = spread(links, [1.0] * len(links), [count / top for count in counts], ideal)
    boxes = [(max(2 * room(n), width) + 12, 2 * room(n) + 34) for n, width in zip(counts, widths, strict=True)]
    return separated(points, boxes)


def disc(count: int) -> Any:
    """Places of `count` people around their account's centre, shape (count, 2)."""
    return spiral(count, PERSON)
