"""Who gains and who loses by a deal: vested interests per person, level and horizon."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.analysis.decision_case import Case, case_of
from influence.analysis.decision_group import matter_of
from influence.analysis.opinions_initial import leaning, unexplained, weight_of
from influence.analysis.results import Result, result

if TYPE_CHECKING:
    from influence.network import Network

UNSTATED = "unstated"


def interests(net: Network, deal: str) -> Result:
    """What the deal (or an account's only open one) threatens and serves for each contact of the account.

    `exposure` = ``1 - prod(1 - severity likelihood)`` over threatened open interests, `gain` the same over served ones
    (0 to 1); `unexplained` = recorded opinion less ``.5 (gain - exposure)``, None for an unknown attitude. `by_level`
    and `by_horizon` add up severity times likelihood, the account's own interests included. Raises `UnknownName`,
    `AmbiguousName`. Cost linear in interests.
    """
    case = case_of(net, matter_of(net, deal))
    people = [_person(case, person) for person in case.own]
    held = [net.ids[person] for person in case.own] + [case.matter.account or ""]
    rows = [interest for holder in held if holder in case.stakes for interest in case.stakes[holder].interests]
    own = case.stakes.get(case.matter.account or "")
    answer = {
        "deal": case.matter.deal,
        "account": case.matter.account,
        "people": people,
        "by_level": _summed(net, rows, "level"),
        "by_horizon": _summed(net, rows, "horizon"),
        "account_interests": [_shown(net, interest) for interest in own.interests] if own else [],
    }
    return result(
        net,
        "interests",
        answer,
        "people",
        sections=("opinions",),
        parameters={"deal": deal},
        warnings=_warnings(rows),
        unit="share of what one holds",
        sentence=_sentence,
    )


def _person(case: Case, person: int) -> dict[str, Any]:
    net, stake, attitude = case.net, case.stake(person), case.attitude(person)
    return {
        "id": net.ids[person],
        "name": net.name(person),
        "attitude": attitude,
        "exposure": stake.exposure,
        "gain": stake.gain,
        "leaning": leaning(stake, net.assumptions),
        "unexplained": unexplained(attitude, stake, net.assumptions),
        "interests": [_shown(net, interest) for interest in stake.interests],
    }


def _shown(net: Network, interest: Any) -> dict[str, Any]:
    settled = interest.id in net.changes.settled
    return {
        "id": interest.id,
        "kind": interest.kind,
        "effect": interest.effect,
        "severity": interest.severity,
        "likelihood": interest.likelihood,
        "weight": weight_of(interest, net),
        "level": interest.level,
        "horizon": interest.horizon,
        "state": "settled" if settled else interest.state,
        "deal": interest.deal,
        "description": interest.description,
    }


def _summed(net: Network, rows: list[Any], column: str) -> dict[str, dict[str, float]]:
    """Weights of threatened and served interests per word of `column`, in the order of the words."""
    found: dict[str, dict[str, float]] = {}
    for word in sorted({getattr(row, column) or UNSTATED for row in rows}):
        of_word = [row for row in rows if (getattr(row, column) or UNSTATED) == word]
        found[word] = {
            effect: sum(weight_of(row, net) for row in of_word if row.effect == effect)
            for effect in ("threatened", "served")
        }
    return found


def _warnings(rows: list[Any]) -> list[str]:
    assumed = sorted(row.id for row in rows if row.severity is None or row.likelihood is None)
    vague = sorted(row.id for row in rows if row.effect is None)
    found = [f"assumed: severity or likelihood of {', '.join(assumed)} is not stated"] if assumed else []
    return found + [f"interest {one} says neither threatened nor served, and counts for neither" for one in vague]


def _sentence(entry: dict[str, Any], lang: str) -> str:
    threatened = [i for i in entry["interests"] if i["effect"] == "threatened"]
    served = [i for i in entry["interests"] if i["effect"] == "served"]
    rest = entry["unexplained"]
    if lang == "zh":
        apart = "态度未知" if rest is None else f"其态度中有 {rest:+.2f} 无法由已知利益解释"
        return (
            f"{entry['name']}：受损 {entry['exposure']:.2f}（{_product(threatened)}），受益 {entry['gain']:.2f}"
            f"（{_product(served)}），利益所示的意见为 {entry['leaning']:+.2f}；{apart}。"
        )
    apart = "the attitude is unknown" if rest is None else f"{rest:+.2f} of the attitude is not explained by them"
    return (
        f"{entry['name']} stands to lose {entry['exposure']:.2f} ({_product(threatened)}) and to gain "
        f"{entry['gain']:.2f} ({_product(served)}); that alone suggests an opinion of {entry['leaning']:+.2f}; {apart}."
    )


def _product(rows: list[dict[str, Any]]) -> str:
    return "1 - " + " x ".join(f"(1 - {row['weight']:.2f})" for row in rows) if rows else "-"
