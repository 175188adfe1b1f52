"""Decisions: a committee of 20 with everything, an account of 500, the whole network of 1,000,000 ties.

python benchmarks/decision.py [--large]
"""

from __future__ import annotations

import random
import sys
import time
from datetime import date
from typing import TYPE_CHECKING, Any

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


def timed(what: str, question: Callable[[], Any], *, times: int = 5) -> float:
    """Best of some runs, in seconds, printed."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        question()
        best = min(best, time.perf_counter() - start)
    print(f"{what:60} {best:8.3f} s")
    return best


def everything(net: Network) -> None:
    """Powers, blockers with their answers, anew."""
    fresh = Network(net.columns, net.as_of, net.assumptions)
    inf.committee(fresh, "D", force=True)
    inf.blockers(fresh, "D", force=True)


def main() -> None:
    """Print the figures."""
    for odd, promise in ((False, 0.2), (True, 1.0)):
        net = build(workspace(20, 60, 20, odd=odd), as_of=DAY)
        name = "any weights" if odd else "integer weights"
        timed(f"committee of 20, everything, {name} (promise {promise} s)", lambda net=net: everything(net))
    voters = build(workspace(200, 800, 200), as_of=DAY)
    timed("P(win) and power of 200 voters", lambda: inf.committee(voters, "D", force=True))
    net = build(workspace(500, 4000, 12), as_of=DAY)
    timed("account of 500: committee and blockers", lambda: everything(net))
    timed("account of 500: influencers with 500 draws", lambda: inf.influencers(net, "D"))
    timed("account of 500: what if one person leaves", lambda: inf.whatif(net, "D", without="P0000003", force=True))
    if "--large" in sys.argv:
        large = build(workspace(100_000, 1_000_000, 7, accounts=3000), as_of=DAY)
        timed("1,000,000 ties: influencers, first time", lambda: inf.influencers(large, "D", draws=0), times=1)
        timed("1,000,000 ties: influencers, warm", lambda: inf.influencers(large, "D", draws=0))
        timed("1,000,000 ties: committee", lambda: inf.committee(large, "D", force=True), times=2)
        timed("1,000,000 ties: blockers", lambda: inf.blockers(large, "D", force=True), times=1)
        timed("1,000,000 ties: what-if", lambda: inf.whatif(large, "D", without="P0000003", force=True), times=2)


if __name__ == "__main__":
    main()
