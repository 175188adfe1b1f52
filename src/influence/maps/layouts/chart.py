"""Organisation chart: a tidy tree per head, leaves in blocks, second superiors as dotted lines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CELL, GAP, LEVEL, STACKED = 128.0, 22.0, 128.0, 92.0
STACK = 8
STRAIGHT, DOTTED, SIDE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Chart:
    """Place of each person in the chart and its lines: child, superior, and `STRAIGHT`, `DOTTED` or `SIDE`."""

    places: Mapping[int, tuple[float, float]]
    lines: Sequence[tuple[int, int, int]]


@dataclass(slots=True)
class _Branch:
    """A person with everybody below: width, and the places relative to the left edge and the person's row."""

    width: float
    places: dict[int, tuple[float, float]]


def _forest(people: Sequence[int], superiors: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
    """Superior (-1: none here) -> people below, in order; a person's first superior is the one in the chart."""
    here = set(people)
    below: dict[int, list[int]] = defaultdict(list)
    for person in people:
        first = next((s for s in superiors.get(person, ()) if s in here), -1)
        below[first].append(person)
    return below


def _block(leaves: Sequence[int]) -> _Branch:
    """People without anybody below, one under the other, in as many columns as needed."""
    columns = ceil(len(leaves) / STACK) if len(leaves) <= STACK**2 else ceil(sqrt(len(leaves)))
    places = {leaf: ((i % columns + 0.5) * (CELL + GAP), (i // columns) * STACKED) for i, leaf in enumerate(leaves)}
    return _Branch(columns * (CELL + GAP), places)


def _beside(branches: Sequence[_Branch]) -> _Branch:
    places: dict[int, tuple[float, float]] = {}
    width = 0.0
    for branch in branches:
        places |= {person: (x + width, y) for person, (x, y) in branch.places.items()}
        width += branch.width
    return _Branch(width, places)


def _grown(head: int, branches: Mapping[int, _Branch], below: Mapping[int, Sequence[int]]) -> _Branch:
    """The branch of `head` from those of the people below."""
    under = below.get(head, ())
    leaves = [person for person in under if not below.get(person)]
    parts = [branches[person] for person in under if below.get(person)]
    if leaves:
        parts.append(_block(leaves))
    if not parts:
        return _Branch(CELL + GAP, {head: ((CELL + GAP) / 2, 0.0)})
    row = _beside(parts)
    lowered = {person: (x, y + LEVEL) for person, (x, y) in row.places.items()}
    xs = [row.places[person][0] for person in under]
    return _Branch(row.width, {head: ((min(xs) + max(xs)) / 2, 0.0)} | lowered)


def _bottom_up(heads: Sequence[int], below: Mapping[int, Sequence[int]]) -> list[int]:
    order: list[int] = []
    waiting = list(heads)
    while waiting:
        person = waiting.pop()
        order.append(person)
        waiting.extend(below.get(person, ()))
    return order[::-1]


def chart(people: Sequence[int], superiors: Mapping[int, Sequence[int]]) -> Chart:
    """Places of `people` (in order of importance) by whom they report to; heads without anybody stand at the side.

    `superiors` lists the superiors of a person, the one of the post first. Cycles cannot occur: tables refuse them.
    Cost linear in people and superiors. After Reingold and Tilford (1981), with leaves in blocks.
    """
    below = _forest(people, superiors)
    heads = [person for person in below[-1] if below.get(person)]
    alone = [person for person in below[-1] if not below.get(person)]
    branches: dict[int, _Branch] = {}
    for person in _bottom_up(heads, below):
        branches[person] = _grown(person, branches, below)
    parts = [branches[head] for head in heads]
    if alone:
        parts.append(_block(alone))
    whole = _beside(parts)
    lines = [
        (person, superior, _style(rank, person, below))
        for person in people
        for rank, superior in enumerate(s for s in superiors.get(person, ()) if s in whole.places)
    ]
    return Chart(whole.places, lines)


def _style(rank: int, person: int, below: Mapping[int, Sequence[int]]) -> int:
    """Further superiors are dotted; people without anybody below hang on a line at their side."""
    if rank:
        return DOTTED
    return STRAIGHT if below.get(person) else SIDE
