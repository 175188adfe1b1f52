"""The search that the bounds of the columns lead, against the one that knows no bounds, on generated workspaces."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from differential.generated import ASK, DAY, row, workspace
from influence.analysis import route_legs, route_reach
from influence.analysis.routes import routes
from influence.model.rows import Rows
from influence.network import Network, build

TERMS: list[dict[str, Any]] = [
    {},
    {"max_hops": 4},
    {"avoid": ["c3", "t1"]},
    {"via": ["c2"]},
    {"via": ["c2", "c6"], "k": 30},
    {"min_confidence": 0.5},
    {"kind": ["friend", "knows"]},
    {"disjoint": True},
    {"k": 1},
]


def dated(seed: int) -> Rows:
    """A generated workspace whose posts, attitudes and asks begin and end around the day of the bounds."""
    draw, rows = random.Random(seed), workspace(seed, people=14)
    days = [None, "2024-01-01", "2026-05-20", "2026-06-15", "2026-07-20", "2027-03-01"]
    tables = {name: list(rows[name]) for name in rows.tables}
    people = [(record[1]) for record in tables["contacts"]]
    tables["contacts"] = [_posted(person, draw, days) for person in people for _ in range(draw.choice([1, 1, 2]))]
    held = {(draw.choice(people), draw.choice(days[1:])): draw.choice(list(ASK)) for _ in people}
    tables["attitudes"] = [row("attitudes", contact=who, on=on, attitude=word) for (who, on), word in held.items()]
    everyone = [*people, "t0", "t1", "t2"]
    tables["interactions"] += [_met(everyone, draw) for _ in range(30)]
    return Rows(tables)


def _posted(person: str, draw: random.Random, days: list[str | None]) -> tuple[object, ...]:
    since, until = sorted([draw.choice(days[:5]), draw.choice(days)], key=lambda day: day or "")
    told = {"since": since, "until": draw.choice([None, None, until]), "attitude": draw.choice([*ASK, None])}
    layer = draw.choice(["decision", "management", "operation", None])
    boss = draw.choice([None, "c1", "c2"])
    told["reports_to"] = boss if boss != person else None
    account = draw.choice(["A", "A", "R"])
    return row("contacts", name=person, id=person, account=account, layer=layer, title=str(draw.random()), **told)


def _met(everyone: list[str], draw: random.Random) -> tuple[object, ...]:
    one, other = draw.sample(everyone, 2)
    day = date.fromisoformat(DAY) - timedelta(days=draw.randrange(-20, 300))
    channel = draw.choice(["meeting", "mail", "mail", "social", "call", "event"])
    return row("interactions", date=day.isoformat(), source=one, target=(other,), channel=channel)


def answer(net: Network, terms: dict[str, Any]) -> list[tuple[Any, float]]:
    fresh = Network(net.columns, net.as_of, net.assumptions, net.changes, net.read_rows)
    found = [entry for target in ("c0", "c1", "r0") for entry in routes(fresh, target, **terms).entries]
    return [(entry["people"], entry["probability"]) for entry in found]


def same(net: Network, terms: dict[str, Any], patch: pytest.MonkeyPatch) -> bool:
    """Whether both searches give the same routes, and the led one was used."""
    counted: list[bool] = []
    patch.setattr(route_legs, "holds", lambda *asked: counted.append(route_reach.holds(*asked)) or counted[-1])
    led = answer(net, terms)
    patch.setattr(route_legs, "holds", lambda *_: False)
    return led == answer(net, terms) and (counted[:1] == [True] or not led)


def at(net: Network, days: int) -> Network:
    """`net`, so many days after the day of its bounds."""
    later = date.fromordinal(net.columns.reach_day[0] + days)
    return Network(net.columns, later, net.assumptions, net.changes, net.read_rows)


@pytest.mark.parametrize("terms", TERMS, ids=str)
@pytest.mark.parametrize("seed", range(30))
def test_both_searches_give_the_same_routes(seed: int, terms: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    net = build(dated(seed), as_of=date.fromisoformat(DAY))
    for days in (0, 10, 400):
        assert same(at(net, days), terms, monkeypatch)


CHANGES: list[Any] = [
    lambda net: net.without("t0"),
    lambda net: net.without("c2"),
    lambda net: net.with_attitude("c2", "support").with_attitude("c4", "resist"),
    lambda net: net.with_tie("t0", "c6", 1.0),
    lambda net: net.with_tie("c6", "c1", 0).with_tie("c5", "c1", 0.9).with_tie("t2", "c5", 0.7),
    lambda net: net.without("c4").with_tie("c3", "c0", 0.9).with_attitude("c3", "accept"),
    lambda net: net.account("A"),
]


@pytest.mark.parametrize("change", range(len(CHANGES)))
@pytest.mark.parametrize("seed", range(50, 80))
def test_both_searches_give_the_same_routes_after_a_change(
    seed: int, change: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    net = build(dated(seed), as_of=date.fromisoformat(DAY))
    for days in (0, 30):
        assert same(CHANGES[change](at(net, days)), {}, monkeypatch)
