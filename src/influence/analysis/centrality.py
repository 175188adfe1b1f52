"""Who stands where among the people of an account: every structural measure, as evidence beside P(win)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.analysis import measures as paths
from influence.analysis import spectral
from influence.analysis.account_graph import account_graph, account_id, people_of
from influence.analysis.betweenness_sampled import betweenness_sampled
from influence.analysis.results import Result, result
from influence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from influence.analysis.betweenness_sampled import Estimate
    from influence.analysis.graph import Graph
    from influence.network import Network

MEASURES: dict[str, Callable[..., Any]] = {
    "degree": paths.degree,
    "in_degree": paths.in_degree,
    "out_degree": paths.out_degree,
    "betweenness": paths.betweenness,
    "closeness": paths.closeness,
    "harmonic": paths.harmonic,
    "eigenvector": spectral.eigenvector,
    "pagerank": spectral.pagerank,
    "katz": spectral.katz,
    "current_flow_betweenness": paths.current_flow_betweenness,
    "constraint": paths.constraint,
    "effective_size": paths.effective_size,
}
DIRECTED_ONLY = ("in_degree", "out_degree")
COSTLY = ("betweenness", "closeness", "harmonic", "current_flow_betweenness")
MANY = 3_000  # people above which betweenness is estimated, and the other costly measures are for accounts only
_SAYS = {
    "degree": ("is tied to that share of the others", "与这一比例的其他人有联系"),
    "in_degree": ("that share of the others points here", "这一比例的其他人指向此人"),
    "out_degree": ("points to that share of the others", "指向这一比例的其他人"),
    "betweenness": ("share of shortest ways between others that pass here", "他人之间最短路径经过此人的比例"),
    "closeness": ("nearness to everyone who can be reached", "与可达之人的接近程度"),
    "harmonic": ("sum of 1/distance to the others", "到其他人距离倒数之和"),
    "eigenvector": ("counts for being tied to those who count", "因与重要的人相连而重要"),
    "pagerank": ("chance to meet this person on a random walk", "随机游走遇到此人的概率"),
    "katz": ("counts for all ways that lead here, longer ones less", "所有通向此人的路径之和，越长越轻"),
    "current_flow_betweenness": ("share of random traffic between others", "他人之间随机往来经过此人的比例"),
    "constraint": ("how much the contacts know each other; low means a broker", "其联系人彼此相识的程度；低则为中间人"),
    "effective_size": ("contacts that do not repeat each other", "互不重复的联系人数"),
}


def centrality(
    net: Network,
    account: str | None = None,
    measures: Iterable[str] = (),
    *,
    kinds: Sequence[str] = (),
    directed: bool = False,
    weighted: bool = False,
    seed: int = 0,
) -> Result:
    """Structural measures of the people of `account` (None: everyone), in the order of ids.

    `measures`: names of `MEASURES`, all where empty. One undirected tie per pair, conflicts left out, unweighted,
    unless `kinds`, `directed`, `weighted` say otherwise. Values as networkx defines them; None for the constraint of
    someone without ties. Of more than 3,000 people betweenness, asked for by name, is estimated from drawn ways
    (`seed`): a warning and `parameters` state the error. Raises `UsageError` for an unknown measure, one that would
    take too long, or an account without people.
    """
    account = account_id(net, account)
    people = people_of(net, account)
    many = len(people) > MANY
    names = _names(measures, directed=directed, weighted=weighted, many=many)
    graph = account_graph(net, people, kinds=kinds, directed=directed)
    drawn = _estimate(net, graph, seed) if many and "betweenness" in names else None
    columns = {
        name: _plain(drawn.values if drawn and name == "betweenness" else MEASURES[name](graph, weighted=weighted))
        for name in names
    }
    rows = [
        {"id": net.ids[person], "name": net.name(person), **{name: columns[name][place] for name in names}}
        for place, person in enumerate(people)
    ]
    return result(
        net,
        "centrality",
        {"measures": names, "people": rows, "ties_used": _ties_used(graph, kinds, weighted=weighted)},
        "people",
        sections=("strength", *(["routes"] if weighted else []), *(["estimates"] if drawn else [])),
        parameters={
            "account": account,
            "measures": names,
            "kinds": list(kinds),
            "directed": directed,
            "weighted": weighted,
            **(_drawing(net, drawn, seed) if drawn else {}),
        },
        warnings=[
            *_warnings(names, measures, directed=directed, many=many),
            *([_error_bound(net, drawn)] if drawn else []),
        ],
        sentence=_sentence,
    )


def _estimate(net: Network, graph: Graph, seed: int) -> Estimate:
    constants = net.assumptions
    error, risk = constants["betweenness_error"], constants["betweenness_risk"]
    return betweenness_sampled(graph, error=error, risk=risk, seed=seed)


def _drawing(net: Network, drawn: Estimate, seed: int) -> dict[str, Any]:
    return {
        "seed": seed,
        "draws": drawn.draws,
        "betweenness_method": drawn.method,
        "betweenness_error": net.assumptions["betweenness_error"],
        "betweenness_risk": net.assumptions["betweenness_risk"],
    }


def _error_bound(net: Network, drawn: Estimate) -> str:
    error, sure = net.assumptions["betweenness_error"], 1 - net.assumptions["betweenness_risk"]
    return (
        f"betweenness is estimated from {drawn.draws:,} shortest ways: everybody's is within {error:g} of the true one "
        f"with probability {sure:g}; values below {error:g} say no more than that they are small"
    )


def _names(measures: Iterable[str], *, directed: bool, weighted: bool, many: bool) -> list[str]:
    asked = list(dict.fromkeys(measures))
    for name in asked:
        if name not in MEASURES:
            raise UsageError(f"{name!r} is no measure", hint=f"one of {', '.join(MEASURES)}", candidates=list(MEASURES))
        if many and name in COSTLY and (weighted or name != "betweenness"):
            what = f"weighted {name}" if weighted else name
            raise UsageError(f"{what} of more than {MANY:,} people would take too long", hint="name an account")
    left_out = (() if directed else DIRECTED_ONLY) + (COSTLY if many else ())
    return asked or [name for name in MEASURES if name not in left_out]


def _ties_used(graph: Graph, kinds: Sequence[str], *, weighted: bool) -> dict[str, Any]:
    return {
        "count": graph.ties,
        "kinds": list(kinds) or "all but conflict",
        "directed": graph.directed,
        "weighted": weighted,
        "pairs_with_conflict": "left out",
        "weights": "distance for betweenness, closeness, harmonic; strength for the rest" if weighted else "none",
    }


def _warnings(names: list[str], asked: Iterable[str], *, directed: bool, many: bool) -> list[str]:
    found = []
    if many and not list(asked):
        found.append(
            f"left out for more than {MANY:,} people: {', '.join(COSTLY)}; name an account to see them, "
            "or betweenness to have it estimated"
        )
    if not directed and set(names) & set(DIRECTED_ONLY):
        found.append("ties are undirected here: in_degree and out_degree equal degree (--directed tells them apart)")
    if directed and "current_flow_betweenness" in names:
        found.append("current_flow_betweenness ignores direction")
    return found


def _plain(values: Any) -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]  # noqa: PLR0124 - NaN is not itself


def _sentence(entry: dict[str, Any], lang: str) -> str:
    zh = lang == "zh"
    parts = []
    for name, says in _SAYS.items():
        if name in entry:
            value = ("无联系" if zh else "no ties") if entry[name] is None else f"{entry[name]:.3f}"
            parts.append(f"{name} {value}（{says[1]}）" if zh else f"{name} {value} ({says[0]})")
    return f"{entry['name']}：{'；'.join(parts)}。" if zh else f"{entry['name']}: {'; '.join(parts)}."
