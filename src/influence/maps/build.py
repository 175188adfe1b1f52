"""Network and answers -> the view of one account, or of the network of accounts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from influence.maps import landscape, people, relations, scene, situation
from influence.maps.answers import Answers
from influence.maps.view import Leaving, Link, Node, View, Way

if TYPE_CHECKING:
    from influence.network import Network

PANEL_ROUTES = 6
MOST_PEOPLE, BEST_TIED = 25_000, 2_000
HELD = "the page holds the {held} best tied of {all} people: draw an account by itself for the others"
More = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is on a page: their numbers in the network, nodes and ties; `here` gives the page's number of an id."""

    numbers: Sequence[int]
    nodes: Sequence[Node]
    ties: Sequence[Link]
    here: Mapping[str, int]
    accounts: Sequence[str]


def around(net: Network, account: str, answers: Answers) -> list[int]:
    """The account's contacts, everyone with a tie to one of them, and everyone on a best route to one of them."""
    own = net.contacts(account)
    found = {*own, *(other for person in own for other in net.neighbours(person))}
    on_routes = (person for routes in answers.routes.values() for route in routes for person in route["people"])
    found |= {net.index(person) for person in on_routes}
    return sorted(found)


def _accounts_of(net: Network, numbers: Sequence[int]) -> list[str]:
    homes = {post.account for n in numbers if net.group(n) == "contact" for post in net.posts(n) if post.account}
    return sorted(homes & set(net.accounts))


def cast(net: Network, numbers: Sequence[int], account: str | None, accounts: Sequence[str], answers: Answers) -> Cast:
    """Nodes and ties of the people `numbers`."""
    found = people.nodes(net, numbers, account, accounts, people.Said(answers))
    nodes = [replace(node, level=level) for node, level in zip(found, people.levels(found), strict=True)]
    ties = relations.links(net, numbers)
    kept = relations.main_ones(ties, len(nodes)) | _among_first(ties, nodes)
    ties = [replace(tie, main=i in kept) for i, tie in enumerate(ties)]
    return Cast(numbers, nodes, ties, {node.id: i for i, node in enumerate(nodes)}, accounts)


def _among_first(ties: Sequence[Link], nodes: Sequence[Node]) -> set[int]:
    """Numbers of the main ties among those who are drawn from the start."""
    first = [i for i, tie in enumerate(ties) if nodes[tie.source].level == nodes[tie.target].level == 0]
    return {first[i] for i in relations.main_ones([ties[i] for i in first], len(nodes))}


def _superiors(net: Network, who: Cast, own: Sequence[int], account: str) -> dict[int, list[int]]:
    """Superiors of the account's people: the post's own first, then those of other reports_to ties."""
    found: dict[int, list[int]] = defaultdict(list)
    for i in own:
        named = [post.reports_to for post in net.posts(who.numbers[i]) if post.account == account]
        found[i] += [who.here[superior] for superior in named if superior is not None and superior in who.here]
    for tie in who.ties:
        if tie.kind == "reports_to" and tie.target not in found[tie.source]:
            found[tie.source].append(tie.target)
    return found


def _with_superiors(who: Cast, own: Sequence[int], superiors: Mapping[int, Sequence[int]]) -> Cast:
    """The cast with whoever stands above one of the account's people on level 0 on that level too."""
    waiting = [i for i in own if who.nodes[i].level == 0]
    seen = set(waiting)
    while waiting:
        above = [i for i in superiors.get(waiting.pop(), ())[:1] if i not in seen]
        seen.update(above)
        waiting += above
    return replace(who, nodes=[replace(node, level=0) if i in seen else node for i, node in enumerate(who.nodes)])


def _ways(answers: Answers, here: Mapping[str, int]) -> list[Way]:
    """All routes of the page, the likeliest first."""
    drawn = (relations.way(route, here) for routes in answers.routes.values() for route in routes)
    unique = {way.people: way for way in drawn if way is not None}
    return sorted(unique.values(), key=lambda way: (-way.probability, way.people))


def _panel_routes(ways: Sequence[Way], answers: Answers, here: Mapping[str, int]) -> list[int]:
    """Numbers of the best routes to whoever votes or may veto (else to anyone), unflagged before flagged."""
    voters = {here[one["id"]] for one in answers.people("committee") if one["part"] != "advise" and one["id"] in here}
    to_voters = [i for i, way in enumerate(ways) if way.people[-1] in voters]
    chosen = to_voters or list(range(len(ways)))
    return sorted(chosen, key=lambda i: (bool(ways[i].flags), i))[:PANEL_ROUTES]


def _places(
    who: Cast, own: Sequence[int], superiors: Mapping[int, Sequence[int]], drawn: Sequence[Way]
) -> dict[str, Any]:
    """Places in each view; chart and grid hold the people who are drawn from the start, for nobody reads more."""
    first = [i for i in own if who.nodes[i].level == 0]
    return {
        "influence": scene.influence(who.nodes, who.ties),
        "chart": scene.organisation(who.nodes, first, superiors),
        "grid": scene.attitudes(who.nodes, first),
        "routes": scene.routes(who.nodes, drawn),
    }


