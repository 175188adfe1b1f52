"""Results -> view -> layout -> one self-contained page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from influence.maps.sheet import Map
    from influence.maps.view import View
    from influence.network import Network

__all__ = ["build_view", "map"]


def build_view(net: Network, *, account: str | None = None, deal: str | None = None, lang: str = "en") -> View:
    """What the page of an account (or deal) draws; without either, the network of accounts.

    `account` and `deal` are ids, names or unambiguous parts; an account without a deal shows its only open deal, else
    its implicit one. Raises `UnknownName`, `AmbiguousName`. Cost: the answers about the deal, and a layout linear in
    people and ties.
    """
    from influence.maps.build import account_view, accounts_view
    from influence.maps.gather import gathered, subject

    if account is None and deal is None:
        return accounts_view(net, lang=lang)
    where, matter = subject(net, account, deal)
    return account_view(net, where, gathered(net, where, matter), lang=lang)


def map(net: Network, account: str | None = None, deal: str | None = None, lang: str = "en") -> Map:  # noqa: A001 - the question's own name
    """The map of an account or deal, or of all accounts; displays inline, `.save(path)` writes one page.

    `.network` is the pyvis network that carries it, to restyle. See `build_view` for the arguments and errors.

    >>> from datetime import date
    >>> from influence.model.rows import Rows
    >>> from influence.network import build
    >>> map(build(Rows({}), as_of=date(2026, 11, 1)))
    Map(View('Network of accounts', 0 people, 0 ties, as of 2026-11-01))
    """
    from influence.maps.sheet import Map

    return Map(build_view(net, account=account, deal=deal, lang=lang))
