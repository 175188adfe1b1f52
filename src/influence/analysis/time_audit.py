"""Are we with the right people? Share of hours against share of what moving a person is worth."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from influence.analysis.decision_case import case_of
from influence.analysis.decision_group import Matter, open_deals
from influence.analysis.results import Result, result
from influence.analysis.steps import Steps
from influence.analysis.words import percent

if TYPE_CHECKING:
    from influence.network import Network

SHOWN = 3


def time(net: Network, account: str | None = None, *, force: bool = False) -> Result:
    """Share of our hours of the last 90 days against share of positive marginal value, per contact.

    Hours of an interaction with several contacts are split evenly. Marginal value = P(win) with the person one step
    better less P(win), where positive, summed over open deals (weighted by deal value where every deal states one).
    `misallocation` = ``1/2 sum |difference|`` in [0, 1], None where there are no hours or no value. Deals whose P(win)
    is withheld are left out, said so, unless `force`. Raises `UnknownName`.
    """
    if account is not None:
        account = net.resolve(account, "account").id
    wanted = None if account is None else set(net.contacts(account))
    spent, notes = _hours(net, wanted)
    value, more = _values(net, account, force=force)
    spent_total, value_total = sum(spent.values()), sum(value.values())
    rows = [
        _entry(net, person, spent, value, spent_total, value_total) for person in sorted(spent.keys() | value.keys())
    ]
    known = spent_total > 0 and value_total > 0
    apart = [abs(row["share_of_hours"] - row["share_of_value"]) for row in rows] if known else []
    answer = {
        "misallocation": sum(apart) / 2 if known else None,
        "people": rows,
        "over_served": _extremes(rows, 1) if known else [],
        "under_served": _extremes(rows, -1) if known else [],
        "hours": spent_total,
    }
    return result(
        net,
        "time",
        answer,
        "people",
        sections=("strength", "opinions", "decision", "plan"),
        parameters={"account": account, "force": force},
        warnings=notes + more + ([] if known else ["cannot say: no hours or no value to compare"]),
        none=not known,
        unit="share",
        sentence=_sentence,
    )


def _hours(net: Network, wanted: set[int] | None) -> tuple[dict[int, float], list[str]]:
    """Hours of ours per contact since the audit's first day, and how many interactions state none."""
    first = (net.as_of - timedelta(days=net.assumptions["audit_days"])).isoformat()
    spent: dict[int, float] = {}
    blank = 0
    for row in net.records("interactions"):
        people = [net.index(one) for one in (row.source, *row.target)]
        contacts = [p for p in people if net.group(p) == "contact" and net.present(p)]
        if row.date <= first or not contacts or not any(net.group(p) == "team" for p in people):
            continue
        blank += row.hours is None
        for person in contacts:
            if wanted is None or person in wanted:
                spent[person] = spent.get(person, 0.0) + (row.hours or 0.0) / len(contacts)
    return spent, [f"{blank} interactions state no hours and count for none"] if blank else []


def _values(net: Network, account: str | None, *, force: bool) -> tuple[dict[int, float], list[str]]:
    matters = [Matter(deal.id, deal.account) for deal in sorted(net.deals.values(), key=lambda deal: deal.id)]
    matters = [m for m in matters if m.deal in open_deals(net, m.account or "") and account in (None, m.account)]
    prices = [net.deals[m.deal or ""].value for m in matters]
    weights = prices if all(price is not None and price > 0 for price in prices) else [1.0] * len(matters)
    value: dict[int, float] = {}
    notes = []
    for matter, weight in zip(matters, weights, strict=True):
        case = case_of(net, matter)
        if case.pwin is None or (case.withheld and not force):
            notes.append(f"deal {matter.deal} is left out: {case.withheld}")
            continue
        steps = Steps(case)
        for person in steps.movable():
            gain = steps.better([person]) - case.pwin
            if gain > 1e-12:
                value[person] = value.get(person, 0.0) + weight * gain
    return value, notes


def _entry(
    net: Network, person: int, spent: dict[int, float], value: dict[int, float], hours: float, worth: float
) -> dict[str, Any]:
    return {
        "id": net.ids[person],
        "name": net.name(person),
        "hours": spent.get(person, 0.0),
        "share_of_hours": spent.get(person, 0.0) / hours if hours > 0 else 0.0,
        "share_of_value": value.get(person, 0.0) / worth if worth > 0 else 0.0,
    }


def _extremes(rows: list[dict[str, Any]], sign: int) -> list[str]:
    """The three most over-served (1) or under-served (-1) people."""
    gap = {row["id"]: sign * (row["share_of_hours"] - row["share_of_value"]) for row in rows}
    return [one for one in sorted(gap, key=lambda one: (-gap[one], one)) if gap[one] > 1e-12][:SHOWN]


def _sentence(entry: dict[str, Any], lang: str) -> str:
    hours, value = percent(entry["share_of_hours"]), percent(entry["share_of_value"])
    more = entry["share_of_hours"] > entry["share_of_value"]
    if lang == "zh":
        told = f"{entry['name']}：占用时间 {hours}（{entry['hours']:.1f} 小时），占可得价值 {value}"
        return f"{told}；投入{'偏多' if more else '偏少'}。"
    return (
        f"{entry['name']} got {hours} of our hours ({entry['hours']:.1f}) and holds {value} of what there is to gain: "
        f"{'more' if more else 'less'} time than the value suggests."
    )
