"""Places: where everyone stands in each view of an account's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.maps.layouts import chart as charts
from influence.maps.layouts import force, grid, room, ways
from influence.maps.view import Placing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from influence.maps.view import Link, Node, Way

SPACIOUS = 600


def _placing(count: int, places: Mapping[int, tuple[float, float]], **more: Any) -> Placing:
    at = [places.get(i) for i in range(count)]
    return Placing([None if p is None else p[0] for p in at], [None if p is None else p[1] for p in at], **more)


def influence(nodes: Sequence[Node], ties: Sequence[Link]) -> Placing:
    """Tied people near each other, the influential in the middle, labels free of each other in small networks."""
    top = max((node.influence or 0.0 for node in nodes), default=0.0) or 1.0
    drawn = [tie for tie in ties if tie.main and not tie.conflict]
    ideal = 105.0 if len(nodes) <= SPACIOUS else 40.0
    points = force.spread(
        [(tie.source, tie.target) for tie in drawn],
        [tie.strength or 0.0 for tie in drawn],
        [(node.influence or 0.0) / top for node in nodes],
        ideal,
    )
    small = len(nodes) <= SPACIOUS
    boxes = [room.label_box(node) if small else (2.4 * node.size, 2.4 * node.size) for node in nodes]
    points = force.separated(points, boxes) if nodes else points
    return Placing(points[:, 0].tolist(), points[:, 1].tolist())


def organisation(nodes: Sequence[Node], own: Sequence[int], superiors: Mapping[int, Sequence[int]]) -> Placing:
    """The account's own people under their superiors."""
    order = sorted(own, key=lambda i: (-(nodes[i].influence or 0.0), i))
    drawn = charts.chart(order, superiors)
    return _placing(len(nodes), drawn.places, lines=drawn.lines)


def attitudes(nodes: Sequence[Node], own: Sequence[int]) -> Placing:
    """The account's own people by attitude and influence."""
    wide = len(own) <= SPACIOUS
    standing = [
        grid.Standing(
            i,
            nodes[i].attitude,
            nodes[i].influence or 0.0,
            room.name_box(nodes[i]) if wide else (2.2 * nodes[i].size, 2.2 * nodes[i].size),
        )
        for i in own
    ]
    places, frame = grid.grid(standing)
    return _placing(len(nodes), places, frame=frame)


def routes(nodes: Sequence[Node], found: Sequence[Way]) -> Placing:
    """Everyone on the routes given, by steps from us."""
    places, frame = ways.ways([way.people for way in found])
    return _placing(len(nodes), places, frame=frame)
