"""Nodes: the people of a page with everything their cards say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.maps.view import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from influence.maps.answers import Answers
    from influence.network import Network, Post

LEAST, MOST, OURS = 8.0, 21.0, 9.0
EVERYBODY, MANY_SHOWN = 300, 150
WEIGHTY = frozenset({"decides", "vetoes", "champion", "hidden"})


def _post(net: Network, person: int, account: str | None) -> Post | None:
    """The post that a page about `account` shows: the one there, else the first."""
    posts = net.posts(person) if net.group(person) == "contact" else ()
    return next((post for post in posts if post.account == account), posts[0] if posts else None)


def _badges(identifier: str, attitude: str, role: str | None, said: Said) -> tuple[str, ...]:
    part = said.part.get(identifier)
    tests = {
        "decides": part is not None and part["vote_weight"] not in (None, 0),
        "vetoes": part is not None and bool(part["veto"]),
        "blocks": identifier in said.blocks,
        "champion": role == "champion",
        "bridge": identifier in said.bridges,
        "unknown": attitude == "unknown",
        "hidden": identifier in said.hidden,
    }
    return tuple(badge for badge, holds in tests.items() if holds)


class Said:
    """The answers by person: influence, part in the decision, who blocks, who is hidden or a bridge."""

    def __init__(self, answers: Answers) -> None:
        self.rank = {line["id"]: line for line in answers.people("influencers")}
        outside = answers.influencers.get("outside", ()) if answers.influencers else ()
        self.influence = {line["id"]: line["influence"] for line in [*outside, *self.rank.values()]}
        self.part = {line["id"]: line for line in answers.people("committee")}
        self.blocks = {line["id"] for line in answers.people("blockers")}
        self.hidden = {line["id"] for line in self.rank.values() if line.get("hidden")}
        self.bridges = answers.bridges
        self.top = max(self.influence.values(), default=0.0)

    def size(self, identifier: str) -> float:
        """Radius by influence: area grows with it."""
        share = self.influence.get(identifier, 0.0) / self.top if self.top else 0.0
        return float(LEAST + (MOST - LEAST) * share**0.5)


def _facts(net: Network, number: int, post: Post | None, said: Said) -> tuple[tuple[str, str], ...]:
    person = net.person(number)
    line, part = said.rank.get(person.id, {}), said.part.get(person.id, {})
    found: dict[str, Any] = {
        "role": post.role if post else None,
        "rank": line.get("rank"),
        "part": part.get("part"),
        "p_yes": None if part.get("p_yes") is None else f"{100 * part['p_yes']:.0f} %",
        "leaving": None if person.get("leaving") is None else f"{100 * person.get('leaving'):.0f} %",
        "organisation": person.get("organisation"),
        "expects": person.get("expects"),
        "language": person.get("language"),
        "style": person.get("style"),
    }
    return tuple((key, str(value)) for key, value in found.items() if value not in (None, ""))


def _title(net: Network, number: int, post: Post | None) -> str | None:
    if post is not None:
        return post.title
    title = net.person(number).get("title") or net.person(number).get("organisation")
    return str(title) if title else None


def _node(net: Network, number: int, account: str | None, places: Mapping[str, int], said: Said) -> Node:
    identifier, group = net.ids[number], net.group(number)
    post = _post(net, number, account)
    ours = group != "contact"
    attitude = "unknown" if ours else net.attitude(number)
    return Node(
        identifier,
        net.name(number),
        group,
        attitude,
        None if ours else net.layer(number),
        places.get(post.account, -1) if post and post.account else -1,
        _title(net, number, post),
        post.department if post else None,
        said.influence.get(identifier),
        said.part.get(identifier, {}).get("opinion", said.rank.get(identifier, {}).get("opinion")),
        OURS if ours else said.size(identifier),
        badges=() if ours else _badges(identifier, attitude, post.role if post else None, said),
        note=net.person(number).get("note"),
        facts=_facts(net, number, post, said),
    )


def nodes(net: Network, numbers: Iterable[int], account: str | None, accounts: Sequence[str], said: Said) -> list[Node]:
    """A node per person, in the order given; `accounts` are the ids that nodes refer to by place."""
    places = {identifier: place for place, identifier in enumerate(accounts)}
    return [_node(net, number, account, places, said) for number in numbers]


def levels(found: Sequence[Node], *, everybody: int = EVERYBODY, shown: int = MANY_SHOWN) -> list[int]:
    """Level of each node: all 0 up to `everybody` people; above, the `shown` weightiest 0 and the others 1.

    Those who decide, veto, champion or pull hidden strings come first, then the most influential.
    """
    if len(found) <= everybody:
        return [0] * len(found)
    order = sorted(range(len(found)), key=lambda i: (WEIGHTY.isdisjoint(found[i].badges), -found[i].size, i))
    first = set(order[:shown])
    return [0 if i in first else 1 for i in range(len(found))]
