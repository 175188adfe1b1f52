"""What should I ask next? Unknown facts, ranked by how much the answer could change P(win)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from influence.analysis.decision_ballot import Ballot
from influence.analysis.decision_case import Case, case_of
from influence.analysis.decision_group import Group, Member, matter_of
from influence.analysis.opinions_initial import STEPS
from influence.analysis.results import Result, result
from influence.analysis.steps import Steps
from influence.analysis.words import percent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.network import Network

STRENGTHS = (0.25, 0.5, 0.75, 1.0)  # the ladder known, acquainted, trusted, allied
MOST_TIES = 20  # assumed ties looked at, those with most pull on the group first
SMALL = 1e-12


def questions(net: Network, deal: str, *, k: int = 20) -> Result:
    """Unknown attitudes, assumed ties and unrecorded parts of a deal, by the expected absolute change of P(win).

    The answers are taken as equally likely: five attitudes; four strengths of an assumed tie; for an assumed group,
    whether a person votes. Where nobody votes, everyone at the account is asked about, `change` None. At most `k`
    questions. Raises `UnknownName`, `AmbiguousName`, `UsageError` for an account without people.
    """
    case = case_of(net, matter_of(net, deal))
    found = [*_attitudes(case), *_ties(case), *_parts(case)] if case.pwin is not None else list(_deciders(case))
    asked = [row for row in found if row["change"] is None or row["change"] > SMALL]
    asked.sort(key=lambda row: (-(row["change"] or 0.0), row["id"], row["ask"]))
    answer = {
        "deal": case.matter.deal,
        "pwin": case.pwin if case.withheld is None else None,
        "withheld": case.withheld,
        "people": asked[:k],
    }
    return result(
        net,
        "questions",
        answer,
        "people",
        sections=("strength", "opinions", "decision"),
        parameters={"deal": deal, "k": k},
        warnings=[f"P(win) is withheld: {case.withheld}"] if case.withheld else [],
        none=not asked,
        unit="expected change of P(win)",
        sentence=_sentence,
    )


def _row(case: Case, person: int, topic: str, ask: str, change: float | None, why: str) -> dict[str, Any]:
    who = {"id": case.net.ids[person], "name": case.net.name(person)}
    return {**who, "ask": ask, "change": change, "why": why, "topic": topic}


def _attitudes(case: Case) -> Iterator[dict[str, Any]]:
    """Unknown attitudes of people whom the group hears."""
    steps, now = Steps(case), case.pwin or 0.0
    for person in steps.movable():
        if case.attitude(person) == "unknown":
            wins = [steps.at([(person, word)]) for word in STEPS]
            change = sum(abs(win - now) for win in wins) / len(wins)
            why = f"P(win) would be {percent(min(wins))} to {percent(max(wins))}"
            yield _row(case, person, "attitude", f"where does {case.net.name(person)} stand?", change, why)


def _ties(case: Case) -> Iterator[dict[str, Any]]:
    """Ties among contacts whose strength nobody stated, the ones with most pull on the group first."""
    import numpy as np

    ears, now = case.ears, case.pwin or 0.0
    pull = case.field.pull(case.mass)
    weight = ears.weight * pull[ears.listener]
    pairs: dict[tuple[int, int], float] = {}
    for arc in np.argsort(-weight, kind="stable")[: 10 * MOST_TIES].tolist():
        one, other = sorted((int(ears.listener[arc]), int(ears.speaker[arc])))
        pairs[one, other] = pairs.get((one, other), 0.0) + float(weight[arc])
    assumed = [pair for pair in pairs if _assumed(case, pair)]
    for pair in sorted(assumed, key=lambda pair: (-pairs[pair], pair))[:MOST_TIES]:
        wins = [_with_strength(case, pair, strength) for strength in STRENGTHS]
        change = sum(abs(win - now) for win in wins) / len(wins)
        names = [case.net.name(int(ears.people[place])) for place in pair]
        ask = f"how close are {names[0]} and {names[1]}?"
        yield _row(
            case,
            int(ears.people[pair[0]]),
            "tie",
            ask,
            change,
            f"P(win) would be {percent(min(wins))} to {percent(max(wins))}",
        )


def _assumed(case: Case, pair: tuple[int, int]) -> bool:
    one, other = (int(case.ears.people[place]) for place in pair)
    return any(tie.assumed for tie in case.net.ties(one, other))


def _with_strength(case: Case, pair: tuple[int, int], strength: float) -> float:
    """P(win) were the tie of two places of `strength`, standing unchanged."""
    rises = {arc: rise for arc in (pair, pair[::-1]) if (rise := _rise(case, arc, strength)) is not None}
    opinions = case.system.after_weights(rises, case.opinions)
    return float(case.ballot.win(opinions[None], case.net.assumptions)[0])


def _rise(case: Case, arc: tuple[int, int], strength: float) -> float | None:
    """How much heavier ``(listener, speaker)`` would be at `strength`; None where there is no such arc."""
    import numpy as np

    ears, (listener, speaker) = case.ears, arc
    first, after = np.searchsorted(ears.listener, [listener, listener + 1])
    at = first + int(np.searchsorted(ears.speaker[first:after], speaker))
    if at == after or ears.speaker[at] != speaker:
        return None
    return float(ears.weight[at] / ears.strength[at] * strength - ears.weight[at])


def _parts(case: Case) -> Iterator[dict[str, Any]]:
    """Of an assumed group, who really votes; of a recorded one nothing is unknown."""
    if not case.group.assumed:
        return
    now = case.pwin or 0.0
    for member in case.group.members:
        other = 0.0 if member.weight > 0 else 1.0
        win = _with_vote(case, member, other)
        if win is not None:
            name = case.net.name(member.person)
            why = f"P(win) would be {percent(win)} if {name} {'votes' if other else 'does not vote'}"
            yield _row(case, member.person, "vote", f"does {name} have a vote?", abs(win - now) / 2, why)


def _with_vote(case: Case, member: Member, weight: float) -> float | None:
    members = tuple(replace(m, weight=weight) if m is member else m for m in case.group.members)
    ballot = Ballot.of(Group(members, case.group.rule, assumed=True))
    if not ballot.votes:
        return None
    return float(ballot.win(case.opinions[case.members][None], case.net.assumptions)[0])


def _deciders(case: Case) -> Iterator[dict[str, Any]]:
    for person in case.own:
        name = case.net.name(person)
        yield _row(case, person, "part", f"does {name} decide, advise or veto?", None, "nobody is known to vote")


_TOPICS = {"attitude": "态度", "tie": "关系亲疏", "vote": "投票权", "part": "在决策中的角色"}


def _sentence(entry: dict[str, Any], lang: str) -> str:
    change = "-" if entry["change"] is None else f"{100 * entry['change']:.1f}"
    if lang == "zh":
        topic = _TOPICS[entry["topic"]]
        return f"应了解 {entry['name']} 的{topic}：答案平均会使赢单概率变动 {change} 个百分点。"
    return f"Ask: {entry['ask']} On average the answer moves P(win) by {change} points ({entry['why']})."
