"""A folder of linked pages: the network of accounts, and one page for each account with people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.files import safe_name
from influence.maps.build import account_view, accounts_view
from influence.maps.gather import gathered, subject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from influence.maps.view import View
    from influence.network import Network

INDEX = "index.html"


def names(net: Network) -> dict[str, str]:
    """File name of each account's page, by account id; accounts without people have none."""
    return {
        identifier: f"account-{safe_name(identifier)}.html"
        for identifier in sorted(net.accounts)
        if net.contacts(identifier)
    }


def views(net: Network, *, lang: str = "en") -> Iterator[tuple[str, View]]:
    """File name and view of every page, the index first; one page is built at a time."""
    files = names(net)
    more: Mapping[str, Mapping[str, Any]] = {identifier: {"href": file} for identifier, file in files.items()}
    yield INDEX, accounts_view(net, lang=lang, more=more)
    for identifier, file in files.items():
        where, matter = subject(net, identifier, None)
        yield file, account_view(net, where, gathered(net, where, matter), lang=lang, more=more)
