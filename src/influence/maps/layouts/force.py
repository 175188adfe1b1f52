"""Force layout of the influence view: tied people near each other, nobody on anybody's label. Deterministic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from collections.abc import Sequence

ALL_PAIRS = 500
LOOSE = 1.2  # draws people without a tie to the rim of the others: at about the root of their number, in ideal lengths
GOLDEN = np.pi * (3 - np.sqrt(5))

Array = Any


def spiral(count: int, spacing: float) -> Array:
    """`count` points on a sunflower spiral, evenly dense, from the middle outwards: shape (count, 2)."""
    steps = np.arange(count)
    radius, angle = spacing * np.sqrt(steps + 0.5), steps * GOLDEN
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _push_all(points: Array, ideal: float) -> Array:
    gaps = points[:, None, :] - points[None, :, :]
    square = np.maximum((gaps**2).sum(axis=2), 1.0)
    np.fill_diagonal(square, np.inf)
    return (gaps * (ideal**2 / square)[:, :, None]).sum(axis=1)


def _push_near(points: Array, ideal: float) -> Array:
    pairs = cKDTree(points).query_pairs(2.2 * ideal, output_type="ndarray")
    gaps = points[pairs[:, 0]] - points[pairs[:, 1]]
    square = np.maximum((gaps**2).sum(axis=1), 1.0)
    forces = gaps * (2.5 * ideal**2 / square)[:, None]
    return _gathered(pairs[:, 0], forces, len(points)) - _gathered(pairs[:, 1], forces, len(points))


def _gathered(where: Array, forces: Array, count: int) -> Array:
    return np.column_stack([np.bincount(where, forces[:, axis], count) for axis in (0, 1)])


def _pull(points: Array, ends: Array, weights: Array, ideal: float) -> Array:
    gaps = points[ends[:, 1]] - points[ends[:, 0]]
    length = np.sqrt((gaps**2).sum(axis=1))
    forces = gaps * (weights * length / ideal)[:, None]
    return _gathered(ends[:, 0], forces, len(points)) - _gathered(ends[:, 1], forces, len(points))


def spread(ends: Sequence[tuple[int, int]], weights: Sequence[float], mass: Sequence[float], ideal: float) -> Array:
    """Positions of people (shape (people, 2)) by springs and charges (Fruchterman and Reingold, 1991).

    `ends` are pairs of people, `weights` in [0, 1] pull them together, `mass` in [0, 1] draws heavy people to the
    middle. Starts on a spiral ordered by mass and cools over a fixed number of rounds: same input, same output.
    Cost: rounds times people squared up to 500 people, near neighbours alone above.
    """
    count = len(mass)
    heavy = np.asarray(mass, dtype=float)
    points = np.empty((count, 2))
    points[np.argsort(-heavy, kind="stable")] = spiral(count, ideal * 0.6)
    pairs = np.asarray(ends, dtype=np.int64).reshape(-1, 2)
    pulls: Array = 0.25 + 0.75 * np.asarray(weights, dtype=float)
    rounds = 220 if count <= ALL_PAIRS else 70
    push = _push_all if count <= ALL_PAIRS else _push_near
    loose = np.bincount(pairs.ravel(), minlength=count) == 0
    gravity: Array = np.where(loose, LOOSE, 0.03 + 0.22 * heavy).reshape(-1, 1)
    for step in range(rounds):
        force = push(points, ideal) + _pull(points, pairs, pulls, ideal) - points * gravity
        length = np.maximum(np.sqrt((force**2).sum(axis=1)), 1e-9)
        limit = ideal * 0.9 * (1 - step / rounds) + 0.5
        points = points + force * (np.minimum(length, limit) / length).reshape(-1, 1)
    return points


def _overlaps(points: Array, boxes: Array) -> Array:
    """Pairs whose boxes overlap: shape (pairs, 2)."""
    reach = float(np.hypot(boxes[:, 0].max(), boxes[:, 1].max()))
    pairs = cKDTree(points).query_pairs(reach, output_type="ndarray")
    gaps = np.abs(points[pairs[:, 0]] - points[pairs[:, 1]])
    need = (boxes[pairs[:, 0]] + boxes[pairs[:, 1]]) / 2
    return pairs[(gaps < need).all(axis=1)]


def separated(points: Array, boxes: Sequence[tuple[float, float]], rounds: int = 160) -> Array:
    """`points` moved as little as needed so that no two boxes (width, height) overlap; deterministic."""
    sizes = np.asarray(boxes, dtype=float).reshape(-1, 2)
    points = points.copy()
    for _ in range(rounds):
        pairs: Array = _overlaps(points, sizes) if len(points) > 1 else np.empty((0, 2), dtype=np.int64)
        if not len(pairs):
            break
        first, second = pairs[:, 0], pairs[:, 1]
        gaps = points[second] - points[first]
        missing = (sizes[first] + sizes[second]) / 2 - np.abs(gaps) + 0.5
        across = missing[:, 0] < missing[:, 1]
        sign = np.where(gaps >= 0, 1.0, -1.0)
        move = np.where(np.column_stack([across, ~across]), missing * sign, 0.0) * 0.35
        points += _gathered(second, move, len(points)) - _gathered(first, move, len(points))
    return points
