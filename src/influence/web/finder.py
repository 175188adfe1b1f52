"""Search over the whole store: people, accounts, deals, interests whose name, id or title holds every word."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.network import Network

MOST = 50


def plain(text: str) -> str:
    """`text` without case and marks, as the search box compares it.

    >>> plain("Müller")
    'muller'
    """
    spread = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def _things(net: Network) -> Iterator[tuple[str, dict[str, Any]]]:
    for identifier, account in net.accounts.items():
        yield f"{account.name} {identifier}", {"kind": "account", "id": identifier, "name": account.name}
    for identifier, deal in net.deals.items():
        about = {"kind": "deal", "id": identifier, "name": deal.name, "account": deal.account}
        yield f"{deal.name} {identifier}", about
    for number in net.everyone:
        yield _person(net, number)


def _person(net: Network, number: int) -> tuple[str, dict[str, Any]]:
    posts = net.posts(number) if net.group(number) == "contact" else ()
    account = posts[0].account if posts else None
    title = posts[0].title if posts else net.person(number).get("title")
    found = {"kind": "person", "id": net.ids[number], "name": net.name(number), "where": title, "account": account}
    return f"{net.name(number)} {net.ids[number]} {title or ''} {_latin(net.name(number))}", found


def _latin(name: str) -> str:
    from influence.maps.latin import latin

    return latin(name)


def index(net: Network) -> list[tuple[str, dict[str, Any]]]:
    """What the search compares: the plain text of everything in the network beside what is shown of it."""
    return [(plain(text), found) for text, found in _things(net)]


def find(known: list[tuple[str, dict[str, Any]]], text: str, limit: int = 20) -> list[dict[str, Any]]:
    """At most `limit` things of `index` that hold every word of `text`, starts of names first; linear in them."""
    wanted = plain(text).split()
    if not wanted:
        return []
    found = [
        (not haystack.startswith(wanted[0]), place)
        for place, (haystack, _) in enumerate(known)
        if all(part in haystack for part in wanted)
    ]
    return [known[place][1] for _, place in sorted(found)[: max(0, min(limit, MOST))]]
