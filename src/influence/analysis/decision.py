"""Committee: who decides, how the vote stands, and P(win)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.analysis.decision_ballot import veto_chance, yes_chance
from influence.analysis.decision_case import Case, case_of
from influence.analysis.decision_group import matter_of
from influence.analysis.opinions_initial import base, one_step, opinion
from influence.analysis.power import minimal_winning, pivotal, power, veto_players
from influence.analysis.ranking import EQUAL
from influence.analysis.results import Result, result
from influence.analysis.words import percent
from influence.model.scales import ATTITUDE, PART
from influence.model.words import shown

if TYPE_CHECKING:
    from influence.network import Network

SECTIONS = ("strength", "opinions", "decision")
ODDS = 0.5


def committee(net: Network, deal: str, *, force: bool = False, seed: int = 0) -> Result:
    """Who decides a deal (or an account's only open one), how each stands, and P(win).

    Args:
        net: the network.
        deal: id, name or unambiguous part of a deal or account.
        force: show numbers that are withheld for want of known attitudes.
        seed: of the sampled power shares of more than 25 voters with odd weights.

    Returns:
        A result whose `answer` has the keys of the command; probabilities are in [0, 1], opinions in [-1, 1].

    Raises `UnknownName`, `AmbiguousName`. Cost: one solve, and 2^(n/2) for n voters up to 20.
    """
    case = case_of(net, matter_of(net, deal))
    shown = case.pwin is not None and (force or case.withheld is None)
    answer: dict[str, Any] = {
        "deal": case.matter.deal,
        "account": case.matter.account,
        "pwin": case.pwin if shown else None,
        "pwin_low": case.with_unknown("doubt").pwin if shown else None,
        "pwin_high": case.with_unknown("accept").pwin if shown else None,
        "withheld": case.withheld,
        "ask": _ask(case) if case.withheld else [],
        "rule": {"quorum": case.group.rule.quorum, "assumed": case.group.assumed},
        **_power(case, seed),
    }
    return result(
        net,
        "committee",
        answer,
        "people",
        sections=SECTIONS,
        parameters={"deal": deal, "force": force, "seed": seed},
        warnings=warnings_of(case) + _more_warnings(case, answer, shown=shown),
        none=not shown,
        unit="probability",
        sentence=lambda entry, lang: _sentence(answer["pwin"], entry, lang),
    )


def warnings_of(case: Case) -> list[str]:
    """What every answer about a decision must say first."""
    found = []
    name = case.net.name
    if case.group.assumed:
        found.append("assumed: no decisions are recorded, the group is taken from the layers of the account's contacts")
    found += [
        f"the decision of {name(p)} does not count: every post at the account has ended" for p in case.group.dropped
    ]
    if case.withheld:
        found.append(f"P(win) is withheld: {case.withheld}")
    vague = sorted(i.id for stake in case.stakes.values() for i in stake.interests if i.effect is None)
    found += [f"interest {one} says neither threatened nor served, and counts for neither" for one in vague]
    if case.ballot.votes and case.ballot.tally.rounded:
        found.append("more than 1,000,000 different sums of weights: weights are rounded to 1e-4 of the total")
    return found


def _more_warnings(case: Case, answer: dict[str, Any], *, shown: bool) -> list[str]:
    found = turning(case) if shown else []
    if answer["minimal_winning"] is None:
        found.append("more than 1,000 minimal winning groups: they are not listed")
    if answer["power_draws"]:
        found.append(f"power is sampled from {answer['power_draws']} seeded orders")
    return found


def turning(case: Case) -> list[str]:
    """Neutral or unknown people whose one step changes the side of even odds."""
    people = case.ears.people
    open_minds = [
        place
        for place, word in enumerate(case.attitudes)
        if word in ("neutral", "unknown") and not case.ears.rival[place]
    ]
    if not open_minds or case.pwin is None:
        return []
    system = case.system
    steps = [(p, one_step(case.attitudes[p], way)) for p in open_minds if p in system.at for way in (-1, 1)]
    return [
        f"one step of {case.net.name(int(people[place]))} to {word} takes P(win) to {percent(win)}"
        for (place, word), win in _after_steps(case, case.pwin, steps)
        if (win >= ODDS) != (case.pwin >= ODDS)
    ]


def _after_steps(case: Case, now: float, steps: list[tuple[int, str]]) -> list[tuple[tuple[int, str], float]]:
    """P(win) after each step (place, word) that may change the side of even odds."""
    import numpy as np

    if not steps:
        return []
    constants, people = case.net.assumptions, case.ears.people
    moved = np.array([_moved(case, case.system, place, word) for place, word in steps])
    vetoes = np.array([_vetoes(case, int(people[place]), word) for place, word in steps])
    yes, used = yes_chance(moved, constants), veto_chance(moved, vetoes, constants)
    z = case.opinions[case.members]
    before = yes_chance(z, constants), veto_chance(z, np.array(case.ballot.vetoes), constants)
    # P(win) moves by no more than the chances it is made of
    most = np.abs(yes - before[0]).sum(axis=1) + np.abs(used - before[1]).sum(axis=1)
    rows = np.flatnonzero(most >= abs(now - ODDS) - EQUAL)
    wins = case.ballot.chance(yes[rows], used[rows])
    return [(steps[row], float(win)) for row, win in zip(rows, wins, strict=True)]


def _moved(case: Case, system: Any, place: int, word: str) -> Any:
    constants = case.net.assumptions
    stake = case.stake(int(case.ears.people[place]))
    return system.after_attitude(place, opinion(word, stake, constants), base(word, constants))


def _vetoes(case: Case, person: int, word: str) -> tuple[float, ...]:
    """Vetoes after one person's change of attitude, the assumed group assumed anew."""
    if not case.group.assumed:
        return case.ballot.vetoes
    return tuple(assumed_veto(case, person, word) if m.person == person else m.veto for m in case.group.members)


def assumed_veto(case: Case, person: int, word: str) -> float:
    """Veto of a member of an assumed group, were the person's attitude `word`."""
    from influence.analysis.decision_group import assumed_member

    constants = case.net.assumptions
    exposed = case.stake(person).exposure > 0
    return assumed_member(case.net, case.matter, person, word, constants["assumed_veto"], exposed=exposed).veto


def _ask(case: Case) -> list[str]:
    """Ids of those whose attitude would have to be known."""
    return [case.net.ids[person] for person in case.asked if case.attitude(person) == "unknown"]


def _power(case: Case, seed: int) -> dict[str, Any]:
    weights, rule = list(case.ballot.weights), case.group.rule
    shares = power(weights, rule, seed=seed)
    ids = [case.net.ids[m.person] for m in case.group.members]
    groups = minimal_winning(weights, rule)
    essential = set(veto_players(weights, rule))
    essential |= {at for at, veto in enumerate(case.ballot.vetoes) if veto >= 1}
    return {
        "people": _people(case, shares),
        "minimal_winning": groups and [[ids[at] for at in group] for group in groups],
        "veto_players": [ids[at] for at in sorted(essential)],
        "power_draws": shares.draws,
    }


def _people(case: Case, shares: Any) -> list[dict[str, Any]]:
    import numpy as np

    z, constants = case.opinions[case.members], case.net.assumptions
    yes = yes_chance(z, constants)
    used = veto_chance(z, np.array(case.ballot.vetoes), constants)
    voting = np.array([m.weight > 0 for m in case.group.members], dtype=bool)
    decides = np.zeros(len(z))
    decides[voting] = pivotal([m.weight for m in case.group.voters], case.group.rule, yes[voting].tolist())
    return [
        {
            "id": case.net.ids[member.person],
            "name": case.net.name(member.person),
            "part": member.part,
            "vote_weight": member.weight,
            "veto": member.veto,
            "attitude": case.attitude(member.person),
            "opinion": float(z[at]),
            "initial_opinion": float(case.initial[case.members[at]]),
            "p_yes": float(yes[at]),
            "p_veto": float(used[at]),
            "banzhaf": shares.banzhaf[at],
            "shapley_shubik": shares.shapley_shubik[at],
            "pivotal": float(decides[at]),
        }
        for at, member in enumerate(case.group.members)
    ]


def _sentence(pwin: float | None, entry: dict[str, Any], lang: str) -> str:
    told = {
        **entry,
        "part": shown(entry["part"], lang, PART.where),
        "attitude": shown(entry["attitude"], lang, ATTITUDE.where),
        "yes": percent(entry["p_yes"]),
        "vetoes": percent(entry["p_veto"]),
        "decides": percent(entry["pivotal"]),
        "power": percent(entry["banzhaf"]),
        "win": "-" if pwin is None else percent(pwin),
    }
    return (_ENGLISH if lang == "en" else _CHINESE).format(**told)


_ENGLISH = (
    "{name} ({part}, attitude {attitude}) starts at {initial_opinion:+.2f} and, after listening to colleagues, "
    "settles at {opinion:+.2f} on a scale from -1 (against) to +1 (for): {yes} likely to say yes, {vetoes} to use a "
    "veto. The vote weighs {vote_weight:g}, holds {power} of the power (Banzhaf), and decides the outcome in {decides} "
    "of cases. P(win) for the whole group: {win}."
)
_CHINESE = (
    "{name}（职责 {part}，态度 {attitude}）起初的意见为 {initial_opinion:+.2f}，听取同事意见后稳定在 {opinion:+.2f}"
    "（-1 反对，+1 支持）：赞成的概率 {yes}，"
    "动用否决的概率 {vetoes}。票重 {vote_weight:g}，占投票权力（Banzhaf）的 {power}，"
    "在 {decides} 的情形下由此人决定结果。整个决策组的赢单概率：{win}。"
)
