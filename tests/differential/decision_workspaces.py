"""Generated workspaces: small, every rule of decisions in play."""

from __future__ import annotations

import random
from typing import Any

from influence.model.rows import RECORDS, Rows

LAYERS = ["decision", "management", "operation", None]
ATTITUDES = ["resist", "doubt", "neutral", "accept", "support", "unknown"]
KINDS = ["knows", "friend", "mentor", "works_with", "influences", "family", "conflict", "alumni"]
QUORUMS = ["majority", "unanimity", "0.6", "2/3", "1/4"]


def row(table: str, **cells: Any) -> tuple[Any, ...]:
    """A row of `table` with the cells given, others blank."""
    flags = {"directed", "public_official", "do_not_ask", "reference"}
    return tuple(cells.get(name, False if name in flags else None) for name in RECORDS[table]._fields)


def workspace(seed: int) -> tuple[Rows, dict[str, Any]]:
    """Rows, and the same facts as plain dicts for `decision_enumeration.Brute`."""
    chance = random.Random(seed)
    people = [f"P{n}" for n in range(chance.randint(3, 7))]
    contacts = {
        who: (chance.choice(["A", "A", "A", "B", "R"]) if n else "A", chance.choice(LAYERS), chance.choice(ATTITUDES))
        for n, who in enumerate(people)
    }
    team, referrers = ["T1", "T2"], {"X1": False, "X2": chance.random() < 0.3}
    case = {
        "contacts": contacts,
        "team": team,
        "referrers": referrers,
        "decisions": _decisions(chance, people) if chance.random() < 0.7 else {},
        "quorum": chance.choice(QUORUMS),
        "interests": _interests(chance, people),
        "asks": _asks(chance, people, [*people, *referrers]),
        "close_on": chance.choice(["2027-03-01", "2026-01-01"]),
    }
    return _rows(chance, case), case


def _decisions(chance: random.Random, people: list[str]) -> dict[str, tuple[float, float]]:
    chosen = chance.sample(people, chance.randint(1, len(people)))
    return {who: (chance.choice([0.0, 1.0, 1.5, 2.25]), chance.choice([0.0, 0.0, 0.5, 1.0])) for who in chosen}


def _interests(chance: random.Random, people: list[str]) -> list[tuple[Any, ...]]:
    return [
        (
            chance.choice(people),
            chance.choice(["threatened", "served"]),
            chance.random(),
            chance.random(),
            chance.choice(["open", "easing", "settled"]),
        )
        for _ in range(chance.randint(0, 5))
    ]


def _asks(chance: random.Random, people: list[str], introducers: list[str]) -> list[tuple[str, str, str, str]]:
    found = []
    for _ in range(chance.randint(0, 4)):
        introducer, target = chance.choice(introducers), chance.choice(people)
        if introducer != target:
            on = chance.choice(["2026-10-01", "2026-02-01", "2026-12-24"])
            found.append((on, introducer, target, chance.choice(["asked", "accepted", "declined", "met"])))
    return found


def _relationships(chance: random.Random, everyone: list[str]) -> list[tuple[Any, ...]]:
    found = {}
    for _ in range(chance.randint(4, 3 * len(everyone))):
        one, other = sorted(chance.sample(everyone, 2), key=lambda _: chance.random())
        kind = chance.choice(KINDS)
        symmetric = kind not in ("mentor", "influences")
        key = (kind, *(sorted((one, other)) if symmetric else (one, other)))
        strength = chance.choice([None, 0.0, chance.random(), 1.0])
        directed = symmetric and kind != "conflict" and chance.random() < 0.3
        found[key] = row(
            "relationships", source=one, target=other, kind=kind, strength=strength, directed=directed, confidence=0.5
        )
    return list(found.values())


def _rows(chance: random.Random, case: dict[str, Any]) -> Rows:
    contacts = [
        row("contacts", id=who, name=who, account=account, layer=layer, attitude=attitude)
        for who, (account, layer, attitude) in case["contacts"].items()
    ]
    everyone = [*case["contacts"], *case["team"], *case["referrers"]]
    tables = {
        "accounts": [row("accounts", id=a, name=a, type="rival" if a == "R" else None) for a in "ABR"],
        "contacts": contacts,
        "team": [row("team", id=who, name=who) for who in case["team"]],
        "referrers": [row("referrers", id=who, name=who, do_not_ask=no) for who, no in case["referrers"].items()],
        "relationships": _relationships(chance, everyone),
        "deals": [row("deals", id="D", name="D", account="A", quorum=case["quorum"], close_on=case["close_on"])],
        "decisions": [
            row("decisions", deal="D", contact=who, part="decide", vote_weight=weight, veto=veto)
            for who, (weight, veto) in case["decisions"].items()
        ],
        "interests": [
            row("interests", id=f"I{n}", holder=h, kind="goal", effect=e, severity=s, likelihood=p, state=state)
            for n, (h, e, s, p, state) in enumerate(case["interests"])
        ],
        "introductions": [
            row("introductions", date=on, asker="T1", introducer=introducer, target=target, outcome=outcome)
            for on, introducer, target, outcome in case["asks"]
        ],
    }
    return Rows(tables)
