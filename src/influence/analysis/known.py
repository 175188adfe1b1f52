"""How much is known of the contacts: attitudes, dated ties, layers, departments."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from influence.network import Network


def known_shares(net: Network) -> dict[str, float | None]:
    """Shares in [0, 1], None where there is nothing to have a share of; linear in people and ties.

    `attitude`: current contacts whose attitude is known. `dated_tie`: those with at least one tie of known last
    contact. `layers`, `departments`: those named that have a current contact of known attitude.
    """
    contacts = _current(net)
    known = {person for person in contacts if net.attitude(person) != "unknown"}
    return {
        "attitude": _share(len(known), len(contacts)),
        "dated_tie": _share(sum(_dated(net, person) for person in contacts), len(contacts)),
        "layers": _named(net, contacts, known, "layer"),
        "departments": _named(net, contacts, known, "department"),
    }


def missing(net: Network) -> list[str]:
    """What would help most to know, in words."""
    contacts = _current(net)
    gaps = {
        "have no known attitude": [person for person in contacts if net.attitude(person) == "unknown"],
        "have no tie of known last contact": [person for person in contacts if not _dated(net, person)],
        "have no layer": [person for person in contacts if net.layer(person) is None],
        "are tied to nobody": [person for person in contacts if not net.neighbours(person)],
    }
    return [f"{len(who)} of {len(contacts)} contacts {what}" for what, who in gaps.items() if who]


def _current(net: Network) -> list[int]:
    return [person for person in net.everyone if net.group(person) == "contact" and net.posts(person)]


def _dated(net: Network, person: int) -> bool:
    return any(tie.last_contact for other in net.neighbours(person) for tie in net.ties(person, other))


def _named(net: Network, contacts: Iterable[int], known: set[int], what: str) -> float | None:
    pairs = [(getattr(post, what), person in known) for person in contacts for post in net.posts(person)]
    named = {name for name, _ in pairs if name}
    return _share(len({name for name, is_known in pairs if name and is_known}), len(named))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
