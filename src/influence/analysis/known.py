"""How much is known of the contacts: attitudes, dated ties, layers, departments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from influence.network import Network, Post
    from influence.network.arrays import TieArrays


def known_shares(net: Network) -> dict[str, float | None]:
    """Shares in [0, 1], None where there is nothing to have a share of; linear in people and ties.

    `attitude`: current contacts whose attitude is known. `dated_tie`: those with at least one tie of known last
    contact. `layers`, `departments`: those named that have a current contact of known attitude.
    """
    seen = _seen(net)
    known = {person for person in seen.posts if net.attitude(person) != "unknown"}
    return {
        "attitude": _share(len(known), len(seen.posts)),
        "dated_tie": _share(len(seen.dated), len(seen.posts)),
        "layers": _named(seen, known, "layer"),
        "departments": _named(seen, known, "department"),
    }


def missing(net: Network) -> list[str]:
    """What would help most to know, in words."""
    seen = _seen(net)
    contacts = seen.posts
    gaps = {
        "have no known attitude": [person for person in contacts if net.attitude(person) == "unknown"],
        "have no tie of known last contact": contacts.keys() - seen.dated,
        "have no layer": [person for person in contacts if net.layer(person) is None],
        "are tied to nobody": contacts.keys() - seen.tied,
    }
    return [f"{len(who)} of {len(contacts)} contacts {what}" for what, who in gaps.items() if who]


@dataclass(frozen=True, slots=True)
class Seen:
    """Current contacts with their posts, those of them tied to somebody, those with a tie of known last contact."""

    posts: Mapping[int, tuple[Post, ...]]
    tied: frozenset[int]
    dated: frozenset[int]


def _seen(net: Network) -> Seen:
    """Everybody looked at once, kept with `net`."""
    if "_seen_contacts" not in net.__dict__:
        posts = {person: net.posts(person) for person in net.everyone if net.group(person) == "contact"}
        posts = {person: held for person, held in posts.items() if held}
        ties = net.arrays()
        tied, dated = (posts.keys() & _ends(ties, which) for which in (slice(None), ties.last_contact > 0))
        net.__dict__["_seen_contacts"] = Seen(posts, frozenset(tied), frozenset(dated))
    found: Seen = net.__dict__["_seen_contacts"]
    return found


def _ends(ties: TieArrays, which: Any) -> set[int]:
    return {*ties.source[which].tolist(), *ties.target[which].tolist()}


def _named(seen: Seen, known: set[int], what: str) -> float | None:
    pairs = [(getattr(post, what), person in known) for person, posts in seen.posts.items() for post in posts]
    named = {name for name, _ in pairs if name}
    return _share(len({name for name, is_known in pairs if name and is_known}), len(named))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
