"""Laws of decisions, on whatever hypothesis thinks of."""

from __future__ import annotations

import itertools
import math
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "differential"))

from decision_workspaces import workspace

from influence.analysis.blockers import blockers
from influence.analysis.decision import committee
from influence.analysis.decision_rule import quorum
from influence.analysis.decision_tally import Grid, Halves, Merged, common_units, merged_layers, tally
from influence.analysis.influence import influencers
from influence.analysis.opinions import field, friedkin_johnsen, total_effects
from influence.analysis.opinions_initial import STEPS
from influence.analysis.power import minimal_winning, power, veto_players
from influence.model.rows import RECORDS, Rows
from influence.network import Network, build

if TYPE_CHECKING:
    import random

DAY = date(2026, 11, 1)
seeds = st.integers(0, 5_000)
weights = st.lists(st.sampled_from([0.5, 1.0, 1.5, 2.0, 3.0, math.pi]), min_size=1, max_size=8)
rules = st.sampled_from(["majority", "unanimity", "0.6", "2/3", "1/4"]).map(quorum)


def network(seed: int) -> Network:
    return build(workspace(seed)[0], as_of=DAY)


@given(seeds, st.data())
@settings(max_examples=60, deadline=None)
def test_raising_an_attitude_never_lowers_pwin_where_the_base_stays(seed: int, data: st.DataObject) -> None:
    net = network(seed)
    person = data.draw(st.sampled_from([net.ids[p] for p in net.all_contacts]))
    # doubt and accept, as resist and support, differ in opinion alone
    low, high = data.draw(st.sampled_from([("doubt", "accept"), ("resist", "support")]))
    before, after = (committee(net.with_attitude(person, word), "D", force=True).answer["pwin"] for word in (low, high))
    assert before is None or after >= before - 1e-12


@given(seeds)
@settings(max_examples=60, deadline=None)
def test_pwin_lies_between_zero_and_one(seed: int) -> None:
    answer = committee(network(seed), "D", force=True).answer
    assert all(answer[key] is None or 0 <= answer[key] <= 1 for key in ("pwin", "pwin_low", "pwin_high"))


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_influence_sums_to_one(seed: int) -> None:
    answer = influencers(network(seed), "D", draws=0).answer
    shares = [entry["influence"] for entry in answer["people"] + answer["outside"]]
    assert sum(shares) == pytest.approx(1, abs=1e-12)


