"""Search over the whole store: people, accounts, deals, interests whose name, id or title holds every word."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from influence.maps.latin import latin
from influence.network.existing import posts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.network import Network
    from influence.network.tie import Person

MOST = 50


def plain(text: str) -> str:
    """`text` without case and marks, as the search box compares it.

    >>> plain("Müller")
    'muller'
    """
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text).casefold()
    if not any(map(unicodedata.combining, spread)):
        return spread
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def _things(net: Network) -> Iterator[tuple[str, dict[str, Any]]]:
    for identifier, account in net.accounts.items():
        yield f"{account.name} {identifier}", {"kind": "account", "id": identifier, "name": account.name}
    for identifier, deal in net.deals.items():
        about = {"kind": "deal", "id": identifier, "name": deal.name, "account": deal.account}
        yield f"{deal.name} {identifier}", about
    for number in net.everyone:
        yield _person(net, net.person(number))


def _person(net: Network, who: Person) -> tuple[str, dict[str, Any]]:
    held = posts(who, net.as_of)
    account, title = (held[0].account, held[0].title) if held else (None, who.get("title"))
    found = {"kind": "person", "id": who.id, "name": who.name, "where": title, "account": account}
    return f"{who.name} {who.id} {title or ''} {latin(who.name)}", found


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
