"""Every kind of alert, each from one change of the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from influence.analysis.alerts import alerts
from influence.analysis.alerts_ties import usual_gap

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.network import Network


def of(net: Network, kind: str) -> dict[str, Any]:
    return {row["about"]: row for row in alerts(net).entries if row["kind"] == kind}


@pytest.mark.parametrize(
    ("kind", "about"),
    [
        ("silence", "sun-weimin"),
        ("cooling", "shen-kai"),
        ("stage_clock", "premium-line"),
        ("stale", "chen-fang"),
        ("orders_shrinking", "oakhall"),
        ("promise_overdue", "premium-line"),
        ("concession_balance", "premium-line"),
        ("moved", "gao-min"),
        ("went_cold", "sun-weimin"),
        ("complaint", "oakhall"),
    ],
)
def test_the_sample_raises(sample_net: Network, kind: str, about: str) -> None:
    assert about in of(sample_net, kind)


def test_one_step_at_the_decision_layer_is_a_drop(sample_net: Network) -> None:
    found = of(sample_net, "attitude_drop")["sun-weimin"]
    assert (found["on"], found["value"]) == ("2026-10-12", 1.0)


def test_one_step_below_the_decision_layer_is_none(sample_net: Network) -> None:
    assert "deng-hao" in of(sample_net, "attitude_drop")  # from accept to doubt: two steps
    assert "zhao-gang" not in of(sample_net, "attitude_drop")


def test_trust_before_the_proposal(sample_net: Network, changed_sample: Callable[..., Network]) -> None:
    strict = changed_sample("assumptions", add=[{"name": "trust_strength", "value": 0.75}])
    assert "premium-line" not in of(sample_net, "proposal_before_trust")
    assert "premium-line" in of(strict, "proposal_before_trust")


def test_a_kept_promise_is_no_alert(changed_sample: Callable[..., Network]) -> None:
    extra = {"date": "2026-10-30", "account": "oakhall", "deal": "premium-line", "kind": "promise_kept"}
    assert "promise_overdue" not in {row["kind"] for row in alerts(changed_sample("events", add=[extra])).entries}


def test_a_finished_deal_sets_the_clock(changed_sample: Callable[..., Network]) -> None:
    extra = {
        "id": "old",
        "name": "Old",
        "account": "oakhall",
        "stage": "after_sales",
        "opened_on": "2024-01-01",
        "close_on": "2025-01-01",
    }
    assert "premium-line" not in of(changed_sample("deals", add=[extra]), "stage_clock")


def test_rivals_raise_no_signal(sample_net: Network) -> None:
    assert "lowmark" not in {row["about"] for row in alerts(sample_net).entries}


def test_alerts_of_one_account(sample_net: Network) -> None:
    found = {row["about"] for row in alerts(sample_net, "Brightwell Doors").entries}
    assert "premium-line" not in found


def test_a_burst_makes_the_own_percentile_count() -> None:
    assert usual_gap([0, 1, 2, 3, 100], 3, 1.0) == 97


def test_one_gap_tells_nothing() -> None:
    assert usual_gap([0, 10], 3, 0.95) is None
