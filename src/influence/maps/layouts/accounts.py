"""Accounts view: accounts where their ties pull them, their people in a disc around each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.maps.layouts.force import separated, spiral, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW, WIDE, NARROW = 200, 46.0, 17.0


def radius(count: int) -> float:
    """Radius of an account of `count` people: its area grows with them.

    >>> radius(0) < radius(100) < radius(1000)
    True
    """
    return float(15 + 2.2 * count**0.5)


def spacing(people: int) -> float:
    """Distance between people of an opened account: room for names where the page holds few `people`."""
    return WIDE if people <= FEW else NARROW


def room(count: int, gap: float) -> float:
    """Radius of the disc that `count` people take at a distance of `gap` when the account is opened."""
    return max(radius(count) + 28, gap * 1.15 * float((count + 1) ** 0.5) + 16)


def accounts(counts: Sequence[int], links: Sequence[tuple[int, int]], widths: Sequence[float]) -> Any:
    """Centres of accounts, shape (accounts, 2): `counts` people each, `links` pairs, `widths` of their labels."""
    if not counts:
        return spiral(0, 1.0)
    gap = spacing(sum(counts))
    rooms = [room(count, gap) for count in counts]
    ideal = 2.0 * max(60.0, sum(rooms) / len(rooms))
    top = max(*counts, 1)
    points = spread(links, [1.0] * len(links), [count / top for count in counts], ideal)
    boxes = [(max(2 * r, width) + 12, 2 * r + 34) for r, width in zip(rooms, widths, strict=True)]
    return separated(points, boxes)


def disc(count: int, gap: float) -> Any:
    """Places of `count` people around their account's centre at a distance of about `gap`, shape (count, 2)."""
    return spiral(count, gap)
