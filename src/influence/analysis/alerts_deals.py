"""Alerts about deals: slow ones, stale facts, steps overdue, proposals before trust."""

from __future__ import annotations

import statistics
from datetime import date
from typing import TYPE_CHECKING, Any

from influence.analysis.alerts_ties import Alert
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
    """Next steps agreed for a day that has passed, with no later interaction of the same people."""
    rows = net.records("interactions")
    for row in rows:
        if not row.next_on or row.next_on >= net.as_of.isoformat():
            continue
        people = {row.source, *row.target}
        if not any(later.date > row.date and people & {later.source, *later.target} == people for later in rows):
            who = next((one for one in sorted(people) if net.group(net.index(one)) == "contact"), row.source)
            message = f"the next step of {row.subject or row.date} was due on {row.next_on}"
            yield Alert(
                row.next_on, who, "stale", message, float(net.day - date.fromisoformat(row.next_on).toordinal())
            )


def early_proposals(net: Network) -> Iterator[Alert]:
    """Deals in proposal or negotiation although none of ours has a trusted tie to anybody who votes or vetoes."""
    for deal in open_ones(net):
        people = needed(net, Matter(deal.id, deal.account)) if deal.stage in PROPOSING else []
        best = max((pair_strength(net, ours, person) or 0.0 for ours in net.team for person in people), default=0.0)
        if people and best < net.assumptions["trust_strength"]:
            message = f"{deal.name} is in {deal.stage}, and our best tie to a decider has strength {best:.2f}"
            yield Alert(net.as_of.isoformat(), deal.id, "proposal_before_trust", message, best)


def _days(first: str, last: str) -> int:
    return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal()
