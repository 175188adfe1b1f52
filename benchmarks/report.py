"""The measured figures as a table: one column a size, with how they grow."""

from __future__ import annotations

import math
from typing import Any

Results = dict[str, Any]
FIT_FROM = 100_000  # ties from which growth is fitted: below, the start of Python is what is measured
ROWS = (
    ("load from CSV with all checks, s", "load.seconds"),
    ("the same, peak MB", "load.memory"),
    ("load again, one row changed, s", "reload.seconds"),
    ("`influence path`, a process of its own, s", "cold"),
    ("the same, processor s", "cold.cpu"),
    ("the same, peak MB", "cold.memory"),
    ("best route, warm, ms", "warm.best_route"),
    ("five routes, warm, ms", "warm.five_routes"),
    ("best route without somebody, ms", "warm.whatif_route"),
    ("influence of everyone on a decision, first time, s", "warm.ranking_first"),
    ("influence of everyone on another decision, s", "warm.ranking"),
    ("degree, PageRank, constraint of everyone, s", "warm.measures"),
    ("betweenness of everyone, estimated beyond 3,000 people, s", "warm.betweenness"),
    ("20 readers of `influence serve`, 95 % answered within, s", "serve.within"),
    ("networkx: read and ask, a process of its own, s", "networkx.cold"),
    ("networkx: ask, ms", "networkx.ask"),
    ("networkx: PageRank, s", "networkx.pagerank"),
    ("networkx: peak MB", "networkx.memory"),
    ("rustworkx: read and ask, s", "rustworkx.cold"),
    ("rustworkx: ask, ms", "rustworkx.ask"),
    ("rustworkx: PageRank, s", "rustworkx.pagerank"),
    ("rustworkx: peak MB", "rustworkx.memory"),
    ("igraph: read and ask, s", "igraph.cold"),
    ("igraph: ask, ms", "igraph.ask"),
    ("igraph: PageRank, s", "igraph.pagerank"),
    ("igraph: peak MB", "igraph.memory"),
    ("NetworKit: read and ask, s", "networkit.cold"),
    ("NetworKit: ask, ms", "networkit.ask"),
    ("NetworKit: PageRank, s", "networkit.pagerank"),
    ("NetworKit: peak MB", "networkit.memory"),
    ("Neo4j: load by plain batches, s", "neo4j.load"),
    ("Neo4j, warm: a process that asks for fewest steps, s", "neo4j.cold"),
    ("Neo4j: ask for fewest steps, ms", "neo4j.ask"),
    ("Neo4j: server, peak MB", "neo4j.memory"),
)


def sizes(results: Results) -> list[int]:
    """The sizes measured, rising."""
    return sorted(int(size) for size in results.get("sizes", {}))


def look(results: Results, path: str, size: int | None = None) -> Any:
    """What a dotted path leads to, None where it leads nowhere."""
    at: Any = results if size is None else results.get("sizes", {}).get(str(size), {})
    for name in path.split("."):
        at = at.get(name) if isinstance(at, dict) else None
    return at


def number(found: Any) -> float | None:
    """A figure or the median of a spread."""
    value = found.get("median") if isinstance(found, dict) else found
    return value if isinstance(value, int | float) else None


def value(results: Results, path: str, size: int | None = None) -> float | None:
    """The figure at a path, the median of a spread."""
    return number(look(results, path, size))


def figures(results: Results) -> str:
    """Markdown: medians, with least and most where there are several; and the exponent of growth."""
    of = sizes(results)
    lines = ["| work | " + " | ".join(f"{size:,} ties" for size in of) + " | grows as ties to the |"]
    lines.append("|---" * (len(of) + 2) + "|")
    for title, path in ROWS:
        texts = [_text(results, path, size, 1000 if title.endswith("ms") else 1) for size in of]
        if any(texts):
            lines.append(f"| {title} | {' | '.join(text or '-' for text in texts)} | {_growth(results, path)} |")
    lines.append(f"| same best routes as the libraries | {' | '.join(same(results, size) for size in of)} | |")
    return "\n".join(lines)


def _text(results: Results, path: str, size: int, scale: int) -> str:
    found = look(results, path, size)
    middle = number(found)
    if middle is None:
        return str(look(results, f"{path.split('.', maxsplit=1)[0]}.gave_up", size) or "")
    text = digits(middle * scale)
    if isinstance(found, dict) and found.get("times", 1) > 1:
        text += f" ({digits(found['least'] * scale)}-{digits(found['most'] * scale)})"
    return text


def digits(amount: float) -> str:
    """Two digits that count, or all before the point."""
    return f"{amount:,.0f}" if amount >= 10 else f"{amount:.{max(0, 1 - math.floor(math.log10(amount or 1)))}f}"


def _growth(results: Results, path: str) -> str:
    found = exponent(results, path)
    return "" if found is None else f"{found:.2f}"


def exponent(results: Results, path: str) -> float | None:
    """Slope of the logarithms by least squares over the sizes from 100,000 ties on; None for fewer than two."""
    known = {size: amount for size in sizes(results) if size >= FIT_FROM and (amount := value(results, path, size))}
    if len(known) < 2:
        return None
    points = [(math.log(size), math.log(amount)) for size, amount in known.items()]
    x, y = (sum(column) / len(points) for column in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def same(results: Results, size: int) -> str:
    """How many of the compared routes have the same probability: where the library's keeps to six steps."""
    good = compared = 0
    ours = look(results, "warm.best", size) or {}
    for name in ("networkx", "rustworkx", "igraph", "networkit"):
        for target, (worth, steps) in (look(results, f"{name}.best", size) or {}).items():
            mine = ours[target][0]
            compared += 1
            # a longer route than six steps may be worth more, and is none of ours
            good += abs(mine - worth) <= 1e-9 if steps <= 6 else mine <= worth * (1 + 1e-9)
    return f"{good} of {compared}"
