"""Asks the analyses what a page needs to know about one deal."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from influence.analysis.decision_case import case_of
from influence.analysis.decision_group import Matter, matter_of, open_deals
from influence.analysis.routes import best_probability, routes
from influence.errors import UsageError
from influence.maps.answers import Answers
from influence.maps.leaving import chances, lost_routes, orphans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from influence.network import Network

FEW_TARGETS, SOME_TARGETS = 60, 400
HOURS = 10.0
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


def _asked(module: str, question: str, net: Network, *args: Any, **options: Any) -> Any:
    """The result of a question, None where this build cannot answer it."""
    if find_spec(f"influence.analysis.{module}") is None:
        return None
    return getattr(import_module(f"influence.analysis.{module}"), question)(net, *args, **options)


def _answer(result: Any) -> Any:
    return None if result is None else result.answer


def _targets(net: Network, account: str, committee: Mapping[str, Any] | None) -> list[str]:
    """Whose routes the page shows: everybody in small accounts, in large ones the group and the best tied."""
    own = net.contacts(account)
    group = {one["id"] for one in (committee or {}).get("people", ())}
    order = sorted(own, key=lambda n: (net.ids[n] not in group, -len(net.neighbours(n)), n))
    return [net.ids[n] for n in order[:SOME_TARGETS]]


def _routes(net: Network, targets: Sequence[str]) -> dict[str, list[Any]]:
    best = 3 if len(targets) <= FEW_TARGETS else 1
    found = {to: routes(net, to, k=best).answer["routes"] for to in targets}
    return {to: listed for to, listed in found.items() if listed}


def _avoiding(net: Network, target: str, person: str) -> float:
    return best_probability(net, net.index(target), avoid=[net.index(person)])


def _leaving(
    net: Network, account: str, matter: Matter, ways: Mapping[str, Sequence[Any]], voters: Sequence[str]
) -> Any:
    case, own = case_of(net, matter), net.contacts(account)
    won = {net.ids[n]: {"before": case.pwin, "after": p} for n, p in chances(case, own).items()}
    alone = {net.ids[n]: {"orphaned": [net.ids[c] for c in them]} for n, them in orphans(net, own).items()}
    best = {to: ways[to][0] for to in voters if ways.get(to)}
    lost = lost_routes(best, lambda target, person: _avoiding(net, target, person))
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
    said = [warning for result in results if result is not None for warning in result.warnings]
    return list(dict.fromkeys(said))


def gathered(net: Network, account: str, matter: Matter) -> Answers:
    """Everything the analyses say about `matter` for the page of `account`."""
    ranked = _asked("influence", "influencers", net, matter)
    group = _asked("decision", "committee", net, matter)
    blocking = _asked("blockers", "blockers", net, matter)
    planned = _asked("plan", "plan", net, matter, hours=HOURS)
    asked = _asked("questions", "questions", net, matter)
    targets = _targets(net, account, _answer(group))
    ways = _routes(net, targets)
    people = group.answer["people"] if group is not None else ()
    voters = [one["id"] for one in people if one["part"] != "advise"]
    results = (ranked, group, blocking)
    stated = {name: value for result in results if result is not None for name, value in result.assumptions.items()}
    several = matter.deal is None and len(open_deals(net, account)) > 1
    extra = [SEVERAL.format(name=net.accounts[account].name)] if several else []
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
