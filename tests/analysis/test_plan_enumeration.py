"""The plan against every feasible set, written apart from the product's own search."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from influence.analysis.plan_choice import Choice
from influence.analysis.plan_options import Option

SEEDS = range(12)


class Additive:
    """P(win) that rises with everyone moved, less and less: enough to tell sets apart."""

    def __init__(self, worth: dict[int, float]) -> None:
        self.worth = worth

    def prepare(self, sets: list[frozenset[int]]) -> None:
        """Nothing to work out."""

    def better(self, people: frozenset[int]) -> float:
        return 1 - np.prod([1 - self.worth[person] for person in people])


def option(chance: np.random.Generator, worth: dict[int, float]) -> Option:
    who, person, hours = int(chance.integers(3)), int(chance.integers(4)), float(chance.integers(1, 6))
    works, introducer = float(chance.uniform(0.1, 0.9)), int(chance.integers(2)) or None
    return Option(who, person, "visit", hours, 0.0, works, introducer, (), worth[person], works * worth[person])


def choice(seed: int) -> Choice:
    chance = np.random.default_rng(seed)
    worth = {person: 0.1 + person / 10 for person in range(4)}
    options = [option(chance, worth) for _ in range(9)]
    return Choice(options, Additive(worth), 9.0, {0: 5.0, 1: 6.0}, 1, 8)


def expected(chosen: tuple[Option, ...], steps: Additive) -> float:
    total = 0.0
    for outcome in product((0, 1), repeat=len(chosen)):
        chance = np.prod([o.chance if works else 1 - o.chance for o, works in zip(chosen, outcome, strict=True)])
        total += chance * steps.better(frozenset(o.person for o, works in zip(chosen, outcome, strict=True) if works))
    return total


def allowed(chosen: tuple[Option, ...]) -> bool:
    hours = [sum(o.hours for o in chosen if o.who == who) for who in range(3)]
    asked = [o.introducer for o in chosen if o.introducer is not None]
    people = [o.person for o in chosen]
    return (
        sum(hours) <= 9
        and hours[0] <= 5
        and hours[1] <= 6
        and len(set(people)) == len(people)
        and len(set(asked)) == len(asked)
    )


def brute_force(given: Choice) -> float:
    sets = (c for size in range(10) for c in combinations(given.options, size) if allowed(c))
    return max(expected(c, given.steps) for c in sets)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_set_of_all(seed: int) -> None:
    given = choice(seed)
    chosen, exact = given.best()
    assert exact
    assert given.value(chosen) == pytest.approx(brute_force(given), abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_swaps_from_the_integer_programme_come_close(seed: int) -> None:
    given = choice(seed)
    chosen = max((given._improved(start) for start in (given._programmed(), given._greedy())), key=given.value)
    assert given.fits(chosen)
    assert given.value(chosen) >= 0.9 * brute_force(given)


@pytest.mark.parametrize("seed", SEEDS)
def test_more_hours_never_hurt(seed: int) -> None:
    given = choice(seed)
    more = Choice(given.options, given.steps, 10.0, given.of_ours, 1, 8)
    assert more.value(more.best()[0]) >= given.value(given.best()[0]) - 1e-12
