"""The questions of `cypher/questions`, answered in Python from the rows; same columns, as a list of tuples."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from influence.model.columns import PEOPLE
from influence.model.kinds import TIE_KINDS
from influence.model.rows import RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from influence.model.rows import Rows as Given

CARRYING = {kind.name for kind in TIE_KINDS.values() if not kind.blocks}
Rows = list[tuple[Any, ...]]
Tie = tuple[str, str, str, float | None, str | None]


@dataclass(frozen=True)
class Known:
    """Rows as records."""

    rows: Given

    def records(self, table: str) -> list[Any]:
        return [RECORDS[table](*row) for row in self.rows[table]]

    @property
    def accounts(self) -> dict[str, Any]:
        return {r.id: r for r in self.records("accounts")}


def ties(net: Known) -> list[Tie]:
    """Ends, kind, stated strength and last contact of every tie but conflicts, column ties included."""
    rows = [
        (r.source, r.target, r.kind, r.strength, r.last_contact)
        for r in net.records("relationships")
        if r.kind in CARRYING
    ]
    known = {(source, target) for source, target, kind, *_ in rows if kind == "reports_to"}
    column = [
        (r.id, r.reports_to, "reports_to", None, None)
        for table in ("contacts", "team")
        for r in net.records(table)
        if r.reports_to and (r.id, r.reports_to) not in known
    ]
    return rows + list(dict.fromkeys(column))


def of(net: Known, people: Iterable[str]) -> Iterable[tuple[str, str, Tie]]:
    """``(one of people, the other end, tie)``, from both ends."""
    wanted = set(people)
    for tie in ties(net):
        for one, other in (tie[:2], tie[1::-1]):
            if one in wanted:
                yield one, other, tie


def ours(net: Known) -> set[str]:
    return {r.id for r in net.records("team")}


def contacts(net: Known, account: str, as_of: str) -> dict[str, Any]:
    """Rows of the people whose post at the account is current."""
    rows = [r for r in net.records("contacts") if r.account == account]
    return {r.id: r for r in rows if (r.since or "") <= as_of <= (r.until or "9999")}


def names(net: Known) -> dict[str, str]:
    return {r.id: r.name for table in PEOPLE for r in net.records(table)}


def shortest_introductions(net: Known, person: str) -> Rows:
    steps, frontier, found = 0, {person}, {person: 0}
    while frontier and steps < 6:
        steps += 1
        frontier = {other for _, other, _ in of(net, frontier)} - found.keys()
        found |= dict.fromkeys(frontier, steps)
    reached = sorted((found[one], one) for one in ours(net) & found.keys() if one != person)
    return [(one, hops) for hops, one in reached]


def strongest_introductions(net: Known, person: str, least: float, hops: float, most: float) -> Rows:
    best: dict[tuple[str, ...], float] = {}
    walks: list[tuple[tuple[str, ...], float]] = [((person,), 1.0)]
    for _ in range(int(hops)):
        walks = [
            ((*path, other), chance / (1 + math.exp(1.9 - 4.4 * tie[3])))
            for path, chance in walks
            for _, other, tie in of(net, path[-1:])
            if tie[3] is not None and tie[3] >= least and other not in path
        ]
        for path, chance in walks:
            if path[-1] in ours(net):
                best[path[::-1]] = max(chance, best.get(path[::-1], 0))
        walks = [walk for walk in walks if walk[0][-1] not in ours(net)]
    ranked = sorted((-chance, len(path) - 1, path) for path, chance in best.items())
    return [(-chance, steps, list(path)) for chance, steps, path in ranked[: int(most)]]


def who_knows_whom(net: Known, account: str, as_of: str) -> Rows:
    theirs = {r.id for r in net.records("contacts")}
    found = of(net, contacts(net, account, as_of))
    rows = [(other, one, tie[2], tie[3], tie[4]) for one, other, tie in found if other not in theirs]
    return sorted(rows, key=lambda row: row[:3])


def influencers(net: Known, account: str, as_of: str) -> Rows:
    theirs, inside = {r.id for r in net.records("contacts")}, contacts(net, account, as_of)
    heard: dict[str, list[tuple[str, float | None]]] = {}
    for one, other, tie in of(net, inside):
        hears = tie[2] not in {"influences", "mentor"} or tie[1] == one
        if other in theirs and hears:
            heard.setdefault(other, []).append((one, tie[3]))
    rows = [
        (one, names(net)[one], len({listener for listener, _ in pairs}), math.fsum(s or 0 for _, s in pairs))
        for one, pairs in heard.items()
    ]
    return sorted(rows, key=lambda row: (-row[2], -round(row[3], 9), row[0]))


def blockers(net: Known, account: str, as_of: str) -> Rows:
    threats: dict[str, list[str]] = {}
    for r in sorted(net.records("interests"), key=lambda r: r.id):
        if r.effect == "threatened" and r.state != "settled":
            threats.setdefault(r.holder, []).append(r.id)
    people = contacts(net, account, as_of)
    stated = {r.id: r.attitude for r in net.records("contacts")}
    return [
        (one, r.name, stated[one], threats.get(one, []))
        for one, r in sorted(people.items())
        if stated[one] in {"resist", "doubt"}
    ]


def single_threads(net: Known, account: str, as_of: str) -> Rows:
    known: dict[str, set[str]] = {}
    for one, other, _ in of(net, contacts(net, account, as_of)):
        if other in ours(net):
            known.setdefault(one, set()).add(other)
    return [(one, names(net)[one], *team) for one, team in sorted(known.items()) if len(team) == 1]


def tired_connectors(net: Known, since: str, asked: float) -> Rows:
    requests: dict[str, list[str | None]] = {}
    for r in net.records("introductions"):
        if r.asker in ours(net) and r.date >= since:
            requests.setdefault(r.introducer, []).append(r.outcome)
    rows = [
        (one, names(net)[one], len(words), words.count("met"), words.count("declined"))
        for one, words in requests.items()
        if len(words) >= asked
    ]
    return sorted(rows, key=lambda row: (-row[2], row[0]))


def stale_ties(net: Known, account: str, before: str) -> Rows:
    newest: dict[frozenset[str], str] = {}
    for r in net.records("interactions"):
        for other in r.target if r.channel != "social" else ():
            pair = frozenset((r.source, other))
            newest[pair] = max(newest.get(pair, ""), r.date)
    people = {r.id for r in net.records("contacts") if r.account == account}
    rows = [
        (other, one, tie[2], max(tie[4] or "", newest.get(frozenset((one, other)), "")))
        for one, other, tie in of(net, people)
        if other in ours(net)
    ]
    quiet = [row for row in rows if row[3] and row[3] < before]
    return sorted(quiet, key=lambda row: (row[3], *row[:3]))


def decision_group(net: Known, deal: str) -> Rows:
    stated = {r.id: r.attitude for r in net.records("contacts")}
    rows = [r for r in net.records("decisions") if r.deal == deal]
    found = [(r.contact, names(net)[r.contact], r.part, r.vote_weight, r.veto, stated[r.contact]) for r in rows]
    return sorted(found, key=lambda row: (row[0], row[2]))


def interests_of_a_deal(net: Known, deal: str) -> Rows:
    rows = sorted((r for r in net.records("interests") if r.deal == deal), key=lambda r: r.id)
    return [(r.id, r.holder, r.kind, r.effect, r.severity, r.likelihood, r.state) for r in rows]


def account_hierarchy(net: Known, account: str) -> Rows:
    def depth(one: Any) -> int | None:
        chain = [one.id]
        while chain[-1] != account and net.accounts[chain[-1]].parent:
            chain.append(net.accounts[chain[-1]].parent)
        return len(list(pairwise(chain))) if chain[-1] == account else None

    rows = [(r.id, r.name, r.parent, depth(r)) for r in net.accounts.values() if depth(r) is not None]
    return sorted(rows, key=lambda row: (row[3], row[0]))


def go_betweens(net: Known, person: str) -> Rows:
    near = {other for _, other, _ in of(net, [person])} - ours(net) - {person}
    known: dict[str, set[str]] = {}
    for one, other, _ in of(net, near):
        if other in ours(net) - {person}:
            known.setdefault(one, set()).add(other)
    return [(one, names(net)[one], sorted(team)) for one, team in sorted(known.items())]
