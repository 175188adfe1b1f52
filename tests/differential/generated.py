"""Small random workspaces, and an independent enumeration of all simple routes through them."""

from __future__ import annotations

import random
from itertools import pairwise
from math import exp
from typing import TYPE_CHECKING

from influence.model.columns import TABLES
from influence.model.rows import RECORDS, Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.network import Network

DAY = "2026-06-30"
KINDS = ("knows", "friend", "works_with", "influences", "mentor", "reports_to", "alumni", "conflict")
ASK = {"support": 1.0, "accept": 0.9, "neutral": 0.8, "unknown": 0.8, "doubt": 0.4, "resist": 0.0}


def row(table: str, **values: object) -> tuple[object, ...]:
    """A row of `table`: the values given, blanks elsewhere."""
    blank = {column.name: False if column.type.name == "YES_NO" else None for column in TABLES[table].columns}
    return tuple(RECORDS[table](**{**blank, **values}))


def workspace(seed: int, people: int = 9) -> Rows:
    """A workspace of about `people` people: every kind of tie, past requests, meetings, people who may not be asked."""
    draw = random.Random(seed)
    contacts = [f"c{number}" for number in range(people)]
    rows = {
        "accounts": [row("accounts", name="A", id="A"), row("accounts", name="R", id="R", type="rival")],
        "contacts": [_contact(one, draw) for one in contacts],
        "team": [row("team", name=one, id=one, layer="operation") for one in ("t0", "t1", "t2")],
        "referrers": [row("referrers", name="r0", id="r0", do_not_ask=draw.random() < 0.3)],
    }
    everyone = [*contacts, "t0", "t1", "t2", "r0"]
    rows["relationships"] = list(_ties(everyone, draw))
    rows["interactions"] = [_meeting(everyone, draw) for _ in range(people)]
    rows["introductions"] = [_asked(everyone, draw) for _ in range(4)]
    return Rows(rows)


def _contact(one: str, draw: random.Random) -> tuple[object, ...]:
    layer = draw.choice(["decision", "management", "operation", None])
    account = "R" if draw.random() < 0.1 else "A"
    return row("contacts", name=one, id=one, account=account, layer=layer, attitude=draw.choice(list(ASK)))


def _ties(everyone: list[str], draw: random.Random) -> Iterator[tuple[object, ...]]:
    seen = set()
    for _ in range(int(len(everyone) * 2.2)):
        one, other = draw.sample(everyone, 2)
        kind = draw.choices(KINDS, [4, 4, 4, 2, 2, 2, 2, 1])[0]
        if (key := (*sorted((one, other)), kind)) in seen:
            continue
        seen.add(key)
        told: dict[str, object] = {"source": one, "target": other, "kind": kind}
        told["strength"] = round(draw.random(), 1) if draw.random() < 0.7 else None
        told["stage"] = draw.choice(["known", "trusted", None])
        told["directed"] = draw.random() < 0.1
        told["since"] = draw.choice(["2015-01-01", "2024-05-05", None, "2027-01-01"])
        told["last_contact"] = draw.choice(["2026-01-01", "2025-02-02", None])
        told["confidence"] = draw.choice([0.3, 0.9, None])
        yield row("relationships", **told)


def _meeting(everyone: list[str], draw: random.Random) -> tuple[object, ...]:
    one, other = draw.sample(everyone, 2)
    day = draw.choice(["2026-06-01", "2026-03-03", "2026-07-07"])
    channel = draw.choice(["meeting", "mail", "social", "call"])
    return row("interactions", date=day, source=one, target=(other,), channel=channel)


def _asked(everyone: list[str], draw: random.Random) -> tuple[object, ...]:
    asker, introducer, target = "t0", *draw.sample([one for one in everyone if one != "t0"], 2)
    return row(
        "introductions",
        date=draw.choice(["2026-06-10", "2026-01-10", "2026-08-01"]),
        asker=asker,
        introducer=introducer,
        target=target,
        outcome=draw.choice(["asked", "met", "declined"]),
    )


def enumerated(net: Network, target: str, **terms: object) -> list[tuple[float, list[str]]]:
    """Every simple route from the whole team (or `start`) to `target` by walking all of them, in true order."""
    start = terms.get("start")
    steps = _steps(net, terms)
    starts = [start] if start else [net.ids[one] for one in net.team if net.ids[one] != target]
    ours = set() if start else {net.ids[one] for one in net.team}
    found = []
    for one in starts:
        for route in _walks(steps, [str(one)], target, ours, int(str(terms.get("max_hops", 6)))):
            worth = _worth(net, steps, route, target, bool(start))
            if worth > 0 and set(terms.get("via", ())) <= set(route[1:-1]):  # type: ignore[call-overload]
                found.append((worth, route))
    return sorted(found, key=lambda entry: (-round(entry[0], 12), len(entry[1]), entry[1]))


def _steps(net: Network, terms: dict[str, object]) -> dict[str, dict[str, float]]:
    """Probability of each step, from the ties that the network shows."""
    avoided = set(terms.get("avoid", ()))  # type: ignore[call-overload]
    steps: dict[str, dict[str, float]] = {one: {} for one in net.ids if one not in avoided}
    ties = list(net.all_ties())
    blocked = {frozenset((tie.source, tie.target)) for tie in ties if tie.kind == "conflict"}
    for tie in ties:
        if frozenset((tie.source, tie.target)) in blocked or avoided & {tie.source, tie.target}:
            continue
        if tie.confidence < float(str(terms.get("min_confidence", 0))) or tie.kind not in terms.get("kind", KINDS):  # type: ignore[operator]
            continue
        p = 1 / (1 + exp(1.9 - 4.4 * (tie.strength or 0.0)))
        for a, b in [(tie.source, tie.target)] + ([] if tie.directed else [(tie.target, tie.source)]):
            steps[a][b] = max(steps[a].get(b, 0.0), p)
    return steps


def _walks(
    steps: dict[str, dict[str, float]], route: list[str], target: str, ours: set[str], left: int
) -> Iterator[list[str]]:
    if route[-1] == target:
        yield route
    elif left:
        for near in steps.get(route[-1], {}):
            if near not in route and (near == target or near not in ours):
                yield from _walks(steps, [*route, near], target, ours, left - 1)


def _worth(net: Network, steps: dict[str, dict[str, float]], route: list[str], target: str, named: bool) -> float:  # noqa: FBT001 - test helper
    worth = 1.0
    for place, (one, other) in enumerate(pairwise(route)):
        leaving = 1.0 if named and place == 0 else _factor(net, one, target)
        worth *= leaving * steps[one][other]
    return worth


def _factor(net: Network, person: str, target: str) -> float:
    number = net.index(person)
    if net.group(number) == "contact":
        willing = 0.0 if net.rival(number) else ASK[net.attitude(number)]
    else:
        willing = 0.0 if net.do_not_ask(number) else 1.0
    total = 0.0
    for ask in net.records("introductions"):
        days = (net.as_of - type(net.as_of).fromisoformat(ask.date)).days
        if ask.introducer != person or (ask.target == target and ask.outcome == "asked"):
            continue
        if ask.target == target and ask.outcome == "declined" and days <= 180:
            return 0.0
        total += 2 ** (-days / 90)
    return willing * 0.7**total
