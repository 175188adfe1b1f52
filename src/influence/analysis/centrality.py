"""Who stands where among the people of an account: every structural measure, as evidence beside P(win)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.analysis import measures as paths
from influence.analysis import spectral
from influence.analysis.account_graph import account_graph, account_id, people_of
from influence.analysis.results import Result, result
from influence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

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
MANY = 3_000  # people above which the costly measures are only computed inside an account
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
) -> Result:
    """Structural measures of the people of `account` (None: everyone), in the order of ids.

    `measures`: names of `MEASURES`, all where empty. One undirected tie per pair, conflicts left out, unweighted,
    unless `kinds`, `directed`, `weighted` say otherwise. Values as networkx defines them; None for the constraint of
    someone without ties. Raises `UsageError` for an unknown measure or an account without people.
    """
    account = account_id(net, account)
    people = people_of(net, account)
    names = _names(measures, directed=directed, many=len(people) > MANY)
    graph = account_graph(net, people, kinds=kinds, directed=directed)
    columns = {name: _plain(MEASURES[name](graph, weighted=weighted)) for name in names}
    rows = [
        {"id": net.ids[person], "name": net.name(person), **{name: columns[name][place] for name in names}}
        for place, person in enumerate(people)
    ]
    return result(
        net,
        "centrality",
        {"measures": names, "people": rows, "ties_used": _ties_used(graph, kinds, weighted=weighted)},
        "people",
        sections=("strength", "routes") if weighted else ("strength",),
        parameters={
            "account": account,
            "measures": names,
            "kinds": list(kinds),
            "directed": directed,
            "weighted": weighted,
        },
        warnings=_warnings(names, measures, directed=directed, many=len(people) > MANY),
        sentence=_sentence,
    )


def _names(measures: Iterable[str], *, directed: bool, many: bool) -> list[str]:
    asked = list(dict.fromkeys(measures))
    for name in asked:
        if name not in MEASURES:
            raise UsageError(f"{name!r} is no measure", hint=f"one of {', '.join(MEASURES)}", candidates=list(MEASURES))
        if many and name in COSTLY:
            raise UsageError(f"{name} of more than {MANY:,} people would take too long", hint="name an account")
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
        found.append(f"left out for more than {MANY:,} people: {', '.join(COSTLY)}; name an account to see them")
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
