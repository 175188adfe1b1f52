"""How an account hangs together: cut people, bridges, camps, holes between them, brokers, likely ties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.analysis.account_graph import account_graph, account_id, people_of
from influence.analysis.brokerage import ROLES, roles
from influence.analysis.cuts import cuts
from influence.analysis.factions import SEEDS, Faction, factions
from influence.analysis.likely_ties import likely_ties
from influence.analysis.results import Result, result

if TYPE_CHECKING:
    from influence.network import Network


def structure(net: Network, account: str | None, *, likely: bool = False, seed: int = 0) -> Result:
    """Structure of `account`, over one undirected tie per pair, conflicts left out; roles over directed ties.

    Factions: modularity by strength, 50 seeds, shown from a mean co-assignment of .7, none below 12 people. Holes:
    each pair of factions with those who bridge them (nobody: a hole). Roles: Gould and Fernandez by department.
    `likely` adds inferred ties. Raises `UsageError` for an empty account.
    """
    account = account_id(net, account)
    people = people_of(net, account)
    graph = account_graph(net, people)
    found = cuts(graph.neighbours())
    fewest = int(net.assumptions["faction_fewest"])
    camps = factions(graph, least=net.assumptions["faction_stability"], fewest=fewest, seed=seed)
    ids = [net.ids[person] for person in people]
    departments = [_department(net, person, account) for person in people]
    answer = {
        "cut_people": [ids[place] for place in found.people],
        "bridges": [[ids[one], ids[other]] for one, other in found.bridges],
        "factions": [{"people": [ids[p] for p in camp.members], "stability": camp.stability} for camp in camps],
        "holes": _holes(graph.neighbours(), camps, ids),
        "roles": _roles(net, people, departments),
        "likely_ties": likely_ties(net, people, graph) if likely else [],
    }
    return result(
        net,
        "structure",
        answer,
        "roles",
        sections=("strength", "structure"),
        parameters={"account": account, "likely": likely, "seed": seed, "seeds": SEEDS},
        warnings=_warnings(len(people), departments, fewest),
        unit="times in between",
        sentence=lambda entry, lang: _sentence(entry, lang, answer),
    )


def _department(net: Network, person: int, account: str | None) -> str | None:
    posts = [post for post in net.posts(person) if account in (None, post.account)]
    return next((post.department for post in posts if post.department), None)


def _holes(neighbours: list[list[int]], camps: list[Faction], ids: list[str]) -> list[dict[str, Any]]:
    """Each pair of camps with the people who bridge them: members tied across, and outsiders tied to both."""
    found = []
    for at, one in enumerate(camps):
        for number, other in enumerate(camps[at + 1 :], at + 1):
            mine, theirs = set(one.members), set(other.members)
            bridging = [
                place
                for place, near in enumerate(neighbours)
                if (place in mine or not mine.isdisjoint(near)) and (place in theirs or not theirs.isdisjoint(near))
            ]
            found.append({"between": [at, number], "people": [ids[p] for p in bridging], "hole": not bridging})
    return found


def _roles(net: Network, people: list[int], departments: list[str | None]) -> list[dict[str, Any]]:
    counted = roles(account_graph(net, people, directed=True), departments)
    return [{"id": net.ids[person], **counts} for person, counts in zip(people, counted, strict=True)]


def _warnings(count: int, departments: list[str | None], fewest: int) -> list[str]:
    found = []
    if count < fewest:
        found.append(f"no factions are looked for below {fewest} people: departments say more")
    missing = sum(department is None for department in departments)
    if missing:
        found.append(f"{missing} people have no department and take no part in the roles")
    return found


_ROLE_WORDS = {
    "coordinator": ("within one department", "部门内部"),
    "itinerant": ("between two of another department", "在外部门两人之间"),
    "representative": ("from the own department outwards", "由本部门向外"),
    "gatekeeper": ("from outside into the own department", "由外部进入本部门"),
    "liaison": ("between two other departments", "在两个其他部门之间"),
}


def _sentence(entry: dict[str, Any], lang: str, answer: dict[str, Any]) -> str:
    zh = lang == "zh"
    counts = [f"{_ROLE_WORDS[role][zh]} {entry[role]}" for role in ROLES if entry[role]]
    cut = entry["id"] in answer["cut_people"]
    if zh:
        falls = "此人离开，网络会断开。" if cut else "此人离开，网络不会断开。"
        return f"{entry['id']} 居中联系的次数：{'，'.join(counts) or '无'}。{falls}"
    falls = "Without this person the account falls apart." if cut else "The account holds together without this person."
    return f"{entry['id']} stands between others: {', '.join(counts) or 'never'}. {falls}"
