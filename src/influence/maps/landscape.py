"""Accounts as nodes: how many people each has, how they are tied, where they stand, their people around them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from influence.maps.layouts import accounts as plane
from influence.maps.layouts.room import text_width
from influence.maps.view import Organisation, Placing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from influence.maps.view import Link, Node
    from influence.network import Network

US = ""


def homes(nodes: Sequence[Node], accounts: Sequence[str]) -> list[int]:
    """The place in `accounts` of each node's account; our side, and people without account, live at the last one."""
    return [node.account if node.account >= 0 else len(accounts) for node in nodes]


def links(ties: Sequence[Link], home: Sequence[int], parents: Mapping[int, int]) -> list[tuple[int, int, int, bool]]:
    """Pairs of accounts with the number of ties between their people; parents as pairs of their own."""
    counted = Counter(
        (min(home[t.source], home[t.target]), max(home[t.source], home[t.target]))
        for t in ties
        if home[t.source] != home[t.target] and not t.conflict
    )
    between = [(a, b, count, False) for (a, b), count in sorted(counted.items())]
    return between + [(child, parent, 1, True) for child, parent in sorted(parents.items())]


def _facts(record: Any) -> tuple[tuple[str, str], ...]:
    found = {"industry": record.industry, "region": record.region, "parent": record.parent}
    return tuple((key, str(value)) for key, value in found.items() if value)


def organisations(
    net: Network, accounts: Sequence[str], counts: Sequence[int], places: Any, more: Mapping[str, Mapping[str, Any]]
) -> list[Organisation]:
    """The nodes of `accounts` and, last, of our own side; `more` gives ``href`` and ``tier`` by account id."""
    own = [
        Organisation(
            identifier,
            net.accounts[identifier].name,
            net.accounts[identifier].type,
            counts[i],
            places[i][0],
            places[i][1],
            plane.radius(counts[i]),
            facts=_facts(net.accounts[identifier]),
            **more.get(identifier, {}),
        )
        for i, identifier in enumerate(accounts)
    ]
    x, y = places[len(own)]
    return [*own, Organisation(US, US, None, counts[-1], x, y, plane.radius(counts[-1]), us=True)]


def parents(net: Network, accounts: Sequence[str]) -> dict[int, int]:
    """Child -> parent among `accounts`, by place."""
    here = {identifier: i for i, identifier in enumerate(accounts)}
    found = {i: here.get(net.accounts[identifier].parent) for i, identifier in enumerate(accounts)}
    return {child: parent for child, parent in found.items() if parent is not None}


def positions(net: Network, accounts: Sequence[str], counts: Sequence[int], between: Sequence[tuple[Any, ...]]) -> Any:
    """Centres of the accounts and of our side, shape (accounts + 1, 2); `counts` are the people on the page."""
    widths = [text_width(net.accounts[identifier].name, 28) for identifier in accounts]
    pairs = [(a, b) for a, b, *_ in between]
    return plane.accounts(counts, pairs, [*widths, text_width("Our team and referrers")])


def placing(nodes: Sequence[Node], home: Sequence[int], centres: Any) -> Placing:
    """Everyone in a disc around the account, the weightiest in the middle."""
    members: dict[int, list[int]] = {}
    for i in sorted(range(len(nodes)), key=lambda i: (-nodes[i].size, i)):
        members.setdefault(home[i], []).append(i)
    x, y = [0.0] * len(nodes), [0.0] * len(nodes)
    for account, people in members.items():
        for i, (dx, dy) in zip(people, plane.disc(len(people), plane.spacing(len(nodes))), strict=True):
            x[i], y[i] = centres[account][0] + dx, centres[account][1] + dy
    return Placing(x, y)
