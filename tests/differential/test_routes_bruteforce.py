"""Best routes against an enumeration of all simple routes, on generated workspaces."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from differential.generated import DAY, enumerated, workspace
from influence.analysis.routes import routes
from influence.network import Columns, build, over

TERMS: list[dict[str, Any]] = [
    {},
    {"max_hops": 3},
    {"start": "c5"},
    {"avoid": ["c3"]},
    {"via": ["c2"]},
    {"via": ["c2", "c4"]},
    {"via": ["c2"], "start": "c5"},
    {"via": ["c1", "r0"], "start": "t1"},
    {"min_confidence": 0.5},
    {"kind": ["friend", "knows"]},
]


def asked(net: Any, target: str, terms: dict[str, Any], k: int = 10_000) -> list[tuple[float, list[str]]]:
    rest = {name: value for name, value in terms.items() if name != "start"}
    found = routes(net, target, terms.get("start"), k=k, **rest)
    return [(entry["probability"], entry["people"]) for entry in found.entries]


def same(found: list[tuple[float, list[str]]], expected: list[tuple[float, list[str]]]) -> bool:
    close = all(abs(a[0] - b[0]) <= 1e-9 for a, b in zip(found, expected, strict=False))
    return len(found) == len(expected) and close and [one[1] for one in found] == [one[1] for one in expected]


@pytest.mark.parametrize("seed", range(100))
def test_all_routes_in_true_order_equal_the_enumeration(seed: int) -> None:
    net = build(workspace(seed), as_of=date.fromisoformat(DAY))
    for target in ("c0", "c1"):
        assert same(asked(net, target, {}), enumerated(net, target))


@pytest.mark.parametrize("terms", TERMS, ids=str)
@pytest.mark.parametrize("seed", range(100, 120))
def test_the_best_three_under_filters_equal_the_enumeration(seed: int, terms: dict[str, Any]) -> None:
    net = build(workspace(seed), as_of=date.fromisoformat(DAY))
    assert same(asked(net, "c0", terms, k=3), enumerated(net, "c0", **terms)[:3])


@pytest.mark.parametrize("seed", range(200, 240))
def test_changed_networks_equal_the_enumeration(seed: int) -> None:
    net = build(workspace(seed), as_of=date.fromisoformat(DAY))
    changed = net.without("c4").with_tie("t0", "c6", 0.9).with_tie("c6", "c1", 0).with_attitude("c2", "support")
    assert same(asked(changed, "c1", {}), enumerated(changed, "c1"))


@pytest.mark.parametrize("seed", range(300, 320))
def test_columns_read_from_bytes_answer_the_same(seed: int) -> None:
    net = build(workspace(seed), as_of=date.fromisoformat(DAY))
    mapped = over(Columns.from_buffer(b"".join(net.columns.parts())), as_of=net.as_of)
    assert asked(mapped, "c1", {}) == asked(net, "c1", {})


@pytest.mark.parametrize("seed", range(400, 420))
def test_other_constants_equal_the_enumeration_of_their_own_ties(seed: int) -> None:
    net = build(workspace(seed), as_of=date.fromisoformat(DAY), assume={"declared_friend": 0.99, "fade_floor": 0.9})
    assert same(asked(net, "c0", {}), enumerated(net, "c0"))