def _leaving(answers: Answers, here: Mapping[str, int]) -> dict[int, Leaving]:
    return {
        here[person]: Leaving(
            change.get("before"),
            change.get("after"),
            tuple(here[one] for one in change.get("orphaned", ()) if one in here),
            tuple((here[r["to"]], r["before"], r["after"]) for r in change.get("routes", ()) if r["to"] in here),
        )
        for person, change in answers.leaving.items()
        if person in here
    }


def _land(net: Network, who: Cast, more: More, counts: Sequence[int] | None = None) -> dict[str, Any]:
    """Accounts, links and the accounts view of a page."""
    home = landscape.homes(who.nodes, who.accounts)
    on_page = [Counter(home)[i] for i in range(len(who.accounts) + 1)]
    between = landscape.links(who.ties, home, landscape.parents(net, who.accounts))
    centres = landscape.positions(net, who.accounts, on_page, between)
    found = landscape.organisations(net, who.accounts, counts or on_page, centres, more)
    return {"accounts": found, "links": between, "placing": landscape.placing(who.nodes, home, centres)}


def _totals(net: Network) -> dict[str, int]:
    return {"people": len(net.everyone), "ties": len(net.arrays().source)}


def account_view(net: Network, account: str, answers: Answers, *, lang: str = "en", more: More | None = None) -> View:
    """The view of one account: its people, everyone tied to them, everyone on the way to them."""
    numbers = around(net, account, answers)
    who = cast(net, numbers, account, _accounts_of(net, numbers), answers)
    contacts = set(net.contacts(account))
    own = [i for i, number in enumerate(numbers) if number in contacts]
    superiors = _superiors(net, who, own, account)
    who = _with_superiors(who, own, superiors)
    ways = _ways(answers, who.here)
    listed = _panel_routes(ways, answers, who.here)
    land = _land(net, who, more or {})
    deal = net.deals[answers.deal].name if answers.deal else None
    return View(
        title=net.accounts[account].name,
        kind="account",
        as_of=net.as_of.isoformat(),
        digest=net.digest,
        people=who.nodes,
        ties=who.ties,
        places=_places(who, own, superiors, [ways[i] for i in listed]) | {"accounts": land["placing"]},
        total={"people": len(who.nodes), "ties": len(who.ties)},
        accounts=land["accounts"],
        links=land["links"],
        routes=ways,
        interests=relations.interests(net, who.here),
        leaving=_leaving(answers, who.here),
        panel=situation.panel(answers, who.here, listed, deal),
        account=account,
        deal=answers.deal,
        lang=lang,
        assumptions=answers.assumptions,
        warnings=answers.warnings,
        words_act=net.assumptions["words_act"],
        words_try=net.assumptions["words_try"],
    )


def _of_the_page(net: Network) -> list[int]:
    """Everyone, or of more than `MOST_PEOPLE` the `BEST_TIED`, by number."""
    everyone = net.everyone
    if len(everyone) <= MOST_PEOPLE:
        return everyone
    arrays = net.arrays()
    tied = Counter(arrays.source.tolist()) + Counter(arrays.target.tolist())
    return sorted(sorted(everyone, key=lambda n: (-tied[n], n))[:BEST_TIED])


def _held(held: int, everyone: int) -> list[str]:
    return [] if held == everyone else [HELD.format(held=held, all=everyone)]


def _levelled(net: Network, who: Cast) -> Cast:
    """The cast with the best tied people of each account on level 0: those it opens into."""
    shown: Counter[int] = Counter()
    level = [1] * len(who.nodes)
    for i in sorted(range(len(who.nodes)), key=lambda i: (-len(net.neighbours(who.numbers[i])), i)):
        home = who.nodes[i].account
        level[i] = int(shown[home] >= people.MANY_SHOWN)
        shown[home] += 1
    return replace(who, nodes=[replace(node, level=level[i]) for i, node in enumerate(who.nodes)])


def accounts_view(net: Network, *, lang: str = "en", more: More | None = None) -> View:
    """The view of all accounts, each opening into its people; of very many it holds the best tied and says so."""
    numbers = _of_the_page(net)
    accounts = sorted(net.accounts)
    who = _levelled(net, cast(net, numbers, None, accounts, Answers()))
    counts = [len(net.contacts(identifier)) for identifier in accounts]
    ours = len(net.team) + len(net.referrers)
    land = _land(net, who, more or {}, [*counts, ours])
    return View(
        title="Network of accounts",
        kind="accounts",
        as_of=net.as_of.isoformat(),
        digest=net.digest,
        people=who.nodes,
        ties=who.ties,
        places={"accounts": land["placing"], "influence": scene.influence(who.nodes, who.ties)},
        total=_totals(net),
        accounts=land["accounts"],
        links=land["links"],
        interests=relations.interests(net, who.here),
        panel=situation.panel(Answers(), who.here, (), ""),
        lang=lang,
        warnings=_held(len(numbers), len(net.everyone)),
    )
