"""Whom a deal or an account means as the end of a route: everyone with a vote or a veto."""

from __future__ import annotations

from typing import TYPE_CHECKING

from influence.analysis.decision_group import Matter, group_of, open_deals
from influence.analysis.opinions_initial import Stake, stakes

if TYPE_CHECKING:
    from influence.network import Network


def matters_of(net: Network, kind: str, thing: str) -> list[Matter]:
    """The deal itself, or every open deal of an account, else its implicit one."""
    if kind == "deal":
        return [Matter(thing, net.deals[thing].account)] if thing in net.deals else []
    return [Matter(deal, thing) for deal in open_deals(net, thing)] or [Matter(None, thing)]


def needed(net: Network, matter: Matter) -> list[int]:
    """Numbers of the people with a vote or a veto in `matter`, present ones, in order."""
    held, nothing = stakes(net, matter.deal), Stake()
    group = group_of(net, matter, net.attitude, lambda person: held.get(net.ids[person], nothing).exposure > 0)
    return [member.person for member in group.members if member.weight > 0 or member.veto > 0]
