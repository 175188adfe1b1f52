"""Blockers: who costs P(win), why, and what can be done; allies: who brings it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.analysis.blockers_answers import answers_to, bypass_of
from influence.analysis.decision import warnings_of
from influence.analysis.decision_case import Case, case_of
from influence.analysis.decision_group import matter_of
from influence.analysis.opinions_change import EXACT, Solved
from influence.analysis.opinions_initial import base, unexplained
from influence.analysis.ranking import EQUAL, ranking
from influence.analysis.results import Result, result
from influence.analysis.words import percent, points
from influence.model.scales import ATTITUDE
from influence.model.words import shown

if TYPE_CHECKING:
    from influence.network import Network

SECTIONS = ("strength", "routes", "opinions", "decision", "answers")


def blockers(net: Network, deal: str, *, force: bool = False) -> Result:
    """Who costs P(win), by how much, with which interests, and the four answers to each; who brings it.

    A blocker has a negative initial or settled opinion; the cost is P(win) with the person's attitude neutral and
    interests settled, minus P(win). An ally has a positive opinion; the worth is measured in the same way.

    Args:
        net: the network.
        deal: id, name or unambiguous part of a deal or account.
        force: show numbers that are withheld for want of known attitudes.

    Raises `UnknownName`, `AmbiguousName`. Cost: one solve of the contacts, exact up to 2,000 of them; beyond, those
    with least pull on the group are held where they are, which `warnings` says.
    """
    case = case_of(net, matter_of(net, deal))
    shown = case.pwin is not None and (force or case.withheld is None)
    people, allies = _told(case) if shown else ([], [])
    answer: dict[str, Any] = {
        "deal": case.matter.deal,
        "account": case.matter.account,
        "pwin": case.pwin if shown else None,
        "withheld": case.withheld,
        "people": people,
        "allies": allies,
    }
    return result(
        net,
        "blockers",
        answer,
        "people",
        sections=SECTIONS,
        parameters={"deal": deal, "force": force},
        warnings=warnings_of(case) + _limits(case),
        none=not shown,
        unit="P(win)",
        sentence=lambda entry, lang: _sentence(answer["pwin"], entry, lang),
    )


def _limits(case: Case) -> list[str]:
    if len(case.ears) <= EXACT:
        return []
    return [f"{len(case.ears):,} contacts: only the {EXACT:,} with most pull on the group are moved, the rest held"]


def _told(case: Case) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    system = case.system
    rows = [place for place in system.at if not case.ears.rival[place]]
    gains = neutral_gains(case, system, rows)
    costs, worths = [], []
    for place, gain in zip(rows, gains, strict=True):
        if gain > EQUAL and (case.initial[place] < 0 or case.opinions[place] < 0):
            costs.append((place, gain))
        if gain < -EQUAL and case.opinions[place] > 0:
            worths.append((place, -gain))
    people = [_blocker(case, system, *costs[at]) for at in ranking([cost for _, cost in costs])]
    allies = [_ally(case, *worths[at]) for at in ranking([worth for _, worth in worths])]
    return people, allies


def neutral_gains(case: Case, system: Solved, places: list[int]) -> list[float]:
    """P(win) with the attitude of the person at each place neutral, minus P(win); vetoes are kept."""
    import numpy as np

    if not places or case.pwin is None:
        return []
    open_mind = base("neutral", case.net.assumptions)
    moved = np.array([system.after_attitude(place, 0.0, open_mind) for place in places])
    found: list[float] = (case.ballot.win(moved, case.net.assumptions) - case.pwin).tolist()
    return found


def _blocker(case: Case, system: Solved, place: int, cost: float) -> dict[str, Any]:
    person = int(case.ears.people[place])
    stake, attitude = case.stake(person), case.attitudes[place]
    bypass = bypass_of(case, person)
    return {
        "id": case.net.ids[person],
        "name": case.net.name(person),
        "cost": cost,
        "attitude": attitude,
        "opinion": float(case.opinions[place]),
        "exposure": stake.exposure,
        "veto": next((m.veto for m in case.group.members if m.person == person), 0.0),
        "bypass": {"possible": bypass.possible, "why": bypass.why},
        "interests": [shown_interest(interest) for interest in stake.interests],
        "unexplained": unexplained(attitude, stake, case.net.assumptions),
        "answers": answers_to(case, system, place, possible=bypass.possible),
    }


def shown_interest(interest: Any) -> dict[str, Any]:
    """An interest as answers show it: its columns."""
    return dict(interest._asdict())


def _ally(case: Case, place: int, worth: float) -> dict[str, Any]:
    person = int(case.ears.people[place])
    return {"id": case.net.ids[person], "name": case.net.name(person), "worth": worth}


def _sentence(pwin: float | None, entry: dict[str, Any], lang: str) -> str:
    best = max(entry["answers"], key=lambda answer: answer["pwin"], default=None)
    english = lang == "en"
    told = {
        **entry,
        "attitude": shown(entry["attitude"], lang, ATTITUDE.where),
        "now": percent(pwin or 0.0),
        "neutral": percent((pwin or 0.0) + entry["cost"]),
        "loss": (points if english else percent)(entry["cost"]).lstrip("+"),
        "lost": percent(entry["exposure"]),
        "can": "can be bypassed" if entry["bypass"]["possible"] else "cannot be bypassed",
        "可否": "可以绕过" if entry["bypass"]["possible"] else "无法绕过",
    }
    text = (_ENGLISH if english else _CHINESE).format(**told)
    if best is None:
        return text
    named = best["answer"].replace("_", " ") if english else _ANSWERS[best["answer"]]
    words = {"answer": named, "pwin": percent(best["pwin"]), "hours": best["hours"]}
    last = (
        " Best answer: {answer}, P(win) {pwin} for {hours:g} hours."
        if english
        else "最佳对策：{answer}，赢单概率 {pwin}，需 {hours:g} 小时。"
    )
    return text + last.format(**words)


_ANSWERS = {"bypass": "绕过", "win_over": "争取", "go_between": "说情", "wait": "等待其离任"}
_ENGLISH = (
    "{name} (attitude {attitude}, opinion {opinion:+.2f}) costs {loss}: were {name} neutral and every interest "
    "settled, P(win) would be {neutral} instead of {now}. What this person may lose weighs {lost}; veto {veto:g}; "
    "{can} ({bypass[why]})."
)
_CHINESE = (
    "{name}（态度 {attitude}，意见 {opinion:+.2f}）使赢单概率降低 {loss}："
    "若其态度中立且利益顾虑消除，赢单概率将为 {neutral}，现为 {now}。"
    "其可能的损失权重为 {lost}；否决权 {veto:g}；{可否}。"
)