@given(seeds, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_never_shows(seed: int, chance: random.Random) -> None:
    rows, _ = workspace(seed)
    shuffled = {table: chance.sample(list(found), len(found)) for table, found in rows.tables.items()}
    nets = [build(rows, as_of=DAY), build(Rows(shuffled), as_of=DAY)]
    for question in (lambda net: influencers(net, "D", draws=20), lambda net: blockers(net, "D", force=True)):
        assert question(nets[0]).document() == question(nets[1]).document()


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_relabelling_people_relabels_the_answer(seed: int) -> None:
    rows, case = workspace(seed)
    new = {who: f"Q{99 - n}" for n, who in enumerate(case["contacts"])}
    renamed = Rows({table: [_renamed(row, new) for row in found] for table, found in rows.tables.items()})
    plain, other = (blockers(build(r, as_of=DAY), "D", force=True).answer for r in (rows, renamed))
    costs = {new[entry["id"]]: entry["cost"] for entry in plain["people"]}
    assert {entry["id"]: entry["cost"] for entry in other["people"]} == pytest.approx(costs, abs=1e-12)


def _renamed(row: tuple[Any, ...], new: dict[str, str]) -> tuple[Any, ...]:
    return tuple(new.get(value, value) if isinstance(value, str) else value for value in row)


@given(weights, rules, st.data())
@settings(max_examples=150, deadline=None)
def test_every_tally_equals_enumeration(mass: list[float], rule: Any, data: st.DataObject) -> None:
    yes = np.array([[data.draw(st.floats(0, 1)) for _ in mass]])
    total = math.fsum(mass)
    expected = sum(
        math.prod(p if said else 1 - p for p, said in zip(yes[0], outcome, strict=True))
        for outcome in itertools.product((True, False), repeat=len(mass))
        if rule.meets(math.fsum(w for w, said in zip(mass, outcome, strict=True) if said), total)
    )
    layers = merged_layers(mass, 1e-9 * total)
    assert layers is not None
    ways = [tally(mass, rule), Halves.of(mass, rule.bar(total)), Merged(layers, rule.bar(total))]
    units = common_units(mass)
    ways += [Grid.of(units, rule)] if units else []
    for way in ways:
        assert way.chance(yes, 1 - yes)[0] == pytest.approx(expected, abs=1e-12)


@given(weights, rules)
@settings(max_examples=100, deadline=None)
def test_power_shares_sum_to_one_and_equal_weights_have_equal_power(mass: list[float], rule: Any) -> None:
    found = power(mass, rule)
    for shares in (found.banzhaf, found.shapley_shubik):
        assert sum(shares) == pytest.approx(1, abs=1e-9)
        for one, other in itertools.combinations(range(len(mass)), 2):
            assert mass[one] != mass[other] or shares[one] == pytest.approx(shares[other], abs=1e-9)


@given(weights, rules)
@settings(max_examples=100, deadline=None)
def test_minimal_winning_groups_are_all_and_minimal(mass: list[float], rule: Any) -> None:
    total = math.fsum(mass)
    sets = [set(s) for n in range(len(mass) + 1) for s in itertools.combinations(range(len(mass)), n)]
    wins = [s for s in sets if rule.meets(math.fsum(mass[at] for at in sorted(s)), total)]
    minimal = [sorted(s) for s in wins if not any(other < s for other in wins)]
    assert minimal_winning(mass, rule) == minimal
    assert veto_players(mass, rule) == sorted(set.intersection(*wins))


@given(weights, rules)
@settings(max_examples=60, deadline=None)
def test_a_voter_in_no_minimal_group_has_no_power_and_changes_nothing(mass: list[float], rule: Any) -> None:
    groups = minimal_winning(mass, rule) or []
    idle = set(range(len(mass))) - {at for group in groups for at in group}
    assert all(power(mass, rule).banzhaf[at] == 0 for at in idle)


@given(st.integers(1, 8), st.integers(0, 1_000))
@settings(max_examples=60, deadline=None)
def test_opinions_stay_within_the_initial_ones(people: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    matrix = draw.random((people, people)) + 1e-3
    matrix /= matrix.sum(axis=1, keepdims=True)
    initial, lam = draw.uniform(-1, 1, people), draw.uniform(0, 0.99, people)
    settled = friedkin_johnsen(matrix, initial, lam)
    assert initial.min() - 1e-9 <= settled.min() <= settled.max() <= initial.max() + 1e-9
    assert total_effects(matrix, lam).sum(axis=1).tolist() == pytest.approx([1] * people, abs=1e-9)


@given(st.integers(0, 50))
@settings(max_examples=10, deadline=None)
def test_iterating_equals_solving(seed: int) -> None:
    from scipy.sparse import csr_array

    draw = np.random.default_rng(seed)
    matrix = draw.random((40, 40)) * (draw.random((40, 40)) < 0.2)
    matrix /= np.maximum(matrix.sum(axis=1, keepdims=True), 1e-9)
    lam, initial = draw.uniform(0, 0.7, 40), draw.uniform(-1, 1, 40)
    dense = field(matrix, lam)
    sparse = replace(dense, lam_w=csr_array(dense.lam_w))
    assert np.abs(dense.settled(initial) - sparse.settled(initial)).max() < 1e-12
    assert np.abs(dense.pull(np.abs(initial)) - sparse.pull(np.abs(initial))).max() < 1e-12


def test_the_steps_of_attitude_rise() -> None:
    assert STEPS == ("resist", "doubt", "neutral", "accept", "support")


def test_rows_of_the_generator_have_every_column() -> None:
    rows, _ = workspace(1)
    assert all(len(row) == len(RECORDS[table]._fields) for table, found in rows.tables.items() for row in found)
