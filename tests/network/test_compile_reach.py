"""Upper bounds that lead the search for routes: hand-computable, and never below what a later day brings."""

from __future__ import annotations

from datetime import date, timedelta
from math import exp
from typing import Any

import pytest

from differential.generated import row
from influence.analysis.route_search import Terms
from influence.analysis.route_values import Values
from influence.model.rows import Rows
from influence.network import Network, build
from influence.network.columns import REACHED, WAY

DAY = "2026-06-01"  # of the newest contact in every workspace here


def p(strength: float) -> float:
    return 1 / (1 + exp(1.9 - 4.4 * strength))


def network(*ties: dict[str, Any], met: tuple[dict[str, Any], ...] = (), b: tuple[dict[str, Any], ...] = ()) -> Network:
    """Our t and the contacts a and b, with the posts of b; calls on `DAY` elsewhere fix the day of the bounds."""
    ours = [row("team", name="t", id="t", layer="operation")]
    people = [row("contacts", name=one, id=one, account="A") for one in ("a", "x", "y")]
    people += [row("contacts", **{"name": "b", "id": "b", "account": "A", **post}) for post in b or ({},)]
    told = [row("relationships", **{"source": "t", "target": "a", "kind": "knows", **tie}) for tie in ties]
    meetings = [{"source": "x", "target": ("y",), "date": DAY, "channel": "call"}] * 200 + list(met)
    tables = {
        "accounts": [row("accounts", name="A", id="A"), row("accounts", name="R", id="R", type="rival")],
        "team": ours,
        "contacts": people,
        "relationships": told,
        "interactions": [row("interactions", **one) for one in meetings],
    }
    return build(Rows(tables), as_of=date.fromisoformat(DAY))


def bound(net: Network, source: str, target: str) -> float:
    columns, into = net.columns, net.index(target)
    ways = WAY.iter_unpack(columns.way[columns.way_at[into] * WAY.size : columns.way_at[into + 1] * WAY.size])
    return next((most for start, _, most in ways if start == net.index(source)), 0.0)


def values(net: Network, source: str, target: str) -> list[float]:
    """What the step is worth on the day of the bounds and later."""
    days = [0, 1, 7, 30, 100, 365, 1000, 4000]
    later = [Network(net.columns, net.as_of + timedelta(days=day), net.assumptions) for day in days]
    ends = net.index(source), net.index(target)
    return [Values(one, ends[1], Terms(frozenset(net.team))).value(*ends, -1) for one in later]


def test_a_stated_strength_without_a_date_is_its_own_bound() -> None:
    assert bound(network({"strength": 0.8}), "t", "a") == pytest.approx(p(0.8), rel=1e-6)


def test_a_dated_strength_is_bounded_by_what_is_left_on_the_day() -> None:
    net = network({"strength": 0.8, "last_contact": "2026-03-03"})  # 90 days, the half-life of the operation layer
    assert bound(net, "t", "a") == pytest.approx(p(0.8 * 0.75), rel=1e-6)


CASES: dict[str, Any] = {
    "a tie younger than its last contact": lambda: network(
        {"strength": 0.8, "last_contact": "2024-01-01", "since": "2026-05-01"}
    ),
    "a social contact, which refreshes nothing but is the only dated one": lambda: network(
        {"strength": 0.8}, met=({"source": "t", "target": ("a",), "date": "2025-01-01", "channel": "social"},)
    ),
    "a contact that is still to come": lambda: network(
        {"strength": 0.8, "last_contact": "2025-01-01"},
        met=({"source": "t", "target": ("a",), "date": "2026-07-01", "channel": "meeting"},),
    ),
    "a stage that is still to come": lambda: network({"stage": "allied", "stage_on": "2026-07-01"}),
    "a tie that is still to begin": lambda: network({"strength": 0.9, "since": "2027-01-01"}),
    "a conflict that is still to come": lambda: network({"strength": 0.9}, {"kind": "conflict", "since": "2027-01-01"}),
    "mail that is still to be answered": lambda: network(
        met=(
            {"source": "t", "target": ("a",), "date": DAY, "channel": "mail"},
            {"source": "a", "target": ("t",), "date": "2026-06-02", "channel": "mail"},
        )
        * 20
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_no_later_day_brings_more_than_the_bound(case: str) -> None:
    net = CASES[case]()
    most = max(values(net, "t", "a"))
    assert 0 < most <= bound(net, "t", "a") <= 1


B: dict[str, Any] = {
    "an attitude that is still to come": ({"attitude": "accept", "attitude_on": "2026-07-01"},),
    "a post at a rival's that ends": ({"account": "R", "until": "2026-07-01", "attitude": "support"},),
    "a post at a rival's that is still to begin": ({"attitude": "support"}, {"account": "R", "since": "2026-07-01"}),
}


@pytest.mark.parametrize("case", B)
def test_nobody_will_be_more_willing_than_the_bound(case: str) -> None:
    net = network({"source": "t", "target": "b", "strength": 0.5}, {"source": "b", "strength": 0.9}, b=B[case])
    most = max(values(net, "b", "a"))
    assert most * p(0.5) <= bound(net, "b", "a") <= 1


def test_a_conflict_for_good_carries_nothing() -> None:
    assert bound(network({"strength": 0.9}, {"kind": "conflict"}), "t", "a") == 0


def test_reach_falls_with_every_step_and_counts_each_number_of_steps() -> None:
    ends = {"source": "a", "target": "b"}
    net = network({"strength": 0.5}, {**ends, "strength": 0.6}, {"target": "b", "strength": 0.1})
    found = list(net.columns.reach[net.index("b") * len(REACHED) : (net.index("b") + 1) * len(REACHED)])
    over_a = p(0.5) * 0.8 * p(0.6)
    assert found == pytest.approx([p(0.1), *[over_a] * 4], rel=1e-6)
