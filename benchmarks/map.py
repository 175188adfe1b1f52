"""The map beside pyvis as it comes: seconds until usable, frames per second, size, search and select.

    python benchmarks/map.py [PEOPLE ...] [--no-pyvis]      # default 2000 20000

One account of so many people with four ties each, in headless Chromium on the processor alone.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from environments import HERE, python_of

from influence.model.columns import TABLES
from influence.model.rows import Rows

LARGE = 5_000  # people up to which all of them and all ties are drawn for panning
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
    """Write what pyvis, in an environment of its own, writes of the same people and ties as it comes."""
    rows = workspace(people)
    named = [[row[1], row[0]] for row in [*rows["contacts"], *rows["team"]]]
    graph = {"people": named, "ties": [row[:2] for row in rows["relationships"]]}
    file.with_suffix(".json").write_text(json.dumps(graph), "utf-8")
    command = [python_of("pyvis"), HERE / "pyvis_page.py", file.with_suffix(".json"), file]
    subprocess.run(command, check=True)


def _opened(tab: Any, file: Path, ready: str, limit: float) -> float:
    start = time.perf_counter()
    tab.goto(file.as_uri(), wait_until="commit")
    try:
        tab.wait_for_function(ready, timeout=1000 * limit)
    except Exception as error:  # noqa: BLE001 - whatever stops the other page, it was not usable in time
        print(f"not usable after {limit:.0f} s ({type(error).__name__})", file=sys.stderr)
    return time.perf_counter() - start


def _everything(tab: Any) -> None:
    """Draw all people and all ties, up to the number where nobody would."""
    tab.locator("#filters summary").click()
    for name in ("people", "ties"):
        box = tab.locator(f"input[data-filter={name}]")
        if box.count() and not box.is_checked():
            box.check()


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


def measured(browser: Any, people: int, file: Path) -> dict[str, float]:
    """Seconds to write and until usable, size in MB, frames per second, seconds to search and to select."""
    written = ours(people, file)
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    found = {"written": written, "usable": _opened(tab, file, USABLE, 60), "size": file.stat().st_size / 1e6}
    found["search"] = tab.evaluate(TIMED, ["search", "person 01"]) / 1000
    found["select"] = tab.evaluate(TIMED, ["select", "p01234"]) / 1000
    if people <= LARGE:
        _everything(tab)
    found["frames"] = _panned(tab)
    found |= {f"shown_{what}": count for what, count in tab.evaluate("influence.state().shown").items()}
    tab.close()
    return found


def of_pyvis(browser: Any, people: int, file: Path) -> dict[str, float]:
    """Seconds until the other page is usable."""
    theirs(people, file)
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.set_default_timeout(120_000)
    found = {"usable": _opened(tab, file, PYVIS_DRAWN, 120), "size": file.stat().st_size / 1e6}
    tab.close()
    return found


def main() -> None:
    """Print the figures as JSON, one object a size."""
    from playwright.sync_api import sync_playwright

    sizes = [int(text) for text in sys.argv[1:] if text.isdigit()] or [2000, 20000]
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        found = {str(people): measured(browser, people, Path(folder, f"{people}.html")) for people in sizes}
        if "--no-pyvis" not in sys.argv and sizes[0] <= 2000:
            found["pyvis"] = of_pyvis(browser, sizes[0], Path(folder, "pyvis.html"))
        browser.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
