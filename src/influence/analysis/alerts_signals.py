"""Alerts from events and sales: signs of churn, shrinking orders, promises, concessions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from influence.analysis.alerts_ties import Alert
from influence.analysis.loyalty import sold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.network import Network

SIGNALS = {
    "moved": "moved without telling us",
    "went_cold": "has gone cold",
    "rival_seen": "tries a rival's products",
    "reputation": "a reputation incident",
    "price_pressure": "presses for a lower price",
    "repeated_question": "asks the same again",
    "asks_guarantee": "asks for a guarantee",
    "purchase_question": "asks as one who wants to buy",
    "extra_request": "asks for something extra",
    "complaint": "complains",
    "staff_change": "a change of staff",
}
YEAR = 365


def subject(row: Any) -> str:
    """Id of what an event is about: the contact, else the deal, else the account."""
    return str(row.contact or row.deal or row.account)


def signals(net: Network) -> Iterator[Alert]:
    """Events of the last 90 days [J] that call for an answer; those about rivals are left out."""
    first = (net.as_of - timedelta(days=net.assumptions["signal_days"])).isoformat()
    for row in net.records("events"):
        account = net.accounts.get(row.account)
        if row.kind in SIGNALS and row.date > first and not (account and account.type == "rival"):
            note = f": {row.note}" if row.note else ""
            yield Alert(row.date, subject(row), row.kind, f"{SIGNALS[row.kind]}{note}", row.amount)


def shrinking(net: Network) -> Iterator[Alert]:
    """Accounts that bought 30 % less in the last year than in the year before."""
    for account in sorted(net.accounts):
        now, before = sold(net, account, YEAR), sold(net, account, YEAR, ending=YEAR)
        if before > 0 and now <= before * (1 - net.assumptions["shrinking"]) + 1e-9:
            message = f"sales fell from {before:,.0f} to {now:,.0f} within a year"
            yield Alert(net.as_of.isoformat(), account, "orders_shrinking", message, 1 - now / before)


def promises(net: Network) -> Iterator[Alert]:
    """Promises older than 30 days [J] that no later `promise_kept` about the same deal or account answers."""
    rows = net.records("events")
    kept = [(row.date, _keys(row)) for row in rows if row.kind == "promise_kept"]
    for row in sorted((r for r in rows if r.kind == "promise"), key=lambda r: (r.date, subject(r), r.note or "")):
        answer = next((one for one in sorted(kept) if one[0] >= row.date and one[1] & _keys(row)), None)
        if answer:
            kept.remove(answer)
            continue
        age = net.day - date.fromisoformat(row.date).toordinal()
        if age > net.assumptions["promise_days"]:
            message = f"promised {age} days ago and not yet kept: {row.note or subject(row)}"
            yield Alert(row.date, subject(row), "promise_overdue", message, float(age))


def _keys(row: Any) -> frozenset[str]:
    """What a promise may be matched by: the deal where one is named, else contact and account."""
    return frozenset({row.deal} if row.deal else {one for one in (row.contact, row.account) if one})


def concessions(net: Network) -> Iterator[Alert]:
    """Deals in which we gave way at least twice [J] within a year, and what it adds up to."""
    first = (net.as_of - timedelta(days=YEAR)).isoformat()
    given: dict[str, list[Any]] = {}
    for row in net.records("events"):
        if row.kind == "concession" and row.date > first:
            given.setdefault(subject(row), []).append(row)
    for about, rows in sorted(given.items()):
        if len(rows) >= net.assumptions["concessions"]:
            total = sum(row.amount or 0.0 for row in rows)
            asked = sum(r.kind == "extra_request" and subject(r) == about for r in net.records("events"))
            message = f"{len(rows)} concessions within a year, {total:g} in all, after {asked} extra requests"
            yield Alert(max(row.date for row in rows), about, "concession_balance", message, total)
