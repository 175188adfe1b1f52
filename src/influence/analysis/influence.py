"""Influencers: who really moves a decision, whatever their title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.analysis.account_graph import account_graph
from influence.analysis.centrality import MEASURES
from influence.analysis.decision import warnings_of
from influence.analysis.decision_case import Case, case_of
from influence.analysis.decision_group import matter_of
from influence.analysis.ranking import EQUAL, ranking, ranks
from influence.analysis.results import Result, result
from influence.analysis.sampling import MOST_ARCS, Robustness, robustness
from influence.analysis.words import percent
from influence.model.scales import LAYER

if TYPE_CHECKING:
    from influence.network import Network

SECTIONS = ("strength", "opinions", "decision", "sampling")
QUARTER = 4
DRAWS = 500
EVIDENCE = ("degree", "betweenness", "pagerank")
MANY = 300  # people above which only the quick measure is shown


def influencers(net: Network, deal: str, *, force: bool = False, draws: int = DRAWS, seed: int = 0) -> Result:
    """The account's contacts by their influence on the decision.

    Influence is ``c = pi' V0``: pi the vote weights, V0 the total effects of Friedkin and Johnsen (1999) with the same
    base for everybody; all contacts together have 1. Ranks come with the interval that holds 90 % of `draws` draws of
    the ties, by confidence and strength.

    Args:
        net: the network.
        deal: id, name or unambiguous part of a deal or account.
        force: accepted for the sake of the command; nothing here is withheld.
        draws: how often ties are drawn, 0 for no intervals.
        seed: of the draws.

    Raises `UnknownName`, `AmbiguousName`. Cost: one solve, and draws x ties.
    """
    case = case_of(net, matter_of(net, deal))
    places = [case.places[p] for p in case.own]
    sure = robustness(case, _places(places), draws=draws, seed=seed)
    answer: dict[str, Any] = {
        "deal": case.matter.deal,
        "account": case.matter.account,
        "people": _people(case, places, sure),
        "outside": _outside(case, set(places)),
    }
    answer["robustness"] = _stamp(answer["people"], sure, places, case)
    return result(
        net,
        "influencers",
        answer,
        "people",
        sections=SECTIONS,
        parameters={"deal": deal, "force": force, "draws": draws, "seed": seed},
        warnings=_warnings(case, sure, draws),
        none=not answer["people"],
        unit="share of the decision",
        sentence=lambda entry, lang: _sentence(len(answer["people"]), entry, lang),
    )


def _places(places: list[int]) -> Any:
    import numpy as np

    return np.array(places, dtype=np.int64)


def _people(case: Case, places: list[int], sure: Robustness | None) -> list[dict[str, Any]]:
    values = [float(case.influence[place]) for place in places]
    order, rank = ranking(values), ranks(values)
    layers = [case.net.layer(int(case.ears.people[place])) for place in places]
    hidden, measured = hidden_influencers(values, layers), _measures(case)
    low, high, top = (sure.low, sure.high, sure.top) if sure else ([None] * len(places),) * 3
    found = []
    for at in order:
        person = int(case.ears.people[places[at]])
        found.append(
            {
                "id": case.net.ids[person],
                "name": case.net.name(person),
                "influence": values[at],
                "rank": rank[at],
                "rank_low": low[at],
                "rank_high": high[at],
                "p_top3": top[at],
                "layer": layers[at],
                "attitude": case.attitudes[places[at]],
                "opinion": float(case.opinions[places[at]]),
                "hidden": at in hidden,
                "measures": measured[person],
            }
        )
    return _with_claims(case, found, order, sure)


def _measures(case: Case) -> dict[int, dict[str, Any]]:
    """Evidence beside the headline, by person: measures inside the account, and how many listen to whom."""
    import numpy as np

    graph = account_graph(case.net, case.own)
    names = EVIDENCE if len(case.own) <= MANY else EVIDENCE[:1]
    columns = {name: MEASURES[name](graph).tolist() for name in names} if case.own else {}
    heard = np.bincount(case.ears.speaker, minlength=len(case.ears))
    hears = np.bincount(case.ears.listener, minlength=len(case.ears))
    return {
        person: {
            **{name: values[at] for name, values in columns.items()},
            "listened_to_by": int(heard[case.places[person]]),
            "listens_to": int(hears[case.places[person]]),
        }
        for at, person in enumerate(case.own)
    }


def _with_claims(case: Case, found: list[dict[str, Any]], order: list[int], sure: Robustness | None) -> list[Any]:
    """Whether each person may be said to come before the next one: in enough of the draws."""
    for place, entry in enumerate(found):
        follows = place + 1 < len(found)
        share = sure.ahead(order[place], order[place + 1]) if sure and follows else None
        entry["p_before_next"] = share
        entry["before_next"] = share is not None and share >= case.net.assumptions["claim"]
    return found


def hidden_influencers(values: list[float], layers: list[str | None]) -> set[int]:
    """Positions in the top quarter by influence, below the decision layer, above somebody of the next layer up.

    >>> sorted(hidden_influencers([0.5, 0.3, 0.1, 0.1], ["operation", "decision", "management", None]))
    [0]
    """
    top = ranking(values)[: -(-len(values) // QUARTER)]
    found = set()
    for at in top:
        layer = layers[at]
        if layer is None or layer == LAYER.words[0]:
            continue
        up = LAYER.words[LAYER.index(layer) - 1]
        if any(layers[o] == up and values[at] - values[o] > EQUAL for o in range(len(values))):
            found.add(at)
    return found


def _outside(case: Case, own: set[int]) -> list[dict[str, Any]]:
    people, influence = case.ears.people.tolist(), case.influence.tolist()
    ids, names = list(case.net.ids), list(case.net.names)
    return [
        {"id": ids[person], "name": names[person], "influence": influence[place]}
        for place, person in enumerate(people)
        if place not in own
    ]


def _stamp(people: list[dict[str, Any]], sure: Robustness | None, places: list[int], case: Case) -> str | None:
    if not sure or not people:
        return None
    at = {case.net.ids[int(case.ears.people[place])]: position for position, place in enumerate(places)}
    best = [at[entry["id"]] for entry in people[:3]]
    return f"the same top {len(best)} in {percent(sure.same_top(best))} of draws"


def _warnings(case: Case, sure: Robustness | None, draws: int) -> list[str]:
    found = [text for text in warnings_of(case) if not text.startswith("P(win)")]
    if not case.own:
        found.append("cannot say: nobody is recorded at the account")
    elif not case.ballot.votes:
        found.append("nobody votes: influence on all the account's contacts alike is shown")
    if sure is None and draws > 0 and case.own:
        found.append(f"rank intervals are not sampled: more than {MOST_ARCS:,} ties among contacts")
    return found


def _sentence(people: int, entry: dict[str, Any], lang: str) -> str:
    told = {**entry, "share": percent(entry["influence"]), "people": people, **entry["measures"]}
    english = (
        "{name} moves {share} of the decision: where the group ends up depends to that extent on what {name} thinks at "
        "the start, directly and through others ({listened_to_by} people listen to {name}). Rank {rank} of {people}"
    )
    chinese = (
        "{name}左右这项决策的 {share}：决策组的最终意见有这么大比例取决于其起初的看法，"
        "包括经由他人的影响（有 {listened_to_by} 人听取其意见）。在 {people} 人中排第 {rank}"
    )
    text = (english if lang == "en" else chinese).format(**told)
    if entry["rank_low"] is not None:
        text += (
            " ({rank_low} to {rank_high} in 90 % of draws)"
            if lang == "en"
            else "（90% 的抽样中为第 {rank_low} 至 {rank_high}）"
        ).format(**told)
    if entry["hidden"]:
        text += "; influence far above rank" if lang == "en" else "；影响力远高于职级"
    return text + ("." if lang == "en" else "。")
