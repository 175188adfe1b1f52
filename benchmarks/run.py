"""Speed beside what one would use instead; `make bench` runs it.

    python benchmarks/run.py [TIES ...] [--resume] [--commit] [--only STEP ...]    # default 10000 100000 1000000

Every step's figures are kept under the user's cache as soon as they are there: `--resume` goes on where a run was
ended. Prints the table, what is promised and whether it is kept. Ratios that are more than a quarter worse than the
committed ones end it with code 1; `--commit` makes this run the committed one and writes the page of the docs anew.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import time
from typing import Any

from environments import CACHE, HERE
from page import write_page
from promises import promised, ratios_of
from report import figures
from steps import OF_A_SIZE, OF_NONE, PEERS, Place, attempted

KEPT = CACHE / "results.json"
COMMITTED, RATIOS = HERE / "results.json", HERE / "ratios.json"
SIZES = [10_000, 100_000, 1_000_000]
WORSE = 1.25


def main(words: list[str]) -> int:
    """Measure what is asked for, print, compare; the exit code."""
    asked = _arguments(words)
    goes_on = asked.resume or bool(asked.only)
    results = json.loads(KEPT.read_text("utf-8")) if goes_on and KEPT.exists() else {}
    if not goes_on:
        shutil.rmtree(CACHE / "work", ignore_errors=True)
    (CACHE / "work").mkdir(parents=True, exist_ok=True)
    results["machine"] = machine()
    measure(results, sorted(asked.ties or SIZES), asked.only)
    print(figures(results), promised(results), sep="\n\n")
    if asked.commit:
        COMMITTED.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
        RATIOS.write_text(json.dumps(ratios_of(results), indent=1) + "\n", "utf-8")
        write_page(results)
        return 0
    before = json.loads(RATIOS.read_text("utf-8")) if RATIOS.exists() else {}
    wrong = [*failed(results), *regressions(ratios_of(results), before)]
    print("", *wrong or ["no ratio is more than a quarter worse than the committed one"], sep="\n")
    return 1 if wrong else 0


def _arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("ties", nargs="*", type=int)
    parser.add_argument("--resume", action="store_true", help="keep what an earlier run has measured")
    parser.add_argument("--commit", action="store_true", help="make this the run that later ones are compared with")
    parser.add_argument("--only", nargs="*", default=[], choices=[*OF_NONE, *OF_A_SIZE], help="these steps anew")
    return parser.parse_args(words)


def machine() -> dict[str, Any]:
    """What it ran on."""
    return {"python": platform.python_version(), "cores": os.cpu_count(), "system": platform.system()}


def measure(results: dict[str, Any], sizes: list[int], only: list[str]) -> None:
    """Every step that `results` does not hold yet, or that is asked for."""
    steps_of(results, results, Place(0, CACHE / "work"), OF_NONE, only)
    for size in sizes:
        place, of_size = Place(size, CACHE / "work"), results.setdefault("sizes", {}).setdefault(str(size), {})
        if not place.store.exists():
            of_size.clear()
        steps_of(results, of_size, place, OF_A_SIZE, only)


def steps_of(results: dict[str, Any], where: dict[str, Any], place: Place, steps: Any, only: list[str]) -> None:
    """Take the steps that are wanted, putting each one's figures into `where` and everything into the file."""
    for name, step in steps.items():
        if name not in only if only else finished(where.get(name)):
            continue
        start = time.perf_counter()
        where[name] = gave_up_before(results, name, place.size) or attempted(step, place, where)
        told = f"{place.size or '':>9} {name:10} {time.perf_counter() - start:6.1f} s"
        print(told, where[name].get("gave_up") or "done", file=sys.stderr, flush=True)
        KEPT.write_text(json.dumps(results, indent=1), "utf-8")


def finished(found: dict[str, Any] | None) -> bool:
    """Whether the step need not be taken again: it gave figures, or took too much."""
    return bool(found) and str(found.get("gave_up", "more than")).startswith(("more than", "not tried"))


def gave_up_before(results: dict[str, Any], name: str, size: int) -> dict[str, str] | None:
    """A library that gave up at a smaller size is not asked again."""
    for smaller, found in sorted(results.get("sizes", {}).items(), key=lambda item: int(item[0])):
        why = found.get(name, {}).get("gave_up", "")
        if name in PEERS and int(smaller) < size and why.startswith(("more than", "not tried")):
            return {"gave_up": f"not tried: gave up at {int(smaller):,} ties"}
    return None


def failed(results: dict[str, Any]) -> list[str]:
    """Our own steps that did not come to an end, in words."""
    places = {"": results, **{f" at {int(size):,} ties": found for size, found in results.get("sizes", {}).items()}}
    return [
        f"{name}{at}: {found[name]['gave_up']}"
        for at, found in places.items()
        for name in (*OF_NONE, *OF_A_SIZE)
        if name not in PEERS and "gave_up" in found.get(name, {})
    ]


def regressions(now: dict[str, dict[str, float]], before: dict[str, dict[str, float]]) -> list[str]:
    """Ratios that are more than a quarter worse than the committed ones, in words."""
    return [
        f"{name} ({size}): ratio {value:g}, was {before[size][name]:g}"
        for size, ratios in now.items()
        for name, value in ratios.items()
        if name in before.get(size, {}) and value * WORSE < before[size][name]
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
