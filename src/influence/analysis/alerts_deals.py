"""Alerts about deals: slow ones, stale facts, steps overdue, proposals before trust."""

from __future__ import annotations

import statistics
from datetime import date
from typing import TYPE_CHECKING, Any

from influence.analysis.alerts_ties import Alert
from influence.analysis.decision_case import case_of
from influence.analysis.decision_group import CLOSED, Matter
from influence.analysis.reach import pair_strength
from influence.analysis.targets import needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.network import Network

PROPOSING = ("proposal", "negotiation")


def open_ones(net: Network) -> list[Any]:
    """Open deals in the order of ids."""
    return sorted((deal for deal in net.deals.values() if deal.stage != CLOSED), key=lambda deal: deal.id)


def stage_clock(net: Network) -> Iterator[Alert]:
    """Deals open for longer than the median of finished ones (180 days where none is finished [J])."""
    finished = [
        _days(deal.opened_on, deal.close_on)
        for deal in net.deals.values()
        if deal.stage == CLOSED and deal.opened_on and deal.close_on and deal.close_on >= deal.opened_on
    ]
    usual = float(statistics.median(finished)) if finished else net.assumptions["stage_days"]
    for deal in open_ones(net):
        open_for = _days(deal.opened_on, net.as_of.isoformat()) if deal.opened_on else 0
        if open_for > usual:
            stage = f" and still in {deal.stage}" if deal.stage else ""
            message = f"{deal.name} has been open for {open_for} days{stage}; usual are {usual:.0f}"
            yield Alert(net.as_of.isoformat(), deal.id, "stage_clock", message, float(open_for))


def stale_attitudes(net: Network) -> Iterator[Alert]:
    """People with a vote or a veto in an open deal whose attitude was recorded longer ago than 180 days [J]."""
    people = {person for deal in open_ones(net) for person in needed(net, Matter(deal.id, deal.account))}
    for person in sorted(people):
        on = _attitude_on(net, person)
        if on is not None and net.day - on > net.assumptions["stale_days"]:
            message = f"the attitude of {net.name(person)} was last recorded {net.day - on} days ago"
            yield Alert(net.as_of.isoformat(), net.ids[person], "stale", message, float(net.day - on))


def _attitude_on(net: Network, person: int) -> int | None:
    columns = net.columns
    slots = range(columns.attitude_at[person], columns.attitude_at[person + 1])
    days = [columns.attitude_on[at] for at in slots if 0 < columns.attitude_on[at] <= net.day]
    return int(max(days)) if days else None


def overdue_steps(net: Network) -> Iterator[Alert]:
    """Next steps agreed for a day that has passed, with no later contact of ours with any of the same contacts."""
    rows = net.records("interactions")
    for row in rows:
        if row.next_on and row.next_on < net.as_of.isoformat():
            contacts = _contacts(net, row)
            if not any(later.date > row.date and contacts & _contacts(net, later) for later in rows):
                about = min(contacts, default=row.source)
                message = f"the next step of {row.subject or row.date} was due on {row.next_on}"
                yield Alert(row.next_on, about, "stale", message, float(_days(row.next_on, net.as_of.isoformat())))


def _contacts(net: Network, row: Any) -> set[str]:
    """Contacts of an interaction that one of ours took part in."""
    people = {one: net.group(net.index(one)) for one in (row.source, *row.target)}
    return {one for one, group in people.items() if group == "contact"} if "team" in people.values() else set()


def early_proposals(net: Network) -> Iterator[Alert]:
    """Deals in proposal or negotiation although none of ours has a trusted tie to anybody who votes."""
    for deal in open_ones(net):
        voters = case_of(net, Matter(deal.id, deal.account)).group.voters if deal.stage in PROPOSING else ()
        people = [member.person for member in voters]
        best = max((pair_strength(net, ours, person) or 0.0 for ours in net.team for person in people), default=0.0)
        if people and best < net.assumptions["trust_strength"]:
            message = f"{deal.name} is in {deal.stage}, and our best tie to a voter has strength {best:.2f}"
            yield Alert(net.as_of.isoformat(), deal.id, "proposal_before_trust", message, best)


def _days(first: str, last: str) -> int:
    return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal()
