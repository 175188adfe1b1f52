"""Laws that best routes keep whatever the network."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from differential.generated import DAY, workspace
from influence.analysis.routes import best_probability, routes
from influence.network import Network, build

SEEDS = st.integers(0, 10_000)
FEW = settings(max_examples=40, deadline=None)


def net_of(seed: int) -> Network:
    return build(workspace(seed), as_of=date.fromisoformat(DAY))


def best(net: Network, target: str = "c1") -> float:
    return best_probability(net, net.index(target))


@FEW
@given(SEEDS)
def test_routes_fall_in_probability_are_simple_and_different(seed: int) -> None:
    entries = routes(net_of(seed), "c1", k=20).entries
    worth = [entry["probability"] for entry in entries]
    assert all(a >= b * (1 - 1e-12) for a, b in pairwise(worth))
    assert all(len(set(entry["people"])) == len(entry["people"]) for entry in entries)
    assert len({tuple(entry["people"]) for entry in entries}) == len(entries)


@FEW
@given(SEEDS, st.integers(1, 6))
def test_fewer_routes_are_the_first_of_more(seed: int, k: int) -> None:
    net = net_of(seed)
    few, more = (routes(net, "c1", k=count).entries for count in (k, 12))
    assert few == more[:k]


@FEW
@given(SEEDS)
def test_avoiding_a_person_never_helps(seed: int) -> None:
    net = net_of(seed)
    assert best_probability(net, net.index("c1"), avoid=[net.index("c4")]) <= best(net) * (1 + 1e-12)


@FEW
@given(SEEDS, st.floats(0, 1))
def test_a_stronger_tie_never_hurts(seed: int, strength: float) -> None:
    net = net_of(seed)
    assert best(net.with_tie("t0", "c1", strength)) <= best(net.with_tie("t0", "c1", 1.0)) * (1 + 1e-12)


@FEW
@given(SEEDS, st.integers(1, 5))
def test_more_steps_never_hurt(seed: int, most: int) -> None:
    net = net_of(seed)
    short, long = (routes(net, "c1", k=1, max_hops=hops).entries for hops in (most, most + 1))
    assert not short or long[0]["probability"] >= short[0]["probability"] * (1 - 1e-12)


@FEW
@given(SEEDS)
def test_a_probability_is_the_product_of_what_its_steps_show(seed: int) -> None:
    for entry in routes(net_of(seed), "c1").entries:
        worth = 1.0
        for step in entry["steps"]:
            worth *= step["probability"] * step["factor"]
        assert abs(worth - entry["probability"]) <= 1e-12
