"""Asks the analyses what a page needs to know about one deal."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from influence.analysis.access import access
from influence.analysis.blockers import blockers
from influence.analysis.decision import committee
from influence.analysis.decision_case import case_of
from influence.analysis.decision_group import Matter, matter_of, open_deals
from influence.analysis.influence import influencers
from influence.analysis.plan import plan
from influence.analysis.questions import questions
from influence.analysis.routes import routes
from influence.errors import UsageError
from influence.maps.answers import Answers
from influence.maps.leaving import chances, lost_routes, orphans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from influence.network import Network

FEW_TARGETS, MOST_ROUTES, PLANNED = 60, 3000, 5000
HOURS = 10.0
UNROUTED = "routes to the {most} best tied of {all} contacts are on the page: ask `influence path` for the others"
UNPLANNED = "next actions and questions of so large an account are not on the page: ask `influence plan`, `questions`"
SEVERAL = "{name} has several open deals: the map shows its implicit deal; name one to see it"


def subject(net: Network, account: str | None, deal: str | None) -> tuple[str, Matter]:
    """The account and the matter of a page; without a deal the account's only open one, else its implicit one.

    Raises `UnknownName`, `AmbiguousName`, and `UsageError` for a deal of another account or of none.
    """
    if deal is not None:
        matter = matter_of(net, deal)
        where = matter.account
        if where is None:
            raise UsageError(f"{deal!r} belongs to no account", hint="give the deal an account")
        if account is not None and net.resolve(account, "account").id != where:
            raise UsageError(f"{deal!r} is no deal of {account!r}", hint="leave the account out, or name its own deal")
        return where, matter
    found = net.resolve(account or "", "account").id
    deals = open_deals(net, found)
    return found, Matter(deals[0] if len(deals) == 1 else None, found)


def _answer(result: Any) -> Any:
    return None if result is None else result.answer


def _told(net: Network, targets: Sequence[str]) -> dict[str, list[Any]]:
    """The three best routes to each target, with their flags."""
    found = {to: routes(net, to, k=3).answer["routes"] for to in targets}
    return {to: listed for to, listed in found.items() if listed}


def _quick(net: Network, number: int) -> list[dict[str, Any]]:
    """The best route to one of very many people: who stands on it, its probability and its weakest step."""
    known = access(net)
    people = known.route(number)
    if len(people) < 2:
        return []
    steps = [known.step_probability(a, b) for a, b in pairwise(people)]
    weakest = min(range(len(steps)), key=steps.__getitem__)
    ids = [net.ids[person] for person in people]
    return [{"people": ids, "probability": known.best(number), "weakest_step": weakest}]


def _routes(net: Network, account: str, first: Sequence[str]) -> dict[str, list[Any]]:
    """Routes to every contact: in full to all of a small account, else to the people in `first` alone."""
    own = net.contacts(account)
    told = [net.ids[n] for n in own] if len(own) <= FEW_TARGETS else first[:FEW_TARGETS]
    full = _told(net, told)
    if len(own) > MOST_ROUTES:
        own = sorted(sorted(own, key=lambda n: (-len(net.neighbours(n)), n))[:MOST_ROUTES])
    quick = {net.ids[n]: _quick(net, n) for n in own if net.ids[n] not in full}
    return full | {to: listed for to, listed in quick.items() if listed}


def _leaving(
    net: Network, account: str, matter: Matter, ways: Mapping[str, Sequence[Any]], voters: Sequence[str]
) -> Any:
    case, own = case_of(net, matter), net.contacts(account)
    won = {net.ids[n]: {"before": case.pwin, "after": p} for n, p in chances(case, own).items()}
    alone = {net.ids[n]: {"orphaned": [net.ids[c] for c in them]} for n, them in orphans(net, own).items()}
    best = {to: ways[to][0] for to in voters if ways.get(to)}
    lost = lost_routes(best, lambda to, person: access(net).best(net.index(to), net.index(person)))
    people = {*won, *alone, *lost}
    return {p: {**won.get(p, {}), **alone.get(p, {}), "routes": lost.get(p, [])} for p in sorted(people)}


def _bridges(net: Network, account: str) -> frozenset[str]:
    """People whose leaving would split the account's network."""
    from influence.analysis.cuts import cuts

    numbers = net.contacts(account)
    place = {n: i for i, n in enumerate(numbers)}
    near = [[place[o] for o in net.neighbours(n) if o in place and not net.blocked(n, o)] for n in numbers]
    return frozenset(net.ids[numbers[i]] for i in cuts(near).people)


def _warnings(results: Sequence[Any]) -> list[str]:
    said = [warning for result in results for warning in result.warnings]
    return list(dict.fromkeys(said))


def _limits(net: Network, account: str, matter: Matter) -> list[str]:
    """What the page of an account does not hold."""
    contacts = len(net.contacts(account))
    several = matter.deal is None and len(open_deals(net, account)) > 1
    return [
        *([UNPLANNED] if contacts > PLANNED else []),
        *([UNROUTED.format(most=MOST_ROUTES, all=contacts)] if contacts > MOST_ROUTES else []),
        *([SEVERAL.format(name=net.accounts[account].name)] if several else []),
    ]


def gathered(net: Network, account: str, matter: Matter) -> Answers:
    """Everything the analyses say about `matter` for the page of `account`."""
    deal: Any = matter  # questions take a matter as it is where a text would name it
    ranked, group, blocking = influencers(net, deal), committee(net, deal), blockers(net, deal)
    small = len(net.contacts(account)) <= PLANNED
    planned = plan(net, deal, hours=HOURS) if small else None
    asked = questions(net, deal) if small else None
    voters = [one["id"] for one in group.answer["people"] if one["part"] != "advise"]
    ways = _routes(net, account, voters)
    results = (ranked, group, blocking)
    stated = {name: value for result in results for name, value in result.assumptions.items()}
    extra = _limits(net, account, matter)
    return Answers(
        matter.deal,
        _answer(ranked),
        _answer(group),
        _answer(blocking),
        _answer(planned),
        _answer(asked),
        _bridges(net, account),
        ways,
        _leaving(net, account, matter, ways, voters),
        dict(sorted(stated.items())),
        [*extra, *_warnings(results)],
    )
