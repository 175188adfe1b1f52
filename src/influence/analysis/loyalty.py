"""How loyal an account is: does it buy again, buy more kinds, bring us others, resist rivals."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from influence.network import Network

QUARTER = 91
QUARTERS = 4


def sold(net: Network, account: str, days: int, *, ending: int = 0) -> float:
    """Sales to `account`, returns deducted, within `days` up to `ending` days before the date."""
    last = net.as_of - timedelta(days=ending)
    first = last - timedelta(days=days)
    rows = net.records("sales")
    return float(
        sum(r.amount or 0.0 for r in rows if r.account == account and first.isoformat() < r.date <= last.isoformat())
    )


def loyalty(net: Network, account: Any) -> dict[str, float | None]:
    """Four shares in [0, 1], each None where the tables tell nothing.

    `repeat`: quarters of the last year with a purchase. `related`: last year's sales in products other than the one
    bought first. `referral`: introductions asked of the account's people that were accepted or met. `resistance`:
    quarters of the last year in which no rival was seen there (None without any dated fact about the account).
    """
    sales = sorted(
        (r for r in net.records("sales") if r.account == account.id), key=lambda r: (r.date, r.product or "")
    )
    return {
        "repeat": _repeat(net, account.id) if sales else None,
        "related": _related(net, sales),
        "referral": _referral(net, account.id),
        "resistance": _resistance(net, account.id),
    }


def _repeat(net: Network, account: str) -> float:
    bought = [sold(net, account, QUARTER, ending=QUARTER * back) > 0 for back in range(QUARTERS)]
    return sum(bought) / QUARTERS


def _related(net: Network, sales: list[Any]) -> float | None:
    first_day = (net.as_of - timedelta(days=365)).isoformat()
    year = [row for row in sales if row.date > first_day and (row.amount or 0.0) > 0]
    total = sum(row.amount for row in year)
    if total <= 0:
        return None
    others = sum(row.amount for row in year if row.product != sales[0].product)
    return float(others / total)


def _referral(net: Network, account: str) -> float | None:
    people = {net.ids[person] for person in net.contacts(account)}
    outcomes = [row.outcome for row in net.records("introductions") if row.introducer in people]
    return sum(outcome in ("accepted", "met") for outcome in outcomes) / len(outcomes) if outcomes else None


def _resistance(net: Network, account: str) -> float | None:
    events = [row for row in net.records("events") if row.account == account]
    if not events:
        return None
    seen = {(net.day - _day(row.date)) // QUARTER for row in events if row.kind == "rival_seen"}
    return 1 - len([back for back in seen if back < QUARTERS]) / QUARTERS


def _day(text: str) -> int:
    from datetime import date

    return date.fromisoformat(text).toordinal()
