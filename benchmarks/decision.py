"""Decisions: a committee of 20 with everything, an account of 500, the whole network of 1,000,000 ties; prints JSON.

python benchmarks/decision.py [--large]
"""

from __future__ import annotations

import json
import random
import sys
import time
from datetime import date
from typing import TYPE_CHECKING, Any

from programs import spread

import influence as inf
from influence.model.columns import TABLES
from influence.model.rows import Rows
from influence.network import Network, build

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2026, 11, 1)
ATTITUDES = ("resist", "doubt", "neutral", "accept", "support", "unknown")
LAYERS = ("decision", "management", "operation", "operation")


def _row(table: str, **values: Any) -> tuple[Any, ...]:
    blank = {column.name: (column.scale.blank if column.scale else None) for column in TABLES[table].columns}
    flags = {column.name: False for column in TABLES[table].columns if column.type.value == "yes/no"}
    return tuple({**blank, **flags, **values}.values())


def workspace(people: int, ties: int, voters: int, *, odd: bool = False, accounts: int = 1) -> Rows:
    """`people` contacts in `accounts`, one deal that the first `voters` of the first account decide."""
    draw = random.Random(1)
    ids = [f"P{number:07}" for number in range(people)]
    contacts = [
        _row(
            "contacts",
            name=one,
            id=one,
            account=f"A{number % accounts}",
            layer=draw.choice(LAYERS),
            attitude=draw.choice(ATTITUDES),
        )
        for number, one in enumerate(ids)
    ]
    pairs = sorted({tuple(sorted(draw.sample(range(people), 2))) for _ in range(ties)})
    known = [
        _row("relationships", source=ids[one], target=ids[other], kind=draw.choice(("knows", "friend", "influences")),
             strength=draw.random(), confidence=draw.choice((None, 0.8)))
        for one, other in pairs
    ]  # fmt: skip
    ours = [_row("relationships", source=f"T{n}", target=draw.choice(ids), strength=draw.random()) for n in range(10)]
    weigh: Callable[[], float] = draw.random if odd else lambda: float(draw.randint(1, 9))
    decisions = [
        _row("decisions", deal="D", contact=ids[n * accounts], vote_weight=weigh(), veto=draw.choice((None, 0.3)))
        for n in range(voters)
    ]
    return Rows(
        {
            "accounts": [_row("accounts", name=f"A{n}", id=f"A{n}") for n in range(accounts)],
            "contacts": contacts,
            "team": [_row("team", name=f"T{n}", id=f"T{n}") for n in range(10)],
            "relationships": known + ours,
            "deals": [_row("deals", name="D", id="D", account="A0", close_on="2027-06-01")],
            "decisions": decisions,
        }
    )


def timed(what: str, question: Callable[[], Any], *, times: int = 5) -> dict[str, float]:
    """Spread of some runs in seconds after one to warm up, said on standard error."""
    question()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        question()
        taken.append(time.perf_counter() - start)
    found = spread(taken)
    print(f"{what:60} {found['median']:8.3f} s", file=sys.stderr)
    return found


def everything(net: Network) -> None:
    """Powers, blockers with their answers, anew."""
    fresh = Network(net.columns, net.as_of, net.assumptions)
    inf.committee(fresh, "D", force=True)
    inf.blockers(fresh, "D", force=True)


def planned(net: Network) -> None:
    """A plan that compares 40 actions, anew."""
    fresh = Network(net.columns, net.as_of, net.assumptions)
    found = inf.plan(fresh, "D", hours=40, force=True)
    if found.answer["compared"] != 40:
        raise ValueError(f"compared {found.answer['compared']} actions instead of 40")


def small() -> dict[str, dict[str, float]]:
    """What is promised of a committee of 20, and accounts beyond it."""
    whole = build(workspace(20, 60, 20), as_of=DAY)
    odd = build(workspace(20, 60, 20, odd=True), as_of=DAY)
    voters = build(workspace(200, 800, 200), as_of=DAY)
    net = build(workspace(500, 4000, 12), as_of=DAY)
    return {
        "committee_whole": timed("committee of 20, everything, integer weights", lambda: everything(whole)),
        "committee_any": timed("committee of 20, everything, any weights", lambda: everything(odd)),
        "plan": timed("plan that compares 40 actions", lambda: planned(whole)),
        "voters": timed("P(win) and power of 200 voters", lambda: inf.committee(voters, "D", force=True), times=3),
        "account": timed("account of 500: committee and blockers", lambda: everything(net), times=3),
        "draws": timed("account of 500: 500 draws", lambda: inf.influencers(net, "D"), times=3),
        "whatif": timed(
            "account of 500: what if one leaves",
            lambda: inf.whatif(net, "D", without="P0000003", force=True),
            times=3,
        ),
    }


def large() -> dict[str, dict[str, float]]:
    """The same questions in a network of 1,000,000 ties."""
    net = build(workspace(100_000, 1_000_000, 7, accounts=3000), as_of=DAY)
    return {
        "influencers": timed("1,000,000 ties: influencers", lambda: inf.influencers(net, "D", draws=0)),
        "committee": timed("1,000,000 ties: committee", lambda: inf.committee(net, "D", force=True), times=2),
        "blockers": timed("1,000,000 ties: blockers", lambda: inf.blockers(net, "D", force=True), times=1),
        "whatif": timed(
            "1,000,000 ties: what-if",
            lambda: inf.whatif(net, "D", without="P0000003", force=True),
            times=2,
        ),
    }


if __name__ == "__main__":
    print(json.dumps(small() | (large() if "--large" in sys.argv else {})))
