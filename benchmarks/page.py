"""The measured part of docs/explanation/speed.md and its plot, made from the committed run.

python benchmarks/page.py
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from environments import HERE, release_of
from promises import promised, rows
from report import figures, sizes, value
from steps import PEERS

if TYPE_CHECKING:
    from report import Results

PAGE = HERE.parent / "docs" / "explanation" / "speed.md"
PLOT = HERE.parent / "docs" / "pictures" / "speed.svg"
BEGIN, END = "<!-- measured: written by benchmarks/page.py -->", "<!-- measured: end -->"
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 420, 64, 250, 16, 48
# title, path, colour, dashes: ours solid, theirs dashed; colours that can be read on white and on black
LINES = (
    ("load from CSV, all checks", "load.seconds", "#7f7f7f", ""),
    ("influence path, own process", "cold", "#d1495b", ""),
    ("best route, warm", "warm.best_route", "#e58e26", ""),
    ("influence of everyone, warm", "warm.ranking", "#2e86ab", ""),
    ("networkx: read and ask", "networkx.cold", "#d1495b", "7 4"),
    ("networkx: ask", "networkx.ask", "#e58e26", "7 4"),
    ("networkx: PageRank", "networkx.pagerank", "#2e86ab", "7 4"),
    ("igraph: read and ask", "igraph.cold", "#d1495b", "2 4"),
    ("igraph: ask", "igraph.ask", "#e58e26", "2 4"),
    ("Neo4j: process that asks", "neo4j.cold", "#3a9d5d", "7 4"),
)
STYLE = """text{font:12px system-ui,sans-serif;fill:#333}.grid{stroke:#888;stroke-opacity:.3}
@media(prefers-color-scheme:dark){text{fill:#ddd}}"""


class Scale:
    """Logarithmic axes over what is drawn."""

    def __init__(self, ties: list[int], seconds: list[float]) -> None:
        self.ties, self.low, self.high = ties, _power(min(seconds), math.floor), _power(max(seconds), math.ceil)

    def x(self, size: float) -> float:
        """Place of a number of ties."""
        low, high = math.log10(self.ties[0]), math.log10(self.ties[-1])
        return LEFT + (math.log10(size) - low) / ((high - low) or 1) * (WIDTH - LEFT - RIGHT)

    def y(self, seconds: float) -> float:
        """Place of a time."""
        share = (math.log10(seconds) - self.low) / ((self.high - self.low) or 1)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _power(amount: float, rounded: object) -> int:
    return int(rounded(math.log10(amount)))  # type: ignore[operator]


def plot(results: Results) -> str:
    """Seconds over ties, both on logarithmic axes, as SVG."""
    lines = {line: points for line in LINES if (points := _points(results, line[1]))}
    scale = Scale(sizes(results), [amount for points in lines.values() for _, amount in points])
    parts = [
        *_axes(scale),
        *(_line(scale, *line[2:], points) for line, points in lines.items()),
        *_legend(scale, lines),
    ]
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    head = f"<title>Seconds over ties, ours and others</title><style>{STYLE}</style>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">{head}{"".join(parts)}</svg>\n'


def _points(results: Results, path: str) -> list[tuple[int, float]]:
    return [(size, amount) for size in sizes(results) if (amount := value(results, path, size))]


def _axes(scale: Scale) -> list[str]:
    right, foot = WIDTH - RIGHT, HEIGHT - BOTTOM
    found = []
    for power in range(scale.low, scale.high + 1):
        y = scale.y(10.0**power)
        found.append(f'<line class="grid" x1="{LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>')
        found.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    for size in scale.ties:
        x = scale.x(size)
        found.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{foot}"/>')
        found.append(f'<text x="{x:.1f}" y="{foot + 18}" text-anchor="middle">{size:,}</text>')
    return [*found, f'<text x="{(LEFT + right) / 2}" y="{HEIGHT - 8}" text-anchor="middle">ties</text>']


def _line(scale: Scale, colour: str, dashes: str, points: list[tuple[int, float]]) -> str:
    places = [(scale.x(size), scale.y(amount)) for size, amount in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places)
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>{dots}'
    )


def _legend(scale: Scale, lines: dict[tuple[str, ...], list[tuple[int, float]]]) -> list[str]:
    """Titles beside the ends of the lines, moved apart where they would overlap."""
    found, floor, right = [], 0.0, WIDTH - RIGHT + 14
    for (title, _, colour, dashes), points in sorted(lines.items(), key=lambda line: scale.y(line[1][-1][1])):
        x, y = scale.x(points[-1][0]), scale.y(points[-1][1])
        floor = max(y, floor + 16)
        lead = f'd="M{x:.1f} {y:.1f}L{right} {floor:.1f}"'
        found.append(f'<path {lead} stroke="{colour}" stroke-dasharray="{dashes}"/>')
        found.append(f'<text x="{right + 6}" y="{floor + 4:.1f}">{title}</text>')
    return found


def measured(results: Results) -> str:
    """The measured part in words, tables and the picture."""
    machine = results["machine"]
    others = ", ".join(f"{name} {release_of(name)}" for name in (*PEERS, "pyvis") if name != "neo4j")
    intro = (
        f"One run of `make bench` on {machine['cores']} cores, Python {machine['python']}. Medians, with the least and "
        f"the most in brackets; each after a warm-up. Beside it, each in an environment of its own: {others}, "
        "Neo4j 5.26.12. A dash stands where something was not asked (at 10,000,000 ties the others were not), a reason "
        "where it gave up: every library has 10 minutes and 16 GB."
    )
    picture = "![Seconds over ties: ours solid, others dashed](../pictures/speed.svg)"
    return "\n\n".join([intro, promised(results), *verdict(results), picture, figures(results)])


def verdict(results: Results) -> list[str]:
    """What is not kept and what was not measured, in words."""
    found = rows(results)
    not_kept = [f"{work} ({measured}, {promise})" for work, measured, promise, kept in found if kept is False]
    unknown = [work for work, _, _, kept in found if kept is None]
    told = [f"Not kept in this run: {'; '.join(not_kept)}." if not_kept else "All that was measured is kept."]
    return [*told, *([f"Not measured in this run: {'; '.join(unknown)}."] if unknown else [])]


def write_page(results: Results) -> None:
    """Write the plot, and the measured part between its two marks."""
    PLOT.write_text(plot(results), "utf-8")
    text = PAGE.read_text("utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n{measured(results)}\n\n{END}{after}", "utf-8")


if __name__ == "__main__":
    write_page(json.loads((HERE / "results.json").read_text("utf-8")))
