"""The four answers to a blocker: bypass, win over, a go-between, wait; each with P(win), hours, through whom, why."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from influence.analysis.access import access
from influence.analysis.decision import assumed_veto
from influence.analysis.decision_ballot import Ballot, veto_chance, yes_chance
from influence.analysis.opinions_initial import base, one_step, opinion
from influence.analysis.ranking import ranking
from influence.analysis.words import percent

if TYPE_CHECKING:
    from influence.analysis.decision_case import Case
    from influence.analysis.opinions_change import Solved

DAYS_A_YEAR = 365.25
MOST_GO_BETWEENS = 3


@dataclass(frozen=True, slots=True)
class Bypass:
    """Whether a blocker can be left out, and why."""

    possible: bool
    why: str


def bypass_of(case: Case, person: int) -> Bypass:
    """Bypass is possible iff the person has no veto and the others whom a route around the person reaches can win."""
    members = case.group.members
    if any(m.person == person and m.veto > 0 for m in members):
        return Bypass(possible=False, why="has a veto")
    total = math.fsum(m.weight for m in members)
    ways = access(case.net)
    others = [m for m in members if m.weight > 0 and m.person != person]
    reached = math.fsum(m.weight for m in others if ways.best(m.person, avoid=person) > 0)
    if case.group.rule.meets(reached, total):
        return Bypass(possible=True, why=f"others whom we reach hold {reached:g} of {total:g} votes, enough")
    return Bypass(possible=False, why=f"others whom we reach hold only {reached:g} of {total:g} votes")


def answers_to(case: Case, system: Solved, place: int, *, possible: bool) -> list[dict[str, Any]]:
    """Answers to the blocker at `place`: bypass where `possible`, win over, up to three go-betweens, wait."""
    silent = system.after_silence(place)
    better = better_pwin(case, system, place)
    found = [_bypass(case, place, silent)] if possible else []
    found += _win_over(case, place, better)
    found += _go_betweens(case, place, better)
    found += _wait(case, place, silent)
    return found


def _answer(answer: str, pwin: float, hours: float, why: str, through: list[str] | None = None) -> dict[str, Any]:
    return {"answer": answer, "pwin": float(pwin), "through": through or [], "hours": hours, "why": why}


def _bypass(case: Case, place: int, silent: Any) -> dict[str, Any]:
    import numpy as np

    constants, person = case.net.assumptions, int(case.ears.people[place])
    yes = yes_chance(silent, constants)
    veto = veto_chance(silent, np.array(case.ballot.vetoes), constants)
    own = np.array([m.person == person for m in case.group.members], dtype=bool)
    yes[own] = veto[own] = 0.0
    pwin = case.ballot.chance(yes[None], veto[None])[0]
    return _answer("bypass", pwin, 0.0, "votes no, and nobody listens any more")


def better_pwin(case: Case, system: Solved, place: int) -> float:
    """P(win) given the person's attitude one step towards support, the assumed group assumed anew."""
    import numpy as np

    constants, person = case.net.assumptions, int(case.ears.people[place])
    word = one_step(case.attitudes[place], 1)
    moved = system.after_attitude(place, opinion(word, case.stake(person), constants), base(word, constants))
    vetoes = np.array(case.ballot.vetoes)
    if case.group.assumed:
        own = [m.person == person for m in case.group.members]
        vetoes[own] = assumed_veto(case, person, word) if any(own) else 0.0
    return float(case.ballot.win(moved[None], constants, vetoes)[0])


def _win_over(case: Case, place: int, better: float) -> list[dict[str, Any]]:
    constants, person, now = case.net.assumptions, int(case.ears.people[place]), case.pwin or 0.0
    ways = access(case.net)
    reach = ways.best(person)
    if reach <= 0:
        return []
    chance = reach * constants["win_over_chance"]
    why = f"{percent(chance)} to move one step from {case.attitudes[place]}, over the best route ({percent(reach)})"
    through = [case.net.ids[p] for p in ways.route(person)]
    return [_answer("win_over", chance * better + (1 - chance) * now, constants["win_over_hours"], why, through)]


def _go_betweens(case: Case, place: int, better: float) -> list[dict[str, Any]]:
    person, now = int(case.ears.people[place]), case.pwin or 0.0
    found = [(c, chance) for c in case.net.neighbours(person) if (chance := _speaks(case, c, person)) > 0]
    values = [chance * better + (1 - chance) * now for _, chance in found]
    return [
        _go_between(case, found[at][0], person, found[at][1], values[at]) for at in ranking(values)[:MOST_GO_BETWEENS]
    ]


def _speaks(case: Case, between: int, person: int) -> float:
    """Chance that a word of `between` reaches and moves `person`: route, willingness, step."""
    net, ways = case.net, access(case.net)
    group = net.group(between)
    if group == "contact" and case.opinions[case.places[between]] < net.assumptions["go_between_opinion"]:
        return 0.0
    spoken = ways.willingness(between, person) * ways.step_probability(between, person)
    if spoken <= 0:
        return 0.0
    return spoken * (1.0 if group == "team" else ways.best(between, avoid=person))


def _go_between(case: Case, between: int, person: int, chance: float, pwin: float) -> dict[str, Any]:
    net = case.net
    route = [between] if net.group(between) == "team" else access(net).route(between, avoid=person)
    why = f"{percent(chance)} that a word of {net.name(between)} moves {net.name(person)} one step"
    return _answer("go_between", pwin, net.assumptions["go_between_hours"], why, [net.ids[p] for p in route])


def _wait(case: Case, place: int, silent: Any) -> list[dict[str, Any]]:
    constants, person, now = case.net.assumptions, int(case.ears.people[place]), case.pwin or 0.0
    members = case.group.members
    stay = [at for at, m in enumerate(members) if m.person != person]
    rest = Ballot(tuple(members[at].weight for at in stay), tuple(members[at].veto for at in stay), case.group.rule)
    if not rest.votes:
        return []
    leaves, why = _leaving(case, person)
    gone = float(rest.win(silent[stay][None], constants)[0])
    return [_answer("wait", leaves * gone + (1 - leaves) * now, 0.0, why)]


def _leaving(case: Case, person: int) -> tuple[float, str]:
    """Chance that the person leaves before the deal closes."""
    stated = case.net.person(person).get("leaving")
    if stated is not None:
        return float(stated), f"{percent(stated)} to leave before the deal closes, as recorded"
    constants = case.net.assumptions
    close = case.net.deals[case.matter.deal].close_on if case.matter.deal is not None else None
    years = constants["close_years"]
    if close is not None:
        years = max(0.0, (date.fromisoformat(close).toordinal() - case.net.day) / DAYS_A_YEAR)
    leaves = 1 - math.exp(-constants["leaving_rate"] * years)
    return leaves, f"{percent(leaves)} to leave within {years:.1f} years, assumed"
