"""Links, routes and interests of a page, by the numbers of its people."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from influence.maps.view import Interest, Link, Way
from influence.model.kinds import TIE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from influence.network import Network, Tie

FEW_TIES = 1200
MAIN_EACH = 2


def _link(tie: Tie, here: Mapping[str, int]) -> Link:
    return Link(
        here[tie.source],
        here[tie.target],
        tie.kind,
        tie.strength,
        tie.confidence,
        tie.directed or not TIE_KINDS[tie.kind].symmetric,
        tie.evidence is None and tie.assumed,
        TIE_KINDS[tie.kind].blocks,
        since=tie.since,
        last_contact=tie.last_contact,
        evidence=tie.evidence,
    )


def links(net: Network, numbers: Sequence[int]) -> list[Link]:
    """Every tie between two of the people `numbers`, by pair, then in the order of kinds."""
    here = {net.ids[number]: place for place, number in enumerate(numbers)}
    inside = set(numbers)
    found = (
        tie
        for number in numbers
        for other in net.neighbours(number)
        if other > number and other in inside
        for tie in net.ties(number, other)
    )
    return [_link(tie, here) for tie in found]


def main_ones(found: Sequence[Link], count: int, *, few: int = FEW_TIES) -> set[int]:
    """Numbers of the links that are drawn from the start: all up to `few`, else the strongest two of each person."""
    if len(found) <= few:
        return set(range(len(found)))
    order = sorted(range(len(found)), key=lambda i: (-(found[i].strength or 0.0), i))
    taken: dict[int, int] = defaultdict(int)
    kept = set()
    for i in order:
        ends = (found[i].source, found[i].target)
        if min(taken[end] for end in ends) < MAIN_EACH and max(taken[end] for end in ends) < 4 * MAIN_EACH:
            kept.add(i)
            for end in ends:
                taken[end] += 1
    return kept if count else set()


def way(route: Mapping[str, Any], here: Mapping[str, int]) -> Way | None:
    """A route as the page draws it, or None where one of its people is not on the page."""
    if any(person not in here for person in route["people"]):
        return None
    return Way(
        tuple(here[person] for person in route["people"]),
        route["probability"],
        route["weakest_step"],
        tuple(flag["text"] for flag in route.get("flags", ())),
    )


def interests(net: Network, here: Mapping[str, int]) -> list[Interest]:
    """The vested interests of the people on the page, in the order of their ids."""
    held: Iterable[Any] = (net.interests[i] for i in sorted(net.interests))
    return [
        Interest(here[one.holder], one.kind, one.effect, one.state or "open", one.description)
        for one in held
        if one.holder in here
    ]
