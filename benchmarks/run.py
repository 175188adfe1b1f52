"""Speed beside what one would use instead; `make bench` runs it.

    python benchmarks/run.py [TIES ...] [--commit]     # default 10000 100000 1000000

Every figure is printed with its ratio against networkx (and igraph, rustworkx where installed) in the same run. Ratios
that are more than a quarter worse than the committed ones end it with code 1; ``--commit`` replaces those.
"""

from __future__ import annotations

import importlib.util
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import graphs

HERE = Path(__file__).parent
RATIOS = HERE / "ratios.json"
REPEATS = 7
WORSE = 1.25


def main(words: list[str]) -> int:
    """Measure every size, print the table, compare the ratios; the exit code."""
    sizes = [int(word) for word in words if word.isdigit()] or [10_000, 100_000, 1_000_000]
    with tempfile.TemporaryDirectory() as folder:
        figures = {size: measure(size, Path(folder)) for size in sizes}
    print(table(figures))
    ratios = {str(size): one["ratios"] for size, one in figures.items()}
    if "--commit" in words:
        RATIOS.write_text(json.dumps(ratios, indent=1) + "\n", encoding="utf-8")
        return 0
    worse = regressions(ratios, json.loads(RATIOS.read_text(encoding="utf-8")) if RATIOS.exists() else {})
    print("\n".join(worse) or "no ratio is more than a quarter worse than the committed one")
    return 1 if worse else 0


def measure(size: int, folder: Path) -> dict[str, Any]:
    """All figures of one size, in seconds, milliseconds where said, and MB."""
    source = folder / f"w{size}"
    # in processes of their own: a child's peak memory counts what its parent held when it was started
    run([sys.executable, str(HERE / "graphs.py"), str(size), str(source)])
    store, arcs = folder / f"{size}.db", folder / f"{size}.csv"
    found: dict[str, Any] = {"load": run(_influence(store, "load", str(source)))}
    run([sys.executable, str(HERE / "graphs.py"), "change", str(source)])
    found["reload"] = run(_influence(store, "load", str(source)))
    found["warm"] = json.loads(run([sys.executable, str(HERE / "warm.py"), str(store), str(arcs)])["out"])
    targets = list(found["warm"]["best"])
    found["cold"] = cold(store, targets[0])
    found["help"] = run([*_command(), "--help"])
    found["peers"] = {name: peer(name, arcs, targets) for name in ("networkx", "igraph", "rustworkx")}
    found["same"] = same_answers(found)
    found["ratios"] = ratios_of(found)
    return found


def _command() -> list[str]:
    return [str(Path(sys.executable).parent / "influence")]


def _influence(store: Path, *words: str) -> list[str]:
    return [*_command(), "--store", str(store), "--as-of", graphs.AS_OF, *words]


