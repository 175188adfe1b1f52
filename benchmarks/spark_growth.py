"""How Spark's programs grow with the network, and what its start costs.

    python benchmarks/spark_growth.py [TIES ...] [--memory 4g]     # default 100000

For every size: writes a generated workspace, then in one process of its own starts a session and asks everything once.
Prints seconds, processor seconds of Python and Java together, and the exponent of these from size to size.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import graphs

MOST_SECONDS = 600
TARGETS = 100


def main(words: list[str]) -> int:
    """Measure every size and print the table; the exit code."""
    memory = words[words.index("--memory") + 1] if "--memory" in words else "4g"
    sizes = [int(word) for word in words if word.isdigit()] or [100_000]
    before: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            found = _in_a_process(graphs.write(size, Path(folder) / str(size)), memory)
            _show(size, found, before)
            before = {"size": size, **found}
    return 0


def _in_a_process(folder: Path, memory: str) -> dict[str, Any]:
    """Seconds by step; those that came before the time was up."""
    command = [sys.executable, __file__, "ask", str(folder), memory]
    with tempfile.TemporaryFile("w+") as told:
        # what a process that is stopped leaves behind goes with the folder
        process = subprocess.Popen(command, stdout=told, env={**os.environ, "TMPDIR": str(folder.parent)})
        try:
            process.wait(MOST_SECONDS)
        except subprocess.TimeoutExpired:
            process.terminate()
            process.wait(60)
            print(f"stopped after {MOST_SECONDS} s; what was done by then:")
        told.seek(0)
        steps: dict[str, Any] = {}
        for line in told:
            steps.update(json.loads(line))
        return steps


def _show(size: int, found: dict[str, Any], before: dict[str, Any]) -> None:
    print(f"{size:,} ties")
    for name, (seconds, processor) in found.items():
        grown = ""
        if name in before:
            grown = f", exponent {math.log(processor / before[name][1]) / math.log(size / before['size']):.2f}"
        print(f"  {name}: {seconds:.1f} s, processor {processor:.1f} s{grown}", flush=True)


def ask(folder: str, memory: str) -> None:
    """Ask everything once, and print every step as it is done: seconds, and those of the processor."""
    from influence import spark

    start, used = time.perf_counter(), 0.0

    def done(name: str) -> None:
        nonlocal start, used
        now, processor = time.perf_counter(), _processor()
        print(json.dumps({name: [now - start, processor - used]}), flush=True)
        start, used = time.perf_counter(), processor

    with spark.session(memory=memory) as session:
        done("start")
        net = spark.load(session, folder, as_of=graphs.AS_OF)
        done("load, check, strength")
        spark.routes(net).count()
        done("best route of the team to everybody")
        deciders = [row["id"] for row in net.people.where("level = 0").orderBy("number").limit(TARGETS).collect()]
        spark.routes(net, deciders, ["t000"]).count()
        done(f"best routes of one to {TARGETS}")
        spark.influencers(net, "a0").count()
        done("influence of everyone on one decision")
        spark.degrees(net).count()
        done("degrees")
        spark.components(net).count()
        done("components")


def _processor() -> float:
    """Processor seconds of this process and of its Java."""
    from pyspark import SparkContext

    java = SparkContext._gateway.proc.pid  # noqa: SLF001 - whose seconds are asked for
    ticks = [Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split() for one in ("self", java)]
    return sum(int(one[11]) + int(one[12]) for one in ticks) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    if sys.argv[1:2] == ["ask"]:
        ask(*sys.argv[2:])
    else:
        sys.exit(main(sys.argv[1:]))
