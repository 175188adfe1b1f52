"""What is promised of speed, beside what was measured in the same run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from report import digits, exponent, same, sizes, value

if TYPE_CHECKING:
    from report import Results

LINEAR = 1.1
MILLION, MOST = 1_000_000, 10_000_000


class Limit(NamedTuple):
    """A figure that is at most (or, with `least`, at least) so much."""

    work: str
    path: str
    limit: float
    unit: str
    size: int | None = MILLION
    least: bool = False


class Ratio(NamedTuple):
    """How many times `other` takes what `ours` takes, at least so much."""

    work: str
    other: str
    ours: str
    limit: float
    size: int | None = MILLION


LIMITS = (
    Limit("`influence --help`", "help", 0.15, "s", None),
    Limit("`influence path`, cold process", "cold", 0.12, "s"),
    Limit("the same, memory", "cold.memory", 80, "MB"),
    Limit("`influence path`, cold process", "cold", 0.3, "s", MOST),
    Limit("best route, warm", "warm.best_route", 0.005, "s"),
    Limit("five routes, warm", "warm.five_routes", 0.025, "s"),
    Limit("what if somebody is gone: best route", "warm.whatif_route", 0.05, "s"),
    Limit("load from CSV, all checks on", "load.seconds", 12, "s"),
    Limit("the same, memory", "load.memory", 1500, "MB"),
    Limit("committee of 20, everything, integer weights", "decision.committee_whole", 0.2, "s", None),
    Limit("committee of 20, everything, any weights", "decision.committee_any", 1, "s", None),
    Limit("plan that compares 40 actions", "decision.plan", 1, "s", None),
    Limit("map of 2,000 people: usable", "map.2000.usable", 2, "s", None),
    Limit("the same, size of the page", "map.2000.size", 1.5, "MB", None),
    Limit("the same, panning", "map.2000.frames", 30, "frames/s", None, least=True),
    Limit("the same, search", "map.2000.search", 0.3, "s", None),
    Limit("the same, select", "map.2000.select", 0.3, "s", None),
)
RATIOS = (
    Ratio("`influence path` beside reading and asking networkx", "networkx.cold", "cold", 40),
    Ratio("`influence path` beside a process that asks a warm Neo4j", "neo4j.cold", "cold", 4),
    Ratio("best route, warm, beside networkx", "networkx.ask", "warm.best_route", 1),
    Ratio("arrays beside the memory of `influence path`", "load.columns", "cold.memory", 0.5, MOST),
    Ratio("load beside plain batches into Neo4j", "neo4j.load", "load.seconds", 1),
    Ratio("first load beside a reload of one changed row", "load.seconds", "reload.seconds", 5),
    Ratio("influence of everyone beside networkx PageRank", "networkx.pagerank", "warm.ranking", 10),
    Ratio("map of 2,000 people beside pyvis", "map.pyvis.usable", "map.2000.usable", 20, None),
)
GROWTH = (
    ("load grows with ties", "load.seconds"),
    ("memory of a load grows with ties", "load.memory"),
    ("influence of everyone grows with ties", "warm.ranking"),
    ("measures of everyone grow with ties", "warm.measures"),
)


def rows(results: Results) -> list[tuple[str, str, str, bool | None]]:
    """Work, what was measured, what is promised, whether it is kept (None: not measured)."""
    found = [_limit(results, one) for one in LIMITS] + [_ratio(results, one) for one in RATIOS]
    found += [_growth(results, work, path) for work, path in GROWTH]
    return found + [_same(results, size) for size in sizes(results)]


def promised(results: Results) -> str:
    """The rows as a Markdown table."""
    words = {True: "yes", False: "**no**", None: "not measured"}
    lines = [f"| {work} | {measured} | {promise} | {words[kept]} |" for work, measured, promise, kept in rows(results)]
    return "\n".join(["| work | measured | promise | kept |", "|---|---|---|---|", *lines])


def ratios_of(results: Results) -> dict[str, dict[str, float]]:
    """Every ratio that there is, per size, and those that no size belongs to."""
    found: dict[str, dict[str, float]] = {}
    for one in RATIOS:
        for size in [None] if one.size is None else sizes(results):
            if (times := _times(results, one, size)) is not None:
                found.setdefault(_at(size) or "any size", {})[one.work] = round(times, 2)
    return found


def _at(size: int | None) -> str:
    return "" if size is None else f"{size:,} ties"


def _named(work: str, size: int | None) -> str:
    return f"{work}, {_at(size)}" if size else work


def _limit(results: Results, one: Limit) -> tuple[str, str, str, bool | None]:
    found = value(results, one.path, one.size)
    promise = f"at {'least' if one.least else 'most'} {one.limit:g} {one.unit}"
    if found is None:
        return _named(one.work, one.size), "", promise, None
    kept = found >= one.limit if one.least else found <= one.limit
    return _named(one.work, one.size), f"{digits(found)} {one.unit}", promise, kept


def _times(results: Results, one: Ratio, size: int | None) -> float | None:
    other, ours = value(results, one.other, size), value(results, one.ours, size)
    return None if other is None or not ours else other / ours


def _ratio(results: Results, one: Ratio) -> tuple[str, str, str, bool | None]:
    found, promise = _times(results, one, one.size), f"at least {one.limit:g} x"
    if found is None:
        return _named(one.work, one.size), "", promise, None
    return _named(one.work, one.size), f"{digits(found)} x", promise, found >= one.limit


def _growth(results: Results, work: str, path: str) -> tuple[str, str, str, bool | None]:
    found, promise = exponent(results, path), f"exponent at most {LINEAR}"
    return work, "" if found is None else f"{found:.2f}", promise, None if found is None else found <= LINEAR


def _same(results: Results, size: int) -> tuple[str, str, str, bool | None]:
    found = same(results, size)
    good, compared = found.split(" of ")
    return (
        f"same best routes as the libraries, {_at(size)}",
        found,
        "all",
        None if compared == "0" else good == compared,
    )
