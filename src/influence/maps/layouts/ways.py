"""Routes view: people on routes in columns by how many steps they are from us."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLUMN, ROW = 230.0, 84.0
MOST_COLUMNS = 7


def _columns(routes: Sequence[Sequence[int]]) -> dict[int, int]:
    """Column of each person: right of everyone who stands before them on a route, as far as routes agree."""
    steps = [pair for route in routes for pair in pairwise(route)]
    column = {person: 0 for route in routes for person in route}
    for _ in range(max((len(route) for route in routes), default=0)):
        for before, after in steps:
            column[after] = max(column[after], min(column[before] + 1, MOST_COLUMNS))
    return column


def _order(routes: Sequence[Sequence[int]], column: Mapping[int, int]) -> dict[int, float]:
    """Height of each person: the mean rank of the routes through them, so that routes stay level."""
    ranks: dict[int, list[int]] = {person: [] for person in column}
    for rank, route in enumerate(routes):
        for person in route:
            ranks[person].append(rank)
    return {person: sum(found) / len(found) for person, found in ranks.items()}


def ways(routes: Sequence[Sequence[int]]) -> tuple[Mapping[int, tuple[float, float]], list[dict[str, Any]]]:
    """Places of everyone on `routes` (people from source to target, best route first), and the frame behind them."""
    column = _columns(routes)
    height = _order(routes, column)
    places: dict[int, tuple[float, float]] = {}
    frame: list[dict[str, Any]] = []
    members = [
        sorted((p for p in column if column[p] == step), key=lambda p: (height[p], p))
        for step in range(max(column.values(), default=-1) + 1)
    ]
    tallest = max((len(group) for group in members), default=0)
    for step, group in enumerate(members):
        shift = (tallest - len(group)) / 2
        places |= {person: (step * COLUMN, (i + shift) * ROW) for i, person in enumerate(group)}
        frame.append(_heading(step))
    return places, frame


def _heading(step: int) -> dict[str, Any]:
    key = "step.n" if step else "step.us"
    return {"kind": "label", "x": round(step * COLUMN), "y": round(-ROW * 0.8), "key": key, "n": step}
