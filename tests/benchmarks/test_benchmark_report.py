"""What the benchmarks make of their figures: growth, ratios, promises, regressions, and the page of the docs."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

import pytest

page, promises, report, run = (import_module(name) for name in ("page", "promises", "report", "run"))


def results(**steps: dict[str, Any]) -> dict[str, Any]:
    """Three sizes; every figure grows with the ties from the one at 10,000 that is given."""

    def grown(found: Any, times: int) -> Any:
        return {name: value * times for name, value in found.items()}

    sizes = {str(10_000 * times): {n: grown(s, times) for n, s in steps.items()} for times in (1, 10, 100)}
    return {"machine": {"python": "3.11.7", "cores": 2}, "sizes": sizes}


def test_linear_growth_has_exponent_one() -> None:
    assert report.exponent(results(load={"seconds": 0.2}), "load.seconds") == pytest.approx(1.0)


def test_growth_needs_two_large_sizes() -> None:
    found = results(load={"seconds": 0.2})
    del found["sizes"]["1000000"]
    assert report.exponent(found, "load.seconds") is None


def test_a_ratio_is_theirs_over_ours() -> None:
    found = results(networkx={"pagerank": 3.0}, warm={"ranking": 0.2})
    name = "influence of everyone beside networkx PageRank"
    assert {size: ratios[name] for size, ratios in promises.ratios_of(found).items()} == {
        "10,000 ties": 15.0,
        "100,000 ties": 15.0,
        "1,000,000 ties": 15.0,
    }


@pytest.mark.parametrize(("seconds", "kept"), [(0.11, True), (0.13, False)])
def test_a_promise_is_kept_or_not(seconds: float, kept: bool) -> None:  # noqa: FBT001 - parameter of the test
    found = {"sizes": {"1000000": {"cold": {"median": seconds}}}}
    rows = {work: row for work, *row in promises.rows(found)}
    assert rows["`influence path`, cold process, 1,000,000 ties"] == [
        f"{seconds} s",
        "at most 0.12 s",
        kept,
    ]


def test_what_was_not_measured_is_said() -> None:
    assert "| `influence --help` |  | at most 0.15 s | not measured |" in promises.promised({})


@pytest.mark.parametrize(("ours", "steps", "good"), [(0.3, 3, 1), (0.2, 3, 0), (0.2, 8, 1), (0.4, 8, 0)])
def test_routes_are_compared_up_to_six_steps(ours: float, steps: int, good: int) -> None:
    found = {"sizes": {"10": {"warm": {"best": {"x": [ours, 3]}}, "networkx": {"best": {"x": [0.3, steps]}}}}}
    assert report.same(found, 10) == f"{good} of 1"


@pytest.mark.parametrize(("now", "worse"), [(8.0, 0), (7.9, 1)])
def test_a_quarter_worse_is_a_regression(now: float, worse: int) -> None:
    assert len(run.regressions({"any size": {"map": now}}, {"any size": {"map": 10.0}})) == worse


def test_a_library_that_gave_up_is_not_asked_again() -> None:
    found = {"sizes": {"10": {"networkx": {"gave_up": "more than 600 s"}}}}
    assert run.gave_up_before(found, "networkx", 100) == {"gave_up": "not tried: gave up at 10 ties"}
    assert run.gave_up_before(found, "networkx", 10) is None


def test_the_plot_draws_every_line_that_was_measured() -> None:
    found = page.plot(results(load={"seconds": 0.2}, warm={"best_route": 0.001}))
    assert found.count("<polyline") == 2
    assert "best route, warm" in found


def test_the_page_tells_the_committed_run() -> None:
    found = json.loads(run.COMMITTED.read_text("utf-8"))
    assert page.measured(found) in page.PAGE.read_text("utf-8")
    assert page.PLOT.read_text("utf-8") == page.plot(found)
