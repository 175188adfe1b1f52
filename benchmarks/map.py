"""The map beside pyvis as it comes: seconds until usable, frames per second, size, search and select.

    python benchmarks/map.py [PEOPLE ...] [--no-pyvis]      # default 2000 20000

One account of so many people with four ties each, in headless Chromium on the processor alone.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from influence.model.columns import TABLES
from influence.model.rows import Rows

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
USABLE = "() => document.documentElement.dataset.state === 'ready'"
PYVIS_DRAWN = "() => typeof network !== 'undefined' && network.body.nodeIndices.length > 0 && window.settled === true"
FRAMES = """() => new Promise(done => { const t = []; const step = now => { t.push(now);
t.length < 90 ? requestAnimationFrame(step) : done(1000 * (t.length - 1) / (t.at(-1) - t[0])); };
requestAnimationFrame(step); })"""
TIMED = "([call, text]) => { const t = performance.now(); window.influence[call](text); return performance.now() - t; }"


def _row(table: str, **values: Any) -> tuple[Any, ...]:
    blank = {column.name: (column.scale.blank if column.scale else None) for column in TABLES[table].columns}
    flags = {column.name: False for column in TABLES[table].columns if column.type.value == "yes/no"}
    return tuple({**blank, **flags, **values}.values())


def workspace(people: int, seed: int = 0) -> Rows:
    """One account of `people` contacts under a tree of superiors, four ties each on average, and a team of ten."""
    draw = random.Random(seed)
    attitudes = ("resist", "doubt", "neutral", "accept", "support", "unknown")
    contacts = [
        _row("contacts", name=f"Person {i:05}", id=f"p{i:05}", account="A1", title=f"Title {i % 90}",
             layer="decision" if i < 8 else "management" if i < people // 8 else "operation",
             reports_to=f"p{(i - 1) // 7:05}" if i else None, attitude=draw.choice(attitudes))
        for i in range(people)
    ]  # fmt: skip
    team = [_row("team", name=f"Colleague {i}", id=f"t{i}") for i in range(10)]
    pairs: set[tuple[str, str]] = set()
    while len(pairs) < 3 * people:
        a = draw.randrange(people)
        b = min(people - 1, max(0, a + int(draw.gauss(0, 40))))
        if a != b:
            pairs.add((f"p{min(a, b):05}", f"p{max(a, b):05}"))
    pairs |= {(f"p{draw.randrange(people):05}", f"t{i % 10}") for i in range(40)}
    ties = [
        _row("relationships", source=a, target=b, kind=draw.choice(("knows", "works_with", "friend")),
             strength=round(draw.random(), 2), directed=False, evidence="met at the fair")
        for a, b in sorted(pairs)
    ]  # fmt: skip
    accounts = [_row("accounts", name="One account", id="A1")]
    return Rows({"accounts": accounts, "contacts": contacts, "team": team, "relationships": ties})


def ours(people: int, file: Path) -> float:
    """Write our page; seconds it took, answers included."""
    import influence.maps
    from influence.network import build

    net = build(workspace(people), as_of=date(2026, 11, 1))
    start = time.perf_counter()
    influence.maps.map(net, account="A1").save(file)
    return time.perf_counter() - start


def theirs(people: int, file: Path) -> None:
    """Write what pyvis writes of the same people and ties as it comes, with a flag set once it has settled."""
    from pyvis.network import Network

    rows = workspace(people)
    net = Network(directed=True, cdn_resources="in_line")
    for row in [*rows["contacts"], *rows["team"]]:
        net.add_node(row[1], label=row[0])
    for row in rows["relationships"]:
        net.add_edge(row[0], row[1])
    flag = "network.once('stabilizationIterationsDone', () => { window.settled = true; });return network;"
    file.write_text(net.generate_html().replace("return network;", flag, 1), "utf-8")


def _opened(tab: Any, file: Path, ready: str, limit: float) -> float:
    start = time.perf_counter()
    tab.goto(file.as_uri(), wait_until="commit")
    try:
        tab.wait_for_function(ready, timeout=1000 * limit)
    except Exception as error:  # noqa: BLE001 - whatever stops the other page, it was not usable in time
        print(f"  not usable after {limit:.0f} s ({type(error).__name__})")
    return time.perf_counter() - start


def _panned(tab: Any) -> float:
    """Frames per second while the mouse drags the map to and fro."""
    box = tab.locator("#stage").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 40
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.evaluate(f"window.frames = ({FRAMES})()")
    for step in range(60):
        tab.mouse.move(x + 3 * (step % 30), y + 2 * (step % 20))
    tab.mouse.up()
    return float(tab.evaluate("window.frames"))


def main() -> None:
    """Print the figures."""
    from playwright.sync_api import sync_playwright

    sizes = [int(text) for text in sys.argv[1:] if text.isdigit()] or [2000, 20000]
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for people in sizes:
            file = Path(folder, f"{people}.html")
            written = ours(people, file)
            tab = browser.new_page(viewport={"width": 1280, "height": 800})
            usable = _opened(tab, file, USABLE, 60)
            search = tab.evaluate(TIMED, ["search", "person 01"])
            select = tab.evaluate(TIMED, ["select", "p01234"])
            size, frames = file.stat().st_size / 1e6, _panned(tab)
            print(f"{people} people: written in {written:.1f} s, {size:.2f} MB, usable in {usable:.2f} s")
            print(f"  {frames:.0f} frames/s panning, search {search:.0f} ms, select {select:.0f} ms")
            print(f"  shown {tab.evaluate('influence.state().shown')}")
            tab.close()
        if "--no-pyvis" not in sys.argv and sizes[0] <= 2000:
            theirs(sizes[0], Path(folder, "pyvis.html"))
            tab = browser.new_page(viewport={"width": 1280, "height": 800})
            tab.set_default_timeout(120_000)
            waited = _opened(tab, Path(folder, "pyvis.html"), PYVIS_DRAWN, 120)
            print(f"pyvis as it comes, {sizes[0]} people: usable in {waited:.1f} s")
        browser.close()


if __name__ == "__main__":
    main()
