"""A local Neo4j server as one would use it: load by plain batches, then the fewest steps to a person; prints JSON.

python benchmarks/neo4j_peer.py WORKSPACE TARGET...
"""

from __future__ import annotations

import csv
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from environments import HERE, python_of
from neo4j_ask import QUERY
from neo4j_load import plain
from programs import run, spread

sys.path.insert(0, str(HERE.parent))

from tests.neo4j.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = "t000"
COLD = 5


def table(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Rows of one table of a generated workspace."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def rows(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """People (name, id) and ties (source, target), in the shape that `plain` loads."""
    people = [(row["name"], row["id"]) for name in ("contacts", "team") for row in table(folder, name)]
    return {"contacts": people, "relationships": [(r["source"], r["target"]) for r in table(folder, "relationships")]}


def asked(server: Server, targets: list[str]) -> dict[str, float]:
    """Seconds per question on an open connection, after one to warm it."""
    times = []
    with server.driver() as driver:
        for target in [targets[0], *targets]:
            start = time.perf_counter()
            driver.execute_query(QUERY, source=SOURCE, target=target, database_="neo4j")
            times.append(time.perf_counter() - start)
    return spread(times[1:])


def cold(server: Server, target: str) -> dict[str, Any]:
    """A Python process that connects, asks and ends, several times after one."""
    command = [python_of("neo4j"), HERE / "neo4j_ask.py", server.uri, SOURCE, target]
    runs = [run(command) for _ in range(COLD + 1)][1:]
    return {"cold": spread(one["seconds"] for one in runs), "cold_memory": max(one["memory"] for one in runs)}


def peak(process: int) -> float:
    """Peak memory of a running process in MB."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def measure(folder: Path, targets: list[str]) -> dict[str, Any]:
    """Load, ask, ask from cold."""
    server = Server(heap="4g").start()
    os.environ.update(server.environment)
    told = rows(folder)
    start = time.perf_counter()
    plain(server, told)
    found = {"load": time.perf_counter() - start, "ask": asked(server, targets), **cold(server, targets[0])}
    return {**found, "memory": peak(server.process.pid) if server.process else 0.0}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), sys.argv[2:])))