def run(command: list[str]) -> dict[str, Any]:
    """Run a program to its end: seconds, processor seconds, peak memory in MB, output."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        out.seek(0)
        text = out.read().decode()
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    cpu = used.ru_utime + used.ru_stime
    return {"seconds": seconds, "cpu": cpu, "memory": used.ru_maxrss / 1024, "out": text}


def cold(store: Path, target: str) -> dict[str, float]:
    """A process that asks for the routes to one person, several times after one to warm the disk."""
    runs = [run(_influence(store, "path", target)) for _ in range(REPEATS + 1)][1:]
    times = sorted(one["seconds"] for one in runs)
    cpu = statistics.median(one["cpu"] for one in runs)
    return {
        "seconds": statistics.median(times),
        "least": times[0],
        "most": times[-1],
        "cpu": cpu,
        "memory": max(one["memory"] for one in runs),
    }


def peer(name: str, arcs: Path, targets: list[str]) -> dict[str, Any] | None:
    """The same questions asked of another library in a process of its own; None where it is not installed."""
    if importlib.util.find_spec(name) is None:
        return None
    once = run([sys.executable, str(HERE / "peers.py"), name, str(arcs), targets[0]])
    whole = run([sys.executable, str(HERE / "peers.py"), name, str(arcs), *targets, "--pagerank"])
    return {**json.loads(whole["out"]), "cold": once["seconds"], "memory": once["memory"]}


def same_answers(found: dict[str, Any]) -> bool:
    """Whether every peer finds the same best probability, where its route keeps to six steps."""
    for answers in filter(None, found["peers"].values()):
        for target, (worth, steps) in answers["best"].items():
            ours = found["warm"]["best"][target][0]
            if ours > worth * (1 + 1e-9) or ((steps or 0) in range(1, 7) and abs(ours - worth) > 1e-9):
                return False
    return True


def ratios_of(found: dict[str, Any]) -> dict[str, float]:
    """How many times quicker than networkx; and how much of the first load a reload takes (as its inverse)."""
    other = found["peers"]["networkx"]
    ratios = {
        "path, cold": other["cold"] / found["cold"]["seconds"],
        "best route, warm": 1000 * other["ask"] / found["warm"]["best_route"]["median"],
        "reload of one changed row": found["load"]["seconds"] / found["reload"]["seconds"],
    }
    if found["warm"]["ranking"]:
        ratios["influence of everyone"] = other["pagerank"] / found["warm"]["ranking"]
    return {name: round(value, 2) for name, value in ratios.items()}


def regressions(now: dict[str, dict[str, float]], before: dict[str, dict[str, float]]) -> list[str]:
    """Ratios that are more than a quarter worse than the committed ones, in words."""
    return [
        f"{name} at {size} ties: {value:g} times quicker than networkx, was {before[size][name]:g}"
        for size, ratios in now.items()
        for name, value in ratios.items()
        if name in before.get(size, {}) and value * WORSE < before[size][name]
    ]


def table(figures: dict[int, dict[str, Any]]) -> str:
    """The figures as a Markdown table, one column a size, with the growth exponent fitted over the sizes."""
    rows: list[tuple[str, str, Any]] = [
        ("load from CSV, s", "{:.2f}", lambda one: one["load"]["seconds"]),
        ("load, peak MB", "{:.0f}", lambda one: one["load"]["memory"]),
        ("reload, one row changed, s", "{:.2f}", lambda one: one["reload"]["seconds"]),
        ("`path`, cold process, s", "{:.3f}", lambda one: one["cold"]["seconds"]),
        ("`path`, cold, least s", "{:.3f}", lambda one: one["cold"]["least"]),
        ("`path`, cold, most s", "{:.3f}", lambda one: one["cold"]["most"]),
        ("`path`, cold, processor s", "{:.3f}", lambda one: one["cold"]["cpu"]),
        ("`path`, cold, peak MB", "{:.0f}", lambda one: one["cold"]["memory"]),
        ("best route, warm, median ms", "{:.1f}", lambda one: one["warm"]["best_route"]["median"]),
        ("five routes, warm, median ms", "{:.1f}", lambda one: one["warm"]["five_routes"]["median"]),
        ("best route without a person, ms", "{:.1f}", lambda one: one["warm"]["whatif_route"]["median"]),
        ("influence of everyone, first time, s", "{:.2f}", lambda one: one["warm"]["ranking_first"]),
        ("influence of everyone, s", "{:.2f}", lambda one: one["warm"]["ranking"]),
    ]
    for name in ("networkx", "igraph", "rustworkx"):
        rows.append((f"{name}: read and ask, cold, s", "{:.2f}", lambda one, name=name: one["peers"][name]["cold"]))
        rows.append((f"{name}: ask, ms", "{:.1f}", lambda one, name=name: 1000 * one["peers"][name]["ask"]))
        rows.append((f"{name}: PageRank, s", "{:.2f}", lambda one, name=name: one["peers"][name]["pagerank"]))
    lines = ["| work | " + " | ".join(f"{size:,}" for size in figures) + " | grows as ties to the |"]
    lines.append("|---" * (len(figures) + 2) + "|")
    lines += [line for title, form, of in rows if (line := _line(title, form, of, figures))]
    names = next(iter(figures.values()))["ratios"]
    for name in names:
        values = " | ".join(f"{one['ratios'].get(name, math.nan):.1f} x" for one in figures.values())
        lines.append(f"| ratio: {name} | {values} | |")
    same = " | ".join(str(one["same"]) for one in figures.values())
    lines.append(f"| same best routes as the peers | {same} | |")
    return "\n".join(lines)


def _line(title: str, form: str, of: Any, figures: dict[int, dict[str, Any]]) -> str:
    try:
        values = {size: of(one) for size, one in figures.items()}
        texts = [form.format(value) for value in values.values()]
    except TypeError:  # not installed, or not measured
        return ""
    return f"| {title} | {' | '.join(texts)} | {exponent(values)} |"


def exponent(values: dict[int, float]) -> str:
    """Slope of the logarithms over the two largest sizes."""
    if len(values) < 2 or min(values.values()) <= 0:
        return ""
    (small, before), (large, after) = sorted(values.items())[-2:]
    return f"{math.log(after / before) / math.log(large / small):.2f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
