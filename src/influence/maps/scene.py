"""Places: where everyone stands in each view of an account's page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.maps.layouts import around, force, grid, room, ways
from influence.maps.layouts import chart as charts
from influence.maps.view import Placing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from influence.maps.view import Link, Node, Way

SPACIOUS = 600
IN_CHART = 60  # people of whom a chart can still be read; those of a smaller account are all in it


def _placing(count: int, places: Mapping[int, tuple[float, float]], **more: Any) -> Placing:
    at = [places.get(i) for i in range(count)]
    return Placing([None if p is None else p[0] for p in at], [None if p is None else p[1] for p in at], **more)


def influence(nodes: Sequence[Node], ties: Sequence[Link]) -> Placing:
    """Tied people near each other, the influential in the middle, labels free of each other in small networks.

    Of a large network those who are drawn from the start are laid out by themselves, so that they can be read; the
    others stand around the one of them whom they are closest to.
    """
    first = [i for i, node in enumerate(nodes) if node.level == 0]
    place = {i: at for at, i in enumerate(first)}
    drawn = [tie for tie in ties if tie.main and not tie.conflict and tie.source in place and tie.target in place]
    ends = [(place[tie.source], place[tie.target]) for tie in drawn]
    points = _spread([nodes[i] for i in first], ends, [tie.strength or 0.0 for tie in drawn])
    if len(first) == len(nodes):
        return Placing(points[:, 0].tolist(), points[:, 1].tolist())
    pulls = sorted(
        (-(tie.strength or 0.0), tie.source, tie.target) for tie in ties if not tie.conflict and tie.strength
    )
    everyone = around.around(len(nodes), first, points, [(a, b) for _, a, b in pulls])
    return Placing(everyone[:, 0].tolist(), everyone[:, 1].tolist())


def _spread(nodes: Sequence[Node], ends: Sequence[tuple[int, int]], strengths: Sequence[float]) -> Any:
    """Positions of `nodes`, shape (nodes, 2), nobody on anybody's label where they are few."""
    top = max((node.influence or 0.0 for node in nodes), default=0.0) or 1.0
    small = len(nodes) <= SPACIOUS
    mass = [(node.influence or 0.0) / top for node in nodes]
    points = force.spread(ends, strengths, mass, 105.0 if small else 40.0)
    boxes = [room.label_box(node) if small else (2.4 * node.size, 2.4 * node.size) for node in nodes]
    return force.separated(points, boxes) if nodes else points


def _heads(order: Sequence[int], superiors: Mapping[int, Sequence[int]]) -> list[int]:
    """All of `order`, or of more than `IN_CHART` the first, with those above them."""
    if len(order) <= IN_CHART:
        return list(order)
    kept, waiting, known = set[int](), list(order[:IN_CHART]), set(order)
    while waiting:
        person = waiting.pop()
        if person not in kept:
            kept.add(person)
            waiting += [above for above in superiors.get(person, ())[:1] if above in known]
    return [person for person in order if person in kept]


def organisation(nodes: Sequence[Node], own: Sequence[int], superiors: Mapping[int, Sequence[int]]) -> Placing:
    """The account's own people under their superiors."""
    order = sorted(own, key=lambda i: (-(nodes[i].influence or 0.0), i))
    drawn = charts.chart(_heads(order, superiors), superiors)
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
