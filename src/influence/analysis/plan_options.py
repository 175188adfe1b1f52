"""What could be done for a deal: per person the ways to move them one step, with hours, chance and whom it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from influence.analysis.access import access
from influence.analysis.reach import pair_strength

if TYPE_CHECKING:
    from influence.analysis.decision_case import Case
    from influence.analysis.steps import Steps

WORTH = 1e-12
MOST_PEOPLE = 60  # people whose step is worth most, whose ways are looked at
MOST_OPTIONS = 40  # most promising options that are compared


@dataclass(frozen=True, slots=True)
class Option:
    """One way to move `person` a step: by `who` of ours with `hours`, and `chance` that it works.

    `introducer` is asked for an introduction first (its `asking` hours included in `total`), None where none is
    needed. `through` is the route. `gain` is the change of P(win) if it works, alone; `value` the linear surrogate.
    """

    who: int
    person: int
    action: str
    hours: float
    asking: float
    chance: float
    introducer: int | None
    through: tuple[int, ...]
    gain: float
    value: float

    @property
    def total(self) -> float:
        """Hours, those of the introduction included."""
        return self.hours + self.asking

    @property
    def key(self) -> tuple[int, str, int, tuple[int, ...]]:
        """What options are ordered by."""
        return (self.person, self.action, self.who, self.through)


def options(case: Case, steps: Steps) -> tuple[list[Option], int]:
    """Options that raise P(win), in the order of people, then of actions; and how many there were.

    Of the 60 people whose step is worth most, the 40 options with the largest chance times gain.
    """
    now, constants = case.pwin or 0.0, case.net.assumptions
    pull = case.field.pull(case.mass)
    found = []
    people = steps.movable()
    steps.prepare([frozenset({person}) for person in people])
    gains = {person: steps.better([person]) - now for person in people}
    for person in sorted(people, key=lambda person: (-gains[person], person))[:MOST_PEOPLE]:
        gain = gains[person]
        if gain > WORTH:
            place = case.places[person]
            moved = _delta(case, person)
            ways = [*_visits(case, person), *_words(case, person)]
            found += [
                Option(
                    who,
                    person,
                    action,
                    constants[hours],
                    asking,
                    chance,
                    first,
                    through,
                    gain,
                    chance * float(pull[place]) * moved,
                )
                for who, action, hours, asking, chance, first, through in ways
                if chance > WORTH
            ]
    kept = [option for option in found if not any(_better(other, option) for other in found)]
    kept.sort(key=lambda option: (-option.chance * option.gain, option.key))
    return sorted(kept[:MOST_OPTIONS], key=lambda option: option.key), len(kept)


def _better(one: Option, other: Option) -> bool:
    """Whether `one` does the same for the same person at no more cost, with more chance (or as much, in less time)."""
    if one is other or (one.who, one.person) != (other.who, other.person):
        return False
    if one.introducer not in (None, other.introducer) or one.total > other.total or one.chance < other.chance:
        return False
    return (-one.chance, one.total, one.key) < (-other.chance, other.total, other.key)


def _delta(case: Case, person: int) -> float:
    from influence.analysis.opinions_initial import OPINION, one_step

    place = case.places[person]
    return OPINION[one_step(case.attitude(person), 1)] - float(case.initial[place])


_Way = tuple[int, str, str, float, float, "int | None", tuple[int, ...]]


def _visits(case: Case, person: int) -> list[_Way]:
    """A visit, and time to win the person over, by the one of ours at the start of the best route."""
    net, ways = case.net, access(case.net)
    reach = ways.best(person)
    if reach <= 0:
        return []
    route = tuple(ways.route(person))
    direct = (pair_strength(net, route[0], person) or 0.0) >= net.assumptions["direct_strength"]
    needed = len(route) > 2 or not direct
    first = route[1] if len(route) > 2 else None
    asking = net.assumptions["introduction_hours"] if needed and first is not None else 0.0
    return [
        (route[0], "visit", "visit_hours", asking, reach * net.assumptions["visit_chance"], first, route),
        (route[0], "win_over", "win_over_hours", asking, reach * net.assumptions["win_over_chance"], first, route),
    ]


def _words(case: Case, person: int) -> list[_Way]:
    """A word of each go-between who can be asked, by the one of ours who is nearest to them."""
    net, ways = case.net, access(case.net)
    found: list[_Way] = []
    for between in net.neighbours(person):
        group = net.group(between)
        if group == "contact" and case.opinions[case.places[between]] < net.assumptions["go_between_opinion"]:
            continue
        spoken = ways.willingness(between, person) * ways.step_probability(between, person)
        own = group == "team"
        chance = spoken * (1.0 if own else ways.best(between, avoid=person)) if spoken > 0 else 0.0
        if chance > WORTH:
            route = (between,) if own else tuple(ways.route(between, person))
            first = None if own else between
            found.append((route[0], "go_between", "go_between_hours", 0.0, chance, first, (*route, person)))
    return sorted(found, key=lambda way: (-way[4], way[6]))[:3]
