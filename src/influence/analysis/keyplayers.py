"""Which few people together reach everyone, or hold the account together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.analysis.account_graph import account_graph, account_id, people_of
from influence.analysis.keyplayer_search import Criterion, Fragmentation, Reach, key_sets
from influence.analysis.results import Result, result
from influence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from influence.analysis.graph import Graph
    from influence.network import Network

CRITERIA = ("reach", "fragmentation")
MOST_SHOWN = 1_000


def keyplayers(
    net: Network,
    account: str | None,
    *,
    k: int = 3,
    criterion: str = "reach",
    steps: int = 1,
    kinds: Sequence[str] = (),
    seed: int = 0,
) -> Result:
    """Best sets of `k` people of `account` by `criterion`: all optimal ones, in the order of ids.

    `reach`: share of people within `steps` of the set, members counted. `fragmentation`: share of pairs no longer
    connected once the set is gone. Exact while C(n, k) <= 2,000,000, else interchange with `exact` false (Borgatti
    2006). Raises `UsageError` for another criterion, k outside 1..n, an empty account.
    """
    account = account_id(net, account)
    people = people_of(net, account)
    _check(criterion, k, steps, len(people))
    graph = account_graph(net, people, kinds=kinds)
    sets, score, exact = key_sets(_rule(graph, criterion, steps), k, seed=seed)
    shown = [{"people": [net.ids[people[one]] for one in members], "score": score} for members in sets[:MOST_SHOWN]]
    return result(
        net,
        "keyplayers",
        {"criterion": criterion, "k": k, "sets": shown, "exact": exact},
        "sets",
        sections=("strength",),
        parameters={
            "account": account,
            "k": k,
            "criterion": criterion,
            "steps": steps,
            "kinds": list(kinds),
            "seed": seed,
        },
        warnings=_warnings(len(sets), exact=exact),
        unit="share",
        sentence=lambda entry, lang: _sentence(entry, lang, criterion, exact=exact),
    )


def _rule(graph: Graph, criterion: str, steps: int) -> Criterion:
    return Reach(graph.matrix(), steps) if criterion == "reach" else Fragmentation(graph.neighbours())


def _check(criterion: str, k: int, steps: int, count: int) -> None:
    if criterion not in CRITERIA:
        raise UsageError(f"{criterion!r} is no criterion", hint=f"one of {', '.join(CRITERIA)}")
    if not 1 <= k <= count:
        raise UsageError(f"a set of {k} out of {count} people is not possible", hint=f"-k from 1 to {count}")
    if steps < 1:
        raise UsageError(f"{steps} steps reach nobody", hint="--steps from 1")


def _warnings(count: int, *, exact: bool) -> list[str]:
    found = [] if exact else ["too many sets to compare all: best found by interchange from 20 starts"]
    if count > MOST_SHOWN:
        found.append(f"{count:,} sets are equally good; the first {MOST_SHOWN:,} are listed")
    return found


def _sentence(entry: dict[str, Any], lang: str, criterion: str, *, exact: bool) -> str:
    who, share = ", ".join(entry["people"]), f"{100 * entry['score']:.1f} %"
    sure = ("no other set does better", "没有更好的组合") if exact else ("the best set found", "所找到的最佳组合")
    if lang == "zh":
        does = "合起来能接触到" if criterion == "reach" else "离开后被切断的联系占"
        return f"{who}：{does}{share}（{sure[1]}）。"
    does = "together reach" if criterion == "reach" else "gone, they cut"
    what = "of the people" if criterion == "reach" else "of all pairs apart"
    return f"{who}: {does} {share} {what}; {sure[0]}."
