"""Search over the whole store: people, accounts, deals, interests whose name, id or title holds every word."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
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


@dataclass(frozen=True, slots=True)
class Index:
    """Everything in a network as one plain text, a line a thing, beside what is shown of each."""

    text: str
    starts: list[int]
    things: list[dict[str, Any]]

    def holding(self, part: str) -> Iterator[int]:
        """Numbers of the lines that hold `part`, in order."""
        at = self.text.find(part)
        while at >= 0:
            line = bisect_right(self.starts, at) - 1
            yield line
            at = self.text.find(part, max(self._end(line), at + 1))

    def line(self, number: int) -> str:
        """One line."""
        return self.text[self.starts[number] : self._end(number)]

    def _end(self, number: int) -> int:
        return self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.text)


def index(net: Network) -> Index:
    """The index of a network; cost linear in people."""
    lines, things = [], []
    for text, thing in _things(net):
        lines.append(" ".join(plain(text).split()))
        things.append(thing)
    starts = list(accumulate((len(line) + 1 for line in lines), initial=1))[:-1]
    return Index("\n" + "\n".join(lines), starts, things)


def find(known: Index, text: str, limit: int = 20) -> list[dict[str, Any]]:
    """At most `limit` things that hold every word of `text`, names that start with the first word before others."""
    wanted = plain(text).split()
    if not wanted:
        return []
    chosen: dict[int, None] = {}
    for first in (f"\n{wanted[0]}", wanted[0]):
        for line in known.holding(first):
            number = line + (first[0] == "\n")
            if len(chosen) >= min(limit, MOST):
                break
            if all(part in known.line(number) for part in wanted):
                chosen[number] = None
    return [known.things[number] for number in chosen]
